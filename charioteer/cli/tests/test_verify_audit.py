"""`verify audit`, `proof` and `keys`: words, JSON, exit codes."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from click.testing import CliRunner, Result
from django.conf import LazySettings
from django.db import connection
from django.utils import timezone

from charioteer import keyring
from charioteer.audit import triggers
from charioteer.audit.models import Entry, SigningKey
from charioteer.cli import main
from charioteer.people.models import User
from charioteer.people.tests import cast
from tests.architecture.source import ROOT
from tests.cast import Cast
from tests.committed import Committed


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args)


def test_a_whole_log_holds_and_says_what_that_does_not_prove(committed_cast: Cast) -> None:
    answer = run("verify", "audit")
    assert answer.exit_code == 0, answer.output
    assert "entries of The Lyra Academy Trust" in answer.stdout
    assert "0 awaiting seal" in answer.stdout
    assert "Without a head kept elsewhere this does not prove" in answer.stdout
    facts = json.loads(run("verify", "audit", "--trust", "lyra", "--json").stdout)
    assert facts["holds"]
    assert [log["trust_id"] for log in facts["logs"]] == [committed_cast.lyra.pk]


def test_a_changed_entry_is_named_and_ends_with_one(committed_cast: Cast) -> None:
    entry = Entry.objects.filter(trust_id=committed_cast.lyra.pk).order_by("pk")[2]
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON audit_entry"
        cursor.execute(f"DROP TRIGGER audit_entry_{'no_UPDATE' if not on else 'append_only'}{on}")
        cursor.execute("UPDATE audit_entry SET actor = 'system' WHERE id = %s", [entry.pk])
        cursor.execute("UPDATE audit_entry SET actor = 'people.person:9999' WHERE id = %s", [entry.pk])
    triggers.install()
    answer = run("verify", "audit")
    assert answer.exit_code == 1
    first = answer.stdout.splitlines()[0]
    assert first.startswith(f"Entry 3 (reference {entry.ref}) was changed after it was sealed: who did it is not what")
    assert json.loads(run("verify", "audit", "--json").stdout)["findings"][0]["ref"] == entry.ref


def test_a_head_kept_elsewhere(committed_cast: Cast, tmp_path: Path) -> None:
    kept = tmp_path / "head.json"
    assert run("proof", "--head", "--trust", "lyra", "--out", str(kept)).exit_code == 0
    answer = run("verify", "audit", "--head", str(kept))
    assert answer.exit_code == 0
    assert "are those of the head you brought" in answer.stdout
    assert "does not prove" not in answer.stdout
    assert run("verify", "audit", "--head", str(kept), "--trust", "corvus").exit_code == 2
    kept.write_text("{}")
    assert "holds no head" in run("verify", "audit", "--head", str(kept)).stderr
    kept.write_text("nothing")
    assert "cannot be read as JSON" in run("verify", "audit", "--head", str(kept)).stderr


def test_a_proof_goes_out_and_is_checked_with_python_alone(committed_cast: Cast, tmp_path: Path) -> None:
    ref = Entry.objects.filter(trust_id=committed_cast.lyra.pk).order_by("pk").first().ref
    file = tmp_path / "proof.json"
    assert run("proof", ref, "--out", str(file)).exit_code == 0
    checked = [sys.executable, "-I", str(ROOT / "docs" / "verify_proof.py"), str(file)]
    assert subprocess.run(checked, capture_output=True, text=True).stdout.splitlines()[-1].startswith("OK.")
    assert json.loads(run("proof", ref[:10]).stdout) == json.loads(file.read_text())


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (["f" * 32], 2, "No entry begins with"),
        ([], 2, "Write either the reference"),
        (["f" * 32, "--head"], 2, "Write either the reference"),
        (["--head"], 2, "trust"),
        (["--head", "--installation"], 1, "Nothing is sealed in this log yet"),
    ],
)
def test_no_proof(committed_cast: Cast, args: list[str], code: int, says: str) -> None:
    answer = run("proof", *args)
    assert answer.exit_code == code, answer.output
    assert says in answer.stderr


def test_keys_are_listed_checked_and_noted_as_backed_up(committed: Committed) -> None:
    assert run("keys", "check").exit_code == 1  # none yet
    keyring.derive(committed.data, "django")
    listed = json.loads(run("keys", "list", "--json").stdout)
    assert [(one["version"], one["in_use"]) for one in listed["keys"]] == [(1, True)]
    assert "log heads" in listed["purposes"]
    assert "Nobody has kept a copy" in run("keys", "check").stdout
    assert run("keys", "backed-up").exit_code == 0
    assert "These very keys were copied" in run("keys", "check").stdout
    keyring.note_backed_up(committed.data, keyring.fingerprint(committed.data), timezone.now() - timedelta(days=8))
    assert "more than a week ago" in run("keys", "check").stdout


def test_a_rotation_seals_anew_and_shuts_nobody_out(committed: Committed) -> None:
    cast.with_second_factor(cast.person("Amara Lindqvist", cast.auriga(), "administrator"))
    seeds = list(Authenticator.objects.order_by("pk").values_list("data", flat=True))
    opened = [get_adapter().decrypt(data.get("secret") or data["seed"]) for data in seeds]
    run("keys", "backed-up")
    answer = run("keys", "rotate", "--json")
    assert json.loads(answer.stdout)["version"] == 2, answer.output
    anew = list(Authenticator.objects.order_by("pk").values_list("data", flat=True))
    assert anew != seeds
    assert [get_adapter().decrypt(data.get("secret") or data["seed"]) for data in anew] == opened
    assert all(keyring.sealed_with_newest(committed.data, "sign-in seeds", _token(data)) for data in anew)
    assert json.loads(run("keys", "reseal", "--json").stdout) == {"resealed": 0}
    assert User.objects.get().is_active
    assert SigningKey.objects.latest("version").version == 2, "the entry about it was signed with the new key"
    assert Entry.objects.get(kind="audit.keys.rotated").trust_id is None
    said = run("keys", "check")
    assert said.exit_code == 0
    assert "is of other keys than these" in said.stdout
    assert run("verify", "audit").exit_code == 0


def _token(data: dict) -> bytes:
    return (data.get("secret") or data["seed"]).encode()


def test_a_rotation_cut_short_is_told_and_finished(committed: Committed) -> None:
    cast.with_second_factor(cast.person("Amara Lindqvist", cast.auriga(), "administrator"))
    keyring.make_next(committed.data)
    assert "still sealed with an older key" in run("keys", "check").stdout
    assert json.loads(run("keys", "reseal", "--json").stdout)["resealed"] >= 1
    assert "still sealed with an older key" not in run("keys", "check").stdout


def test_keys_that_are_not_this_logs_are_told(committed_cast: Cast, settings: LazySettings, tmp_path: Path) -> None:
    keyring.path_of(settings.DATA, 1).write_bytes(b"x" * keyring.LENGTH)
    answer = run("keys", "check")
    assert answer.exit_code == 1
    assert "is not the one that signed this log" in answer.stdout
    keyring.path_of(settings.DATA, 1).write_bytes(b"short")
    answer = run("keys", "check")
    assert (answer.exit_code, "is damaged" in answer.stdout) == (1, True)
    answer = run("keys", "rotate")
    assert (answer.exit_code, "is damaged" in answer.stderr) == (2, True)


def test_a_gap_in_the_versions_is_told(committed: Committed) -> None:
    keyring.make_next(committed.data)
    keyring.path_of(committed.data, 1).unlink()
    assert "master-1 is missing" in run("keys", "check").stdout


def test_doctor_says_when_nothing_seals(committed_cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_entry (id, ref, trust_id, at, kind, actor, subject, body, hash)"
            " SELECT -5, 'f', trust_id, '2026-01-01', kind, actor, subject, body, hash FROM audit_entry LIMIT 1"
        )
    assert "wait to be sealed" in run("doctor").stdout


def test_a_lock_taken_away_before_migrating_leaves_word_in_the_log(committed: Committed) -> None:
    name = "audit_head_no_DELETE" if connection.vendor == "sqlite" else "audit_head_append_only"
    assert run("migrate").exit_code == 0
    assert not Entry.objects.filter(kind="audit.triggers.reinstalled").exists()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{'' if connection.vendor == 'sqlite' else ' ON audit_head'}")
    assert run("migrate").exit_code == 0
    assert triggers.missing() == []
    entry = Entry.objects.get(kind="audit.triggers.reinstalled")
    assert json.loads(entry.body)["facts"] == {"names": [name]}
