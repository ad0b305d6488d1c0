"""What the trust's document names: in force, replaced, or nobody can tell."""

import pytest

from charioteer.controls import Finding, Scope, State
from charioteer.people.models import Trust
from charioteer.policy.actions import load_edition
from charioteer.policy.controls import guidance_in_force, laws_stand
from charioteer.policy.lifecycle import State as EditionState
from charioteer.policy.models import Citation, Edition
from charioteer.policy.tests.conftest import NOON
from charioteer.policy.tests.documents import POLICY
from charioteer.reference.actions import overlay

pytestmark = pytest.mark.django_db

CURRENT = (
    "1. Guidance\n\nWe follow Keeping children safe in education 2026 in all we do.\n\n2. Law\n\nEquality Act 2010.\n\n"
    "3. Care\n\n" + "Whoever writes for the school thinks of who will read it and what it will do to them. " * 8
)


def load(trust: Trust, text: str) -> Edition:
    return load_edition(trust=trust, file_name="policy.txt", data=text.encode(), by=None, now=NOON).edition


def asked(control: object, trust: Trust) -> Finding | None:
    return next((one for one in control.ask(NOON) if one.trust_id == trust.pk), None)  # type: ignore[attr-defined]


def test_without_a_document_nothing_is_said(trust: Trust) -> None:
    assert asked(guidance_in_force, trust) is None
    assert asked(laws_stand, trust) is None


def test_an_edition_that_was_replaced_fails(trust: Trust) -> None:
    load(trust, POLICY)
    found = asked(guidance_in_force, trust)
    assert found is not None
    assert found.stands is State.BREACH
    assert found.school_id is None
    [first, *_] = guidance_in_force.failing(Scope(trust.pk, None), NOON)  # type: ignore[misc]
    assert "the edition in force is that of 2026" in first.words


def test_where_its_paragraphs_have_gone_is_said_and_that_nobody_verified_it(trust: Trust) -> None:
    edition = load(trust, CURRENT)
    Citation.objects.filter(edition=edition, register="guidance").update(cited_edition="2022", provisions=["140-143"])
    [thing] = guidance_in_force.failing(Scope(trust.pk, None), NOON)  # type: ignore[misc]
    assert "Filtering and monitoring: paragraphs 170–173 of the 2026 edition (not verified)" in thing.words


def test_the_edition_in_force_is_fine(trust: Trust) -> None:
    edition = load(trust, CURRENT)
    assert edition.citations.filter(register="guidance", cited_edition="2026").exists()
    found = asked(guidance_in_force, trust)
    assert found is not None
    assert (found.total, found.stands) == (1, State.OK)


def test_an_edition_we_do_not_know_is_unknown(trust: Trust) -> None:
    edition = load(trust, CURRENT)
    Citation.objects.filter(edition=edition, register="guidance").update(cited_edition="1999")
    found = asked(guidance_in_force, trust)
    assert found is not None
    assert found.stands is State.UNKNOWN


def test_a_law_that_stands_and_one_that_was_amended(trust: Trust) -> None:
    load(trust, CURRENT)
    found = asked(laws_stand, trust)
    assert found is not None
    assert (found.total, found.stands) == (1, State.OK)
    Edition.objects.all().delete()
    load(trust, POLICY)
    found = asked(laws_stand, trust)
    assert found is not None
    assert found.stands is State.PARTIAL
    words = [one.words for one in laws_stand.failing(Scope(trust.pk, None), NOON)]  # type: ignore[misc]
    assert any(one.startswith("Malicious Communications Act 1988") for one in words)


def test_a_law_nobody_looked_at_lately_is_unknown(trust: Trust) -> None:
    load(trust, CURRENT)
    given = {"register": "legislation", "key": "eqa-2010", "changes": {"checked_on": "2025-11-21"}}
    overlay(trust_id=trust.pk, reason="We looked last year.", by=None, now=NOON, **given)
    found = asked(laws_stand, trust)
    assert found is not None
    assert (found.stands, found.doubted) == (State.UNKNOWN, 1)


def test_the_document_in_force_counts_before_a_newer_draft(trust: Trust, elsewhere: Trust) -> None:
    in_force = load(trust, CURRENT)
    Edition.objects.filter(pk=in_force.pk).update(state=EditionState.IN_FORCE)
    load(trust, POLICY)
    found = asked(guidance_in_force, trust)
    assert found is not None
    assert found.stands is State.OK
    assert asked(guidance_in_force, elsewhere) is None


@pytest.mark.parametrize("control", [guidance_in_force, laws_stand])
def test_the_questions_do_not_grow_with_the_trusts(
    trust: Trust, control: object, django_assert_num_queries: object
) -> None:
    for number in range(3):
        load(Trust.objects.create(name=f"T{number}", slug=f"t{number}"), POLICY)
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(list(control.ask(NOON))) == 3  # type: ignore[attr-defined]
