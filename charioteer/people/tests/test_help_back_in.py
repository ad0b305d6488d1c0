"""Getting back in with a second person: who may vouch for whom, and that nobody gets in by any other way."""

import re
from datetime import timedelta
from itertools import product

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from charioteer.audit.models import Entry
from charioteer.errors import BadInput, NotAllowed, NotNow
from charioteer.mail.models import Message
from charioteer.people import rules
from charioteer.people.actions.helping import ask_for_help, come_back_in, help_back_in, help_from_the_server, stop_help
from charioteer.people.actions.tokens import make_token
from charioteer.people.duties.signing_in import help_back_in as duty
from charioteer.people.models import ApiToken, HelpRequest, Person, School, Trust
from charioteer.people.tests import cast
from charioteer.people.tests.cast import NOW, PASSWORD
from charioteer.people.tests.house import away

SAID = {"spoke": "person", "note": "In the staff room."}


@pytest.fixture
def people(auriga: Trust, lyra: Trust) -> dict[str, Person]:
    """Everybody of the truth table, each with an authenticator app."""
    capella, strathmore = School.objects.order_by("name")
    made = {
        "admin": cast.person("Amara Lindqvist", auriga, "administrator"),
        "admin2": cast.person("Olu Balogun", auriga, "administrator"),
        "ceo": cast.person("Petra Novak", auriga, "ceo"),
        "it": cast.person("Ines Ferreira", auriga, "it_lead"),
        "it_c": cast.person("Ravi Menon", auriga, "it_lead", school=capella),
        "head_c": cast.person("Miriam Osei", auriga, "headteacher", school=capella),
        "head_s": cast.person("Liam Byrne", auriga, "headteacher", school=strathmore),
        "hr": cast.person("Hana Sato", auriga, "hr"),
        "teacher_c": cast.person("Priya Nair", auriga, "member", school=capella),
        "other": cast.person("Tomasz Wolski", lyra, "administrator"),
        "none": cast.person("Grace Adebayo", auriga, None),
    }
    for one in made.values():
        cast.with_second_factor(one)
    return made


EVERYWHERE = {"admin", "admin2", "ceo", "it"}
MAY = {
    "admin": EVERYWHERE,
    "admin2": EVERYWHERE,
    "ceo": EVERYWHERE,
    "it": EVERYWHERE,
    "it_c": EVERYWHERE | {"it_c", "head_c"},
    "head_c": EVERYWHERE | {"it_c"},
    "head_s": EVERYWHERE,
    "hr": EVERYWHERE,
    "teacher_c": EVERYWHERE | {"it_c", "head_c"},
    "none": EVERYWHERE,
    "other": set(),
}


def test_the_truth_table(people: dict[str, Person]) -> None:
    wrong = []
    for helper, asker in product(people, people):
        may = helper in MAY[asker] and helper != asker
        refusal = rules.cannot_help_back_in(people[helper], people[asker], NOW)
        if (refusal is None) is not may:
            wrong.append(f"{helper} helps {asker}: {refusal.reason if refusal else 'may'}")
        assert refusal is None or refusal.reason
    assert wrong == []


def test_whoever_is_lent_an_office_is_helped_by_those_who_may_help_its_holder(people: dict[str, Person]) -> None:
    """For that time a teacher's way in is the chief executive's."""
    away(people["ceo"], people["teacher_c"])
    assert rules.cannot_help_back_in(people["it_c"], people["teacher_c"], NOW)
    assert rules.cannot_help_back_in(people["admin"], people["teacher_c"], NOW) is None
    ask_for_help(user=people["teacher_c"].user, browser="", now=NOW)
    assert {found.person_id for found in duty.ask(None, NOW)} == {people[key].pk for key in EVERYWHERE}


def test_the_duty_says_the_same_as_the_rule(people: dict[str, Person]) -> None:
    for one in people.values():
        if one.name != "Tomasz Wolski":
            ask_for_help(user=one.user, browser="", now=NOW)
    owed = {(found.person_id, found.args[0]) for found in duty.ask(None, NOW)}
    requests = {found.person_id: found.pk for found in HelpRequest.objects.all()}
    expected = {
        (people[helper].pk, requests[people[asker].pk])
        for asker, helpers in MAY.items()
        for helper in helpers
        if helper != asker and asker != "other"
    }
    assert owed == expected
    mine = {found.person_id for found in duty.ask([people["it_c"].pk], NOW)}
    assert mine == {people["it_c"].pk}


def test_the_duty_costs_the_same_for_many(people: dict[str, Person], django_assert_num_queries: type) -> None:
    for one in people.values():
        if one.name != "Tomasz Wolski":
            ask_for_help(user=one.user, browser="", now=NOW)
    with django_assert_num_queries(6):
        assert len(list(duty.ask(None, NOW))) > 10


