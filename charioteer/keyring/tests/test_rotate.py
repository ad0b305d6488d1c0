"""More than one master: the newest is in use, older ones open what they sealed, and damage is told."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import InvalidToken

from charioteer import keyring

NOW = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)


def test_the_newest_is_in_use_and_the_older_still_open(tmp_path: Path) -> None:
    before = keyring.box(tmp_path, "sign-in seeds").encrypt(b"seed")
    secret = keyring.django_secret(tmp_path)
    assert keyring.make_next(tmp_path) == 2
    assert keyring.versions(tmp_path) == [1, 2]
    after = keyring.box(tmp_path, "sign-in seeds").encrypt(b"seed")
    for token in (before, after):
        assert keyring.box(tmp_path, "sign-in seeds").decrypt(token) == b"seed"
    assert not keyring.sealed_with_newest(tmp_path, "sign-in seeds", before)
    assert keyring.sealed_with_newest(tmp_path, "sign-in seeds", after)
    assert keyring.django_secret(tmp_path) != secret
    assert keyring.django_secrets_before(tmp_path) == [secret]


def test_what_a_lost_master_sealed_stays_shut(tmp_path: Path) -> None:
    before = keyring.box(tmp_path, "sign-in seeds").encrypt(b"seed")
    keyring.make_next(tmp_path)
    keyring.path_of(tmp_path, 1).unlink()
    with pytest.raises(InvalidToken):
        keyring.box(tmp_path, "sign-in seeds").decrypt(before)
    assert keyring.versions(tmp_path) == [2], "a lost one is never made up"


def test_the_tenth_is_newer_than_the_ninth(tmp_path: Path) -> None:
    for _ in range(10):
        keyring.make_next(tmp_path)
    assert keyring.versions(tmp_path)[-1] == 11
    assert keyring.signer(tmp_path).version == 11


def test_a_damaged_newest_is_not_left_behind(tmp_path: Path) -> None:
    keyring.make_next(tmp_path)
    keyring.path_of(tmp_path, 2).write_bytes(b"short")
    with pytest.raises(keyring.Unusable, match="damaged"):
        keyring.make_next(tmp_path)
    assert keyring.versions(tmp_path) == [1, 2]


def test_each_master_signs_with_a_key_of_its_own(tmp_path: Path) -> None:
    keyring.make_next(tmp_path)
    old, new = keyring.signer(tmp_path, 1), keyring.signer(tmp_path)
    assert new.version == 2
    assert old.key_id != new.key_id
    signature = old.sign(b"text")
    assert keyring.signed(old.public, signature, b"text")
    assert not keyring.signed(new.public, signature, b"text")
    assert not keyring.signed(old.public, signature, b"another")
    assert not keyring.signed("", "", b"text")


def test_what_a_backup_takes_and_the_name_of_it(tmp_path: Path) -> None:
    assert keyring.files(tmp_path) == []
    keyring.make_next(tmp_path)
    (tmp_path / "keys" / "master-1.old").write_bytes(b"x")
    assert [path.name for path in keyring.files(tmp_path)] == ["master-1", "master-2"]
    held = keyring.fingerprint(tmp_path)
    assert held == keyring.fingerprint(tmp_path)
    keyring.make_next(tmp_path)
    assert held != keyring.fingerprint(tmp_path)


def test_a_backup_leaves_a_note(tmp_path: Path) -> None:
    keyring.make_next(tmp_path)
    assert keyring.backed_up(tmp_path) is None
    keyring.note_backed_up(tmp_path, keyring.fingerprint(tmp_path), NOW)
    assert keyring.backed_up(tmp_path) == keyring.BackedUp(keyring.fingerprint(tmp_path), NOW)


@pytest.mark.parametrize("held", ["", "[]", "{}", '{"fingerprint": "a", "at": "yesterday"}', '{"at": 1}'])
def test_a_spoilt_note_is_no_note(tmp_path: Path, held: str) -> None:
    keyring.make_next(tmp_path)
    (tmp_path / "keys" / "backed-up.json").write_text(held)
    assert keyring.backed_up(tmp_path) is None
