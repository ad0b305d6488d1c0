"""Spreadsheets and Word documents: what is in them, and what is refused unopened."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import docx
import openpyxl
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from charioteer.errors import BadInput
from charioteer.exports import About, Column, csv_lines, unguarded, xlsx_stream
from charioteer.intake.readers import archive, limits, read
from charioteer.intake.tests import register_table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def saved(thing: Any) -> bytes:
    out = io.BytesIO()
    thing.save(out)
    return out.getvalue()


def book(*rows: tuple[Any, ...], title: str = "Channels") -> Any:
    made = openpyxl.Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    return made


def repacked(data: bytes, **changed: bytes | None) -> bytes:
    """The same zip with some members changed, added or (None) left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, content in changed.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def word_register() -> Any:
    """A Word document whose register has a header on two lines, with the first four columns merged downwards."""
    made = docx.Document()
    made.add_heading("3. Official accounts")
    made.add_paragraph("These are listed.")
    table = made.add_table(rows=0, cols=5)
    for row in (register_table.HEADER, register_table.SECOND_LINE, *register_table.ROWS):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for column in range(4):
        table.cell(0, column).merge(table.cell(1, column)).text = register_table.HEADER[column]
    made.add_paragraph("Follow these rules.")
    return made


def test_every_sheet_is_a_table_with_its_name_and_rows_with_the_sheets_numbers() -> None:
    made = book(("Social media register",), (), ("Platform", "Account", "Date"), ("X", "@harbourheard", "1/9/21"))
    made.create_sheet("Old").append(("Platform", "Account"))
    made["Old"].append(("Vine", "gone"))
    made["Old"].sheet_state = "hidden"
    document = read("register.xlsx", saved(made))
    channels, old = document.tables
    assert (channels.name, channels.header, channels.lead) == (
        "Channels",
        ("Platform", "Account", "Date"),
        ("Social media register",),
    )
    assert channels.rows[0].cells == ("X", "@harbourheard", "1/9/21")
    assert channels.place(channels.rows[0]) == "sheet Channels, row 4"
    assert old.rows[0].cells == ("Vine", "gone")
    assert document.notes == ("The sheet Old is hidden in the file; it was read too.",)


def test_formulas_are_kept_as_text_and_never_computed() -> None:
    made = book(("Platform", "Account"), ("X", '=HYPERLINK("https://evil.example","@harbourheard")'), ("X", "=1+1"))
    made.active["B4"] = openpyxl.worksheet.formula.ArrayFormula("B4:B4", "=SUM(A1:A2)")
    document = read("register.xlsx", saved(made))
    rows = document.tables[0].rows
    assert [row.cells[1] for row in rows] == [
        '=HYPERLINK("https://evil.example","@harbourheard")',
        "=1+1",
        "=SUM(A1:A2)",
    ]
    assert rows[1].doubts == ("B3 is a formula. It was kept as its text and not computed.",)
    assert "B4 is a formula" in rows[2].doubts[0]
    assert document.notes == ("sheet Channels: 3 row(s) hold formulas. They were kept as text.",)


def test_dates_numbers_and_errors_come_as_plain_text_and_lost_digits_are_doubted() -> None:
    made = book(
        ("Opened", "Seen", "Group", "Count", "On", "Broken"),
        (date(2021, 9, 1), datetime(2026, 1, 2, 9, 30), 3651385304889119, 4.0, True, "#REF!"),
        (None, None, 365138530488911, 4.5, False, None),
    )
    first, second = read("register.xlsx", saved(made)).tables[0].rows
    assert first.cells == ("2021-09-01", "2026-01-02 09:30", "3651385304889119", "4", "TRUE", "#REF!")
    assert second.cells == ("", "", "365138530488911", "4.5", "FALSE", "")
    assert "C2 is a number of 16 digits; a spreadsheet keeps only the first 15" in first.doubts[0]
    assert first.doubts[1] == "F2 shows an error (#REF!)."
    assert second.doubts == ()


def test_a_cell_merged_downwards_is_read_for_each_row_it_covers() -> None:
    made = book(("Platform", "Account"), ("X", "one"), (None, "two"), ("Facebook", "three"))
    made.active.merge_cells("A2:A3")
    rows = read("register.xlsx", saved(made)).tables[0].rows
    assert [row.cells for row in rows] == [("X", "one"), ("X", "two"), ("Facebook", "three")]
    assert rows[1].doubts == ("A3 is merged with row 2; its text was read for both.",)


