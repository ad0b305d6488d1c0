"""The staircase, for imports and for foreign keys."""

import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey

ROOT = Path(__file__).resolve().parents[2]


def _steps() -> dict[str, int]:
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter")
    lines = contracts["importlinter:contract:staircase"]["layers"].split("\n")
    layers = [line.replace(":", "|").split("|") for line in lines if line.strip()]
    return {name.strip(): -step for step, names in enumerate(layers) for name in names}


def test_imports_only_step_down() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    answer = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout


def test_foreign_keys_only_step_down() -> None:
    steps = _steps()
    keys = [
        (model._meta.app_label, field.related_model._meta.app_label, f"{model.__name__}.{field.name}")
        for model in apps.get_models()
        if model.__module__.startswith("charioteer.")
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
    ]
    assert keys
    upwards = [words for at, to, words in keys if at != to and steps.get(to, -99) >= steps[at]]
    assert upwards == []


def test_the_log_has_no_foreign_keys() -> None:
    fields = [field for model in apps.get_app_config("audit").get_models() for field in model._meta.get_fields()]
    assert not [field for field in fields if field.is_relation]


@pytest.mark.parametrize("room", sorted(path.name for path in (ROOT / "charioteer").iterdir() if path.is_dir()))
def test_every_room_is_on_the_staircase(room: str) -> None:
    assert room == "__pycache__" or room in _steps()
