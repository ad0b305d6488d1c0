"""Small files, small functions, no attics, no imports inside functions."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE_LINES, FUNCTION_LINES = 300, 35
ATTICS = {"utils", "helpers", "common", "core", "misc"}
LONGER_THAN_WE_LIKE: set[str] = set()  # path or path:function; each would need a reason

SOURCES = sorted(
    path
    for folder in ("charioteer", "script", "bench")
    for path in (ROOT / folder).rglob("*.py")
    if not {"migrations", "node_modules", "tests"} & set(path.relative_to(ROOT).parts)
)


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of code; a docstring is a promise, not a burden."""
    first = function.body[0]
    has_words = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    words = (first.end_lineno or 0) - first.lineno + 1 if has_words else 0
    return (function.end_lineno or 0) - function.lineno + 1 - words


def test_files_are_small() -> None:
    long = {_name(path): len(path.read_text().splitlines()) for path in SOURCES}
    assert {name: n for name, n in long.items() if n > FILE_LINES and name not in LONGER_THAN_WE_LIKE} == {}


def test_functions_are_small() -> None:
    long = {f"{_name(path)}:{function.name}": _lines(function) for path in SOURCES for function in _functions(path)}
    assert {name: n for name, n in long.items() if n > FUNCTION_LINES and name not in LONGER_THAN_WE_LIKE} == {}


def test_there_are_sources() -> None:
    assert len(SOURCES) > 30


def test_no_attics() -> None:
    assert [_name(path) for path in SOURCES if ATTICS & {path.stem, *path.relative_to(ROOT).parts}] == []


def test_no_imports_inside_functions() -> None:
    inside = [
        f"{_name(path)}:{node.lineno}"
        for path in SOURCES
        if path.name != "apps.py" and not path.is_relative_to(ROOT / "script")  # scripts run before what they import
        for function in _functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def test_every_file_says_what_it_is() -> None:
    texts = {_name(path): path.read_text() for path in SOURCES}
    assert [name for name, text in texts.items() if text.strip() and not ast.get_docstring(ast.parse(text))] == []
