"""Makes a backup: copied at one moment, looked at, sealed to the offline key, put in its place whole or not at all."""

import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from charioteer import __version__, keyring
from charioteer.backup import contents, erasing, packing
from charioteer.backup.contents import Header, Manifest, Part
from charioteer.backup.facts import still_kept
from charioteer.backup.packing import Member
from charioteer.backup.proving import prove
from charioteer.backup.remembered import Made, remember
from charioteer.backup.staging import PREFIX, Say, Staged, stage, staging
from charioteer.errors import BadInput, NotNow
from charioteer.offline import journal, key

try:
    import fcntl
except ImportError:  # Windows has none; there nobody is kept from starting a second backup
    fcntl = None  # type: ignore[assignment]

_NAME = re.compile(r"charioteer-\d{8}T\d{6}Z-[0-9a-f]{6}\.age")
_DEAD_AFTER = timedelta(days=1)
NO_KEY = (
    "There is no offline key yet, so there is nothing to seal a backup to. Make one with `charioteer backup --new-key`:"
    " it is shown once, to be kept on paper, away from this server."
)


@dataclass
class Outcome:
    """What became of a backup. `wrong` is empty if all is well; `not_proven` says what was left unproven and why."""

    file: Path
    made_at: datetime
    size: int
    manifest: Manifest
    wrong: list[str] = field(default_factory=list)
    not_proven: str = ""
    opened: bool = False
    removed: list[str] = field(default_factory=list)


def back_up(
    *, data: Path, to: Path, now: datetime, say: Say, keep: int = 0, opening: Sequence[key.Identity] = ()
) -> Outcome:
    """Make one backup.

    Args:
        data: the data folder.
        to: the folder it is put into.
        say: told what is being done, a line at a time.
        keep: how many backups are left in that folder afterwards; 0 for all. None is removed for one that is not whole.
        opening: the offline key. If it is given, the sealed file itself is restored into a scratch place.
    Raises:
        NotNow: no offline key, no room, another backup is running.
    """
    recipient = key.recipient(data)
    if not recipient:
        raise NotNow(NO_KEY)
    with _alone(data), _plainly(to):
        _clear_up(data, to, now)
        journal.rewrite(data, erasing.every())
        name = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
        file = to / f"charioteer-{name}.age"
        with staging(data, name) as folder:
            staged = stage(data, folder, say)
            say("Sealing")
            manifest = _seal(data, staged, file, now, recipient)
        shutil.copy2(data / journal.NAME, to / f".{name}.part")
        os.replace(to / f".{name}.part", to / f"charioteer.{journal.NAME}")
        done = Outcome(file, now, file.stat().st_size, manifest, _wrong(staged, manifest), staged.not_proven)
        _prove(done, data, opening, say)
        _remember(done, data, now)
        done.removed = _remove_old(to, keep) if keep and not done.wrong else []
    return done


def _seal(data: Path, staged: Staged, file: Path, now: datetime, recipient: str) -> Manifest:
    header = Header(contents.FORMAT, __version__, now.isoformat(), staged.engine)
    manifest = Manifest(header, staged.facts, keyring.fingerprint(staged.folder), checks=list(staged.checks))
    part = file.with_name(f".{file.name}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as target:
            packing.write(_members(data, staged, manifest), target, recipient)
            target.flush()
            os.fsync(target.fileno())
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _members(data: Path, staged: Staged, manifest: Manifest) -> Iterator[Member]:
    """Everything, in order. The manifest fills as it goes and comes last."""
    yield packing.of_bytes(contents.HEADER, json.dumps(asdict(manifest.header)).encode())
    folder = staged.folder
    database = contents.SQLITE if staged.engine == "sqlite" else contents.DUMP
    parts = [(f"keys/{path.name}", path) for path in keyring.files(folder)]
    parts += [(contents.OFFLINE_KEY, folder / contents.OFFLINE_KEY)]
    for name, path in [*parts, (database, staged.database), (contents.INDEX, folder / contents.INDEX)]:
        digest, member = hashlib.sha256(), packing.of_file(name, path)
        yield member._replace(chunks=packing.hashed(member.chunks, digest))
        manifest.parts[name] = Part(member.size, digest.hexdigest())
    yield from _files(data, folder / contents.INDEX, manifest)
    yield packing.of_bytes(contents.MANIFEST, manifest.written())


def _files(data: Path, index: Path, manifest: Manifest) -> Iterator[Member]:
    with index.open(encoding="ascii") as lines:
        for line in lines:
            blob_pk, sha256, place = line.split()
            try:
                member = packing.of_file(place, data / place)
            except FileNotFoundError:
                if still_kept(int(blob_pk), sha256):
                    manifest.missing.append(place)
                continue
            digest = hashlib.sha256()
            yield member._replace(chunks=packing.hashed(member.chunks, digest))
            manifest.files += 1
            manifest.size += member.size
            if place.startswith("files/") and digest.hexdigest() != sha256:
                manifest.damaged.append(place)


def _wrong(staged: Staged, manifest: Manifest) -> list[str]:
    missing = [f"{place} is gone from the disk, so it is not in this backup." for place in manifest.missing]
    damaged = [f"{place} is not what was kept; it was taken along as it is." for place in manifest.damaged]
    return [*staged.wrong, *missing, *damaged]


def _prove(done: Outcome, data: Path, opening: Sequence[key.Identity], say: Say) -> None:
    if not opening:
        return
    say("Restoring it into a scratch place")
    try:
        answer = prove(done.file, data, opening)
    except (BadInput, NotNow) as refusal:
        done.wrong.append(refusal.reason)
        return
    if answer.not_proven:
        done.not_proven = answer.not_proven
    else:
        done.wrong += answer.wrong
        done.opened, done.not_proven = not answer.wrong, ""


def _remember(done: Outcome, data: Path, now: datetime) -> None:
    at = now.isoformat()
    whole = not done.wrong and not done.not_proven
    remember(
        data,
        Made(str(done.file), at, done.size, done.manifest.keys, at if whole else "", at if done.opened else ""),
    )
    if not done.wrong:
        keyring.note_backed_up(data, done.manifest.keys, now)


def _remove_old(to: Path, keep: int) -> list[str]:
    ours = sorted(path for path in to.iterdir() if _NAME.fullmatch(path.name))
    old = ours[:-keep]
    for path in old:
        path.unlink()
    return [path.name for path in old]


def _clear_up(data: Path, to: Path, now: datetime) -> None:
    """Remove what a backup that was killed left behind; nobody else makes one now."""
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    for folder in data.glob(f"{PREFIX}*"):
        shutil.rmtree(folder, ignore_errors=True)
    for part in to.glob(".charioteer-*.part"):  # another server may be writing its own into the same folder
        if datetime.fromtimestamp(part.stat().st_mtime, UTC) < now - _DEAD_AFTER:
            part.unlink(missing_ok=True)


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    with (data / "backup.lock").open("w") as lock:
        if fcntl is not None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise NotNow("Another backup of this house is being made. Wait until it is done.") from None
        yield


@contextmanager
def _plainly(to: Path) -> Iterator[None]:
    try:
        yield
    except OSError as why:
        raise NotNow(
            f"The backup could not be written ({why.strerror or why}). Nothing that looks like a backup was left. See "
            f"that there is room in {to} and in the data folder, and that both can be written."
        ) from why
