"""`charioteer import policy`: read, load, load again, refuse."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from charioteer.cli import main
from charioteer.people.models import Trust
from charioteer.policy.models import Edition
from charioteer.policy.tests.documents import POLICY

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "policy.txt"
    path.write_text(POLICY)
    return path


@pytest.fixture
def trust() -> Trust:
    return Trust.objects.create(name="The Vega Learning Trust", slug="vega")


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["import", "policy", *map(str, words)])


def test_it_loads_once(file: Path, trust: Trust) -> None:
    first, again = run(file), run(file)
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "Loaded “ONLINE CONDUCT POLICY” for The Vega Learning Trust, as a draft." in first.output
    assert "- The document does not say who approved it." in first.output
    assert "was loaded before, letter for letter" in again.output
    assert Edition.objects.count() == 1


def test_a_dry_run_writes_nothing(file: Path, trust: Trust) -> None:
    result = run(file, "--dry-run")
    assert result.exit_code == 0
    assert "Nothing was written." in result.output
    assert not Edition.objects.exists()


def test_json_for_machines(file: Path, trust: Trust) -> None:
    facts = json.loads(run(file, "--json").stdout)
    assert (facts["written"], facts["state"], facts["trust"]) == (True, "draft", "vega")
    assert facts["stated"]["approved_by"] == ""
    assert facts["sections"][0] == {"number": "1", "heading": "Opening"}
    assert facts["citations"][0]["provisions"] == ["133", "135-148"]
    assert "inconsistent_edition" in {finding["code"] for finding in facts["findings"]}
    dry = json.loads(run(file, "--json", "--dry-run").stdout)
    assert (dry["written"], dry["edition"], dry["state"]) == (False, None, None)


def test_bad_use_is_a_sentence_and_a_two(file: Path, tmp_path: Path) -> None:
    assert (none := run(file)).exit_code == 2
    assert "No trust is set up yet" in none.output
    Trust.objects.create(name="The Vega Learning Trust", slug="vega")
    assert run(tmp_path / "missing.txt").exit_code == 2
    (tmp_path / "empty.txt").write_text("")
    assert (empty := run(tmp_path / "empty.txt")).exit_code == 2
    assert "This file is empty." in empty.output
    Trust.objects.create(name="The Lyra Trust", slug="lyra")
    assert run(file).exit_code == 2
    assert run(file, "--trust", "lyra").exit_code == 0
