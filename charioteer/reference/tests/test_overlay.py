"""A trust's own word: laid over, taken back, refused, never rewritten."""

from datetime import UTC, datetime
from typing import Any

import pytest

from charioteer.audit.models import Entry, Words
from charioteer.errors import BadInput
from charioteer.reference import actions
from charioteer.reference.models import Overlay
from charioteer.reference.queries import merged
from charioteer.reference.registers import load

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
OURS, THEIRS = 1, 2
pytestmark = pytest.mark.django_db


def lay(**given: Any) -> Overlay:
    usual: dict[str, Any] = {
        "trust_id": OURS,
        "register": "undefined-terms",
        "key": "moderated",
        "changes": {"value": 2},
        "reason": "The office is closed on Wednesdays.",
        "by": None,
        "now": NOON,
    }
    return actions.overlay(**{**usual, **given})


def test_a_change_holds_for_one_trust_and_keeps_the_rest() -> None:
    lay()
    ours, theirs = merged("undefined-terms", OURS), merged("undefined-terms", THEIRS)
    assert ours.by_key["moderated"]["value"] == 2
    assert ours.by_key["moderated"]["overlaid"] is True
    assert ours.by_key["moderated"]["term"] == "Moderated"
    assert "overlaid" not in ours.by_key["routinely"]
    assert theirs is load("undefined-terms")


def test_the_latest_word_counts_and_the_earlier_one_stays() -> None:
    lay()
    lay(changes={"value": 3}, reason="And on Fridays.")
    assert merged("undefined-terms", OURS).by_key["moderated"]["value"] == 3
    history = Overlay.objects.history(register="undefined-terms", key="moderated", trust_id=OURS)
    assert [row.changes for row in history] == [{"value": 3}, {"value": 2}]


def test_no_changes_returns_to_what_is_packaged() -> None:
    lay()
    lay(changes={}, reason="Open again.")
    assert merged("undefined-terms", OURS) is load("undefined-terms")


def test_a_new_entry_is_added_at_the_end() -> None:
    entry = {
        "term": "Evening",
        "clauses": ["6.1"],
        "question": "From when?",
        "default": "Six.",
        "value": 18,
        "unit": "none",
    }
    lay(key="evening", changes=entry)
    assert merged("undefined-terms", OURS).entries[-1]["term"] == "Evening"


@pytest.mark.parametrize(
    ("given", "says", "where"),
    [
        ({"reason": "  "}, "needs a reason", "reason"),
        ({"key": ""}, "needs a key", "key"),
        ({"key": "x" * 201}, "needs a key", "key"),
        ({"key": "evening", "changes": {}}, "no such entry to return to", "key"),
        ({"key": "evening", "changes": {"term": "Evening"}}, "also needs: clauses", "clauses"),
        ({"changes": {"colour": "red"}}, "no field 'colour'", "colour"),
        ({"changes": {"key": "other"}}, "no field 'key'", "key"),
        ({"changes": {"value": "two"}}, "another kind of value", "value"),
        ({"changes": {"clauses": "3.2f"}}, "another kind of value", "clauses"),
        ({"changes": {"value": True}}, "another kind of value", "value"),
    ],
)
def test_what_would_not_be_understood_later_is_refused(given: dict[str, Any], says: str, where: str) -> None:
    with pytest.raises(BadInput, match=says) as caught:
        lay(**given)
    assert caught.value.where == where
    assert not Overlay.objects.exists()
    assert not Entry.objects.exists()


def test_the_log_says_which_fields_and_keeps_the_words_apart() -> None:
    row = lay()
    entry = Entry.objects.about(f"reference.overlay:{row.pk}").get()
    assert entry.says == "Reference entry changed for the Trust"
    assert '"fields":["value"]' in entry.body
    assert "Wednesdays" not in entry.body
    assert Words.objects.get(ref=entry.ref).text["reason"] == "The office is closed on Wednesdays."


def test_history_cannot_be_rewritten() -> None:
    row = lay()
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()
    with pytest.raises(TypeError):
        Overlay.objects.update(reason="")
    with pytest.raises(TypeError):
        Overlay.objects.all().delete()


def test_reading_costs_one_query(django_assert_num_queries: Any) -> None:
    lay()
    lay(key="routinely", changes={"value": 2})
    with django_assert_num_queries(1):
        merged("undefined-terms", OURS)
