"""One master, a key for each purpose; a damaged or foreign master is a sentence, never a weak key."""

import stat
from pathlib import Path

import pytest
from cryptography.fernet import InvalidToken

from charioteer import keyring


def test_one_purpose_one_key_and_another_purpose_another(tmp_path: Path) -> None:
    assert keyring.derive(tmp_path, "django") == keyring.derive(tmp_path, "django")
    assert keyring.derive(tmp_path, "django") != keyring.derive(tmp_path, "sessions")
    assert len(keyring.derive(tmp_path, "django", 48)) == 48


def test_a_key_is_only_for_what_is_declared(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="No key is for “doors”"):
        keyring.derive(tmp_path, "doors")


def test_only_the_owner_reads_the_master(tmp_path: Path) -> None:
    keyring.derive(tmp_path, "django")
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["master-1"]
    assert stat.S_IMODE((tmp_path / "keys" / "master-1").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_what_one_master_sealed_no_other_opens(tmp_path: Path) -> None:
    sealed = keyring.box(tmp_path / "one", "sign-in seeds").encrypt(b"seed")
    assert keyring.box(tmp_path / "one", "sign-in seeds").decrypt(sealed) == b"seed"
    for other in (keyring.box(tmp_path / "two", "sign-in seeds"), keyring.box(tmp_path / "one", "sessions")):
        with pytest.raises(InvalidToken):
            other.decrypt(sealed)


@pytest.mark.parametrize("held", [b"", b"short", b"x" * 33])
def test_a_damaged_master_is_never_used(tmp_path: Path, held: bytes) -> None:
    """An empty one would give keys that anybody can work out."""
    master = tmp_path / "keys" / "master-1"
    master.parent.mkdir()
    master.write_bytes(held)
    with pytest.raises(keyring.Unusable, match="damaged"):
        keyring.derive(tmp_path, "django")
    assert master.read_bytes() == held


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    with pytest.raises(keyring.Unusable, match="CHARIOTEER_DATA"):
        keyring.derive(in_the_way, "django")
