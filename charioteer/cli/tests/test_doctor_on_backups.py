"""How old the last whole backup is, as doctor and the decision to go live read it; and the daily job."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import timezone

from charioteer import keyring
from charioteer.backup import queries, tasks
from charioteer.backup.remembered import Made, remember
from charioteer.cli import safety
from charioteer.cli.finding import Finding
from charioteer.offline import key

NOW = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)


@pytest.fixture
def data(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    keyring.derive(tmp_path, "django")
    return tmp_path


def made(data: Path, at: datetime, *, whole: bool = True, opened: bool = True) -> None:
    when = at.isoformat()
    remember(
        data,
        Made(str(data / "a.age"), when, 1, keyring.fingerprint(data), when if whole else "", when if opened else ""),
    )


def said() -> dict[str, str]:
    return {finding.seen: finding.state for finding in safety.of_backups()}


def only(findings: list[Finding]) -> Finding:
    (found,) = findings
    return found


def test_nothing_was_ever_backed_up(data: Path) -> None:
    assert queries.last_verified() is None
    assert "no offline key" in only(list(safety.of_backups())).seen
    key.keep(data, key.make().recipient)
    assert said()["Nothing was ever backed up."] == "warn"


def test_the_last_whole_one_counts_though_a_later_one_was_not(data: Path) -> None:
    key.keep(data, key.make().recipient)
    made(data, NOW)
    made(data, NOW + timedelta(days=1), whole=False, opened=False)
    assert queries.last_verified() == NOW
    assert queries.last_opened() == NOW


def test_under_other_keys_it_counts_no_more(data: Path) -> None:
    key.keep(data, key.make().recipient)
    made(data, timezone.now())
    assert list(said().values()) == ["ok"]
    (data / "keys" / "master-2").write_bytes(b"x" * 32)
    assert queries.last_verified() is None
    assert said()["No backup under the keys of today was found whole."] == "warn"


@pytest.mark.parametrize(("days", "state"), [(0, "ok"), (6, "ok"), (8, "warn")])
def test_older_than_a_week_is_said(data: Path, days: int, state: str) -> None:
    key.keep(data, key.make().recipient)
    made(data, timezone.now() - timedelta(days=days))
    assert only(list(safety.of_backups())).state == state


def test_never_opened_with_the_offline_key_is_said(data: Path) -> None:
    key.keep(data, key.make().recipient)
    made(data, timezone.now(), opened=False)
    assert said()["No backup was ever opened with the offline key."] == "warn"


@pytest.mark.parametrize("note", ["", "{", "[]", '{"last": 3, "verified": {"file": 1}}'])
def test_a_damaged_note_is_no_backup(data: Path, note: str) -> None:
    (data / "last-backup.json").write_text(note)
    assert queries.last_verified() is None


def test_the_daily_job_does_nothing_without_a_folder_or_a_key(data: Path, settings: LazySettings) -> None:
    settings.BACKUPS = ""
    tasks.make_backup.do()
    settings.BACKUPS = str(data / "out")
    tasks.make_backup.do()
    assert not (data / "out").exists()
    assert tasks.make_backup.every == timedelta(days=1)
