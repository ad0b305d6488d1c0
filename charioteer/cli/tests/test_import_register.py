"""`charioteer import register`: asks before it writes, tells machines and people what it understood."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from charioteer.channels.models import Channel
from charioteer.cli import main
from charioteer.cli.register import load_example_register
from charioteer.intake.models import Batch
from charioteer.people.actions import load_trust
from charioteer.people.tests import cast

EXAMPLE = Path(__file__).parents[3] / "examples/auriga"


@pytest.fixture
def auriga(db: None) -> None:
    load_trust(data=json.loads((EXAMPLE / "trust.json").read_text()), now=cast.NOW)


def run(*words: str) -> Result:
    """One command, not at a terminal."""
    return CliRunner().invoke(main, ["import", "register", *words])


def test_without_yes_it_shows_and_writes_nothing(auriga: None) -> None:
    result = run(str(EXAMPLE / "register.csv"))
    assert result.exit_code == 1
    assert "Platform: X (formerly Twitter)" in result.output
    assert "? We read “1/9/21” day first, as 1 September 2021." in result.output
    assert "9 rows: 9 new; 0 changed" in result.output
    assert "run it again with --yes" in result.output
    assert (Channel.objects.count(), Batch.objects.count()) == (0, 0)


def test_a_file_without_rows_says_so(auriga: None, tmp_path: Path) -> None:
    file = tmp_path / "bare.csv"
    file.write_text("Platform,Account\n")
    assert "there is no row under the header" in run(str(file), "--dry-run").output


def test_a_dry_run_is_fine_and_writes_nothing(auriga: None) -> None:
    result = run(str(EXAMPLE / "register.csv"), "--dry-run", "--yes")
    assert result.exit_code == 0
    assert (Channel.objects.count(), Batch.objects.count()) == (0, 0)


def test_the_nine_rows_for_a_machine(auriga: None) -> None:
    result = run(str(EXAMPLE / "register.csv"), "--yes", "--json")
    assert result.exit_code == 0
    said = json.loads(result.output)
    assert said["written"] is True
    assert said["counts"]["new"] == 9
    rows = said["rows"]
    assert set(rows[0]) >= {"row", "read", "understood", "doubted", "outcome"}
    assert [(row["understood"]["platform"], row["understood"]["kind"], row["understood"]["key"]) for row in rows] == [
        ("x", "handle", "housecapella"),
        ("youtube", "handle", "strathmoreschool589"),
        ("facebook", "unknown", "fossfriendsofstrathmoreschool"),
        ("x", "handle", "friendsof_strat"),
        ("facebook", "group", "3651385304889119"),
        ("facebook", "unknown", None),
        ("x", "handle", "bespokebeheard"),
        ("instagram", "handle", "bespokebeheard"),
        ("linkedin", "unknown", None),
    ]
    standings = [row["understood"]["standing"] for row in rows]
    assert standings == ["unassessed", "unassessed", "partner", "partner", *["unassessed"] * 5]
    april = rows[1]["understood"]["opened"]
    assert (april["earliest"], april["latest"], april["certainty"]) == ("2020-04-01", "2020-04-30", "ambiguous")
    assert rows[1]["read"]["platform"] == "You Tube"
    assert all(row["doubted"] for row in rows)
    assert Channel.objects.count() == 9
    assert not Channel.objects.filter(standing="official").exists()


def test_the_same_file_twice_changes_nothing(auriga: None) -> None:
    run(str(EXAMPLE / "register.csv"), "--yes")
    result = run(str(EXAMPLE / "register.csv"), "--yes")
    assert result.exit_code == 0
    assert "taken in before. Nothing was changed." in result.output
    assert Channel.objects.count() == 9


@pytest.mark.parametrize("data", [b"", b"words without a table", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600])
def test_a_file_that_cannot_be_used_is_bad_use(auriga: None, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "register.csv"
    file.write_bytes(data)
    result = run(str(file), "--yes", "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["error"]
    assert Channel.objects.count() == 0


def test_a_file_that_is_not_there_is_bad_use(auriga: None) -> None:
    assert run("nowhere.csv", "--yes").exit_code == 2


def test_several_trusts_ask_which(auriga: None) -> None:
    cast.lyra()
    assert run(str(EXAMPLE / "register.csv"), "--yes").exit_code == 2
    assert run(str(EXAMPLE / "register.csv"), "--yes", "--trust", "lyra").exit_code == 0
    assert set(Channel.objects.values_list("trust__slug", flat=True)) == {"lyra"}


def test_the_example_is_taken_in_once(auriga: None) -> None:
    assert load_example_register(EXAMPLE) == "Taken in: 9 new channels, 0 changed."
    assert load_example_register(EXAMPLE) == "The register was taken in before."
    assert Channel.objects.count() == 9
