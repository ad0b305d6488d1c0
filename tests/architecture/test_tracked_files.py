"""What no commit may hold."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, name_of, tracked

TEXT = [path for path in tracked() if path.suffix not in {".png", ".woff2", ".ico", ".docx", ".pdf", ".xlsx"}]

# Spelt in pieces, so that this file does not hold what it forbids.
REGISTRIES = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "deb." + "debian.org",
    "crates" + ".io",
]
MACHINE = re.compile(
    r"(?<![\w./-])/(?:" + "|".join(["wo" + "rk", "ro" + "ot", "t" + "mp", "Us" + "ers", "ho" + "me"]) + r")/[\w.-]"
)
LEFT_OVER = re.compile(r"\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]) + r")\b")
KEYS = re.compile("BEGIN (?:[A-Z]+ )?PRIVATE " + "KEY|AKIA" + "[0-9A-Z]{16}|gh[pousr]_" + "[A-Za-z0-9]{30}")


def lines_with(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    """Where a pattern stands, as file:line."""
    return [
        f"{name_of(path)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_registry_is_named() -> None:
    assert lines_with(re.compile("|".join(map(re.escape, REGISTRIES))), TEXT) == []


def test_no_path_of_one_machine() -> None:
    assert lines_with(MACHINE, TEXT) == []


@pytest.mark.parametrize("path", ["see /" + "root/x", '"/' + 'tmp/a"', "(/" + "work/main)"])
def test_the_machine_pattern_catches(path: str) -> None:
    assert MACHINE.search(path)


def test_the_machine_pattern_leaves_addresses_alone() -> None:
    assert not MACHINE.search("https://school.example/" + "work/experience")


def test_nothing_is_left_for_later() -> None:
    code = [path for path in TEXT if path.suffix in {".py", ".html", ".md", ".scss", ".toml", ".txt", ""}]
    assert lines_with(LEFT_OVER, code) == []


def test_no_secret() -> None:
    assert lines_with(KEYS, TEXT) == []


def test_no_trust_document() -> None:
    documents = [
        name_of(path) for path in tracked() if path.suffix.lower() in {".docx", ".doc", ".pdf", ".xlsx", ".sqlite3"}
    ]
    assert documents == []


def test_pictures_are_small() -> None:
    large = {
        name_of(path): path.stat().st_size
        for path in tracked()
        if path.suffix == ".png" and path.stat().st_size > 200_000
    }
    assert large == {}


LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
PAGES = [path for path in tracked() if path.suffix == ".md"]


@pytest.mark.parametrize("page", PAGES, ids=[name_of(path) for path in PAGES])
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    broken = [
        to
        for to in LINK.findall(page.read_text())
        if not (page.parent / to).exists() and not (ROOT / to.lstrip("/")).exists()
    ]
    assert broken == []
