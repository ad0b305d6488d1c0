"""Pages need no script, carry no style of their own, and fetch nothing from anybody else."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import name_of, tracked

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


@pytest.mark.parametrize("template", TEMPLATES, ids=[name_of(path) for path in TEMPLATES])
def test_a_template_is_plain(template: Path) -> None:
    text = COMMENTS.sub("", template.read_text())
    for drawing in DRAWN_BY_CODE:
        text = text.replace(drawing, "")
    found = {words: match.group() for words, pattern in FORBIDDEN.items() if (match := pattern.search(text))}
    assert found == {}


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
