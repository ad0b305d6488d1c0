"""PDF: tables with lines, tables without, and what is refused."""

import subprocess
from typing import Any

import pytest
from fpdf import FPDF
from fpdf.enums import AccessPermission
from PIL import Image

from charioteer.errors import BadInput
from charioteer.intake.readers import apart, limits, process, read
from charioteer.intake.readers.pdf_lines import unwrapped
from charioteer.intake.tests import register_table

PDF = "application/pdf"
WIDTHS = (30, 70, 45, 45, 40)


def new() -> Any:
    made = FPDF(orientation="landscape")
    made.set_font("Helvetica", size=8)
    made.add_page()
    return made


def ruled(made: Any, rows: Any, widths: tuple[int, ...] = WIDTHS) -> None:
    with made.table(col_widths=widths, first_row_as_headings=False, text_align="LEFT") as table:
        for row in rows:
            line = table.row()
            for cell in row:
                line.cell(cell)


def unruled(made: Any, rows: Any) -> None:
    for row in rows:
        for width, cell in zip(WIDTHS, row, strict=True):
            made.cell(width, 7, cell)
        made.ln()


def squeezed(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Words without the places where a narrow column broke them."""
    return tuple("".join(cell.split()) for cell in cells)


def test_a_ruled_table_is_read_with_its_split_header() -> None:
    made = new()
    made.write(8, "These are listed.\n")
    ruled(made, (register_table.HEADER, register_table.SECOND_LINE, *register_table.ROWS))
    document = read("policy.pdf", bytes(made.output()))
    (table,) = document.tables
    assert document.media_type == "application/pdf"
    assert table.header == register_table.JOINED
    assert [squeezed(row.cells) for row in table.rows] == [squeezed(row) for row in register_table.ROWS]
    assert table.place(table.rows[8]) == "page 1, table 1, row 9"
    assert document.text.startswith("These are listed.")


@pytest.mark.parametrize("widths", [(12, 40, 25, 30, 18), (12, 22, 25, 20, 18), (12, 22, 10, 10, 18)])
def test_what_only_a_narrow_column_broke_is_one_line_again(widths: tuple[int, ...]) -> None:
    made = new()
    ruled(made, (register_table.HEADER, register_table.SECOND_LINE, *register_table.ROWS), widths)
    (table,) = read("policy.pdf", bytes(made.output())).tables
    assert [row.cells for row in table.rows] == list(register_table.ROWS)


def test_an_address_broken_over_two_lines_is_joined_and_said() -> None:
    rows = [("@one\nhttps://www.facebook.com/groups/36513853\n04889119",), ("@two\nhttps://x.com/two\nSecond words",)]
    (joined, doubts), (kept, none) = unwrapped(rows)
    assert joined == ("@one https://www.facebook.com/groups/3651385304889119",)
    assert doubts == (
        "The address https://www.facebook.com/groups/3651385304889119 was broken over two lines; "
        "they were read as one. Check it.",
    )
    assert "https://x.com/two" in kept[0].split()
    assert none == ()


def test_a_line_that_had_room_left_ended_because_its_writer_ended_it() -> None:
    ((cells, _),) = unwrapped([("Amara Lindqvist\nJoel Sharma, who looks after the website\nand the app",)])
    assert cells == ("Amara Lindqvist\nJoel Sharma, who looks after the website and the app",)
    ((cells, _),) = unwrapped([("Joel Sharma, who looks after\nwebsites",)])
    assert cells == ("Joel Sharma, who looks after websites",)


def test_merged_cells_of_a_ruled_table_are_read_for_each_place_they_cover() -> None:
    made = new()
    with made.table(col_widths=(40, 40, 40), first_row_as_headings=False) as table:
        for cells in (("Platform", "Account", "Masters"),):
            line = table.row()
            for cell in cells:
                line.cell(cell)
        line = table.row()
        line.cell("X", rowspan=2)
        line.cell("one")
        line.cell("A")
        line = table.row()
        line.cell("two")
        line.cell("B")
        line = table.row()
        line.cell("Facebook")
        line.cell("both", colspan=2)
    document = read("policy.pdf", bytes(made.output()))
    assert [row.cells for row in document.tables[0].rows] == [
        ("X", "one", "A"),
        ("X", "two", "B"),
        ("Facebook", "both", "both"),
    ]
    assert "Page 1, table 1: a merged cell was read for every row or column it covers." in document.notes


def test_a_table_that_goes_on_over_the_page_is_one_table_and_its_header_is_read_once() -> None:
    made = new()
    ruled(made, (register_table.HEADER, register_table.SECOND_LINE, *register_table.ROWS[:4]))
    made.add_page()
    ruled(made, (register_table.HEADER, register_table.SECOND_LINE, *register_table.ROWS[4:]))
    (table,) = read("policy.pdf", bytes(made.output())).tables
    assert [squeezed(row.cells) for row in table.rows] == [squeezed(row) for row in register_table.ROWS]
    assert table.place(table.rows[4]) == "page 2, table 1, row 1"


def test_a_table_without_lines_is_read_by_where_its_words_stand_and_says_so() -> None:
    made = new()
    made.multi_cell(0, 5, "These are the accounts that the trust lists, with the people who hold and use them. " * 3)
    made.ln(8)
    unruled(made, (register_table.HEADER, register_table.SECOND_LINE, *register_table.ROWS[5:8]))
    made.ln(8)
    made.multi_cell(0, 5, "Whoever opens an account follows these rules, always and everywhere. " * 4)
    document = read("policy.pdf", bytes(made.output()))
    (table,) = document.tables
    assert [cell.replace("\n", " ") for cell in table.header] == list(register_table.JOINED)
    assert [row.cells for row in table.rows] == list(register_table.ROWS[5:8])
    assert any("has no lines" in note and "Check each row" in note for note in document.notes)


def picture_page(made: Any) -> None:
    made.image(Image.new("RGB", (60, 60), "navy"), x=10, y=10, w=100)


def test_a_pdf_that_is_a_picture_is_refused() -> None:
    made = new()
    picture_page(made)
    with pytest.raises(BadInput, match="picture of a page"):
        read("scan.pdf", bytes(made.output()))


def test_one_page_that_is_a_picture_is_pointed_out() -> None:
    made = new()
    made.write(8, "Words.")
    made.add_page()
    picture_page(made)
    assert read("scan.pdf", bytes(made.output())).notes == ("Page 2 is a picture; nothing on it was read.",)


def test_a_pdf_with_a_password_is_refused() -> None:
    made = new()
    made.write(8, "Secret.")
    made.set_encryption(owner_password="owner", user_password="user", permissions=AccessPermission.none())
    with pytest.raises(BadInput, match="protected with a password"):
        read("policy.pdf", bytes(made.output()))


@pytest.mark.parametrize("keep", [20, 300, 900])
def test_a_pdf_cut_short_is_refused(keep: int) -> None:
    made = new()
    made.write(8, "Words.")
    with pytest.raises(BadInput) as refusal:
        read("policy.pdf", bytes(made.output())[:keep])
    assert "damaged" in refusal.value.reason or "picture of a page" in refusal.value.reason


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PAGES", 1)
    made = new()
    made.add_page()
    with pytest.raises(BadInput, match="2 pages"):
        process.understand(PDF, bytes(made.output()))


def test_a_file_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_SECONDS", 0.001)
    with pytest.raises(BadInput, match="took too much time or memory"):
        apart.read(PDF, bytes(new().output()))


def test_a_process_that_was_killed_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: Any, **__: Any) -> Any:
        return subprocess.CompletedProcess([], -24, b"", b"")

    monkeypatch.setattr(apart.subprocess, "run", killed)
    with pytest.raises(BadInput, match="took too much time or memory"):
        apart.read(PDF, b"%PDF-1.7")


def test_the_same_is_read_in_this_process_as_in_its_own() -> None:
    made = new()
    ruled(made, (register_table.HEADER, *register_table.ROWS))
    data = bytes(made.output())
    here = process.understand(PDF, data)
    assert here.tables
    assert apart.read(PDF, data) == here
