"""What has moved on is told by the day it is asked, never by what was true when the file was loaded."""

from datetime import date

import pytest

from charioteer.policy.citations import citations
from charioteer.policy.findings import Finding, World, in_force, moved, topics, unstated
from charioteer.policy.sections import Section, sections
from charioteer.policy.stated import Stated
from charioteer.policy.tests.documents import POLICY
from charioteer.reference.registers import load

TODAY = date(2026, 11, 22)


@pytest.fixture
def world() -> World:
    return World(load("guidance"), load("guidance-paragraphs"), load("legislation"))


def found(text: str, world: World, on: date = TODAY) -> dict[str, Finding]:
    read = citations([Section("10", "", text)], world.guidance, world.laws)
    return {finding.code: finding for finding in moved(read, world, on)}


def test_the_whole_document(world: World) -> None:
    read = citations(sections(POLICY), world.guidance, world.laws)
    codes = [finding.code for finding in moved(read, world, TODAY)]
    assert codes == [
        "superseded_edition",
        "superseded_edition",
        "inconsistent_edition",
        "guidance_among_laws",
        "law_superseded_in_part",
        "law_amended",
        "law_amended",
        "law_amended",
        "law_misdated",
        "law_amended",
        "law_for_other_schools",
        "law_left_out",
    ]


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2022, 8, 31), None),
        (date(2022, 9, 1), "2022"),
        (date(2023, 8, 31), "2022"),
        (date(2023, 9, 1), "2023"),
        (date(2026, 8, 31), "2025"),
        (date(2026, 9, 1), "2026"),
        (date(2030, 1, 1), "2026"),
    ],
)
def test_the_edition_in_force_on_a_day(world: World, day: date, key: str | None) -> None:
    edition = in_force(world.guidance.by_key["kcsie"], day)
    assert (edition["key"] if edition else None) == key


def test_the_same_words_age(world: World) -> None:
    assert found("KCSIE 2025", world, date(2026, 8, 31)) == {}
    late = found("KCSIE 2025", world, date(2026, 9, 1))["superseded_edition"]
    assert "It ended on 31 August 2026." in late.words
    assert "2026 edition has been in force since 1 September 2026" in late.mend
    assert (late.sections, late.clause) == (("10",), "7.2")


def test_an_edition_from_the_future_and_one_that_never_was(world: World) -> None:
    assert "comes into force" in found("KCSIE 2026", world, date(2026, 8, 1))["superseded_edition"].words
    assert "We know of none" in found("KCSIE 2019", world)["unknown_edition"].words


def test_paragraphs_are_looked_up_and_never_computed(world: World) -> None:
    late = found("KCSIE 2022 para 133, 135-148", world)["superseded_edition"]
    assert "not blocking more than is needed" in late.mend
    assert "filtering and monitoring" in late.mend
    assert "nobody has verified the numbers" in late.mend
    assert "16" not in late.mend.replace("2026", "")
    read = citations([Section("7", "", "KCSIE 2022 para 1")], world.guidance)
    assert topics(read, world.paragraphs) == []


def test_one_edition_twice_is_consistent(world: World) -> None:
    assert "inconsistent_edition" not in found("KCSIE 2026. KCSIE 2026. KCSIE.", world)


def test_guidance_beside_one_law_is_in_no_list_of_laws(world: World) -> None:
    assert "guidance_among_laws" not in found("KCSIE and the Equality Act 2010", world)


def test_a_document_that_names_no_law_is_not_told_which_it_left_out(world: World) -> None:
    assert found("Be careful.", world) == {}
    assert "Online Safety Act 2023" in found("The Equality Act 2010", world)["law_left_out"].words
    assert (
        "Online Safety Act 2023"
        not in found("The Equality Act 2010, Online Safety Act 2023", world)["law_left_out"].words
    )


def test_what_replaced_a_law_is_named(world: World) -> None:
    assert (
        "Investigatory Powers Act 2016"
        in found("RIPA: Regulation of Investigatory Powers Act 2000", world)["law_superseded_in_part"].mend
    )


@pytest.mark.parametrize(
    ("said", "numbered", "codes"),
    [
        (Stated(), True, ["no_version", "no_date", "no_owner", "no_approver", "no_review"]),
        (Stated("1", "today", "owner", "board", "May"), True, []),
        (Stated("1", "today", "owner", "", "May"), False, ["no_approver", "no_sections"]),
    ],
)
def test_what_is_not_stated(said: Stated, numbered: bool, codes: list[str]) -> None:
    assert [finding.code for finding in unstated(said, numbered)] == codes
