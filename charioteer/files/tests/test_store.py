"""Keeping a file: whole or not at all, the same bytes once, what is dangerous under seal."""

import errno
import hashlib
import io
import json
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest
from django.db import transaction

from charioteer.audit.models import Entry, Words
from charioteer.errors import BadInput
from charioteer.files import actions, kinds, places
from charioteer.files.lifecycle import State
from charioteer.files.models import Blob, StoredFile
from charioteer.files.tests import samples
from charioteer.files.tests.conftest import NOW, Keep, on_disk
from charioteer.people.models import Person


def test_it_lies_under_its_hash_and_only_its_owner_reads_it(data: Path, keep: Keep, amara: Person) -> None:
    body = samples.pdf()
    stored = keep(body, amara)
    sha256 = hashlib.sha256(body).hexdigest()
    place = data / "files" / str(amara.trust_id) / sha256[:2] / sha256[2:4] / sha256
    assert place.read_bytes() == body
    assert (place.stat().st_mode & 0o077, (data / "files").stat().st_mode & 0o077) == (0, 0)
    assert (stored.name, stored.blob.state, stored.is_clean) == ("letter.pdf", State.CLEAN, True)
    entry = Entry.objects.get(kind=kinds.STORED)
    assert json.loads(entry.body)["facts"]["sha256"] == sha256
    assert not Words.objects.filter(ref=entry.ref).exists()  # the name would outlive the file


def test_the_same_bytes_are_kept_once_and_a_trust_has_its_own(
    data: Path, keep: Keep, amara: Person, joel: Person, tomasz: Person
) -> None:
    one, two, other = keep(samples.png(), amara), keep(samples.png(), joel, "again.png"), keep(samples.png(), tomasz)
    assert one.blob_id == two.blob_id != other.blob_id
    assert len(on_disk(data)) == 2
    assert set(StoredFile.objects.visible_to(amara)) == {one, two}


def test_a_wrong_ending_is_said_and_kept_as_written(keep: Keep, amara: Person) -> None:
    stored = keep(samples.png(), amara, "../../holiday\u202egnp.exe")
    assert stored.name == "holidaygnp.exe.png"
    assert stored.name_as_written == "../../holiday\u202egnp.exe"
    assert "but this is a PNG picture" in stored.notes[0]


def test_what_is_dangerous_lies_sealed_and_is_not_clean(data: Path, keep: Keep, amara: Person) -> None:
    body = samples.pdf(b"<< /S /Launch >>")
    stored = keep(body, amara)
    assert (stored.blob.state, stored.is_clean) == (State.QUARANTINED, False)
    (place,) = on_disk(data)
    assert place == f"quarantine/{amara.trust_id}/{hashlib.sha256(body).hexdigest()}"
    assert b"/Launch" not in (data / place).read_bytes()
    assert list(StoredFile.objects.in_quarantine()) == [stored]
    assert Entry.objects.filter(kind=kinds.QUARANTINED).count() == 1


@pytest.mark.parametrize("body", [b"", b"MZ\x90\0" + b"\0" * 50, b"<html>"])
def test_what_is_not_kept_leaves_nothing(data: Path, keep: Keep, amara: Person, body: bytes) -> None:
    with pytest.raises(BadInput):
        keep(body, amara)
    assert on_disk(data) == []
    assert not Blob.objects.exists()


def test_only_what_is_wanted_here(data: Path, amara: Person) -> None:
    source = io.BytesIO(samples.pdf())
    with pytest.raises(BadInput, match="What can be added here is a PNG picture"):
        actions.store(
            source=source, name="a.png", trust_id=amara.trust_id, by=amara, now=NOW, only=["image/png", "image/jpeg"]
        )
    assert on_disk(data) == []


class Endless:
    """An upload that never ends, and says how much of it was read."""

    def __init__(self, first: bytes) -> None:
        self.first, self.read_so_far = first, 0

    def read(self, size: int, /) -> bytes:
        self.read_so_far += size
        piece, self.first = (self.first + b"A" * size)[:size], b""
        return piece


