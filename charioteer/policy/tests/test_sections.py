"""Taking a document apart by its numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charioteer.policy.sections import FRONT, sections
from charioteer.policy.tests.documents import BODY, CONTENTS, POLICY
from charioteer.policy.tests.documents import FRONT as FRONT_PAGE


def numbers(text: str) -> list[str]:
    return [section.number for section in sections(text)]


def test_numbered_headings_open_sections_and_lists_do_not() -> None:
    assert numbers(POLICY) == [FRONT, "1", "2", "2.1", "2.2", "3", "A1"]


def test_headings_are_cleaned_and_texts_are_as_read() -> None:
    by_number = {section.number: section for section in sections(POLICY)}
    assert by_number["2"].heading == "People and accounts"
    assert by_number["2"].text.endswith("5. Do not count like this.")
    assert by_number["2.1"].text.startswith("The school holds them.\n\n2.2 Numbers:")
    assert by_number["A1"].heading == "Form"
    assert "ONLINE CONDUCT POLICY" in by_number[FRONT].text
    assert "....." not in by_number[FRONT].text


@pytest.mark.parametrize("text", [FRONT_PAGE + BODY, BODY, CONTENTS + BODY])
def test_a_contents_page_and_a_title_may_be_missing(text: str) -> None:
    assert numbers(text) == [FRONT, "1", "2", "2.1", "2.2", "3", "A1"]


@pytest.mark.parametrize(
    ("contents", "why"),
    [
        ("Table of Contents\n1 Opening 2\n2 Guidance 3\n", "no dots at all, as in the text of a PDF"),
        ("CONTENTS\n\n1. Opening……2\n\n2. Guidance……3\n", "one character for the dots, and empty lines"),
        ("**Contents**\n1. Opening\n2. Guidance\n", "no page numbers"),
    ],
)
def test_contents_of_other_shapes_are_passed_over(contents: str, why: str) -> None:
    read = sections(contents + "1. Opening\nHello.\n2. Guidance\nSee there.\n")
    assert [section.text for section in read if section.number] == ["Hello.", "See there."], why


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("1. Opening", True),
        ("1 Opening", True),
        ("## 1. Opening", True),
        ("**1. Opening**", True),
        ("1.Opening", False),
        ("2. Opening", False),
        ("1. Opening;", False),
        ("1. Opening....... 4", False),
        ("1. " + "very " * 30 + "long", False),
        ("2026 was a year", False),
        ("", False),
    ],
)
def test_what_opens_the_first_section(line: str, opens: bool) -> None:
    assert numbers(f"{line}\nwords") == ([FRONT, "1"] if opens else [FRONT])


def test_appendices_by_letter_and_number() -> None:
    text = "1. Opening\na\nAppendix A – Form\nb\nAppendix B\nc\nAppendix Z: out of turn\n"
    assert numbers(text) == [FRONT, "1", "A1", "A2"]


def test_words_without_numbers_are_one_piece() -> None:
    assert numbers("Opening\nHello.") == [FRONT]


@given(st.text(alphabet=st.sampled_from("1234.5 \n\tAppendixContes#*…-"), max_size=300))
def test_any_text_is_taken_apart_once(text: str) -> None:
    read = sections(text)
    assert read[0].number == FRONT
    assert len({section.number for section in read}) == len(read)
    assert all(section.text in text or "\n" in section.text for section in read)
