"""The forms and fragments that pages of other apps are built with."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

from charioteer.intake import actions
from charioteer.intake.forms import MappingForm, UploadForm
from charioteer.intake.queries import preview_page
from charioteer.intake.tests.notebook import NOW, Notebook
from charioteer.intake.tests.test_preview import preview

HEADER = ("Platform", "Account", "Account", "")


def mapping_form(data: dict[str, str] | None = None, chosen: dict[str, int] | None = None) -> MappingForm:
    return MappingForm(data, columns=Notebook.columns, header=HEADER, chosen=chosen)


def upload(name: str, data: bytes) -> UploadForm:
    return UploadForm({}, {"file": SimpleUploadedFile(name, data)})


def test_a_file_comes_through_the_form() -> None:
    form = upload("a.csv", b"Platform,Account\n")
    assert form.is_valid()
    assert form.received() == ("a.csv", b"Platform,Account\n")


def test_no_file_an_empty_one_and_one_too_large_are_refused_in_words(settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024
    assert "up to 1 MB" in UploadForm().fields["file"].help_text
    assert UploadForm({}, {}).errors["file"] == ["Choose a file."]
    assert "empty" in upload("a.csv", b"").errors["file"][0]
    assert "the most that is read is 1 MB" in upload("a.csv", bytes(1024 * 1024 + 1)).errors["file"][0]


def test_the_box_shows_its_hint_and_its_error() -> None:
    html = render_to_string("intake/_upload.html", {"form": UploadForm({}, {})})
    assert 'type="file"' in html
    assert "No passwords and no macros" in html
    assert "Choose a file." in html
    assert 'aria-invalid="true"' in html


def test_columns_are_offered_by_name_told_apart_and_set_to_what_was_matched() -> None:
    form = mapping_form(chosen={"platform": 0, "account": 1})
    assert [words for _, words in form.fields["column_masters"].choices] == [  # type: ignore[attr-defined]
        "Not in this file",
        "Platform",
        "Account (column 2)",
        "Account (column 3)",
        "Column 4, which has no name",
    ]
    html = render_to_string("intake/_mapping.html", {"form": form})
    assert '<option value="1" selected>Account (column 2)</option>' in html


def test_what_a_person_chose_comes_out_as_places() -> None:
    form = mapping_form({"column_platform": "0", "column_account": "2", "column_dates": ""})
    assert form.is_valid()
    assert form.mapping() == {"platform": 0, "account": 2}


def test_a_missing_a_doubled_and_an_invented_column_are_refused_in_words() -> None:
    form = mapping_form({"column_platform": "0", "column_masters": "0", "column_posters": "9"})
    assert form.errors == {
        "column_account": ["Say which column is “Account”."],
        "column_masters": ["This column was already chosen for “Platform”. Choose another one."],
        "column_posters": ["Choose one of this file's columns for “Posters”."],
    }
    assert "Say which column is" in render_to_string("intake/_mapping.html", {"form": form})


@pytest.fixture
def long_preview(notebook: Notebook, joel: Any) -> Any:
    rows = "".join(f"X,account{at},Amara Lindqvist\n" for at in range(1, 120))
    return preview(notebook, joel, f"Platform,Account,Posters\n{rows}X,account1,\nX,<b>bold</b>,\n".encode())


def test_a_page_shows_fifty_lines_and_leads_on(long_preview: Any, notebook: Notebook) -> None:
    page = preview_page(long_preview, notebook, {})
    assert len(page.lines) == 50
    assert (page.count_words, page.previous, page.next) == ("Rows 1 to 50 of 121", "", "?page=2")
    last = preview_page(long_preview, notebook, {"page": "99"})
    assert (last.count_words, last.previous, last.next) == ("Rows 101 to 121 of 121", "?page=2", "")


def test_lines_can_be_narrowed_to_what_cannot_be_taken_in(long_preview: Any, notebook: Notebook) -> None:
    page = preview_page(long_preview, notebook, {"outcome": "cannot"})
    (line,) = page.lines
    assert line.place == "row 121"
    assert line.read == [("Platform", "X"), ("Account", "account1")]
    assert [(chip.words, chip.count, chip.current) for chip in page.chips if chip.words != "In doubt"] == [
        ("All", 121, False),
        ("New", 120, False),
        ("Cannot be taken in", 1, True),
    ]


def test_lines_can_be_narrowed_to_those_in_doubt(long_preview: Any, notebook: Notebook) -> None:
    page = preview_page(long_preview, notebook, {"outcome": "doubted"})
    (chip,) = [chip for chip in page.chips if chip.current]
    assert (chip.words, chip.count) == ("In doubt", page.total)
    assert 0 < page.total < 121
    assert all(line.doubts for line in page.lines)


@pytest.mark.parametrize("asked", [{"page": "abc"}, {"page": "-1"}, {"page": "²"}, {"outcome": "evil"}, {"page": ""}])
def test_a_bad_address_shows_the_first_page(long_preview: Any, notebook: Notebook, asked: dict[str, str]) -> None:
    assert preview_page(long_preview, notebook, asked).first == 1


def test_a_page_takes_two_queries(long_preview: Any, notebook: Notebook, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        render_to_string("intake/_preview.html", {"preview": preview_page(long_preview, notebook, {})})


def test_the_table_keeps_its_meaning_when_a_phone_stacks_it_and_escapes_what_was_read(
    long_preview: Any, notebook: Notebook
) -> None:
    html = render_to_string("intake/_preview.html", {"preview": preview_page(long_preview, notebook, {"page": "3"})})
    assert "&lt;b&gt;bold&lt;/b&gt;" in html
    assert "<b>bold" not in html
    assert 'data-th="As understood"' in html
    assert "This is the same as row 2." in html
    assert html.count('role="row"') == 22


def test_a_decided_import_offers_no_button(long_preview: Any, joel: Any) -> None:
    urls = {"confirm_url": "/c", "discard_url": "/d"}
    assert "Take in 120 rows" in render_to_string("intake/_decide.html", {"batch": long_preview, **urls})
    actions.discard(batch=long_preview, by=joel, now=NOW)
    html = render_to_string("intake/_decide.html", {"batch": long_preview, **urls})
    assert "button" not in html
    assert "Thrown away." in html


def test_an_erased_preview_says_why_it_is_empty(long_preview: Any, notebook: Notebook, joel: Any) -> None:
    actions.discard(batch=long_preview, by=joel, now=NOW)
    html = render_to_string("intake/_preview.html", {"preview": preview_page(long_preview, notebook, {})})
    assert "were erased when it was thrown away" in html
