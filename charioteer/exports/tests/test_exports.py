"""Exports come back through our own readers, and no cell of them runs."""

import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charioteer.exports import About, Column, csv_lines, guarded, json_stream, unguarded, xlsx_stream

COLUMNS = [Column("handle", "Handle"), Column("opened", "Opened"), Column("posters", "Posters")]
ABOUT = About("Channels of Harbour School", datetime(2026, 11, 22, 9, 0, tzinfo=UTC), "Headteacher")
HOSTILE = ["=1+1", "+44", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "=cmd|' /C calc'!A0"]


def csv_of(rows: list[list[Any]], **given_: Any) -> str:
    return b"".join(csv_lines(COLUMNS, rows, **given_)).decode("utf-8")


def book_of(rows: list[list[Any]]) -> Any:
    return openpyxl.load_workbook(io.BytesIO(b"".join(xlsx_stream(COLUMNS, rows, ABOUT))))


def test_csv_has_a_byte_order_mark_titles_and_iso_dates() -> None:
    rows = [["harbourheard", date(2021, 9, 1), ["Amara Lindqvist", "Joel Sharma"]], ["x", None, True]]
    assert csv_of(rows) == (
        "\ufeffHandle,Opened,Posters\r\nharbourheard,2021-09-01,Amara Lindqvist; Joel Sharma\r\nx,,yes\r\n"
    )
    assert csv_of([], mark=False) == "Handle,Opened,Posters\r\n"


def test_csv_is_stamped_when_asked() -> None:
    last = csv_of([["a", None, 3]], about=ABOUT).splitlines()[-1]
    assert last == ("# Channels of Harbour School. Made at 2026-11-22T09:00:00+00:00. Made by Headteacher. 1 rows.")


@pytest.mark.parametrize("cell", HOSTILE)
def test_no_cell_of_a_csv_starts_a_formula(cell: str) -> None:
    assert csv_of([[cell, "", ""]], mark=False).splitlines()[1].lstrip('"').startswith("'")
    assert unguarded(guarded(cell)) == cell


def test_a_negative_number_is_a_number() -> None:
    assert csv_of([["a", -5, -0.5]], mark=False).splitlines()[1] == "a,-5,-0.5"


@given(st.text(max_size=30))
def test_guarding_never_loses_a_letter(text: str) -> None:
    assert guarded(text) in (text, f"'{text}")
    if not text.startswith("'"):
        assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("cell", [*HOSTILE, "#N/A", "plain"])
def test_text_in_a_spreadsheet_is_typed_as_text(cell: str) -> None:
    read = book_of([[cell, None, None]])["Rows"]["A2"]
    assert read.data_type in ("s", "inlineStr")
    assert read.value.replace("\r", "\n").strip() == cell.replace("\r", "\n").strip()


def test_a_spreadsheet_keeps_types_and_says_what_it_is_on_a_second_sheet() -> None:
    book = book_of([["a", date(2021, 9, 1), 7], ["b\x07", datetime(2026, 1, 1, tzinfo=UTC), None]])
    rows = list(book["Rows"].iter_rows(values_only=True))
    assert rows == [
        ("Handle", "Opened", "Posters"),
        ("a", datetime(2021, 9, 1), 7),
        ("b\ufffd", "2026-01-01T00:00:00+00:00", None),
    ]
    assert book["Rows"]["B2"].number_format == "yyyy-mm-dd"
    assert list(book["About"].iter_rows(values_only=True)) == [
        ("What this is", "Channels of Harbour School"),
        ("Made at", "2026-11-22T09:00:00+00:00"),
        ("Made by", "Headteacher"),
        ("Rows", "2"),
    ]


def test_a_cell_longer_than_a_spreadsheet_holds_is_cut_and_says_so() -> None:
    value = book_of([["x" * 40_000, None, None]])["Rows"]["A2"].value
    assert len(value) == 32_767
    assert value.endswith("(cut)")


def test_json_is_stamped_and_keeps_types() -> None:
    rows = [["a", date(2021, 9, 1), ["x", "y"]], ["=1", None, 3]]
    assert json.loads(b"".join(json_stream(COLUMNS, rows, ABOUT))) == {
        "scope": "Channels of Harbour School",
        "made_at": "2026-11-22T09:00:00+00:00",
        "made_by": "Headteacher",
        "columns": {"handle": "Handle", "opened": "Opened", "posters": "Posters"},
        "rows": [
            {"handle": "a", "opened": "2021-09-01", "posters": ["x", "y"]},
            {"handle": "=1", "opened": None, "posters": 3},
        ],
        "count": 2,
    }
    assert json.loads(b"".join(json_stream(COLUMNS, [], ABOUT)))["rows"] == []


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12)), max_size=8))
def test_json_gives_back_any_text(rows: list[tuple[str, str, str]]) -> None:
    back = json.loads(b"".join(json_stream(COLUMNS, rows, ABOUT)))
    assert [tuple(row.values()) for row in back["rows"]] == rows


def many(count: int) -> Iterator[list[object]]:
    for number in range(count):
        yield [f"@handle{number}", date(2021, 9, 1), "x" * 100]


@pytest.mark.parametrize("write", [csv_lines, json_stream, xlsx_stream])
def test_memory_does_not_grow_with_the_rows(write: Any) -> None:
    peaks = []
    for count in (500, 6_000):
        tracemalloc.start()
        given_ = {} if write is csv_lines else {"about": ABOUT}
        size = sum(len(chunk) for chunk in write(COLUMNS, many(count), **given_))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert size
    assert peaks[1] < peaks[0] + 400_000  # the rows themselves are about a megabyte
