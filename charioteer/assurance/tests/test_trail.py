"""The log as one may read it: nothing beyond one's reach, nothing that counts what is hidden."""

from datetime import date, timedelta

import pytest
from django.db.models import Q
from django.test import Client

from charioteer.assurance import trail
from charioteer.audit import kinds
from charioteer.audit.actions import record
from charioteer.audit.models import Entry, Words
from charioteer.people.models import Person, School
from charioteer.people.trail import within_reach
from tests.cast import NOW, Cast, signed_in


def only_the_administrator(person: Person, day: date) -> Q:
    return Q(trust_id=person.trust_id) if person.name == "Amara Lindqvist" else Q(pk__in=[])


@pytest.fixture
def log(cast: Cast, vega: School, sulafat: School, algorab: School) -> object:
    """One entry at each place, one hidden from all but one person, and one of a kind shown to nobody."""
    before = dict(kinds._KINDS)
    usual = kinds.kind("t.thing.changed", "Thing changed", visible=within_reach)
    hidden = kinds.kind("t.case.opened", "Case opened", visible=only_the_administrator)
    nobody = kinds.kind("t.secret.kept", "Secret kept")
    number = 0
    for kind in (usual, hidden, nobody):
        for trust, school in ((cast.lyra, vega), (cast.lyra, sulafat), (cast.lyra, None), (cast.corvus, algorab)):
            number += 1
            record(
                kind,
                of=trust,
                by=cast["hana"] if trust == cast.lyra else cast["tomasz"],
                now=NOW + timedelta(minutes=number),
                trust_id=trust.pk,
                school_id=school.pk if school else None,
                facts={"number": number, "place": school.slug if school else "trust"},
                words={"reason": f"Because of {number}"},
            )
    yield
    kinds._KINDS.clear()
    kinds._KINDS.update(before)


def seen(person: Person, **asked: str) -> set[tuple[str, str]]:
    schools = {one.slug: one for one in School.objects.filter(trust=person.trust)}
    entries = trail.found(person, NOW.date(), trail.read(asked, schools), schools)
    names = dict(School.objects.values_list("pk", "slug"))
    return {(one.kind, names.get(one.school_id, "trust")) for one in entries if one.kind.startswith("t.")}


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("hana", {("t.thing.changed", "vega-house")}),
        ("sol", {("t.thing.changed", "sulafat")}),
        ("tomasz", {("t.thing.changed", "algorab")}),
        (
            "amara",
            {(kind, at) for kind in ("t.thing.changed", "t.case.opened") for at in ("vega-house", "sulafat", "trust")},
        ),
        ("gita", set()),
        ("priya", set()),
    ],
)
def test_who_reads_what(cast: Cast, log: object, who: str, expected: set) -> None:
    assert seen(cast[who]) == expected


def test_a_rule_that_forgets_the_trust_still_shows_no_other_trusts(cast: Cast, log: object) -> None:
    kinds._KINDS["t.secret.kept"] = kinds.Kind("t.secret.kept", "Secret kept", lambda person, day: Q())
    assert ("t.secret.kept", "algorab") not in seen(cast["amara"])


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"kind": "t.thing.changed"}, 3),
        ({"school": "sulafat"}, 2),
        ({"school": "the-trust"}, 2),
        ({"who": "hana vega"}, 6),
        ({"who": "nobody at all"}, 0),
        ({"since": "22 November 2026"}, 6),
        ({"since": "23 November 2026"}, 0),
        ({"until": "21/11/2026"}, 0),
        ({"subject": "people.trust:999999"}, 0),
    ],
)
def test_narrowed(cast: Cast, log: object, asked: dict, number: int) -> None:
    schools = {one.slug: one for one in School.objects.filter(trust=cast.lyra)}
    wanted = trail.read(asked, schools)
    entries = trail.found(cast["amara"], NOW.date(), wanted, schools).filter(kind__startswith="t.")
    assert entries.count() == number


def test_the_page_says_who_and_why_and_counts_nothing(cast: Cast, log: object) -> None:
    text = signed_in(cast["hana"]).get("/trail/").content.decode()
    assert "Thing changed" in text
    assert "Hana Vega" in text
    assert "Because of 1" in text
    assert "Because of 2" not in text
    for kind in ("Case opened", "Secret kept"):
        assert kind not in text.split("<tbody")[1]
    assert "Showing" not in text


