"""The pages made from code say what the code says; the scripts a newcomer starts need bash and Python alone."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.architecture.source import ROOT


def test_the_reference_pages_are_up_to_date() -> None:
    answer = subprocess.run([sys.executable, "-m", "script.pages", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_every_variable_in_the_code_is_declared() -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text()
    sources = [path.read_text() for path in (ROOT / "charioteer").rglob("*.py") if "tests" not in path.parts]
    used = set(re.findall(r'environment\.\w+\(\s*"([A-Z_]+)"', "\n".join(sources)))
    assert used
    assert {name for name in used if f"`{name}`" not in page} == set()


def test_a_fresh_clone_needs_bash_and_python_alone() -> None:
    for script in (
        "script/server",
        "script/test",
        "script/environment",
        "script/postgres",
        "script/reference",
        "script/lock",
    ):
        assert subprocess.run(["bash", "-n", ROOT / script]).returncode == 0, script
    assert os.access(ROOT / "script" / "server", os.X_OK)


def test_an_old_python_is_told_so(tmp_path: Path) -> None:
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        old = tmp_path / name
        old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n')
        old.chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    env.pop("PYTHON", None)
    answer = subprocess.run([ROOT / "script" / "server"], env=env, capture_output=True, text=True, timeout=30)
    assert answer.returncode == 2
    assert "Charioteer needs Python 3.11 or newer" in answer.stderr
    assert "Python 3.9.2" in answer.stderr


def test_a_port_that_is_taken_is_told_first() -> None:
    env = {**os.environ, "PORT": "no port", "PYTHON": sys.executable}
    answer = subprocess.run([ROOT / "script" / "server"], env=env, capture_output=True, text=True, timeout=30)
    assert answer.returncode == 2
    assert "PORT=8001" in answer.stderr
    assert answer.stdout == ""
