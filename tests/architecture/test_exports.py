"""Every list leaves by one door: whoever writes a file of rows does it through `people.take_away`, which logs it."""

import ast

from tests.architecture.source import modules, tree

WRITERS = {"csv_lines", "xlsx_stream", "json_stream"}

# The door itself; and the public register, which anybody may take and which therefore names nobody who did.
MAY_WRITE = {"charioteer/people/take_away.py", "charioteer/channels/public/files.py"}


def test_nobody_else_writes_files_of_rows() -> None:
    writing = {
        name
        for name, path in modules()
        if not name.startswith("charioteer/exports/")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and WRITERS & {alias.name for alias in node.names}
    }
    assert writing == MAY_WRITE
