"""Made while people write, opened on an empty folder, found whole; and every way in which it is not."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from charioteer.backup import restoring
from charioteer.backup.tests import house
from charioteer.backup.tests.conftest import House
from charioteer.offline import key

pytestmark = pytest.mark.slow

COUNT = """
from charioteer.audit.models import Entry; from charioteer.channels.models import Channel
from charioteer.files.models import StoredFile
print(Entry.objects.count(), Channel.objects.count(), StoredFile.objects.count())
"""


def test_there_and_back(home: House, tmp_path: Path) -> None:
    before = house.python(home.data, COUNT).split()
    made = home.backup("--verify-with", str(home.identity))
    assert made.code == 0, made.error
    assert (made.facts["opened_with_offline_key"], made.facts["files"], made.facts["wrong"]) == (True, 3, [])
    assert b"SQLite" not in home.newest.read_bytes()
    assert home.newest.stat().st_mode & 0o077 == 0
    into = tmp_path / "new" / "home"
    back = home.restore(into)
    assert back.code == 0, back.error
    assert all(one["wrong"] == "" for one in back.facts["checks"])
    assert len(back.facts["checks"]) >= 6
    after = house.python(into, COUNT).split()
    assert (int(after[0]), after[1:]) == (int(before[0]) + 1, before[1:])  # the log says that it was restored
    assert (into / "keys" / "master-1").read_bytes() == (home.data / "keys" / "master-1").read_bytes()
    assert {path.stat().st_mode & 0o077 for path in [into, *into.rglob("*")]} == {0}
    assert not (into / restoring.UNFINISHED).exists()
    assert house.run(into, "verify", "files").returncode == 0
    doctor = json.loads(house.run(into, "doctor", "--json").stdout)
    assert not [f for f in doctor["findings"] if f["state"] == "bad" and f["about"] != "Styles"]


WRITER = """
import sys, django; django.setup()
from django.db import transaction
from django.utils import timezone
from charioteer.audit.actions import record
from charioteer.audit.kinds import kind
from charioteer.people.models import Trust
kind("backup.test.written", "Written by a test")
trust = Trust.objects.get()
print("ready", flush=True)
for number in range(1_000_000):
    with transaction.atomic():
        record("backup.test.written", of=trust, by=None, now=timezone.now(), trust_id=trust.pk, words={"n": number})
        record("backup.test.written", of=trust, by=None, now=timezone.now(), trust_id=trust.pk, words={"n": number})
    print(number, flush=True)
