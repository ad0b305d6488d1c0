"""The demonstration starts on this machine alone, in a folder of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from charioteer.environment import BadSetting
from charioteer.environment.demonstration import MARKER, mark, refuse_elsewhere, refuse_real_data

GOOD = {"hosts": ["localhost", "127.0.0.1", "[::1]"], "address": "http://127.0.0.1:8000", "https": False, "proxies": 0}


def test_this_machine_is_fine() -> None:
    refuse_elsewhere(**GOOD)  # type: ignore[arg-type]
    refuse_elsewhere(**{**GOOD, "address": "http://[::1]:8000"})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"hosts": ["localhost", "register.school.example"]}, "CHARIOTEER_HOSTS names register.school.example"),
        ({"hosts": ["*"]}, r"names \*"),
        ({"address": "https://register.school.example"}, "CHARIOTEER_ADDRESS is https://register.school.example"),
        ({"https": True}, "CHARIOTEER_HTTPS"),
        ({"proxies": 1}, "CHARIOTEER_PROXIES"),
    ],
)
def test_where_others_could_reach_it_it_is_refused(changed: dict[str, object], said: str) -> None:
    with pytest.raises(BadSetting, match=said):
        refuse_elsewhere(**{**GOOD, **changed})  # type: ignore[arg-type]


def test_a_folder_with_a_real_trust_is_refused(tmp_path: Path) -> None:
    refuse_real_data(tmp_path, "")
    (tmp_path / "charioteer.sqlite3").touch()
    for refuses in (lambda: refuse_real_data(tmp_path, ""), lambda: mark(tmp_path)):
        with pytest.raises(BadSetting, match="folder of its own"):
            refuses()
    assert not (tmp_path / MARKER).exists()


def test_a_marked_folder_stays_the_demonstrations(tmp_path: Path) -> None:
    mark(tmp_path / "new")
    (tmp_path / "new" / "charioteer.sqlite3").touch()
    refuse_real_data(tmp_path / "new", "")
    mark(tmp_path / "new")
    assert (tmp_path / "new" / MARKER).is_file()


def test_a_database_elsewhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="Leave DATABASE_URL out"):
        refuse_real_data(tmp_path, "postgres://user@host/name")


def run(data: Path, *arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CHARIOTEER_", "DATABASE_URL"))}
    command = [sys.executable, "-c", "from charioteer.cli import main; main()", *arguments]
    env = {**kept, "CHARIOTEER_DATA": str(data), "DJANGO_SETTINGS_MODULE": "charioteer.settings", **settings}
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=120)


@pytest.mark.slow
def test_the_command_line_keeps_the_two_apart(tmp_path: Path) -> None:
    real, demo = tmp_path / "real", tmp_path / "demo"
    assert run(real, "init", "--example", "auriga").returncode == 0
    answer = run(real, "init", "--demo", CHARIOTEER_DEMO="yes")
    assert (answer.returncode, "folder of its own" in answer.stderr) == (2, True)
    answer = run(real, "init", "--demo")
    assert (answer.returncode, "Set CHARIOTEER_DEMO=yes" in answer.stderr) == (2, True)
    assert run(demo, "init", "--demo", CHARIOTEER_DEMO="yes").returncode == 0
    answer = run(demo, "init", "--demo", CHARIOTEER_DEMO="yes")
    assert (answer.returncode, "there already" in answer.stdout) == (0, True)
    answer = run(demo, "init", "--example", "auriga")
    assert (answer.returncode, "holds the demonstration" in answer.stderr) == (2, True)
    answer = run(demo, "init", "--example", "auriga", CHARIOTEER_DEMO="yes")
    assert (answer.returncode, "for `charioteer init --demo` alone" in answer.stderr) == (2, True)
    answer = run(demo, "serve", "--host", "0.0.0.0", CHARIOTEER_DEMO="yes")  # noqa: S104 (it is refused)
    assert (answer.returncode, "this machine alone" in answer.stderr) == (2, True)
    answer = run(demo, "serve", CHARIOTEER_DEMO="yes", CHARIOTEER_HOSTS="register.school.example")
    assert (answer.returncode, "CHARIOTEER_HOSTS names" in answer.stderr) == (2, True)
