"""What is erased is written into the journal beside the backups, once it has committed."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.db import transaction

from charioteer.audit import queries
from charioteer.audit.actions import erase_words
from charioteer.audit.models import Entry
from charioteer.audit.tests.tampering import NOW
from charioteer.offline import journal, key


@pytest.fixture
def pair(log: list[Entry], settings: LazySettings, tmp_path: Path) -> key.Pair:
    settings.DATA = tmp_path
    made = key.make()
    key.keep(tmp_path, made.recipient)
    return made


def journalled(data: Path, pair: key.Pair) -> list[tuple[str, str]]:
    path = data / journal.NAME
    if not path.exists():
        return []
    return [(one.what, one.ref) for one in journal.read(path, key.opening(pair.identity, where="k"))]


def test_the_journal_names_what_was_erased(log: list[Entry], pair: key.Pair, tmp_path: Path) -> None:
    erase_words(refs=[log[0].ref, log[1].ref, log[3].ref], by=None, now=NOW, trust_id=1, reason="retention")
    assert journalled(tmp_path, pair) == [("audit.words", ref) for ref in sorted([log[0].ref, log[3].ref])]


def test_what_was_rolled_back_is_not_in_it(log: list[Entry], pair: key.Pair, tmp_path: Path) -> None:
    with transaction.atomic():
        erase_words(refs=[log[0].ref], by=None, now=NOW, trust_id=1, reason="retention")
        transaction.set_rollback(True)
    assert journalled(tmp_path, pair) == []


def test_erasing_after_a_restore_is_not_written_again(log: list[Entry], pair: key.Pair, tmp_path: Path) -> None:
    assert erase_words(refs=[log[0].ref], by=None, now=NOW, trust_id=1, reason="restore", again=True) == 1
    assert journalled(tmp_path, pair) == []


def test_a_damaged_offline_key_stops_no_erasure(log: list[Entry], pair: key.Pair, tmp_path: Path) -> None:
    key.keep(tmp_path, "age1nonsense")
    assert erase_words(refs=[log[0].ref], by=None, now=NOW, trust_id=1, reason="retention") == 1


def test_more_than_one_question_can_hold(log: list[Entry]) -> None:
    many = [log[0].ref, *(uuid4().hex for _ in range(1_200)), log[3].ref]
    assert erase_words(refs=many, by=None, now=NOW, trust_id=1, reason="retention") == 2
    assert queries.erased_refs() == {log[0].ref, log[3].ref}
