"""There is one way out of the house: nothing but `outbound` asks other servers for anything."""

import ast

import pytest

from tests.architecture.source import modules, tree

WAYS_OUT = {"httpx", "httpcore", "requests", "urllib3", "aiohttp", "http.client", "urllib.request", "ftplib"}
MODULES = [(name, path) for name, path in modules() if not name.startswith("charioteer/outbound/")]


def _imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.module:
        return {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return set()


def _ways_out(source: ast.Module) -> set[str]:
    found = {name for node in ast.walk(source) for name in _imported(node)}
    return {way for way in WAYS_OUT for name in found if name == way or name.startswith(f"{way}.")}


@pytest.mark.parametrize(("name", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_no_other_module_goes_out(name: str, path: object) -> None:
    assert _ways_out(tree(path)) == set()


@pytest.mark.parametrize("bad", ["import httpx", "from urllib.request import urlopen", "from urllib import request"])
def test_a_way_out_is_seen(bad: str) -> None:
    assert _ways_out(ast.parse(bad))
