"""Taking a list away as a file: refused without the right, in the log first, never whole-looking when it broke."""

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import RequestFactory

from charioteer.audit.kinds import kind
from charioteer.audit.models import Entry, Words
from charioteer.errors import NotAllowed, Refused
from charioteer.exports import About, csv_lines, json_stream, xlsx_stream
from charioteer.exports import Column as FileColumn
from charioteer.look.lists import Column, List
from charioteer.people.models import Person, School
from charioteer.people.take_away import TakeAway
from charioteer.people.trail import within_reach

EXPORTED = kind("people.specimen.exported", "Specimen exported", visible=within_reach)
SCHOOLS = List(
    ("school", "schools"), (Column("name", "Name", "name"), Column("slug", "Slug", "slug")), search=("name",)
)
ABOUT = About("Schools", datetime(2026, 11, 22, 9, 12, tzinfo=UTC), "Amara Lindqvist")
COLUMNS = [FileColumn("name", "Name"), FileColumn("slug", "Slug")]


def only_administrators(person: Person, now: datetime) -> Refused | None:
    if person.roles.filter(role="administrator").exists():
        return None
    return NotAllowed("You may read the list, not take a copy of it.", who_can="An administrator")


AS_A_FILE = TakeAway("schools", SCHOOLS, EXPORTED, only_administrators)


def taken(person: Person, query: str) -> bytes:
    request = RequestFactory().get(f"/?{query}")
    response = AS_A_FILE.answer(request, person, School.objects.visible_to(person))
    assert Entry.objects.filter(kind=EXPORTED).exists(), "the log comes before the first byte"
    return b"".join(response.streaming_content)


def test_without_the_right_nothing_leaves_and_nothing_is_logged(priya: Person) -> None:
    with pytest.raises(NotAllowed, match="not take a copy"):
        AS_A_FILE.answer(RequestFactory().get("/?format=csv"), priya, School.objects.visible_to(priya))
    assert not Entry.objects.filter(kind=EXPORTED).exists()


@pytest.mark.parametrize(("query", "form"), [("format=csv", "csv"), ("format=pdf", ""), ("", ""), ("format=CSV", "")])
def test_only_what_can_be_written_is_wanted(query: str, form: str) -> None:
    assert AS_A_FILE.wanted(RequestFactory().get(f"/?{query}")) == form


def test_it_is_narrowed_stamped_and_logged(amara: Person, tomasz: Person) -> None:
    School.objects.create(trust=tomasz.trust, name="Strathmore of another trust", slug="other")
    rows = list(csv.reader(io.StringIO(taken(amara, "format=csv&q=strath").decode("utf-8-sig"))))
    assert rows[1:-1] == [["Strathmore School", "strathmore"]]
    assert "The Auriga Academy Trust: Schools: search “strath”" in rows[-1][0]
    entry = Entry.objects.get(kind=EXPORTED)
    assert (entry.actor, entry.trust_id) == (f"people.person:{amara.pk}", amara.trust_id)
    assert json.loads(entry.body)["facts"] == {"format": "csv", "count": 1}
    assert Words.objects.get(ref=entry.ref).text == {"about": "Schools: search “strath”"}


def test_formulas_and_wide_letters_come_through_harmless(amara: Person) -> None:
    for number, name in enumerate(["=HYPERLINK(1)", "＝1+1", "@SUM(A1)", "Ysgol Llŷr 学校 🏫", "عربي"]):
        School.objects.create(trust=amara.trust, name=name, slug=f"s{number}")
    names = [row[0] for row in csv.reader(io.StringIO(taken(amara, "format=csv").decode("utf-8-sig")))]
    assert {"'=HYPERLINK(1)", "'＝1+1", "'@SUM(A1)", "Ysgol Llŷr 学校 🏫", "عربي"} <= set(names)
    assert not [name for name in names[:-1] if name[0] in "=+-@＝"]


def broken_after(count: int) -> Iterator[tuple[str, str]]:
    for number in range(count):
        yield (f"School {number}", str(number))
    raise ConnectionError("the database went away")


def what_left(write: object) -> bytes:
    left = []
    chunks = write(COLUMNS, broken_after(1_200), about=ABOUT)  # type: ignore[operator]
    with pytest.raises(ConnectionError):
        left.extend(chunks)
    return b"".join(left)


def test_a_csv_that_broke_has_no_last_line_that_says_how_many() -> None:
    left = what_left(csv_lines).decode("utf-8-sig")
    assert left.count("\n") > 900
    assert "# Schools" not in left


def test_a_json_that_broke_is_no_json() -> None:
    left = what_left(json_stream)
    assert left.count(b"\n") > 900
    with pytest.raises(ValueError, match="Expecting"):
        json.loads(left)


def test_a_spreadsheet_that_broke_never_began() -> None:
    assert what_left(xlsx_stream) == b""


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_hundred_thousand_rows_in_flat_memory(amara: Person, form: str) -> None:
    School.objects.bulk_create(
        (School(trust=amara.trust, name=f"School {n} " + "x" * 80, slug=f"n{n}") for n in range(100_000)),
        batch_size=5_000,
    )
    request = RequestFactory().get(f"/?format={form}")
    response = AS_A_FILE.answer(request, amara, School.objects.visible_to(amara))
    tracemalloc.start()
    size = sum(len(chunk) for chunk in response.streaming_content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > 9_000_000
    assert peak < 8_000_000  # two thousand rows at a time; all of them would be over a hundred megabytes
