"""A stranger with bare Python sees that a proof holds, and in a plain sentence that a changed one does not."""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from charioteer.audit import heads, merkle, proving, queries
from charioteer.audit.actions import compose, erase_words, record, record_many
from charioteer.audit.models import Entry
from charioteer.errors import BadInput, NotNow
from tests.committed import Committed

NOW = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
SCRIPT = Path(__file__).resolve().parents[3] / "docs" / "verify_proof.py"

# RFC 8032, section 7.1: secret, public, message, signature.
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24"
        "655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aee"
        "b00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28d"
        "c027beceea1ec40a",
    ),
]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_proof", SCRIPT)
    assert spec
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def entries(committed: Committed) -> list[Entry]:
    with transaction.atomic():
        record_many(compose("test.thing.done", of=f"test.thing:{n}", by=None, now=NOW, trust_id=1) for n in range(11))
        record("test.thing.done", of="test.thing:11", by=None, now=NOW, trust_id=1, words={"name": "Amára", "n": 1})
    return list(Entry.objects.order_by("pk"))


@pytest.fixture
def stranger(tmp_path: Path) -> Callable[..., tuple[int, str]]:
    """Checks a file as a stranger would: nothing but the script, the file and Python."""

    def checks(said: Any, *more: str) -> tuple[int, str]:
        file = tmp_path / "proof.json"
        file.write_text(said if isinstance(said, str) else json.dumps(said, ensure_ascii=False), encoding="utf-8")
        command = [sys.executable, "-I", str(SCRIPT), str(file), *more]
        done = subprocess.run(command, cwd=tmp_path, env={}, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    return checks


@pytest.mark.parametrize(("secret", "public", "message", "signature"), VECTORS)
def test_signatures_are_those_of_the_rfc(
    script: ModuleType, secret: str, public: str, message: str, signature: str
) -> None:
    key, text, made = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)
    assert Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret)).sign(text) == made
    assert script.signed(key, text, made)
    for at in (0, 31, 32, 63):
        changed = bytearray(made)
        changed[at] ^= 1
        assert not script.signed(key, text, bytes(changed))
    assert not script.signed(key, text + b"x", made)
    assert not script.signed(bytes(31) + b"\xff", text, made)
    number = int.from_bytes(made[32:], "little") + script.Q  # the same signature, written a second way
    assert not script.signed(key, text, made[:32] + number.to_bytes(32, "little"))


@pytest.mark.parametrize("size", range(1, 40))
def test_the_script_follows_every_path_that_we_make(script: ModuleType, size: int) -> None:
    leaves = [merkle.leaf_hash(b"%d" % number) for number in range(size)]
    root = merkle.root_of(leaves)
    for position, leaf in enumerate(leaves):
        path = merkle.inclusion(leaves, position)
        assert script.walk(position, size - 1, path, leaf, leaf)[1] == root
        assert script.grew(
            position + 1, merkle.root_of(leaves[: position + 1]), size, root, merkle.consistency(leaves, position + 1)
        )
        assert not script.grew(position + 1, leaf, size, root, [leaf])


@pytest.mark.parametrize("at", range(12))
def test_a_stranger_sees_that_it_holds(entries: list[Entry], stranger: Callable, at: int) -> None:
    code, said = stranger(proving.proof(ref=entries[at].ref, with_words=False))
    assert code == 0, said
    assert f"is number {at + 1} of 12 and has not been changed" in said
    assert "OK. Signed with key" in said


def test_with_its_words(entries: list[Entry], stranger: Callable) -> None:
    made = proving.proof(ref=entries[11].ref, with_words=True)
    code, said = stranger(made)
    assert (code, "Amára" in said) == (0, True)
    assert "Amára" not in stranger(proving.proof(ref=entries[11].ref, with_words=False))[1]
    made["words"]["text"]["name"] = "Amara"
    assert stranger(made) == (1, "NOT PROVEN. These are not the words that the entry was written with.\n")


def test_every_changed_byte_fails(entries: list[Entry], stranger: Callable) -> None:
    made = json.dumps(proving.proof(ref=entries[4].ref, with_words=False))

    for at in range(0, len(made), 61):
        changed = made[:at] + chr(ord(made[at]) ^ 1) + made[at + 1 :]
        if json_or_none(changed) == json.loads(made):
            continue  # a blank between two words
        code, said = stranger(changed)
        assert code == 1, (at, made[at - 20 : at + 20], said)
        assert said.startswith("NOT PROVEN. "), said
        assert "Traceback" not in said