def test_page_by_page_with_hidden_entries_in_between(cast: Cast, log: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trail, "A_PAGE", 1)
    client, found, address = signed_in(cast["sol"]), [], "/trail/?kind=t.thing.changed"
    for number in range(3):
        record(
            "t.thing.changed", of=cast.lyra, by=None, now=NOW, trust_id=cast.lyra.pk, school_id=_pk("sulafat"),
            facts={"again": number},
        )  # fmt: skip
    while address:
        context = client.get(address).context
        found += [one.entry.pk for one in context["entries"]]
        address = f"/trail/{context['older']}" if context["older"] else ""
    mine = Entry.objects.filter(kind="t.thing.changed", school_id=_pk("sulafat")).order_by("-at", "-pk")
    assert found == list(mine.values_list("pk", flat=True))
    assert len(found) == 4


def _pk(slug: str) -> int:
    return School.objects.get(slug=slug).pk


def test_a_hidden_entry_as_the_place_in_the_list_says_nothing(cast: Cast, log: object) -> None:
    hidden = Entry.objects.get(kind="t.case.opened", school_id=_pk("vega-house"))
    client = signed_in(cast["hana"])
    here = client.get("/trail/", {"after": hidden.ref}).content
    nowhere = client.get("/trail/", {"after": "0" * 32}).content
    strip = lambda page, ref: page.replace(ref.encode(), b"")  # noqa: E731
    assert strip(here, hidden.ref) == strip(nowhere, "0" * 32)


@pytest.mark.parametrize(
    ("who", "kind", "slug", "status"),
    [
        ("hana", "t.thing.changed", "vega-house", 200),
        ("hana", "t.thing.changed", "sulafat", 404),
        ("hana", "t.case.opened", "vega-house", 404),
        ("hana", "t.secret.kept", "vega-house", 404),
        ("amara", "t.case.opened", "vega-house", 200),
        ("amara", "t.secret.kept", "vega-house", 404),
        ("amara", "t.thing.changed", "algorab", 404),
        ("gita", "t.thing.changed", "vega-house", 404),
    ],
)
def test_whose_entry_is_there(cast: Cast, log: object, who: str, kind: str, slug: str, status: int) -> None:
    entry = Entry.objects.get(kind=kind, school_id=_pk(slug))
    assert signed_in(cast[who]).get(f"/trail/{entry.ref}/").status_code == status


def test_an_entry_with_its_facts_and_how_to_prove_it(cast: Cast, log: object) -> None:
    entry = Entry.objects.get(kind="t.thing.changed", school_id=_pk("vega-house"))
    text = signed_in(cast["hana"]).get(f"/trail/{entry.ref}/").content.decode()
    for words in ("Because of 1", "Number", f"charioteer proof {entry.ref}", entry.hash):
        assert words in text


def test_words_that_were_erased_are_said_to_be(cast: Cast, log: object) -> None:
    entry = Entry.objects.get(kind="t.thing.changed", school_id=_pk("vega-house"))
    Words.objects.filter(ref=entry.ref).delete()
    text = signed_in(cast["hana"]).get(f"/trail/{entry.ref}/").content.decode()
    assert "they were erased" in text
    assert "Because of" not in text


@pytest.mark.parametrize(("who", "status"), [("hana", 403), ("amara", 200), ("priya", 403)])
def test_who_takes_it_away(cast: Cast, log: object, who: str, status: int) -> None:
    answer = signed_in(cast[who]).get("/trail/?format=csv&kind=t.thing.changed")
    assert answer.status_code == status
    assert Entry.objects.filter(kind="assurance.trail.exported").exists() == (status == 200)
    if status == 200:
        text = b"".join(answer.streaming_content).decode()
        assert "Because of 1" in text
        assert "Because of 4" not in text
        assert "Because of 9" not in text


def test_the_questions_do_not_grow(cast: Cast, log: object, django_assert_max_num_queries) -> None:
    client = signed_in(cast["amara"])
    client.get("/trail/")
    with django_assert_max_num_queries(14) as few:
        client.get("/trail/?kind=t.case.opened")
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get("/trail/")


def test_a_stranger_signs_in_first() -> None:
    assert Client().get("/trail/").status_code == 302


def test_the_salt_of_an_import_is_not_told() -> None:
    assert list(trail.lines({"file": "people.csv", "salt": "08870e73"})) == [("File", "people.csv")]
