"""An edition is made from a file: once, verbatim, as a draft, with its trace."""

import hashlib
import json

import pytest
from django.db import IntegrityError

from charioteer.audit.models import Entry, Words
from charioteer.errors import BadInput, NotAllowed
from charioteer.people.models import Person, RoleHolding, School, Trust
from charioteer.policy import actions
from charioteer.policy.actions import Loaded, load_edition
from charioteer.policy.lifecycle import TRANSITIONS, State
from charioteer.policy.models import Edition
from charioteer.policy.queries import cited_in, findings_of, shown
from charioteer.policy.tests import documents
from charioteer.policy.tests.conftest import NOON

pytestmark = pytest.mark.django_db


def load(
    trust: Trust, data: bytes = documents.POLICY.encode(), name: str = "policy.txt", by: Person | None = None
) -> Loaded:
    return load_edition(trust=trust, file_name=name, data=data, by=by, now=NOON)


def test_it_is_kept_word_for_word_and_arrives_as_a_draft(trust: Trust, miriam: Person) -> None:
    edition = load(trust, by=miriam).edition
    edition.refresh_from_db()
    assert edition.state == State.DRAFT
    assert edition.sha256 == hashlib.sha256(documents.POLICY.encode()).hexdigest()
    assert "5. Do not count like this." in edition.source_text
    assert (edition.title, edition.name) == ("ONLINE CONDUCT POLICY", "Online conduct policy")
    assert (edition.loaded_by, edition.loaded_at) == (miriam, NOON)
    assert edition.approved_by_as_written == edition.dated_as_written == ""
    assert list(edition.sections.order_by("order").values_list("number", flat=True)) == [
        "", "1", "2", "2.1", "2.2", "3", "A1",
    ]  # fmt: skip
    assert cited_in(edition)[0].provisions == ("133", "135-148")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("policy.docx", documents.word()),
        ("policy.pdf", documents.pdf()),
        ("policy.txt", documents.POLICY.encode("utf-16")),
        ("policy.txt", documents.POLICY.replace("\n", "\r\n").encode("cp1252")),
    ],
    ids=["word", "pdf", "utf-16", "windows"],
)
def test_every_kind_of_file_gives_the_same_sections_and_mentions(trust: Trust, name: str, data: bytes) -> None:
    reading = load(trust, data, name).reading
    assert [section.number for section in reading.numbered] == ["1", "2", "2.1", "2.2", "3", "A1"]
    assert [mention.key for mention in reading.cited] == [
        "kcsie", "kcsie", "kcsie", "ea-2002", "ripa-2000", "mca-1988", "ca-2003", "dpa-2018", "uk-gdpr", "eqa-2010",
    ]  # fmt: skip
    assert reading.cited[0].provisions == ("133", "135-148")


def test_what_a_page_footer_says_is_kept_as_written(trust: Trust) -> None:
    edition = load(trust, documents.word(footer="Version: 3"), "policy.docx").edition
    assert edition.version_as_written == "3"


def test_the_same_file_twice_is_one_edition(trust: Trust, elsewhere: Trust) -> None:
    first = load(trust)
    again = load(trust, name="copy of policy.txt")
    assert (first.created, again.created) == (True, False)
    assert again.edition == first.edition
    assert Entry.objects.count() == 1
    assert load(elsewhere).created


