"""`import people`: asks before it writes, answers machines, ends nobody by itself."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from charioteer.cli import main
from charioteer.people.models import Engagement, Missing, Person, School, Trust

HEAD = "Payroll number,Name,School\r\n"
ONE, TWO = "1,Priya Nair,Capella\r\n", "2,Joel Sharma,Capella\r\n"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def auriga() -> Trust:
    trust = Trust.objects.create(name="The Auriga Academy Trust", slug="auriga")
    School.objects.create(trust=trust, name="Capella House School", slug="capella-house", known_by=["Capella"])
    return trust


def _run(tmp_path: Path, rows: str, *more: str) -> Result:
    file = tmp_path / "people.csv"
    file.write_text(HEAD + rows)
    return CliRunner().invoke(main, ["import", "people", str(file), *more])


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    answer = _run(tmp_path, ONE, "--dry-run")
    assert answer.exit_code == 0
    assert "Name: Priya Nair" in answer.output
    assert not Person.objects.exists()


def test_without_a_yes_nothing_is_written(tmp_path: Path) -> None:
    answer = _run(tmp_path, ONE)
    assert answer.exit_code == 1
    assert "--yes" in answer.output
    assert not Person.objects.exists()


def test_leavers_end_only_where_it_is_said(tmp_path: Path) -> None:
    assert _run(tmp_path, ONE + TWO, "--yes").exit_code == 0
    answer = json.loads(_run(tmp_path, ONE, "--yes", "--json").output)
    assert [one["name"] for one in answer["left"]] == []  # nothing ended, and nothing waits any more
    assert not Engagement.objects.exclude(until_date=None).exists()
    answer = json.loads(_run(tmp_path, ONE + "3,Ana Reyes,Capella\r\n", "--yes", "--end-leavers", "--json").output)
    assert [one["name"] for one in answer["left"]] == ["Joel Sharma"]
    assert (answer["wrote"]["left"], answer["written"]) == (1, True)
    assert Engagement.objects.exclude(until_date=None).get().person.name == "Joel Sharma"
    assert not Missing.objects.exists()


def test_the_rows_in_doubt_are_told(tmp_path: Path) -> None:
    answer = json.loads(_run(tmp_path, "9,Ana Reyes,Vega\r\n", "--dry-run", "--json").output)
    assert answer["counts"]["cannot"] == 1
    assert "no school called “Vega”" in answer["rows"][0]["doubts"][0]


def test_a_file_that_tells_nobody_apart_is_bad_use(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Who,Where\r\nPriya,Capella\r\n")
    answer = CliRunner().invoke(main, ["import", "people", str(file), "--yes"])
    assert answer.exit_code == 2
