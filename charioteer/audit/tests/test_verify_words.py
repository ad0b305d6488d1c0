"""Words about people, and entries that wait: what a check says of them; and a check by several processors."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction

from charioteer.audit import queries, sealing
from charioteer.audit.actions import erase_words, record
from charioteer.audit.models import Entry, Head, Position, Words
from charioteer.audit.tests.tampering import BODY, NOW, check, sentences, unlocked
from charioteer.audit.verifying import apart, verify, words


def test_words_that_were_changed(log: list[Entry]) -> None:
    Words.objects.filter(ref=log[3].ref).update(text={"name": "somebody else"})
    assert sentences(check()) == [f"What the entry with reference {log[3].ref} says about people was changed."]


def test_words_that_vanished(log: list[Entry]) -> None:
    Words.objects.filter(ref=log[3].ref).delete()
    assert sentences(check())[0].endswith("is gone, and no entry says that it was erased.")


def test_words_that_were_erased_break_nothing(log: list[Entry]) -> None:
    refs = [log[0].ref, log[3].ref, log[1].ref, "unknown"]
    assert erase_words(refs=refs, by=None, now=NOW, trust_id=1, reason="retention") == 2
    assert erase_words(refs=refs, by=None, now=NOW, trust_id=1, reason="retention") == 0
    assert erase_words(refs=[log[6].ref], by=None, now=NOW, trust_id=2, reason="retention") == 0
    assert queries.erased_refs() == {log[0].ref, log[3].ref}
    assert Words.objects.count() == 1
    assert check().holds


def test_words_that_came_back_after_they_were_erased(log: list[Entry]) -> None:
    kept = Words.objects.get(ref=log[3].ref)
    erase_words(refs=[log[3].ref], by=None, now=NOW, trust_id=1, reason="retention")
    kept.save(force_insert=True)
    assert sentences(check())[0].endswith("was erased, and stands again.")


def _unsealed(now: datetime) -> Entry:
    with transaction.atomic():
        made = record("test.thing.done", of="test.thing:10", by=None, now=now, trust_id=1)
        connection.run_on_commit.clear()
    return made


def test_entries_that_wait_are_told_and_after_a_minute_fail(log: list[Entry]) -> None:
    last = Head.objects.latest("pk").at
    _unsealed(last)
    soon = verify(now=last + timedelta(seconds=40))
    assert soon.holds
    assert (soon.awaiting.count, soon.awaiting.oldest) == (1, 40.0)
    late = verify(now=last + timedelta(seconds=61))
    assert "the oldest for 61 seconds" in sentences(late)[0]


def test_an_entry_of_a_clock_an_hour_behind_has_not_waited_for_an_hour(log: list[Entry]) -> None:
    last = Head.objects.latest("pk").at
    _unsealed(last - timedelta(hours=1))
    report = verify(now=last + timedelta(seconds=5))
    assert report.holds
    assert report.awaiting.oldest == 5.0


def test_a_clock_an_hour_behind_seals_and_holds(log: list[Entry]) -> None:
    _unsealed(NOW)
    sealing.seal(now=Head.objects.latest("pk").at - timedelta(hours=1))
    assert check().holds


def test_an_entry_that_was_slipped_in_below_is_never_passed_over_in_silence(log: list[Entry]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_entry (id, ref, trust_id, at, kind, actor, subject, body, hash)"
            " SELECT -5, 'f', trust_id, at, kind, actor, subject, body, hash FROM audit_entry WHERE id = %s",
            [log[0].pk],
        )
    sealing.seal(now=NOW)
    assert verify(now=NOW + timedelta(days=400)).awaiting.count == 1


def test_other_processors_find_the_same(log: list[Entry], monkeypatch: pytest.MonkeyPatch) -> None:
    unlocked("audit_entry", BODY, log[4].pk)
    alone = check().as_json()
    monkeypatch.setattr(apart, "WORTH_IT", 0)
    monkeypatch.setattr(apart, "_STRETCH", 5)
    assert check().as_json() == alone
    assert [one["position"] for one in alone["findings"]] == [4]
    assert Entry.objects.count() == 12, "the connection of this process still works"


def test_progress_is_told(log: list[Entry]) -> None:
    told: list[tuple[int, int]] = []
    tell: Callable[[int, int], None] = lambda done, total: told.append((done, total))  # noqa: E731
    check(progress=tell)
    assert told[-1] == (12, 12)
    assert Position.objects.count() == 12


def test_words_erased_while_the_log_is_read(log: list[Entry], monkeypatch: pytest.MonkeyPatch) -> None:
    erased = queries.erased_refs()
    erase_words(refs=[log[3].ref], by=None, now=NOW, trust_id=1, reason="retention")
    answers = iter([erased])
    monkeypatch.setattr(words, "erased_refs", lambda: next(answers, None) or queries.erased_refs())
    assert sentences(check()) == []