def test_both_people_are_on_the_row_and_the_database_looks(people: dict[str, Person]) -> None:
    request = ask_for_help(user=people["teacher_c"].user, browser="Firefox", now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpRequest.objects.filter(pk=request.pk).update(helper=people["teacher_c"])
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpRequest.objects.create(person=request.person, asked_at=NOW, expires_at=NOW, cancel_hash="x")


def test_help_voids_what_was_and_leads_to_a_new_factor(people: dict[str, Person]) -> None:
    lost = people["teacher_c"]
    session = cast.sign_in(Client(), lost)
    soon = NOW.date() + timedelta(days=9)
    make_token(person=lost, name="x", ends_on=soon, proved=True, by=lost, now=NOW)
    request = ask_for_help(user=lost.user, browser="", now=NOW)
    token = help_back_in(request=request, by=people["head_c"], now=NOW, **SAID)
    assert Authenticator.objects.filter(user=lost.user).count() == 2  # nothing is void before the link is used
    with pytest.raises(BadInput):
        come_back_in(token=token, password="not the password", now=NOW)
    assert come_back_in(token=token, password=PASSWORD, now=NOW) == lost.user
    assert not Authenticator.objects.filter(user=lost.user).exists()
    assert session.get("/account/").status_code == 302
    assert ApiToken.objects.get().revoked_at == NOW
    with pytest.raises(NotNow):
        come_back_in(token=token, password=PASSWORD, now=NOW)
    entry = Entry.objects.get(kind="people.help.given")
    assert entry.actor == f"people.person:{people['head_c'].pk}"
    assert f'"asker":{lost.pk}' in entry.body
    assert token not in str(list(HelpRequest.objects.values())) + str(list(Entry.objects.values()))


@pytest.mark.parametrize(("after", "works"), [(timedelta(minutes=59), True), (timedelta(hours=1), False)])
def test_the_link_works_for_an_hour(people: dict[str, Person], after: timedelta, works: bool) -> None:
    request = ask_for_help(user=people["teacher_c"].user, browser="", now=NOW)
    token = help_back_in(request=request, by=people["it"], now=NOW, **SAID)
    if works:
        assert come_back_in(token=token, password=PASSWORD, now=NOW + after)
    else:
        with pytest.raises(NotNow):
            come_back_in(token=token, password=PASSWORD, now=NOW + after)


def test_a_newer_link_voids_the_older(people: dict[str, Person]) -> None:
    request = ask_for_help(user=people["teacher_c"].user, browser="", now=NOW)
    first, second = (help_back_in(request=request, by=people["it"], now=NOW, **SAID) for _ in range(2))
    with pytest.raises(NotNow):
        come_back_in(token=first, password=PASSWORD, now=NOW)
    assert come_back_in(token=second, password=PASSWORD, now=NOW)


def test_a_helper_whose_role_ended_meanwhile_helped_nobody(people: dict[str, Person]) -> None:
    request = ask_for_help(user=people["teacher_c"].user, browser="", now=NOW)
    token = help_back_in(request=request, by=people["head_c"], now=NOW, **SAID)
    people["head_c"].roles.all().delete()
    with pytest.raises(NotAllowed):
        come_back_in(token=token, password=PASSWORD, now=NOW)


@pytest.mark.parametrize(("spoke", "note"), [("", "x"), ("mail", "x"), ("person", ""), ("phone", "x" * 301)])
def test_how_one_made_sure_must_be_said(people: dict[str, Person], spoke: str, note: str) -> None:
    request = ask_for_help(user=people["teacher_c"].user, browser="", now=NOW)
    with pytest.raises(BadInput):
        help_back_in(request=request, by=people["it"], spoke=spoke, note=note, now=NOW)


def test_a_stopped_or_old_request_is_over(people: dict[str, Person]) -> None:
    request = ask_for_help(user=people["teacher_c"].user, browser="", now=NOW)
    assert ask_for_help(user=people["teacher_c"].user, browser="", now=NOW) == request  # asking twice is asking once
    with pytest.raises(NotNow):
        help_back_in(request=request, by=people["it"], now=NOW + timedelta(days=4), **SAID)
    later = ask_for_help(user=people["teacher_c"].user, browser="", now=NOW + timedelta(days=4))
    assert later != request
    token = help_back_in(request=later, by=people["it"], now=NOW + timedelta(days=4), **SAID)
    stop_help(request=later, by=None, now=NOW + timedelta(days=4))
    with pytest.raises(NotNow):
        stop_help(request=later, by=None, now=NOW + timedelta(days=4))
    with pytest.raises(NotNow):
        come_back_in(token=token, password=PASSWORD, now=NOW + timedelta(days=4))


def test_the_only_administrator_is_sent_to_the_server(amara: Person, priya: Person) -> None:
    cast.with_second_factor(amara)
    with pytest.raises(NotAllowed) as refused:
        ask_for_help(user=amara.user, browser="", now=NOW)
    assert "charioteer help-back-in" in refused.value.who_can
    token = help_from_the_server(user=amara.user, now=NOW)
    assert come_back_in(token=token, password=PASSWORD, now=NOW) == amara.user
    with pytest.raises(NotNow):
        help_from_the_server(user=amara.user, now=NOW)


def lose(client: Client, email: str, password: str = PASSWORD) -> str:
    return client.post(reverse("lost_device"), {"email": email, "password": password}).content.decode()


def test_the_page_tells_nobody_who_has_an_account(people: dict[str, Person], client: Client) -> None:
    wrong = lose(client, people["teacher_c"].email, "wrong")
    unknown = lose(client, "nobody@auriga.example", "wrong")
    assert "do not belong together" in wrong
    one, other = (re.sub(r'value="[^"]*"', "", page) for page in (wrong, unknown))
    assert one == other
    assert not HelpRequest.objects.exists()
    assert "You have asked" in lose(client, people["teacher_c"].email)
    assert HelpRequest.objects.count() == 1


def test_guessing_is_throttled_as_at_sign_in(people: dict[str, Person], client: Client) -> None:
    for _ in range(5):
        lose(client, people["teacher_c"].email, "wrong")
    assert "Wait five minutes" in lose(client, people["teacher_c"].email)
    answer = client.post(reverse("account_login"), {"login": people["teacher_c"].email, "password": PASSWORD})
    assert "Wait five minutes" in answer.content.decode()


def test_by_screen_from_asking_to_the_new_factor(people: dict[str, Person]) -> None:
    lost, helper = Client(), cast.sign_in(Client(), people["head_c"])
    lose(lost, people["teacher_c"].email)
    address = reverse("help_back_in", args=[HelpRequest.objects.get().pk])
    assert "Speak to them first" in helper.post(address, SAID).content.decode()
    page = helper.post(address, {**SAID, "sure": "on"}).content.decode()
    assert "It is shown this once" in page
    link = page.split('ch-hash">')[1].split("<")[0].split("/back-in/")[1]
    token = link.strip("/")
    assert token not in helper.get(address).content.decode()
    path = reverse("back_in", args=[token])
    shown = lost.get(path)
    assert shown["Referrer-Policy"] == "strict-origin"
    assert "That is not your password" in lost.post(path, {"password": "wrong"}).content.decode()
    answer = lost.post(path, {"password": PASSWORD})
    assert answer["Location"] == reverse("second_factor")
    assert lost.get(path).status_code == 404


def test_who_may_not_help_sees_no_request_and_no_form(people: dict[str, Person]) -> None:
    request = ask_for_help(user=people["teacher_c"].user, browser="", now=timezone.now())
    address = reverse("help_back_in", args=[request.pk])
    for who, status in (("head_s", 403), ("hr", 403), ("teacher_c", 403), ("other", 404)):
        client = cast.sign_in(Client(), people[who])
        assert client.get(address).status_code == status
        assert client.post(address, {**SAID, "sure": "on"}).status_code == status
    assert (
        people["teacher_c"].name not in cast.sign_in(Client(), people["head_s"]).get("/help-back-in/").content.decode()
    )
    assert HelpRequest.objects.get().helper is None


def test_mail_tells_the_person_and_holds_no_way_in(people: dict[str, Person], settings: LazySettings) -> None:
    settings.SENDS_MAIL = True
    request = ask_for_help(user=people["teacher_c"].user, browser="", now=timezone.now())
    asked = Message.objects.get()
    assert asked.to == people["teacher_c"].email
    cancel = next(word for word in asked.text.split() if "/back-in/stop/" in word)
    token = help_back_in(request=request, by=people["it"], now=timezone.now(), **SAID)
    assert token not in str(list(Message.objects.values()))
    assert Message.objects.count() == 2
    client, path = Client(), "/back-in/stop/" + cancel.rsplit("/stop/")[1]
    assert client.get(path).status_code == 200  # looking stops nothing
    request.refresh_from_db()
    assert request.over_at is None
    assert "The request is stopped" in client.post(path).content.decode()
    assert client.get(path).status_code == 404
    assert Client().get(reverse("back_in", args=[token])).status_code == 404