def json_or_none(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda made: made.update(leaf=made["leaf"].replace("thing:4", "thing:5")), "This entry is not in the log"),
        (lambda made: made.update(position=5), "This entry is not in the log"),
        (lambda made: made["path"].pop(), "This entry is not in the log"),
        (lambda made: made["head"].update(size=11), "The signature of the head does not hold"),
        (lambda made: made["head"].update(trust=2), "The signature of the head does not hold"),
        (lambda made: made["head"].update(key="0" * 32), "names another key"),
        (lambda made: made.pop("head"), "cannot be read"),
        (lambda made: made["head"].pop("signature"), "can be read (KeyError: 'signature')"),
    ],
)
def test_what_was_changed_is_said_plainly(
    entries: list[Entry], stranger: Callable, change: Callable[[dict], Any], says: str
) -> None:
    made = proving.proof(ref=entries[4].ref, with_words=False)
    change(made)
    code, said = stranger(made)
    assert code == 1
    assert says.replace("cannot be read", "can be read") in said, said


@pytest.mark.parametrize("said", ["", "[]", "1", "{}", '{"head": 1}', "no json"])
def test_what_is_no_proof(stranger: Callable, said: str) -> None:
    code, answer = stranger(said)
    assert code == 1
    assert "is no proof that can be read" in answer


def test_the_key_that_was_published_is_asked_for(entries: list[Entry], stranger: Callable) -> None:
    made = proving.proof(ref=entries[4].ref, with_words=False)
    assert stranger(made, "--key", made["head"]["key"])[0] == 0
    code, said = stranger(made, "--key", "f" * 32)
    assert (code, "not with the one you gave" in said) == (1, True)


def test_a_head_that_grew_out_of_an_earlier_one(entries: list[Entry], stranger: Callable) -> None:
    earlier = queries.latest_head(1)
    for number in range(7):
        record("test.thing.done", of=f"test.thing:{20 + number}", by=None, now=NOW, trust_id=1)
    head = queries.latest_head(1)
    assert stranger(proving.head_since(head=head, since=None))[0] == 0
    made = proving.head_since(head=head, since=earlier)
    code, said = stranger(made)
    assert (code, "19 entries begins with the 12 of the earlier head" in said) == (0, True), said
    made["path"][0] = "0" * 64
    assert stranger(made) == (1, "NOT PROVEN. The log does not begin with what the earlier head was signed over.\n")
    with pytest.raises(BadInput, match="No path leads"):
        proving.head_since(head=earlier, since=head)


def test_no_proof_of_what_is_not_there(entries: list[Entry]) -> None:
    for ref in ("f" * 32, "", "%", entries[0].ref[:5]):
        with pytest.raises(BadInput, match="No entry begins"):
            proving.proof(ref=ref, with_words=False)
    assert proving.proof(ref=entries[0].ref[:12], with_words=False)["position"] == 0
    with pytest.raises(NotNow, match="erased"):
        proving.proof(ref=entries[0].ref, with_words=True)
    erase_words(refs=[entries[11].ref], by=None, now=NOW, trust_id=1, reason="retention")
    with pytest.raises(NotNow, match="erased"):
        proving.proof(ref=entries[11].ref, with_words=True)
    assert proving.proof(ref=entries[11].ref, with_words=False)["position"] == 11


@pytest.mark.parametrize(
    "change",
    [
        *({"root": "0"}, {"size": -1}, {"size": True}, {"trust": "1"}, {"at": "today"}, {"at": "2026-11-22T09:12:00"}),
        *({"key": "0" * 32}, {"what": "head"}, {"signature": "g" * 128}, {"public": None}),
    ],
)
def test_a_file_that_is_no_head_is_told(entries: list[Entry], change: dict) -> None:
    said = queries.latest_head(1).as_json()
    assert heads.read(said) == queries.latest_head(1)
    assert heads.read({"head": said}) == queries.latest_head(1)
    with pytest.raises(BadInput, match="holds no head"):
        heads.read({**said, **change})
