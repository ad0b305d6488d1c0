"""A file over 300 lines, or a function over 35, asks to be split by meaning."""

import ast
from pathlib import Path

import pytest

from tests.architecture.source import modules, tree

LONGEST_FILE, LONGEST_FUNCTION = 300, 35
MODULES = list(modules(tests=True))

# Files and functions that are longer today. The lists may only shrink.
LONG_FILES: set[str] = set()
LONG_FUNCTIONS: set[str] = set()


@pytest.mark.parametrize(("name", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_a_file_is_read_in_one_go(name: str, path: Path) -> None:
    lines = len(path.read_text().splitlines())
    assert (lines > LONGEST_FILE) == (name in LONG_FILES), f"{name} has {lines} lines"


@pytest.mark.parametrize(("name", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_a_function_fits_on_a_screen(name: str, path: Path) -> None:
    long = {
        f"{name}:{function.name}": length
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := _length(function)) > LONGEST_FUNCTION
    }
    assert set(long) == {listed for listed in LONG_FUNCTIONS if listed.startswith(f"{name}:")}, long


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    # The docstring is for the reader and does not make a function longer.
    lines = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        lines -= (first.end_lineno or 0) - first.lineno + 1
    return lines
