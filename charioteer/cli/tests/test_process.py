"""The command as a process of its own: wrong settings, and a server that starts, answers and stops."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from charioteer.cli import main; main()"]
ROOT = Path(__file__).resolve().parents[3]


_OURS = ("CHARIOTEER_", "DATABASE_", "DJANGO_")  # a command is tried as its user has it, not as the tests do


def _env(data: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return {**kept, "CHARIOTEER_DATA": str(data), "PYTHONPATH": str(ROOT), **more}


def _run(data: Path, *args: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *args], env=_env(data, **more), text=True, capture_output=True, timeout=60)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CHARIOTEER_PUBLIC", "perhaps"),
        ("CHARIOTEER_ADDRESS", "register.school.example"),
        ("CHARIOTEER_HOSTS", "https://register.school.example"),
        ("CHARIOTEER_DATA", "/proc/charioteer"),  # nobody can make a folder there
        ("DATABASE_URL", "mysql://u:secret-word@h/name"),
        ("DATABASE_URL", "postgres://u:secret-word@h:port/name"),
    ],
)
def test_a_wrong_setting_is_a_sentence(tmp_path: Path, name: str, value: str) -> None:
    answer = _run(tmp_path, "doctor", **{name: value})
    assert answer.returncode == 2
    assert name in answer.stderr
    assert "Traceback" not in answer.stderr
    assert "secret-word" not in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_help_needs_no_settings(tmp_path: Path) -> None:
    data = tmp_path / "untouched"
    answer = _run(data, "--help", CHARIOTEER_PUBLIC="perhaps")
    assert answer.returncode == 0
    assert "doctor" in answer.stdout
    assert not data.exists()


def test_before_init_the_way_out_is_named(tmp_path: Path) -> None:
    answer = _run(tmp_path, "invite", "amara@auriga.example")
    assert answer.returncode == 1
    assert "charioteer doctor" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.slow
def test_from_nothing_to_a_server_that_stops_when_told(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert _run(data, "init", "--example", "auriga").returncode == 0
    assert (data.stat().st_mode & 0o077, (data / "keys" / "master-1").stat().st_mode & 0o077) == (0, 0)
    port = _free_port()
    server = subprocess.Popen(
        [*COMMAND, "serve", "--host", "localhost", "--port", str(port), "--workers", "2"],
        env=_env(data),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        page = _page(f"http://127.0.0.1:{port}/sign-in/")
        style = re.search(r'href="(/static/[^"]+\.css)"', page)
        assert style
        assert "--ch-" in _page(f"http://127.0.0.1:{port}{style.group(1)}")
        taken = _run(data, "serve", "--port", str(port))
        assert taken.returncode == 1
        assert f"Port {port} on 127.0.0.1 cannot be used" in taken.stderr
    finally:
        server.send_signal(signal.SIGTERM)
        said, complained = server.communicate(timeout=30)
    assert server.returncode == 0
    assert said == f"Charioteer answers at http://127.0.0.1:{port}\n"
    assert "Traceback" not in complained


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _page(address: str) -> str:
    for _ in range(150):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 (our own address)
                return answer.read().decode()
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{address} did not answer within 30 seconds.")