def test_a_sheet_that_reaches_too_far_is_refused() -> None:
    made = book(("Platform", "Account"))
    made.active["IV7"] = "far away"
    with pytest.raises(BadInput, match="256 cells") as refusal:
        read("register.xlsx", saved(made))
    assert refusal.value.where == "sheet Channels"
    made = saved(book(("Platform", "Account"), ("X", "one")))
    sheet = (
        zipfile.ZipFile(io.BytesIO(made)).read("xl/worksheets/sheet1.xml").replace(b'<row r="2"', b'<row r="99999999"')
    )
    with pytest.raises(BadInput, match="further than a sheet can"):
        read("register.xlsx", repacked(made, **{"xl/worksheets/sheet1.xml": sheet}))


def test_a_word_table_keeps_merged_cells_and_its_split_header() -> None:
    document = read("policy.docx", saved(word_register()))
    (table,) = document.tables
    assert table.header == register_table.JOINED
    assert tuple(row.cells for row in table.rows) == register_table.ROWS
    assert table.place(table.rows[4]) == "table 1, row 5"
    assert not any(row.doubts for row in table.rows)
    assert document.notes == ("The header of table 1 is written on two lines; they were read as one.",)
    lines = document.text.splitlines()
    assert lines[:2] == ["3. Official accounts", "These are listed."]
    assert "Twitter\t@friendsof_bright\tGrace Adebayo (Chair)\tGrace Adebayo\tOpened: Feb 17" in lines
    assert lines[-1] == "Follow these rules."


def test_a_header_with_one_cell_over_two_columns_names_both() -> None:
    made = docx.Document()
    table = made.add_table(rows=3, cols=4)
    for at, text in enumerate(("Platform", "Account", "", "")):
        table.cell(0, at).merge(table.cell(1, at)).text = text if at < 2 else ""
    table = made.add_table(rows=3, cols=4)
    for row, texts in enumerate(
        [("Platform", "Account", "People", ""), ("", "", "Masters", "Posters"), ("X", "one", "Amara Lindqvist", "")]
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 2).merge(table.cell(0, 3))
    read_table = read("policy.docx", saved(made)).tables[-1]
    assert read_table.header == ("Platform", "Account", "People Masters", "People Posters")
    assert read_table.rows[0].cells == ("X", "one", "Amara Lindqvist", "")


