"""The offline key and the journal: what paper gives back, what a wrong key is told, what survives a power cut."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from charioteer.errors import BadInput
from charioteer.offline import journal, key

NOW = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)


def test_a_key_typed_from_paper_opens(tmp_path: Path) -> None:
    pair = key.make()
    key.keep(tmp_path, pair.recipient)
    typed = "# the offline key\n" + "\n".join(line.lower() for line in key.on_paper(pair.identity))
    found = key.opening(typed, where="paper")
    assert [str(one) for one in found] == [pair.identity]
    assert key.recipient(tmp_path) == pair.recipient
    assert pair.identity not in (tmp_path / "offline-key").read_text()


def test_two_keys_in_one_file() -> None:
    one, two = key.make(), key.make()
    assert len(key.opening(f"{one.identity}\n# newer\n{two.identity}\n", where="file")) == 2


@pytest.mark.parametrize(
    "text",
    ["", "# only words", "AGE-SECRET-KEY-1ABC", "hello", key.make().recipient],
    ids=["nothing", "only words", "a stump", "another word", "the public half"],
)
def test_what_is_no_key_is_told_so(text: str) -> None:
    with pytest.raises(BadInput, match="AGE-SECRET-KEY-1"):
        key.opening(text, where="key.txt")


def test_one_wrong_letter_is_noticed() -> None:
    identity = key.make().identity
    wrong = identity[:-1] + ("Q" if identity[-1] != "Q" else "P")
    with pytest.raises(BadInput, match="mistyped"):
        key.opening(wrong, where="key.txt")


def test_a_damaged_public_half_is_told(tmp_path: Path) -> None:
    (tmp_path / "offline-key").write_text("age1nonsense")
    with pytest.raises(BadInput, match="damaged"):
        key.recipient(tmp_path)


def test_without_a_key_nothing_is_written(tmp_path: Path) -> None:
    journal.note(tmp_path, "files.file", ["a" * 32], NOW)
    assert not journal.rewrite(tmp_path, [])
    assert list(tmp_path.iterdir()) == []


def test_what_was_erased_comes_back_and_cannot_be_read_without_the_key(tmp_path: Path) -> None:
    pair = key.make()
    key.keep(tmp_path, pair.recipient)
    journal.rewrite(tmp_path, [journal.Erased("audit.words", "b" * 32, NOW.isoformat())])
    journal.note(tmp_path, "files.file", ["a" * 32], NOW)
    opened = journal.read(tmp_path / journal.NAME, key.opening(pair.identity, where="k"))
    assert [(one.what, one.ref) for one in opened] == [("audit.words", "b" * 32), ("files.file", "a" * 32)]
    assert b"files.file" not in (tmp_path / journal.NAME).read_bytes()
    with pytest.raises(BadInput, match="does not open the journal"):
        journal.read(tmp_path / journal.NAME, key.opening(key.make().identity, where="k"))


def test_a_line_cut_by_a_power_cut_is_passed_over_and_damage_elsewhere_is_told(tmp_path: Path) -> None:
    pair = key.make()
    key.keep(tmp_path, pair.recipient)
    opening = key.opening(pair.identity, where="k")
    path = tmp_path / journal.NAME
    for ref in ("a" * 32, "b" * 32):
        journal.note(tmp_path, "files.file", [ref], NOW)
    whole = path.read_bytes()
    path.write_bytes(whole[:-11])
    assert [one.ref for one in journal.read(path, opening)] == ["a" * 32]
    path.write_bytes(b"#" + whole)
    with pytest.raises(BadInput, match="damaged in line 1"):
        journal.read(path, opening)
