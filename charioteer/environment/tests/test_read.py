"""Each kind of setting: what it takes, and the sentence for what it does not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from charioteer import environment
from charioteer.environment import BadSetting

NAME = "CHARIOTEER_TRIED"

READERS: dict[str, Callable[[], Any]] = {
    "flag": lambda: environment.flag(NAME, True, ""),
    "number": lambda: environment.number(NAME, 5, "", least=1, most=9),
    "choice": lambda: environment.choice(NAME, "LOW", ("LOW", "HIGH"), ""),
    "names": lambda: environment.names(NAME, ["a"], ""),
    "text": lambda: environment.text(NAME, "x", ""),
    "mail": lambda: environment.mail_server(NAME, ""),
    "mailbox": lambda: environment.mailbox(NAME, "", ""),
    "postgres": lambda: environment.postgres(NAME, ""),
    "hosts": lambda: environment.hosts(NAME, ["localhost"], ""),
    "address": lambda: environment.address(NAME, "http://localhost:8000", ""),
    "folder": lambda: environment.folder(NAME, Path("/nonexistent/var"), ""),
}


@pytest.fixture(autouse=True)
def undeclared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "DECLARED", {})


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        ("flag", "", True),
        ("flag", "OFF", False),
        ("flag", "1", True),
        ("number", " 9 ", 9),
        ("number", "", 5),
        ("choice", "high", "HIGH"),
        ("choice", "", "LOW"),
        ("names", "a.example, b.example,,", ["a.example", "b.example"]),
        ("names", "", ["a"]),
        ("text", "  y ", "y"),
        ("hosts", "register.school.example, [::1],127.0.0.1", ["register.school.example", "[::1]", "127.0.0.1"]),
        ("hosts", ".school.example,*", [".school.example", "*"]),
        ("hosts", "", ["localhost"]),
        ("address", "https://register.school.example/", "https://register.school.example"),
        ("address", "http://[::1]:8001", "http://[::1]:8001"),
        ("address", "", "http://localhost:8000"),
        ("mail", "", None),
        ("mailbox", "", ""),
        ("mailbox", "bounces+c@school.example", "bounces+c@school.example"),
        ("postgres", "", ""),
        ("postgres", "postgres://u:p@h/name", "postgres://u:p@h/name"),
        ("folder", "", Path("/nonexistent/var")),
    ],
)
def test_what_is_taken(monkeypatch: pytest.MonkeyPatch, kind: str, value: str, read: Any) -> None:
    monkeypatch.setenv(NAME, value)
    assert READERS[kind]() == read


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("flag", "perhaps"),
        ("number", "0"),
        ("number", "10"),
        ("number", "five"),
        ("number", "-"),
        ("number", "²"),
        ("choice", "middle"),
        ("mailbox", "school.example"),
        ("mailbox", "Charioteer <c@school.example>"),
        ("mailbox", "c@school.example, d@school.example"),
        ("mail", "mail.example"),
        ("mail", "smtp://"),
        ("mail", "http://u:secret@h"),
        ("mail", "smtp://u:secret@h:port"),
        ("postgres", "mysql://u:secret@h/name"),
        ("postgres", "postgres://u:secret@h"),
        ("postgres", "postgres://u:secret@h:port/name"),
        ("hosts", "https://register.school.example"),
        ("hosts", "register.school.example:8000"),
        ("hosts", "one.example two.example"),
        ("address", "register.school.example"),
        ("address", "ftp://register.school.example"),
        ("address", "https://"),
        ("address", "https://u:secret@register.school.example"),
        ("address", "https://register.school.example/register"),
        ("address", "https://register.school.example:port"),
        ("folder", __file__),
    ],
)
def test_what_is_not_taken_is_a_sentence(monkeypatch: pytest.MonkeyPatch, kind: str, value: str) -> None:
    monkeypatch.setenv(NAME, value)
    with pytest.raises(BadSetting) as wrong:
        READERS[kind]()
    assert str(wrong.value).startswith(NAME)
    assert str(wrong.value).endswith(".")
    assert "secret" not in str(wrong.value)


@pytest.mark.parametrize(
    ("value", "scheme", "port"),
    [
        ("smtp://u:p%40ss@h.example", "smtp", 25),
        ("smtp+tls://u:p%40ss@h.example", "smtp+tls", 587),
        ("smtps://u:p%40ss@h.example:2465", "smtps", 2465),
    ],
)
def test_a_mail_server(monkeypatch: pytest.MonkeyPatch, value: str, scheme: str, port: int) -> None:
    monkeypatch.setenv(NAME, value)
    found = READERS["mail"]()
    assert (found.scheme, found.host, found.port, found.user, found.password) == (
        scheme,
        "h.example",
        port,
        "u",
        "p@ss",
    )
    assert "p@ss" not in repr(found)