"""


def test_while_somebody_writes(home: House, tmp_path: Path) -> None:
    env = house.environment(home.data, DJANGO_SETTINGS_MODULE="charioteer.settings")
    writer = subprocess.Popen([sys.executable, "-c", WRITER], env=env, text=True, stdout=subprocess.PIPE)
    try:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
        made = home.backup("--verify-with", str(home.identity))
    finally:
        writer.terminate()
        written = len(writer.communicate(timeout=30)[0].splitlines())
    assert made.code == 0, made.error
    assert written > 20  # it went on all the while
    back = home.restore(tmp_path / "new")
    assert back.code == 0, back.error
    count = "from charioteer.audit.models import *; print(*[E.objects.filter(%s).count() for E in (Entry, Words)])"
    entries = house.python(tmp_path / "new", count.replace("filter(%s)", "all()")).split()
    pairs = 'from charioteer.audit.models import Entry; print(Entry.objects.filter(kind="backup.test.written").count())'
    assert int(house.python(tmp_path / "new", pairs)) % 2 == 0  # one moment: no transaction is there by half
    assert int(entries[0]) > 0


@pytest.mark.parametrize(
    "harm", ["first bytes", "a byte in the middle", "the last byte", "cut", "cut to nothing", "wrong key"]
)
def test_what_cannot_be_trusted_is_refused_and_leaves_nothing(home: House, tmp_path: Path, harm: str) -> None:
    assert home.backup().code == 0
    data, identity = bytearray(home.newest.read_bytes()), home.identity
    if harm == "wrong key":
        identity = tmp_path / "other.txt"
        identity.write_text(key.make().identity)
    elif harm.startswith("cut"):
        data = data[:0] if "nothing" in harm else data[: -20 - 65_552]  # a whole piece of the seal, and a little more
    else:
        data[{"first bytes": 3, "a byte in the middle": len(data) // 2, "the last byte": -1}[harm]] ^= 1
    home.newest.write_bytes(data)
    back = home.restore(tmp_path / "new", identity=identity)
    assert back.code == 2
    says = "does not open this backup" if harm == "wrong key" else "damaged or was cut short"
    assert says in back.facts["error"]
    assert "Traceback" not in back.error
    assert list((tmp_path / "new").iterdir()) == []


def test_a_folder_that_holds_anything_is_left_alone(home: House, tmp_path: Path) -> None:
    assert home.backup().code == 0
    into = tmp_path / "new"
    into.mkdir()
    (into / "letter.txt").write_text("mine")
    back = home.restore(into)
    assert back.code == 2
    assert "is not an empty folder" in back.facts["error"]
    assert [path.name for path in into.iterdir()] == ["letter.txt"]


LATER = "INSERT INTO django_migrations (app, name, applied) VALUES ('files', '0099_later', '2030-01-01')"


def test_a_newer_database_is_refused(home: House, tmp_path: Path) -> None:
    with sqlite3.connect(home.data / "charioteer.sqlite3") as database:
        database.execute(LATER)
    made = home.backup()
    assert made.code == 1
    assert "newer version (files.0099_later)" in made.facts["wrong"][0]
    back = home.restore(tmp_path / "new")
    assert back.code == 2
    assert "Install that version first" in back.facts["error"]
    assert list((tmp_path / "new").iterdir()) == []


@pytest.mark.parametrize("stage", ["Copying the database", "Looking at the copy", "Sealing", "Restoring it into"])
def test_killed_at_any_stage_nothing_looks_whole_that_is_not(home: House, tmp_path: Path, stage: str) -> None:
    words = ["backup", "--to", str(home.backups), "--verify-with", str(home.identity)]
    house.kill_at(home.data, stage, *words)
    for file in home.made:  # one that was sealed before the kill is whole
        assert home.restore(tmp_path / file.name, file=file).code == 0
    assert home.backup().code == 0
    assert not list(home.data.glob(".backup-*"))  # what the killed one left is gone


@pytest.mark.parametrize("stage", ["Opening the backup", "Putting the database", "Bringing it up to date"])
def test_a_restore_that_is_killed_says_so_and_serves_nothing(home: House, tmp_path: Path, stage: str) -> None:
    assert home.backup().code == 0
    into = tmp_path / "new"
    words = ["restore", str(home.newest), "--identity", str(home.identity), "--into", str(into)]
    house.kill_at(tmp_path / "none", stage, *words)
    assert (into / restoring.UNFINISHED).is_file()
    served = house.run(into, "serve", "--port", "8199")
    assert served.returncode == 1
    assert "never finished" in served.stderr
    again = home.restore(into)
    assert again.code == 2
    assert "is not an empty folder" in again.facts["error"]
    shutil.rmtree(into)
    assert home.restore(into).code == 0


FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), resource.RLIM_INFINITY))
from charioteer.cli import main; main()
"""


@pytest.mark.parametrize("room", [30_000, 300_000])
@pytest.mark.parametrize("what", ["backup", "restore"])
def test_a_disk_that_is_full_leaves_nothing_that_looks_whole(home: House, tmp_path: Path, what: str, room: int) -> None:
    into = tmp_path / "new"
    words = ["backup", "--to", str(home.backups)]
    if what == "restore":
        assert home.backup().code == 0
        words = ["restore", str(home.newest), "--identity", str(home.identity), "--into", str(into)]
    before = home.made
    command = [sys.executable, "-c", FULL, str(room), *words]
    done = subprocess.run(command, env=house.environment(home.data), text=True, capture_output=True, timeout=120)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert home.made == before
    if what == "restore":
        assert (into / restoring.UNFINISHED).is_file()


def test_a_damaged_and_a_lost_file_are_said_and_nothing_old_is_removed(home: House) -> None:
    assert home.backup().code == 0
    first = home.newest
    kept = [path for path in (home.data / "files").rglob("*") if path.is_file()]
    kept[0].write_bytes(b"other bytes")
    kept[1].unlink()
    made = home.backup("--keep", "1")
    assert made.code == 1
    assert {sentence.rpartition(" ")[2] for sentence in made.facts["wrong"]} == {"is.", "backup."}
    assert first.exists()
    verify = house.run(home.data, "verify", "files", "--json")
    assert verify.returncode == 1
    seen = {finding["seen"] for finding in json.loads(verify.stdout)["findings"]}
    assert seen == {"Its bytes are not those that were kept.", "It is gone from the disk."}
    doctor = json.loads(house.run(home.data, "doctor", "--json").stdout)["findings"]
    assert any("found whole is of" in finding["seen"] for finding in doctor)  # the first one still counts


