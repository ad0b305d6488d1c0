"""Nothing in a backup leads out of the folder it is restored into; a newer kind says which version knows it."""

import io
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from charioteer.backup import contents, packing
from charioteer.backup.contents import Header, Manifest, Part
from charioteer.backup.packing import Member, of_bytes
from charioteer.backup.unpacking import unpack
from charioteer.errors import BadInput
from charioteer.offline import key

PAIR = key.make()
OPENING = key.opening(PAIR.identity, where="k")
HEADER = Header(contents.FORMAT, "0.2.0", "2026-11-22T09:12:00+00:00", "sqlite")


def sealed(folder: Path, members: list[Member]) -> Path:
    file = folder / "backup.age"
    with file.open("wb") as target:
        packing.write(members, target, PAIR.recipient)
    return file


def header(**other: object) -> Member:
    return of_bytes(contents.HEADER, json.dumps({**vars(HEADER), **other}).encode())


def manifest(**other: object) -> Member:
    return of_bytes(contents.MANIFEST, Manifest(HEADER, {}, "", **other).written())  # type: ignore[arg-type]


def test_what_was_packed_comes_out(tmp_path: Path) -> None:
    big = b"0123456789" * 300_000
    parts = [header(), of_bytes("keys/master-1", b"key"), of_bytes(contents.SQLITE, big), manifest()]
    (into := tmp_path / "into").mkdir()
    assert unpack(sealed(tmp_path, parts), into, OPENING).header == HEADER
    assert (into / contents.SQLITE).read_bytes() == big
    assert (into / "keys" / "master-1").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "name",
    ["../evil", "keys/../../evil", "/etc/passwd", "keys/.hidden", "files/1/ab/cd/short", "other", "keys/a/b", "keys/"],
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    (into := tmp_path / "into").mkdir()
    with pytest.raises(BadInput, match="damaged"):
        unpack(sealed(tmp_path, [header(), of_bytes(name, b"x"), manifest()]), into, OPENING)
    assert not contents.is_place(name)
    assert list(into.rglob("*")) == []


def test_a_link_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        first = tarfile.TarInfo(contents.HEADER)
        body = json.dumps(vars(HEADER)).encode()
        first.size = len(body)
        archive.addfile(first, io.BytesIO(body))
        link = tarfile.TarInfo("keys/master-1")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    file = tmp_path / "backup.age"
    import pyrage

    file.write_bytes(pyrage.encrypt(out.getvalue(), [key.closing(PAIR.recipient)]))
    (into := tmp_path / "into").mkdir()
    with pytest.raises(BadInput, match="damaged"):
        unpack(file, into, OPENING)


@pytest.mark.parametrize(
    "members",
    [
        [header()],
        [header(), of_bytes(contents.SQLITE, b"x")],
        [header(), manifest(), of_bytes(contents.SQLITE, b"x")],
        [header(), manifest(parts={contents.SQLITE: Part(1, "0" * 64)})],
        [header(), of_bytes(contents.SQLITE, b"x"), manifest(parts={contents.SQLITE: Part(1, "0" * 64)})],
        [header(app="0.3.0"), manifest()],
    ],
)
def test_one_that_was_never_finished_or_does_not_agree_is_refused(tmp_path: Path, members: list[Member]) -> None:
    (into := tmp_path / "into").mkdir()
    with pytest.raises(BadInput, match="damaged"):
        unpack(sealed(tmp_path, members), into, OPENING)


def test_a_newer_kind_names_the_version(tmp_path: Path) -> None:
    (into := tmp_path / "into").mkdir()
    with pytest.raises(BadInput, match=r"made by Charioteer 9\.1"):
        unpack(sealed(tmp_path, [header(format=contents.FORMAT + 1, app="9.1"), manifest()]), into, OPENING)


def test_another_file_sealed_to_the_same_key_is_no_backup(tmp_path: Path) -> None:
    (into := tmp_path / "into").mkdir()
    with pytest.raises(BadInput, match="no backup of Charioteer"):
        unpack(sealed(tmp_path, [of_bytes("letter.txt", b"hello")]), into, OPENING)


def test_a_part_that_shrinks_while_it_is_read_stops_it(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="changed while it was read"):
        sealed(tmp_path, [header(), Member(contents.SQLITE, 9, [b"short"])])


def test_what_the_disk_says_is_not_swallowed(tmp_path: Path) -> None:
    def failing() -> Iterator[bytes]:
        raise OSError(5, "Input/output error")
        yield b""

    with pytest.raises(OSError, match="Input/output error"):
        sealed(tmp_path, [header(), Member(contents.SQLITE, 9, failing())])