def test_merged_data_cells_are_read_for_each_place_and_doubted() -> None:
    made = docx.Document()
    table = made.add_table(rows=3, cols=3)
    for row, texts in enumerate([("Platform", "Masters", "Posters"), ("X", "Joel Sharma", ""), ("", "A", "B")]):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 1).merge(table.cell(1, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    first, second = read("policy.docx", saved(made)).tables[0].rows
    assert first.cells == ("X", "Joel Sharma", "Joel Sharma")
    assert "spans 2 columns" in first.doubts[0]
    assert second.cells == ("X", "A", "B")
    assert "merged with the row above" in second.doubts[0]


def test_what_a_link_hides_and_what_is_tracked_is_said() -> None:
    made = docx.Document()
    table = made.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Platform", "Account"
    table.cell(1, 0).text = "Facebook"
    paragraph = table.cell(1, 1).paragraphs[0]._element
    link = OxmlElement("w:hyperlink")
    link.set(
        qn("r:id"), made.part.relate_to("https://facebook.com/friends", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    )
    inserted, deleted = OxmlElement("w:ins"), OxmlElement("w:del")
    for parent, words in ((link, "Friends"), (inserted, " of Harbour"), (deleted, " gone")):
        run, text = OxmlElement("w:r"), OxmlElement("w:t")
        text.text = words
        run.append(text)
        parent.append(run)
        paragraph.append(parent)
    document = read("policy.docx", saved(made))
    (row,) = document.tables[0].rows
    assert row.cells == ("Facebook", "Friends of Harbour")
    assert row.doubts == ("“Friends” links to https://facebook.com/friends, which the words do not say.",)
    assert "The document has tracked changes. It was read as if all of them were accepted." in document.notes


def test_headers_and_footers_of_a_document_are_kept_apart() -> None:
    made = docx.Document()
    made.add_paragraph("Policy")
    made.sections[0].footer.paragraphs[0].text = "Version 3, approved 1 May 2025"
    document = read("policy.docx", saved(made))
    assert document.margins == "Version 3, approved 1 May 2025"
    assert document.text == "Policy"


def test_a_small_bomb_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = repacked(saved(book(("a", "b"))), **{"xl/media/zeros.bin": bytes(30 * limits.MEGABYTE)})
    assert len(bomb) < 100_000
    with pytest.raises(BadInput, match="far larger than any register"):
        read("register.xlsx", bomb)
    monkeypatch.setattr(limits, "MAX_UNPACKED", 1_000)
    with pytest.raises(BadInput, match="far larger than any register"):
        archive.checked(saved(book(("a", "b"))))


def test_a_package_with_thousands_of_members_is_not_opened() -> None:
    members = {f"xl/{number}.xml": b"" for number in range(limits.MAX_MEMBERS)}
    with pytest.raises(BadInput, match="far larger than any register"):
        read("register.xlsx", repacked(saved(book(("a", "b"))), **members))


def test_entities_that_would_grow_without_end_are_refused() -> None:
    made = saved(book(("Platform", "Account"), ("X", "one")))
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    with pytest.raises(BadInput, match="damaged"):
        read("register.xlsx", repacked(made, **{"xl/worksheets/sheet1.xml": laughs}))


def macro(kind: str) -> bytes:
    types = {
        "docm": b"application/vnd.ms-word.document.macroEnabled.main+xml",
        "xlsm": b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    }
    return repacked(saved(book(("a", "b"))), **{"[Content_Types].xml": b"<Types>" + types[kind] + b"</Types>"})


def encrypted_zip() -> bytes:
    data = bytearray(saved(book(("a", "b"))))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        (OLE + "Workbook".encode("utf-16-le"), r"old kind \(.xls\)"),
        (OLE + "WordDocument".encode("utf-16-le"), r"old kind \(.doc\)"),
        (OLE, "Office file of an old kind"),
        (macro("docm"), "holds macros"),
        (macro("xlsm"), "holds macros"),
        (repacked(saved(book(("a", "b"))), **{"xl/vbaProject.bin": b"x"}), "holds macros"),
        (repacked(saved(book(("a", "b"))), **{"xl/workbook.bin": b"x"}), "binary Excel file"),
        (repacked(saved(book(("a", "b"))), mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"),
        (repacked(saved(book(("a", "b"))), **{"[Content_Types].xml": None}), "compressed folder, not a spreadsheet"),
        (encrypted_zip(), "protected with a password"),
        (saved(word_register())[:-900], "damaged or was cut short"),
        (saved(word_register())[:5_000], "damaged or was cut short"),
        (repacked(saved(word_register()), **{"word/document.xml": b"<w:document"}), "damaged or was cut short"),
        (repacked(saved(word_register()), **{"word/document.xml": None}), "damaged or was cut short"),
        (b"PK\x05\x06" + bytes(18), "damaged, or an empty compressed folder"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "This is a picture"),
        (bytes(4) + b"ftypheic" + bytes(50), "This is a picture"),
        (b"<!DOCTYPE html><table><tr><td>a</table>", "web page"),
        (b"{\\rtf1 words}", "RTF document"),
        (b"MZ" + bytes(60), "This is a program"),
    ],
)
def test_what_is_not_read_is_refused_with_what_to_do(data: bytes, words: str) -> None:
    for name in ("register.xlsx", "register.csv"):
        with pytest.raises(BadInput, match=words):
            read(name, data)


def test_our_own_exports_come_back_the_same() -> None:
    columns = [Column(str(at), title) for at, title in enumerate(register_table.JOINED)]
    about = About("Channels of Harbour School", datetime(2026, 11, 22))
    from_csv = read("a.csv", b"".join(csv_lines(columns, register_table.ROWS, about=about)))
    from_xlsx = read("a.xlsx", b"".join(xlsx_stream(columns, register_table.ROWS, about)))
    for document in (from_csv, from_xlsx):
        table = document.tables[0]
        assert table.header == register_table.JOINED
        assert tuple(tuple(map(unguarded, row.cells)) for row in table.rows) == register_table.ROWS
    assert any(note.startswith("The last line is a stamp") for note in from_csv.notes)
