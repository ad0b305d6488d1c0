"""The last line of script/test tells the truth, whatever pytest left behind."""

import subprocess
import sys
from pathlib import Path

import pytest

from script.count_tests import count
from tests.architecture.source import ROOT

SUITE = '<testsuites><testsuite tests="{}" failures="{}" errors="{}" skipped="{}"/></testsuites>'


def _left(folder: Path, *runs: tuple[int, int, int, int]) -> Path:
    for number, run in enumerate(runs):
        (folder / f"run{number}.xml").write_text(SUITE.format(*run))
    return folder


def test_runs_are_added_up(tmp_path: Path) -> None:
    assert count(_left(tmp_path, (10, 1, 2, 3), (5, 0, 0, 0))) == (9, 3, 3)


@pytest.mark.parametrize(
    ("runs", "checks", "line", "code"),
    [
        ([(5, 0, 0, 0)], (2, 0), "7 passed, 0 failed", 0),
        ([(5, 1, 0, 0)], (2, 0), "6 passed, 1 failed", 1),
        ([(5, 0, 0, 0)], (1, 1), "6 passed, 1 failed", 1),
        ([(5, 0, 1, 0)], (0, 0), "4 passed, 1 failed", 1),
        ([], (6, 0), "6 passed, 0 failed", 1),
    ],
    ids=["all passed", "a test failed", "a check failed", "a test broke", "no test ran"],
)
def test_the_last_line_and_the_exit_code(
    tmp_path: Path, runs: list[tuple[int, int, int, int]], checks: tuple[int, int], line: str, code: int
) -> None:
    command = [sys.executable, "script/count_tests.py", f"--passed={checks[0]}", f"--failed={checks[1]}"]
    done = subprocess.run([*command, str(_left(tmp_path, *runs))], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == line
    assert done.returncode == code
