"""Imports and foreign keys only step down."""

import subprocess
import sys

import pytest
from django.apps import apps
from django.db import models

from tests.architecture.source import ROOT, steps

OURS = [
    model for config in apps.get_app_configs() if config.name.startswith("charioteer.") for model in config.get_models()
]
KEYS = [
    (model, field)
    for model in OURS
    for field in model._meta.get_fields()
    if isinstance(field, models.ForeignKey | models.ManyToManyField)
]


def test_the_contracts_hold() -> None:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-cache",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_room_has_a_step() -> None:
    rooms = {path.name for path in (ROOT / "charioteer").iterdir() if (path / "__init__.py").is_file()}
    assert rooms <= set(steps())


@pytest.mark.parametrize(("model", "field"), KEYS, ids=lambda it: getattr(it, "__name__", None) or it.name)
def test_a_key_steps_down_or_stays(model: type[models.Model], field: models.Field) -> None:
    mine, theirs = model._meta.app_config, field.related_model._meta.app_config
    if not theirs.name.startswith("charioteer."):
        return
    step = steps()
    assert mine is theirs or step[theirs.label] < step[mine.label], f"{model.__name__}.{field.name} points up or across"


def test_the_log_has_no_keys() -> None:
    fields = [field for model in OURS if model._meta.app_label == "audit" for field in model._meta.get_fields()]
    assert fields
    assert not [field for field in fields if field.is_relation]


def test_there_are_keys_to_look_at() -> None:
    assert len(KEYS) > 10


# Words lie beside an entry of the log, which names its trust; the two are bound by `ref`, not by a key.
BESIDE_THEIR_TRUST = {"audit.Words"}
# The machinery of the house itself, which works for every trust: nothing in it is of one. `Effect` and `Waiting` are
# keys made of ids; the keys that sign are the installation's; a run of a control goes over every trust at once.
OF_THE_HOUSE = {"jobs.Worker", "jobs.Schedule", "jobs.Effect", "jobs.Waiting", "audit.SigningKey", "assurance.Run"}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_row_belongs_to_a_trust(model: type[models.Model]) -> None:
    assert model._meta.label in BESIDE_THEIR_TRUST | OF_THE_HOUSE or reaches_a_trust(model, set())


def reaches_a_trust(model: type[models.Model], seen: set[type[models.Model]]) -> bool:
    """Whether a row of this model says whose it is, itself or by a key that may not be empty."""
    if model._meta.label == "people.Trust" or any(field.attname == "trust_id" for field in model._meta.concrete_fields):
        return True
    keys = [f for f in model._meta.concrete_fields if isinstance(f, models.ForeignKey) and not f.null]
    below = {key.related_model for key in keys} - seen - {model}
    return any(reaches_a_trust(found, seen | {model}) for found in below)
