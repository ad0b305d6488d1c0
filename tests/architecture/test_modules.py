"""Habits of every module: it says what it is for, its name means something, its verbs are called by keyword."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import modules, tree

MODULES = list(modules())
MEANS_NOTHING = {"utils", "util", "helpers", "helper", "common", "core", "misc", "lib", "tools"}


@pytest.mark.parametrize(("name", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_it_says_what_it_is_for(name: str, path: Path) -> None:
    read = tree(path)
    assert not read.body or ast.get_docstring(read), f"{name} has no docstring"


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {name for name, path in modules(tests=True) if MEANS_NOTHING & {path.stem, *path.parent.parts}}
    assert drawers == set()


def _verbs() -> Iterator[tuple[str, ast.FunctionDef]]:
    for name, path in MODULES:
        if path.stem != "actions" and path.parent.name != "actions":
            continue
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"{name}:{node.name}", node


VERBS = dict(_verbs())


def test_there_are_verbs_to_look_at() -> None:
    assert len(VERBS) > 5


# Not verbs: the log's own pencil, which takes the clock from the verb that writes.
NOT_VERBS = {f"charioteer/audit/actions.py:{name}" for name in ("subject_of", "record", "record_many", "compose")}


@pytest.mark.parametrize("name", sorted(set(VERBS) - NOT_VERBS))
def test_a_verb_is_called_by_keyword_and_told_the_time(name: str) -> None:
    arguments = VERBS[name].args
    assert not arguments.args, f"{name} takes {[a.arg for a in arguments.args]} by position"
    assert "now" in {argument.arg for argument in arguments.kwonlyargs}, f"{name} is not told the time"


def test_no_verb_or_rule_reads_the_clock() -> None:
    reading = [
        f"{name}:{node.lineno}"
        for name, path in MODULES
        if {"actions", "rules", "standing", "lifecycle"} & {path.stem, path.parent.name}
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"now", "today", "localdate"}
        and not node.args
    ]
    assert reading == []