def test_what_was_erased_after_the_backup_is_erased_again(home: House, tmp_path: Path) -> None:
    assert home.backup().code == 0
    old = home.newest
    erase = (
        "from django.utils import timezone; from charioteer.files.actions import erase\n"
        "from charioteer.files.models import StoredFile; from charioteer.audit.models import Entry, Words\n"
        "from charioteer.audit.actions import erase_words\n"
        f"erase(stored=StoredFile.objects.get(ref={home.refs[0]!r}), by=None, now=timezone.now())\n"
        "ref = Words.objects.order_by('pk').first().ref; trust_id = Entry.objects.get(ref=ref).trust_id\n"
        "erase_words(refs=[ref], by=None, now=timezone.now(), trust_id=trust_id, reason='retention'); print(ref)"
    )
    words_ref = house.python(home.data, erase)
    # No backup was made since: the journal in the data folder names both all the same.
    noted = home.restore(tmp_path / "at once", "--erasures", str(home.data / "erasures"), file=old)
    assert (noted.code, noted.facts["erased_again"]) == (0, 2), noted.error
    assert home.backup().code == 0  # the journal beside the backups now names both
    back = home.restore(tmp_path / "new", file=old)
    assert back.code == 0, back.error
    assert back.facts["erased_again"] == 2
    left = (
        "from charioteer.files.models import *; from charioteer.audit.models import Words\n"
        f"print(StoredFile.objects.living().filter(ref={home.refs[0]!r}).count(), "
        f"Words.objects.filter(ref={words_ref!r}).count(), Blob.objects.filter(state='erased').count())"
    )
    assert house.python(tmp_path / "new", left) == "0 0 1"
    log = json.loads(house.run(tmp_path / "new", "verify", "audit", "--json").stdout)
    assert (log["holds"], log["awaiting"]) == (True, 0), "what a restore writes does not wait for a worker"
    assert len([path for path in (tmp_path / "new" / "files").rglob("*") if path.is_file()]) == 1
    (home.backups / "charioteer.erasures").unlink()
    bare = home.restore(tmp_path / "bare", file=old)
    assert (bare.code, bare.facts["erased_again"], bare.facts["erasures"]) == (0, 0, None)


def test_retention_keeps_the_newest_and_touches_nothing_else(home: House) -> None:
    home.backups.mkdir()
    other = home.backups / "charioteer-notes.age"
    other.write_text("mine")
    for _ in range(3):
        assert home.backup("--keep", "2").code == 0
    assert len(home.made) == 2 + 1
    assert other.read_text() == "mine"


def test_without_a_key_or_a_place_it_says_how(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert house.run(data, "init").returncode == 0
    nowhere = house.run(data, "backup")
    assert (nowhere.returncode, "CHARIOTEER_BACKUPS" in nowhere.stderr) == (2, True)
    keyless = house.run(data, "backup", "--to", str(tmp_path / "out"))
    assert (keyless.returncode, "--new-key" in keyless.stderr) == (1, True)
    assert not list(tmp_path.glob("out/*"))
    doctor = json.loads(house.run(data, "doctor", "--json").stdout)["findings"]
    assert "There is no offline key" in next(f["seen"] for f in doctor if f["about"] == "Backups")


def test_the_key_on_paper_opens_and_a_second_key_is_not_made_by_accident(home: House, tmp_path: Path) -> None:
    again = house.run(home.data, "backup", "--new-key")
    assert (again.returncode, "--replace" in again.stderr) == (1, True)
    shown = house.run(home.data, "backup", "--new-key", "--replace", "--to", str(home.backups))
    assert shown.returncode == 0, shown.stderr
    paper = "\n".join(line for line in shown.stdout.splitlines() if line.startswith("    "))
    words = ["restore", str(home.newest), "--identity", "-", "--into", str(tmp_path / "new")]
    back = house.run(tmp_path / "none", *words, typed=paper.lower())
    assert back.returncode == 0, back.stderr
    assert "What is next" in back.stdout
    assert not (tmp_path / "none").exists()  # a restore makes no house of its own beside the one it restores
    secret = "".join(paper.split())
    assert not [path for path in home.data.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]


def test_two_backups_at_once(home: House) -> None:
    lock = home.data / "backup.lock"
    import fcntl

    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        made = home.backup()
    assert (made.code, "Another backup" in made.facts["error"]) == (1, True)


def test_a_folder_that_cannot_be_written(home: House) -> None:
    home.backups.write_text("a file in place of the folder")
    made = home.backup()
    assert made.code == 1
    assert "could not be written" in made.facts["error"]
    assert os.listdir(home.data)
