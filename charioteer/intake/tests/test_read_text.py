"""Plain text: CSV in every dress, and tables inside prose."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charioteer.errors import BadInput
from charioteer.intake.readers import limits, read
from charioteer.intake.tests import register_table


def rows_of(text: str | bytes, name: str = "register.csv") -> list[tuple[str, ...]]:
    data = text.encode() if isinstance(text, str) else text
    (table,) = read(name, data).tables
    return [table.header, *(row.cells for row in table.rows)]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_rows_tell_what_parts_the_cells(mark: str) -> None:
    text = f'Platform{mark}Account\nX{mark}harbourheard\nFacebook{mark}"Friends, of; the|school\there"\n'
    assert rows_of(text) == [
        ("Platform", "Account"),
        ("X", "harbourheard"),
        ("Facebook", "Friends, of; the|school\there"),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_ending_is_a_line_ending(end: str) -> None:
    assert rows_of(f"Platform,Account{end}X,one{end}") == [("Platform", "Account"), ("X", "one")]


def test_excels_own_hint_of_the_delimiter_is_followed_and_not_a_row() -> None:
    document = read("a.csv", b"sep=;\r\nPlatform;Account\r\nX;a,b\r\n")
    assert document.tables[0].header == ("Platform", "Account")
    assert "The first line says sep=;." in document.notes


@pytest.mark.parametrize(
    ("codec", "said"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", "Read as UTF-16 text."),
        ("utf-16-le", "Read as UTF-16 text."),
        ("utf-16-be", "Read as UTF-16 text."),
        ("utf-32", "Read as UTF-32 text."),
        ("cp1252", "Read as Windows text (cp1252). Check names with accents."),
    ],
)
def test_each_encoding_gives_the_same_rows_and_says_so_if_it_is_unusual(codec: str, said: str) -> None:
    document = read("register.csv", "Platform,Account\nX,Zoë’s café\n".encode(codec))
    assert [row.cells for row in document.tables[0].rows] == [("X", "Zoë’s café")]
    assert document.notes == ((said,) if said else ())


@pytest.mark.parametrize(
    ("data", "words", "where"),
    [
        (b"Platform,Account\nX,caf\xc3\xa9\nX,caf\xe9\n", "mixes two encodings", "line 3"),
        (b"Platform,Account\nX,\x81\n", "No encoding we know", "line 2"),
        (b"\xff\xfeP\x00l\x00a", "but is not, or was cut short", ""),
        (b"Platform,Account\nX,a\x00b\n", "no text (number 0)", "line 2"),
        (b"Platform,Account\nX,a\x07b\n", "no text (number 7)", "line 2"),
        (b'Platform,Account\nX,"never closed\nX,two\n', "quotation mark", "row 2"),
        (b"", "empty", ""),
        (b" \r\n \n", "nothing in this file", ""),
    ],
)
def test_bad_text_is_refused_with_a_sentence_and_a_place(data: bytes, words: str, where: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read("register.csv", data)
    assert words in refusal.value.reason
    assert refusal.value.where == where


def test_a_file_once_saved_in_the_wrong_encoding_is_read_and_doubted() -> None:
    document = read("a.csv", "Platform,Account\nX,Zoë’s\n".encode().decode("cp1252").encode())
    assert any("Line 2 reads" in note and "wrong encoding" in note for note in document.notes)


def test_fifty_megabytes_are_refused_before_anything_is_parsed() -> None:
    with pytest.raises(BadInput, match="This file is 50 MB; the most that is read is 25 MB"):
        read("a.csv", bytes(50 * limits.MEGABYTE), max_bytes=25 * limits.MEGABYTE)


def test_too_many_rows_columns_and_characters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ROWS", 3)
    with pytest.raises(BadInput, match="More than 3 rows"):
        read("a.csv", b"a,b\n" * 9)
    with pytest.raises(BadInput, match="A row has 201 cells") as refusal:
        read("a.csv", b"a,b\n" + b"," * 200 + b"\n")
    assert refusal.value.where == "row 2"
    with pytest.raises(BadInput, match="A cell holds 32,768 characters"):
        read("a.csv", b"a,b\n" + b"x" * 32_768 + b",\n")


def test_inner_newlines_spaces_and_formulas_stay_as_they_were_written() -> None:
    text = 'Platform,Account\nX," two\nlines "\nX,=1+1\n'
    assert rows_of(text)[1:] == [("X", " two\nlines "), ("X", "=1+1")]


def test_a_row_that_is_longer_than_the_header_loses_nothing() -> None:
    assert rows_of("Platform,Account\nX,one\nX,two,extra\n") == [
        ("Platform", "Account", ""),
        ("X", "one", ""),
        ("X", "two", "extra"),
    ]


def test_empty_rows_and_empty_columns_at_the_right_are_left_out_and_rows_keep_the_sheets_numbers() -> None:
    (table,) = read("a.csv", b"Platform,Account,,\n,,,\nX,one,,\n").tables
    assert table.header == ("Platform", "Account")
    assert [(row.number, table.place(row)) for row in table.rows] == [(3, "row 3")]


def test_a_title_above_the_header_is_no_row() -> None:
    (table,) = read("a.csv", b"Social media register 2026,,\n,,\nPlatform,Account,Date\nX,one,1/9/21\n").tables
    assert table.lead == ("Social media register 2026",)
    assert table.header == ("Platform", "Account", "Date")
    assert table.rows[0].number == 4


def test_a_long_number_that_a_spreadsheet_shortened_is_doubted() -> None:
    (table,) = read("a.csv", b"Platform,Account\nFacebook,3.65139E+15\nX,one\n").tables
    assert "last digits are lost" in table.rows[0].doubts[0]
    assert table.rows[1].doubts == ()


def test_a_csv_with_one_column_is_still_a_table() -> None:
    assert rows_of("Account\n@one\n@two\n") == [("Account",), ("@one",), ("@two",)]


def test_the_table_inside_prose_is_found_with_its_split_header_joined() -> None:
    document = read("policy.txt", register_table.as_text().encode())
    (table,) = document.tables
    assert document.media_type == "text/plain"
    assert table.header == register_table.JOINED
    assert tuple(row.cells for row in table.rows) == register_table.ROWS
    assert (table.rows[0].number, table.place(table.rows[0])) == (1, "line 7")
    assert any("written on two lines" in note for note in document.notes)
    assert document.text.startswith("3. Official accounts\t4")


def test_a_first_row_with_blanks_is_data_unless_it_only_goes_on_with_the_header() -> None:
    text = "School,Platform,Account,Masters,Posters,Date\n,Facebook,Harbour Cycle Scheme,,,\n,X,one,,,\n"
    assert len(rows_of(text)) == 3


def test_a_first_row_that_lacks_its_first_two_cells_but_says_the_rest_is_data() -> None:
    text = "School,Platform,Account,Masters,Posters,Notes\n,,Harbour Cycle Scheme,Amara Lindqvist,Joel Sharma,old\n"
    assert len(rows_of(text)) == 2


def test_a_contents_page_is_no_table() -> None:
    assert read("policy.txt", b"1. Aims\t1\n2. Scope\t2\n3. Accounts\t4\n\nWords, and more.\n").tables == ()


def test_a_name_that_says_another_kind_is_pointed_out() -> None:
    document = read("register.xlsx", b"Platform,Account\nX,one\n")
    assert document.notes == ("The name ends in .xlsx, but this is a table in plain text (.csv), and was read as one.",)


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=20)
cells = st.one_of(
    words, st.sampled_from(["a,b", 'say "so"', "two\nlines", " padded ", "@handle", "=1+1", "", "a;b\tc|d"])
)


@given(st.lists(st.tuples(words.filter(str.strip), cells, cells), min_size=1, max_size=12))
def test_what_python_writes_as_csv_is_read_back_to_the_letter(rows: list[tuple[str, str, str]]) -> None:
    rows = [(f"r{at}", second, third) for at, (_, second, third) in enumerate(rows)]
    out = io.StringIO()
    csv.writer(out).writerows([("First", "Second", "Third"), *rows])
    assert rows_of(out.getvalue().encode("utf-8-sig")) == [("First", "Second", "Third"), *rows]
