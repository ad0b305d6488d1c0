"""Filling offices: who may, what is refused, what is kept; and what is still missing."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from charioteer.audit.models import Entry
from charioteer.errors import BadInput, NotAllowed, NotNow
from charioteer.mail.models import Message
from charioteer.people.actions import open_invitation
from charioteer.people.models import Invitation, NoSuchOffice, Person, RoleHolding, School, Trust
from charioteer.people.set_up.actions import (
    Way,
    add_centre,
    add_school,
    do_without,
    fill,
    fill_with_new,
    leave_open,
    take_out,
)
from charioteer.people.slots import as_it_stands
from charioteer.people.tests import cast
from charioteer.people.tests.cast import NOW
from charioteer.people.tests.filling import DAY, holders, slot


@pytest.fixture
def joel(auriga: Trust) -> Person:
    return Person.objects.create(trust=auriga, name="Joel Sharma", email="joel.sharma@auriga.example")


@pytest.fixture
def noor(auriga: Trust) -> Person:
    return Person.objects.create(trust=auriga, name="Noor Haddad", email="noor.haddad@auriga.example")


@pytest.mark.parametrize(
    ("role", "may"),
    [("administrator", True), ("ceo", True), ("chair", False), ("headteacher", False), ("hr", False), (None, False)],
)
def test_who_may_set_up(auriga: Trust, joel: Person, role: str | None, may: bool) -> None:
    by, capella = cast.person("Grace Adebayo", auriga, role), School.objects.get(slug="capella-house")
    verbs = {
        fill: {"slot": slot(auriga, "dpo"), "person": joel},
        fill_with_new: {"slot": slot(auriga, "hr"), "name": "A B", "email": "a@b.example", "way": Way.LATER},
        do_without: {"slot": slot(auriga, "it_lead"), "instead": "An outside firm"},
        leave_open: {"slot": slot(auriga, "it_lead")},
        add_school: {"trust": auriga, "name": "Menkalinan School"},
        add_centre: {"school": capella, "name": "Capella Primary"},
    }
    before = Entry.objects.count()
    for verb, given in verbs.items():
        if may:
            verb(by=by, now=NOW, **given)
            continue
        with pytest.raises(NotAllowed, match="Your role does not let you set up the Trust"):
            verb(by=by, now=NOW, **given)
    assert (Entry.objects.count() > before) is may


def test_another_trusts_administrator_sets_nothing_up(auriga: Trust, tomasz: Person, joel: Person) -> None:
    with pytest.raises(NotAllowed, match="You cannot set up The Auriga Academy Trust"):
        fill(slot=slot(auriga, "dpo"), person=joel, by=tomasz, now=NOW)
    with pytest.raises(NotAllowed):
        add_school(trust=auriga, name="X", by=tomasz, now=NOW)


def test_an_office_is_filled_from_today(auriga: Trust, amara: Person, joel: Person) -> None:
    held = fill(slot=slot(auriga, "headteacher.capella-house"), person=joel, by=amara, now=NOW)
    assert (held.role, held.school.slug, held.from_date, held.stands_in) == (
        "headteacher",
        "capella-house",
        DAY,
        False,
    )
    entry = Entry.objects.get(kind="people.office.filled")
    assert entry.school_id == held.school_id
    assert "Joel" not in entry.body


def test_one_head_of_two_schools_is_no_clash(auriga: Trust, amara: Person, joel: Person) -> None:
    for school in ("capella-house", "strathmore"):
        fill(slot=slot(auriga, f"headteacher.{school}"), person=joel, by=amara, now=NOW)
    assert RoleHolding.objects.filter(person=joel, role="headteacher").count() == 2


@pytest.mark.parametrize(
    ("held", "wanted", "words"),
    [
        (
            "headteacher.capella-house",
            "headteacher.capella-house",
            "Joel Sharma is headteacher of Capella House School",
        ),
        ("headteacher.capella-house", "stand-in.headteacher.capella-house", "somebody else must stand in"),
        ("stand-in.headteacher.capella-house", "headteacher.capella-house", "stands in for the headteacher"),
        ("ceo", "chair", "each hears what concerns the other"),
        ("chair", "ceo", "each hears what concerns the other"),
        ("stand-in.ceo", "chair", "each hears what concerns the other"),
        ("ceo", "stand-in.chair", "each hears what concerns the other"),
        ("headteacher.capella-house", "stand-in.headteacher.strathmore", ""),
        ("headteacher.capella-house", "dsl.capella-house", ""),
        ("dsl.capella-house", "deputy_dsl.capella-house", ""),
        ("ceo", "headteacher.capella-house", ""),
        ("clearer.capella-house", "clearer.capella-house", "already"),
        ("clearer.capella-house", "custodian.capella-house", ""),
    ],
)
def test_what_one_person_cannot_hold_at_once(
    auriga: Trust, amara: Person, joel: Person, held: str, wanted: str, words: str
) -> None:
    fill(slot=slot(auriga, held), person=joel, by=amara, now=NOW)
    if not words:
        fill(slot=slot(auriga, wanted), person=joel, by=amara, now=NOW)
        return
    with pytest.raises(BadInput, match=words):
        fill(slot=slot(auriga, wanted), person=joel, by=amara, now=NOW)
    assert joel.roles.count() == 1


@pytest.mark.parametrize("key", ["ceo", "chair", "dpo", "headteacher.capella-house", "dsl.capella-house"])
def test_an_office_with_one_holder_is_taken(auriga: Trust, amara: Person, joel: Person, noor: Person, key: str) -> None:
    fill(slot=slot(auriga, key), person=joel, by=amara, now=NOW)
    with pytest.raises(NotNow, match="there is one at a time"):
        fill(slot=slot(auriga, key), person=noor, by=amara, now=NOW)
    with pytest.raises(NotNow, match="there is one at a time"):
        fill_with_new(slot=slot(auriga, key), name="A B", email="a@b.example", way=Way.LINK, by=amara, now=NOW)
    assert not Person.objects.filter(email="a@b.example").exists()
    assert holders(auriga, key) == {"Joel Sharma"}


@pytest.mark.parametrize("key", ["ceo", "chair", "stand-in.ceo", "stand-in.chair"])
def test_nobody_makes_themselves_the_one_who_decides(auriga: Trust, amara: Person, key: str) -> None:
    with pytest.raises(NotAllowed, match="You cannot make yourself"):
        fill(slot=slot(auriga, key), person=amara, by=amara, now=NOW)
    assert amara.roles.count() == 1


def test_somebody_of_another_trust_holds_nothing_here(auriga: Trust, amara: Person, tomasz: Person) -> None:
    with pytest.raises(BadInput, match="does not belong to The Auriga Academy Trust"):
        fill(slot=slot(auriga, "dpo"), person=tomasz, by=amara, now=NOW)


@pytest.mark.parametrize(
    ("name", "email", "where", "words"),
    [
        ("Grace Adebayo", "grace", "email", "not an e-mail address"),
        ("Grace Adebayo", "grace@", "email", "not an e-mail address"),
        ("Grace Adebayo", "grace@auriga.example, joel@auriga.example", "email", "not an e-mail address"),
        ("Grace Adebayo", "gräce@auriga.example", "email", "not an e-mail address"),
        ("Grace Adebayo", "JOEL.SHARMA@auriga.example", "email", "the address of Joel Sharma, who is known"),
        ("Grace Adebayo", "tomasz.wolski@lyra.example", "email", "belongs to somebody outside The Auriga Academy"),
        ("", "grace@auriga.example", "name", "Type a name"),
        ("Grace\u202eAdebayo", "grace@auriga.example", "name", "invisible"),
    ],
)
def test_what_cannot_be_typed_about_somebody_new(
    auriga: Trust, amara: Person, joel: Person, tomasz: Person, name: str, email: str, where: str, words: str
) -> None:
    with pytest.raises(BadInput, match=words) as refused:
        fill_with_new(slot=slot(auriga, "dpo"), name=name, email=email, way=Way.MAIL, by=amara, now=NOW)
    assert refused.value.where == where
    assert (Person.objects.filter(trust=auriga).count(), Message.objects.count()) == (2, 0)


def test_a_link_is_shown_once_and_works(auriga: Trust, amara: Person) -> None:
    given = {"name": " Grace  Adebayo", "email": "Grace@Auriga.example", "by": amara, "now": NOW}
    link = fill_with_new(slot=slot(auriga, "dpo"), way=Way.LINK, **given)
    invitation = open_invitation(token=link.rstrip("/").rsplit("/", 1)[-1], now=NOW)
    assert invitation is not None
    assert (invitation.email, invitation.role) == ("grace@auriga.example", "member")
    assert Message.objects.count() == 0
    assert holders(auriga, "dpo") == {"Grace Adebayo"}


def test_an_invitation_goes_out_by_mail(auriga: Trust, amara: Person) -> None:
    given = {"name": "Grace Adebayo", "email": "grace@auriga.example", "by": amara, "now": NOW}
    assert fill_with_new(slot=slot(auriga, "dpo"), way=Way.MAIL, **given) == ""
    message = Message.objects.get()
    assert message.to == "grace@auriga.example"
    assert "/invitation/" in message.text
    assert message.good_until == NOW + timedelta(days=7)
    assert "data protection officer" in message.text


def test_later_invites_nobody(auriga: Trust, amara: Person) -> None:
    given = {"name": "Grace Adebayo", "email": "grace@auriga.example", "by": amara, "now": NOW}
    assert fill_with_new(slot=slot(auriga, "dpo"), way=Way.LATER, **given) == ""
    assert (Invitation.objects.count(), Message.objects.count()) == (0, 0)


def test_a_slip_of_today_goes_altogether_and_an_old_holding_ends(auriga: Trust, amara: Person, joel: Person) -> None:
    at = slot(auriga, "dpo")
    slip = fill(slot=at, person=joel, by=amara, now=NOW)
    take_out(slot=at, holding_id=slip.pk, by=amara, now=NOW)
    assert not joel.roles.exists()
    held = fill(slot=at, person=joel, by=amara, now=NOW)
    take_out(slot=at, holding_id=held.pk, by=amara, now=NOW + timedelta(days=30))
    assert joel.roles.get().until_date == DAY + timedelta(days=29)
    with pytest.raises(NotNow, match="Somebody was faster"):
        take_out(slot=at, holding_id=held.pk, by=amara, now=NOW + timedelta(days=30))
    assert Entry.objects.filter(kind="people.office.left").count() == 2


def test_only_a_holder_of_that_office_is_taken_out_of_it(auriga: Trust, amara: Person, joel: Person) -> None:
    other = fill(slot=slot(auriga, "hr"), person=joel, by=amara, now=NOW)
    with pytest.raises(NotNow):
        take_out(slot=slot(auriga, "dpo"), holding_id=other.pk, by=amara, now=NOW)
    assert joel.roles.count() == 1


@pytest.mark.parametrize(
    ("key", "may"),
    [
        ("hr", True),
        ("dpo", True),
        ("headteacher.capella-house", True),
        ("stand-in.ceo", True),
        ("ceo", False),
        ("chair", False),
        ("dsl.capella-house", False),
        ("clearer.capella-house", False),
        ("custodian.capella-house", False),
    ],
)
def test_which_office_a_place_can_do_without(auriga: Trust, amara: Person, key: str, may: bool) -> None:
    at = slot(auriga, key)
    if may:
        do_without(slot=at, instead="The head of the other school", by=amara, now=NOW)
        do_without(slot=at, instead="An outside firm", by=amara, now=NOW)
        assert NoSuchOffice.objects.get().instead == "An outside firm"
        assert as_it_stands(at, DAY).lacks == 0
        return
    with pytest.raises(BadInput, match="cannot do without"):
        do_without(slot=at, instead="The head of the other school", by=amara, now=NOW)


@pytest.mark.parametrize("instead", ["", " ", "no", "x" * 301])
def test_it_is_said_who_does_it_instead(auriga: Trust, amara: Person, instead: str) -> None:
    with pytest.raises(BadInput, match="Say who does it instead") as refused:
        do_without(slot=slot(auriga, "hr"), instead=instead, by=amara, now=NOW)
    assert refused.value.where == "instead"


def test_there_is_none_and_there_is_one_exclude_each_other(auriga: Trust, amara: Person, joel: Person) -> None:
    at = slot(auriga, "hr")
    do_without(slot=at, instead="The office", by=amara, now=NOW)
    fill(slot=at, person=joel, by=amara, now=NOW)
    assert not NoSuchOffice.objects.exists()
    with pytest.raises(NotNow, match="Joel Sharma is the human resources lead"):
        do_without(slot=at, instead="The office", by=amara, now=NOW)


def test_not_known_yet_opens_it_again(auriga: Trust, amara: Person) -> None:
    at = slot(auriga, "hr")
    do_without(slot=at, instead="The office", by=amara, now=NOW)
    leave_open(slot=at, by=amara, now=NOW)
    leave_open(slot=at, by=amara, now=NOW)
    assert as_it_stands(at, DAY).lacks == 1
    assert Entry.objects.filter(kind="people.office.opened").count() == 1


def test_the_database_takes_one_word_on_an_office(auriga: Trust, amara: Person) -> None:
    said = {"trust": auriga, "role": "hr", "said_by": amara, "said_at": NOW}
    NoSuchOffice.objects.create(instead="The office", **said)
    with pytest.raises(IntegrityError), transaction.atomic():
        NoSuchOffice.objects.create(instead="Another", **said)
    with pytest.raises(IntegrityError), transaction.atomic():
        NoSuchOffice.objects.create(**{**said, "role": "dpo"}, instead="")