def test_whoever_comes_second_in_a_race_gets_the_first_ones_edition(
    trust: Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load(trust).edition
    seen: list[Edition | None] = [None, first]
    monkeypatch.setattr(actions, "_known", lambda trust, reading: seen.pop(0))
    again = load(trust)
    assert (again.edition, again.created) == (first, False)
    assert Edition.objects.count() == 1


def test_the_log_holds_no_words_of_the_document(trust: Trust, miriam: Person) -> None:
    edition = load(trust, (documents.FRONT + documents.CONTROL + documents.BODY).encode(), by=miriam).edition
    entry = Entry.objects.about(f"policy.edition:{edition.pk}").get()
    facts = json.loads(entry.body)["facts"]
    assert (facts["sha256"], facts["sections"], entry.trust_id) == (edition.sha256, 6, trust.pk)
    assert entry.actor == f"people.person:{miriam.pk}"
    assert "Osei" not in entry.body
    assert Words.objects.get(ref=entry.ref).text["owner_as_written"] == "Miriam Osei"


def test_who_may_load(trust: Trust, miriam: Person, priya: Person, tomasz: Person) -> None:
    with pytest.raises(NotAllowed, match="Your role does not let you load an edition"):
        load(trust, by=priya)
    with pytest.raises(NotAllowed, match="You do not belong to The Vega Learning Trust"):
        load(trust, by=tomasz)
    assert not Edition.objects.exists()
    assert load(trust, by=miriam).created


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("policy.txt", b"", "This file is empty"),
        ("policy.txt", b"A policy. Be good.", "too few words"),
        ("policy.docx", documents.word()[:900], "damaged"),
        ("policy.docx", documents.word("Policy"), "too few words"),
    ],
)
def test_bad_files_get_a_sentence_and_write_nothing(trust: Trust, name: str, data: bytes, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        load(trust, data, name)
    assert not Edition.objects.exists()


def test_a_document_without_numbers_is_loaded_and_says_so(trust: Trust) -> None:
    edition = load(trust, ("Our policy\n" + "Be kind to one another online. " * 20).encode()).edition
    codes = {finding.code for finding in findings_of(edition, NOON.date())}
    assert codes == {"no_version", "no_date", "no_owner", "no_approver", "no_review", "no_sections"}


def test_the_one_in_force_is_shown_before_a_newer_draft(trust: Trust, elsewhere: Trust) -> None:
    assert shown(trust) is None
    assert shown(None) is None
    old = load(trust).edition
    new = load(trust, documents.POLICY.replace("small", "tiny").encode()).edition
    assert shown(trust) == new
    Edition.objects.filter(pk=old.pk).update(state=State.IN_FORCE)
    assert shown(trust) == old
    Edition.objects.filter(pk=old.pk).update(state=State.RETIRED)
    assert shown(trust) == new
    assert shown(elsewhere) is None


def test_the_database_allows_one_edition_in_force(trust: Trust) -> None:
    load(trust)
    load(trust, documents.POLICY.replace("small", "tiny").encode())
    with pytest.raises(IntegrityError):
        Edition.objects.update(state=State.IN_FORCE)


def test_the_database_knows_every_state(trust: Trust) -> None:
    load(trust)
    with pytest.raises(IntegrityError):
        Edition.objects.update(state="lost")


def test_every_state_is_in_the_table_and_every_step_leads_somewhere() -> None:
    assert set(TRANSITIONS) == set(State)
    reached = {after for steps in TRANSITIONS.values() for after in steps}
    assert reached == set(State)
    assert TRANSITIONS[State.RETIRED] == frozenset()


def test_people_see_their_own_trusts_editions(trust: Trust, elsewhere: Trust, priya: Person, tomasz: Person) -> None:
    ours, theirs = load(trust).edition, load(elsewhere).edition
    assert list(Edition.objects.visible_to(priya)) == [ours]
    assert list(Edition.objects.visible_to(tomasz)) == [theirs]


def test_the_clerk_of_one_school_loads_no_policy_for_all(trust: Trust, priya: Person) -> None:
    school = School.objects.create(trust=trust, name="Vega House School", slug="vega-house")
    held = RoleHolding.objects.create(person=priya, role="clerk", school=school, from_date=NOON.date())
    with pytest.raises(NotAllowed, match="whole Trust"):
        load(trust, by=priya)
    RoleHolding.objects.filter(pk=held.pk).update(school=None)
    assert load(trust, by=priya).created
