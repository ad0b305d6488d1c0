"""Standing as a truth table: unknown, broken and stale are never official, and time alone takes it away."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charioteer.channels.standing import REQUIRED, FactKind, Known, Situation, State, Word, standing

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=90)
PROVEN = {kind: Known(holds=True, at=NOW - timedelta(days=1), expires_at=LATER) for kind in REQUIRED}


def situation(**changes: object) -> Situation:
    """A channel with everything proven, but for what is changed."""
    fields: dict[str, object] = {
        "status": "listed",
        "outside_body": False,
        "has_identity": True,
        "has_masters": True,
        "has_posters": True,
        "has_purpose": True,
        "facts": PROVEN,
        "can_be_official": True,
    }
    return Situation(**{**fields, **changes})  # type: ignore[arg-type]


def test_everything_proven_is_official_until_the_first_expiry() -> None:
    soonest = NOW + timedelta(days=7)
    facts = {**PROVEN, FactKind.SETTINGS: Known(holds=True, at=NOW, expires_at=soonest)}
    found = standing(situation(facts=facts), NOW)
    assert (found.word, found.good_until) == (Word.OFFICIAL, soonest)


@pytest.mark.parametrize("kind", REQUIRED)
@pytest.mark.parametrize(
    ("fact", "state"),
    [
        (None, State.UNKNOWN),
        (Known(holds=False, at=NOW), State.BREACH),
        (Known(holds=True, at=NOW - timedelta(days=9), expires_at=NOW), State.STALE),
    ],
)
def test_one_thing_missing_broken_or_stale_is_not_official(kind: FactKind, fact: Known | None, state: State) -> None:
    facts = {other: known for other, known in PROVEN.items() if other is not kind}
    if fact:
        facts[kind] = fact
    found = standing(situation(facts=facts), NOW)
    assert found.word is Word.UNASSESSED
    reason = next(reason for reason in found.reasons if reason.code == kind)
    assert reason.state is state
    assert reason.mend


@pytest.mark.parametrize("gap", ["has_identity", "has_masters", "has_posters", "has_purpose"])
def test_a_gap_in_the_register_is_not_official(gap: str) -> None:
    found = standing(situation(**{gap: False}), NOW)
    assert found.word is Word.UNASSESSED
    assert any(reason.code == gap.removeprefix("has_") for reason in found.reasons)


def test_the_website_link_is_said_but_does_not_decide() -> None:
    found = standing(situation(), NOW)
    link = next(reason for reason in found.reasons if reason.code == FactKind.WEBSITE_LINK)
    assert (found.word, link.state) == (Word.OFFICIAL, State.UNKNOWN)


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("in_set_up", Word.IN_SET_UP),
        ("suspended", Word.SUSPENDED),
        ("closing", Word.CLOSING),
        ("closed", Word.CLOSED),
        ("listed", Word.OFFICIAL),
    ],
)
def test_what_the_trust_did_comes_first(status: str, word: Word) -> None:
    assert standing(situation(status=status), NOW).word is word


@pytest.mark.parametrize(("status", "word"), [("listed", Word.PARTNER), ("closed", Word.CLOSED)])
def test_an_outside_bodys_account_is_never_official(status: str, word: Word) -> None:
    found = standing(situation(outside_body=True, status=status), NOW)
    assert found.word is word
    assert any(reason.code == FactKind.AGREEMENT and reason.state is State.UNKNOWN for reason in found.reasons)


@given(
    held=st.sets(st.sampled_from(list(FactKind))),
    broken=st.sets(st.sampled_from(list(FactKind))),
    outside=st.booleans(),
    gaps=st.lists(st.booleans(), min_size=4, max_size=4),
    after=st.integers(min_value=0, max_value=200),
)
def test_official_means_every_single_thing(
    held: set[FactKind], broken: set[FactKind], outside: bool, gaps: list[bool], after: int
) -> None:
    facts = {kind: Known(kind not in broken, NOW - timedelta(days=1), LATER) for kind in held}
    moment = NOW + timedelta(days=after)
    names = ("has_identity", "has_masters", "has_posters", "has_purpose")
    found = standing(situation(facts=facts, outside_body=outside, **dict(zip(names, gaps, strict=True))), moment)
    everything = not outside and all(gaps) and set(REQUIRED) <= held - broken and moment < LATER
    assert (found.word is Word.OFFICIAL) == everything


def test_it_stops_by_itself() -> None:
    assert standing(situation(), LATER - timedelta(seconds=1)).word is Word.OFFICIAL
    assert standing(situation(), LATER).word is Word.UNASSESSED
