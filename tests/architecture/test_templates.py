"""Pages need no script, carry no style of their own, and fetch nothing from anybody else."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, name_of, tracked

TEMPLATES = [path for path in tracked() if path.suffix in {".html", ".svg"} and "templates" in path.parts]
COMMENTS = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)
FORBIDDEN = {
    "a script": re.compile(r"<script\b|javascript:", re.IGNORECASE),
    "a style of its own": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "something from elsewhere": re.compile(
        r"""<(?:link|img|iframe|video|audio|source|object|embed|use)\b[^>]*["'](?:https?:)?//"""
    ),
    "text that is not escaped": re.compile(r"\|\s*safe\b|{%\s*autoescape off"),
}

# Drawings that code makes, from which nothing typed by anybody can come.
DRAWN_BY_CODE = ("{{ totp_svg|safe }}",)

# Browsers give passkeys to scripts alone: one file of ours, named in one template, which a few pages include.
PASSKEYS = "charioteer/people/templates/people/_passkey_script.html"
THE_ONE_SCRIPT = '<script src="{% static "people/passkeys.js" %}" defer></script>'


@pytest.mark.parametrize("template", TEMPLATES, ids=[name_of(path) for path in TEMPLATES])
def test_a_template_is_plain(template: Path) -> None:
    text = COMMENTS.sub("", template.read_text())
    for drawing in DRAWN_BY_CODE:
        text = text.replace(drawing, "")
    if name_of(template) == PASSKEYS:
        text = text.replace(THE_ONE_SCRIPT, "", 1)
    found = {words: match.group() for words, pattern in FORBIDDEN.items() if (match := pattern.search(text))}
    assert found == {}


def test_the_one_script_is_ours_and_asks_nobody() -> None:
    assert THE_ONE_SCRIPT in (ROOT / PASSKEYS).read_text()
    scripts = [name_of(path) for path in tracked() if path.suffix in {".js", ".mjs"} and "charioteer" in path.parts]
    assert scripts == ["charioteer/people/static/people/passkeys.js"]
    script = (ROOT / scripts[0]).read_text()
    for word in (
        "fetch(",
        "XMLHttpRequest",
        "eval(",
        "innerHTML",
        "http:",
        "https:",
        "localStorage",
        "document.cookie",
    ):
        assert word not in script, word


@pytest.mark.parametrize(
    "bad",
    [
        "<p style='x'>",
        '<a onclick="x">',
        "<SCRIPT>",
        "{{ a|safe }}",
        '<img src="//a.example/x">',
        "<a href='javascript:1'>",
    ],
)
def test_the_patterns_catch(bad: str) -> None:
    assert any(pattern.search(bad) for pattern in FORBIDDEN.values())
