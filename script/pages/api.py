"""docs/reference/api.md: the API, from its own OpenAPI document."""

from typing import Any

from charioteer.api import api
from script.pages.markdown import code, table

INTRODUCTION = """# API

For machines, as JSON. The whole description (OpenAPI 3.1) is at `/api/v1/openapi.json`.
"""


def markdown() -> str:
    """The page."""
    document = api.get_openapi_schema()
    parts = [INTRODUCTION]
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            parts.append(_operation(method, path, operation))
    return "\n".join(parts)


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    asked = [
        (code(one["name"]), one["in"], "yes" if one.get("required") else "no", one.get("description", ""))
        for one in operation.get("parameters", [])
    ]
    answers = [(str(status), answer["description"]) for status, answer in operation["responses"].items()]
    parts = [f"## {method.upper()} {path}\n", operation.get("description") or operation.get("summary", ""), ""]
    if asked:
        parts += [table(("parameter", "in", "needed", "what it is"), asked), ""]
    return "\n".join([*parts, table(("status", "meaning"), answers), ""])
