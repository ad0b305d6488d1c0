"""A furnished house, made once and copied for each test: a trust, a register, a log, kept files, one in quarantine."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from charioteer.backup.tests import house
from charioteer.files.tests import samples

FURNISH = """
import io
from django.utils import timezone
from charioteer.files.actions import store
from charioteer.people.models import Trust
now, trust = timezone.now(), Trust.objects.get().pk
for name in ("letter.pdf", "held.pdf", "second.pdf"):
    with open({folder!r} + "/" + name, "rb") as source:
        print(store(source=source, name=name, trust_id=trust, by=None, now=now).ref)
"""


@dataclass
class House:
    """A data folder, the folder its backups go to, the file with the offline key."""

    data: Path
    backups: Path
    identity: Path
    refs: list[str]

    def backup(self, *words: str, **more: str) -> "Answer":
        """Make a backup."""
        return Answer(house.run(self.data, "backup", "--to", str(self.backups), "--json", *words, **more))

    def restore(self, into: Path, *words: str, file: Path | None = None, identity: Path | None = None) -> "Answer":
        """Restore the newest backup on a machine that has no settings."""
        given = [str(file or self.newest), "--identity", str(identity or self.identity), "--into", str(into), "--json"]
        return Answer(house.run(into / "no-such-folder", "restore", *given, *words))

    @property
    def newest(self) -> Path:
        """The newest backup."""
        return self.made[-1]

    @property
    def made(self) -> list[Path]:
        """Everything that looks like a backup, oldest first."""
        return sorted(self.backups.glob("*.age"))


class Answer:
    """What a command answered."""

    def __init__(self, done: object) -> None:
        self.code = done.returncode  # type: ignore[attr-defined]
        self.error = done.stderr  # type: ignore[attr-defined]
        self.facts = json.loads(done.stdout) if done.stdout else {}  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Made once; nobody may change it."""
    folder = tmp_path_factory.mktemp("furnished")
    (folder / "letter.pdf").write_bytes(samples.pdf())
    (folder / "second.pdf").write_bytes(samples.pdf(b"% the second"))
    (folder / "held.pdf").write_bytes(samples.pdf(b"<< /S /Launch >>"))
    data = folder / "data"
    assert house.run(data, "init", "--example", "auriga").returncode == 0
    refs = house.python(data, FURNISH.format(folder=str(folder))).split()
    made = house.run(data, "backup", "--new-key", "--json")
    assert made.returncode == 0, made.stderr
    (folder / "offline.txt").write_text(json.loads(made.stdout)["new_key"])
    return House(data, folder / "backups", folder / "offline.txt", refs)


@pytest.fixture
def home(furnished: House, tmp_path: Path) -> House:
    """A copy of one's own."""
    shutil.copytree(furnished.data, tmp_path / "data")
    return House(tmp_path / "data", tmp_path / "backups", furnished.identity, furnished.refs)