def test_an_upload_that_never_ends_is_stopped_and_never_in_memory(data: Path, amara: Person) -> None:
    source = Endless(b"")
    tracemalloc.start()
    with pytest.raises(BadInput, match="larger than 50 MB"):
        actions.store(source=source, name="a.txt", trust_id=amara.trust_id, by=amara, now=NOW)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert source.read_so_far < 52 * 1024 * 1024
    assert peak < 5 * 1024 * 1024
    assert on_disk(data) == []


def test_each_kind_has_its_own_limit(data: Path, keep: Keep, amara: Person) -> None:
    with pytest.raises(BadInput, match="larger than 5 MB, the most that is kept of plain text"):
        keep(b"A" * (5 * 1024 * 1024 + 1), amara, "a.txt")


@pytest.mark.parametrize("where", ["write", "fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_will_not_take_it_leaves_nothing(
    data: Path, keep: Keep, amara: Person, monkeypatch: pytest.MonkeyPatch, where: str, number: int
) -> None:
    def refuse(*given: object) -> None:
        raise OSError(number, os.strerror(number))

    if where == "write":
        monkeypatch.setattr("charioteer.files.receiving.chunks", lambda source: (refuse() for _ in [0]))
    else:
        monkeypatch.setattr(os, where, refuse)
    says = "no room left" if number == errno.ENOSPC else "cannot use its folder of files"
    with pytest.raises(places.CannotKeep, match=says):
        keep(samples.pdf(), amara)
    monkeypatch.undo()
    assert on_disk(data) == []
    assert not StoredFile.objects.exists()


def test_a_folder_that_cannot_be_written_is_said_plainly(data: Path, keep: Keep, amara: Person) -> None:
    (data / "files").write_text("a file in place of the folder")
    with pytest.raises(places.CannotKeep, match="charioteer doctor"):
        keep(samples.pdf(), amara)


def test_what_was_rolled_back_is_swept_up(data: Path, keep: Keep, amara: Person) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        _keep_and_fail(keep, amara)
    (left,) = on_disk(data)
    assert actions.sweep(now=NOW) == 0  # too fresh: its transaction might still be open
    os.utime(data / left, (0, 0))
    assert actions.sweep(now=NOW) == 1
    assert on_disk(data) == []


def _keep_and_fail(keep: Keep, by: Person) -> None:
    keep(samples.pdf(), by)
    raise RuntimeError


def test_bytes_that_were_lost_come_back_with_the_next_file(data: Path, keep: Keep, amara: Person) -> None:
    keep(samples.pdf(), amara)
    (place,) = on_disk(data)
    (data / place).unlink()
    keep(samples.pdf(), amara)
    assert on_disk(data) == [place]


PROCESS = """
import io, sys, django
django.setup()
from django.utils import timezone
from charioteer.files.actions import store
body = open(sys.argv[1], "rb").read()
sys.stdin.readline()
for _ in range(20):
    store(source=io.BytesIO(body), name="a.png", trust_id=1, by=None, now=timezone.now())
"""


@pytest.mark.slow
def test_two_processes_that_bring_the_same_bytes_at_once(tmp_path: Path) -> None:
    sample = tmp_path / "a.png"
    sample.write_bytes(samples.png())
    env = {**os.environ, "CHARIOTEER_DATA": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "charioteer.settings"}
    env.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=env, check=True)
    both = [
        subprocess.Popen([sys.executable, "-c", PROCESS, str(sample)], env=env, stdin=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for process in both:
        process.communicate("go\n", timeout=120)
    assert [process.returncode for process in both] == [0, 0]
    assert len(on_disk(tmp_path / "data")) == 1
    count = "from charioteer.files.models import *; print(Blob.objects.count(), StoredFile.objects.count())"
    said = subprocess.run(
        [sys.executable, "-m", "django", "shell", "-v0", "-c", count],
        env=env,
        check=True,
        text=True,
        capture_output=True,
    )
    assert said.stdout.split() == ["1", "40"]
