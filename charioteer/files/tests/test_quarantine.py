"""Out of quarantine only by a second person; erased, only a tombstone stays."""

import os
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from charioteer.audit.models import Entry
from charioteer.errors import NotAllowed, NotNow
from charioteer.files import actions, kinds, queries
from charioteer.files.lifecycle import State
from charioteer.files.models import Blob, StoredFile
from charioteer.files.opening import Damaged
from charioteer.files.tests import samples
from charioteer.files.tests.conftest import NOW, Keep, on_disk
from charioteer.offline import journal, key
from charioteer.people.models import Person

LAUNCH = samples.pdf(b"<< /S /Launch >>")


@pytest.fixture
def held(keep: Keep, amara: Person) -> StoredFile:
    return keep(LAUNCH, amara)


def test_a_second_person_lets_it_out(
    data: Path, held: StoredFile, joel: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        actions.release(stored=held, by=joel, now=NOW)
    (place,) = on_disk(data)
    assert place.startswith("files/")
    assert (data / place).read_bytes() == LAUNCH
    assert Blob.objects.get().released_by_id == joel.pk
    assert Entry.objects.get(kind=kinds.RELEASED).actor == f"people.person:{joel.pk}"
    with pytest.raises(NotNow):
        actions.release(stored=held, by=joel, now=NOW)


def test_never_whoever_brought_it(held: StoredFile, amara: Person, joel: Person, tomasz: Person, keep: Keep) -> None:
    with pytest.raises(NotAllowed, match="added this file yourself"):
        actions.release(stored=held, by=amara, now=NOW)
    with pytest.raises(NotAllowed, match="another trust"):
        actions.release(stored=held, by=tomasz, now=NOW)
    keep(LAUNCH, joel)  # now Joel has brought the same bytes too
    with pytest.raises(NotAllowed, match="added this file yourself"):
        actions.release(stored=held, by=joel, now=NOW)
    assert Blob.objects.get().state == State.QUARANTINED


def test_the_database_holds_to_it_too(held: StoredFile, amara: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Blob.objects.update(released_by_id=amara.pk)


@pytest.mark.parametrize("harm", ["byte", "cut", "gone", "moved"])
def test_sealed_bytes_that_were_changed_are_not_let_out(
    data: Path, keep: Keep, amara: Person, joel: Person, harm: str
) -> None:
    held = keep(LAUNCH + b"\n%" + b"x" * 900_000, amara)
    place = data / on_disk(data)[0]
    sealed = bytearray(place.read_bytes())
    if harm == "byte":
        sealed[-5] ^= 1
    piece = 256 * 1024 + 16
    if harm == "cut":
        sealed = sealed[: 31 + piece]  # whole pieces are left, so only the mark of the last one is missing
    if harm == "moved":
        sealed[31 : 31 + 2 * piece] = sealed[31 + piece : 31 + 2 * piece] + sealed[31 : 31 + piece]
    place.write_bytes(sealed)
    if harm == "gone":
        place.unlink()
    with pytest.raises(Damaged), transaction.atomic():
        actions.release(stored=held, by=joel, now=NOW)
    assert Blob.objects.get().state == State.QUARANTINED
    assert not [left for left in on_disk(data) if left.startswith("files/")]


@pytest.mark.parametrize("body", [samples.pdf(), LAUNCH])
def test_bytes_go_with_the_last_file_and_a_tombstone_stays(
    data: Path,
    keep: Keep,
    amara: Person,
    joel: Person,
    body: bytes,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    key.keep(data, (pair := key.make()).recipient)
    one, two = keep(body, amara, "Amara’s letter.pdf"), keep(body, joel)
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase(stored=one, by=amara, now=NOW)
    assert len(on_disk(data)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase(stored=two, by=joel, now=NOW)
    assert on_disk(data) == []
    assert Blob.objects.get().state == State.ERASED
    assert set(StoredFile.objects.values_list("name", "name_as_written", "erased_by_id")) == {
        ("", "", amara.pk),
        ("", "", joel.pk),
    }
    opened = journal.read(data / journal.NAME, key.opening(pair.identity, where="k"))
    assert [entry.ref for entry in opened] == [one.ref, two.ref] == [ref for ref, _ in queries.erased()]
    with pytest.raises(NotNow, match="erased already"):
        actions.erase(stored=one, by=amara, now=NOW)


def test_the_same_bytes_may_come_again(
    data: Path, keep: Keep, amara: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    stored = keep(samples.pdf(), amara)
    with django_capture_on_commit_callbacks() as after:
        actions.erase(stored=stored, by=amara, now=NOW)
    keep(samples.pdf(), amara)  # before the bytes of the first were removed
    for work in after:
        work()
    assert len(on_disk(data)) == 1
    assert Blob.objects.get().state == State.CLEAN


def test_a_crash_before_the_bytes_are_removed_is_swept_up(data: Path, keep: Keep, amara: Person) -> None:
    actions.erase(stored=keep(samples.pdf(), amara), by=amara, now=NOW)  # what runs at commit never ran
    (left,) = on_disk(data)
    os.utime(data / left, (0, 0))
    assert actions.sweep(now=NOW) == 1
    assert on_disk(data) == []
