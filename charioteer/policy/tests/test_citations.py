"""Guidance and laws are found as they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charioteer.policy.citations import Cited, citations, spans
from charioteer.policy.sections import Section, sections
from charioteer.policy.tests.documents import POLICY
from charioteer.reference.registers import load


def cited(text: str) -> tuple[Cited, ...]:
    return citations([Section("7", "", text)], load("guidance"), load("legislation"))


def test_every_mention_of_the_document_in_order() -> None:
    found = citations(sections(POLICY), load("guidance"), load("legislation"))
    assert {mention.section for mention in found} == {"3"}
    assert [(mention.key, mention.edition, mention.provisions) for mention in found] == [
        ("kcsie", "2022", ("133", "135-148")),
        ("kcsie", "", ()),
        ("kcsie", "2023", ()),
        ("ea-2002", "", ("175",)),
        ("ripa-2000", "2000", ()),
        ("mca-1988", "1988", ("1",)),
        ("ca-2003", "2003", ("127",)),
        ("dpa-2018", "1998", ()),
        ("uk-gdpr", "", ()),
        ("eqa-2010", "2010", ()),
    ]
    assert found[0].as_written == "Keeping Children Safe in Education 2022"


@pytest.mark.parametrize(
    ("text", "key", "edition", "provisions"),
    [
        ("KCSIE (2024)", "kcsie", "2024", ()),
        ("keeping children safe\nin education, 2025, paragraphs 140 to 143", "kcsie", "2025", ("140 to 143",)),
        ("Keeping Children Safe in Education 2022\n\npara 9", "kcsie", "2022", ()),
        ("Keeping Children Safe in Education 2022\n- para 9", "kcsie", "2022", ()),
        ("section 127 of the Communications Act 2003", "ca-2003", "2003", ("127",)),
        ("the Investigatory Powers Act 2016", "ipa-2016", "2016", ()),
        ("Children’s Wellbeing and Schools Act 2026", "cwsa-2026", "2026", ()),
        ("Education Act 2002, s. 141F", "ea-2002", "", ("141F",)),
    ],
)
def test_ways_of_writing(text: str, key: str, edition: str, provisions: tuple[str, ...]) -> None:
    [found] = cited(text)
    assert (found.key, found.edition, found.provisions) == (key, edition, provisions)


@pytest.mark.parametrize("text", ["", "keeping children safe at school", "the Communication Act", "kcsieve"])
def test_what_is_no_mention(text: str) -> None:
    assert cited(text) == ()


def test_paragraphs_are_read_as_spans() -> None:
    assert spans(("133", "135-148", "140 to 143", "none")) == ((133, 133), (135, 148), (140, 143))


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_words_around_a_mention_leave_it_found(before: str, after: str) -> None:
    found = cited(f"{before} \nKCSIE\n {after}")
    assert "kcsie" in {mention.key for mention in found}
