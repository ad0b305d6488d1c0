"""The pages made from code say what the code says, and nothing in the repository names a machine or a host."""

import os
import re
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _reference() -> ModuleType:
    spec = spec_from_file_location("reference_pages", ROOT / "script" / "reference.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("file", ["settings.md", "roles.md", "commands.md"])
def test_reference_pages_are_up_to_date(file: str) -> None:
    assert (ROOT / "docs" / "reference" / file).read_text() == _reference().pages()[file], "run script/reference.py"


def test_every_variable_in_the_code_is_declared() -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text()
    sources = [path.read_text() for path in (ROOT / "charioteer").rglob("*.py") if "tests" not in path.parts]
    used = set(re.findall(r'environment\.\w+\(\s*"([A-Z_]+)"', "\n".join(sources)))
    assert used
    assert {name for name in used if f"`{name}`" not in page} == set()


def test_no_file_names_a_machine_or_a_registry() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    hosts = "|".join(re.escape(name) for name in ("pypi" + ".org", "registry.npmjs" + ".org", "pythonhosted" + ".org"))
    bad = re.compile(rf"({hosts}|/root" + r"/|/home/\w+/)")
    found = [name for name in listed.splitlines() if (ROOT / name).is_file() and bad.search(_text(ROOT / name))]
    assert found == []


def _text(path: Path) -> str:
    return path.read_bytes().decode(errors="ignore")


def test_a_fresh_clone_needs_bash_and_python_alone() -> None:
    for script in ("script/server", "script/environment", "script/lock"):
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
