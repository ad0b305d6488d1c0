"""What a document says about itself, and what of it may stand in public."""

import pytest

from charioteer.policy.public import NOT_STATED, WITHHELD, lines
from charioteer.policy.sections import sections
from charioteer.policy.stated import Stated, stated
from charioteer.policy.tests.documents import BODY, CONTROL, FRONT, POLICY


def test_nothing_is_made_up() -> None:
    assert stated(sections(POLICY)) == Stated()


@pytest.mark.parametrize("text", [FRONT + CONTROL + BODY, FRONT + BODY + CONTROL])
def test_a_control_block_is_read_in_front_and_at_the_end(text: str) -> None:
    assert stated(sections(text)) == Stated(
        version="2.1",
        dated="14 September 2026",
        owner="Miriam Osei",
        approved_by="Board of Trustees",
        review="Autumn term 2027",
    )


def test_a_page_footer_is_read() -> None:
    said = stated(sections(POLICY), "Version 3\nVersion: 3\nDate: 1 May 2026")
    assert (said.version, said.dated) == ("3", "1 May 2026")


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Approved by: ________", "approved_by", ""),
        ("Approved by:", "approved_by", ""),
        ("It was approved by: the board", "approved_by", ""),
        ("formally approved by the CEO", "approved_by", ""),
        ("1. Form\nDate: 4 May 2026", "dated", ""),
        ("1. Form\nDate approved: 4 May 2026", "dated", "4 May 2026"),
        ("Date: 4 May 2026", "dated", "4 May 2026"),
        ("| Next review | May 2027 |", "review", "May 2027"),
        ("Review date: " + "x" * 121, "review", ""),
        ("Version: 1\nVersion: 2", "version", "1"),
    ],
)
def test_labels(text: str, field: str, value: str) -> None:
    assert getattr(stated(sections(text)), field) == value


@pytest.mark.parametrize(
    ("said", "label", "in_public"),
    [
        (Stated(), "Approved by", NOT_STATED),
        (Stated(approved_by="Board of Trustees"), "Approved by", "Board of Trustees"),
        (Stated(approved_by="the CEO / Headteacher"), "Approved by", "the CEO / Headteacher"),
        (Stated(approved_by="Miriam Osei, Chief Executive"), "Approved by", WITHHELD),
        (Stated(owner="Joel Sharma"), "Looked after by", WITHHELD),
        (Stated(dated="14th September 2026"), "Dated", "14th September 2026"),
        (Stated(dated="14/9/26 (Joel Sharma)"), "Dated", WITHHELD),
        (Stated(review="annually, Autumn term"), "Next review", "annually, Autumn term"),
        (Stated(version="2.1"), "Version", "2.1"),
        (Stated(version="2.1 J. Sharma"), "Version", WITHHELD),
    ],
)
def test_no_name_stands_in_public(said: Stated, label: str, in_public: str) -> None:
    words = {line.label: line.words for line in lines(said, in_full=False)}
    assert words[label] == in_public


def test_people_of_the_trust_see_what_was_written() -> None:
    shown = {line.label: line for line in lines(Stated(owner="Joel Sharma"), in_full=True)}
    assert shown["Looked after by"].words == "Joel Sharma"
    assert shown["Looked after by"].as_written
    assert shown["Version"].words == NOT_STATED
