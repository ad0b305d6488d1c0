"""docs/reference/api.md: the API, from its own OpenAPI document."""

from typing import Any

from charioteer.api import api
from script.pages.markdown import code, table

INTRODUCTION = """# API

For machines, as JSON. The whole description (OpenAPI 3.1) is at `/api/v1/openapi.json`.

What is marked “by token” needs `Authorization: Bearer chr_…`; see [how to use the API](../how-to/use-the-api.md). Every
no is a problem document (RFC 9457): `title`, `status`, `detail`, and where there are any `who_can` and `clause`.
Nothing is written through the API: whatever is no GET is answered 405.
"""


def markdown() -> str:
    """The page."""
    document = api.get_openapi_schema()
    parts = [INTRODUCTION]
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            parts.append(_operation(method, path, operation))
            parts.append(_fields(operation, document["components"]["schemas"]))
    return "\n".join(parts)


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    asked = [
        (code(one["name"]), one["in"], "yes" if one.get("required") else "no", one.get("description", ""))
        for one in operation.get("parameters", [])
    ]
    answers = [(str(status), answer["description"]) for status, answer in operation["responses"].items()]
    by_token = " (by token)" if operation.get("security") else ""
    summary = operation.get("summary", "")
    said = [summary if summary.endswith("?") else f"{summary}.", operation.get("description", "")]
    parts = [f"## {method.upper()} {path}{by_token}\n", "\n\n".join(filter(None, said)), ""]
    if asked:
        parts += [table(("parameter", "in", "needed", "what it is"), asked), ""]
    return "\n".join([*parts, table(("status", "meaning"), answers), ""])


def _fields(operation: dict[str, Any], schemas: dict[str, Any]) -> str:
    """What the answer holds, and what those parts hold, each kind once."""
    body = operation["responses"].get("200", operation["responses"].get(200))["content"]["application/json"]["schema"]
    waiting, done, parts = _named(body), set(), []
    while waiting:
        name = waiting.pop(0)
        if name in done or "properties" not in schemas[name]:
            continue
        done.add(name)
        fields = schemas[name]["properties"]
        rows = [(code(key), _type(one), one.get("description", "")) for key, one in fields.items()]
        parts += [f"`{name}`\n", table(("field", "is", "what it says"), rows), ""]
        waiting += [found for one in fields.values() for found in _named(one)]
    return "\n".join(parts)


def _named(schema: Any) -> list[str]:
    if isinstance(schema, dict):
        here = [schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else []
        return here + [found for value in schema.values() for found in _named(value)]
    return [found for value in schema for found in _named(value)] if isinstance(schema, list) else []


def _type(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"])
    if "$ref" in schema:
        return code(schema["$ref"].rsplit("/", 1)[1])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "anything")
