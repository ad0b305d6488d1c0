"""`charioteer board`: how each clause stands, in words and for machines; the exit code is 0 whatever the answer."""

import json

import pytest
from click.testing import CliRunner

from charioteer.cli import main
from tests.cast import Cast, assemble


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


def board(*more: str) -> object:
    return CliRunner().invoke(main, ["board", "--trust", "lyra", *more])


def test_never_asked_is_unknown_and_no_failure(cast: Cast) -> None:
    said = board()
    assert said.exit_code == 0, said.output
    assert "Nobody has asked yet" in said.output
    told = json.loads(board("--json").stdout)
    keys = next(one for one in told["clauses"] if one["clause"] == "2.4a")
    assert keys["state"] == "unknown"
    assert keys["controls"][0]["asked_at"] is None


def test_asked_now(cast: Cast) -> None:
    told = json.loads(board("--ask", "--json").stdout)
    assert {"clause", "state", "controls"} <= set(told["clauses"][0])
    by_key = {one["clause"]: one for one in told["clauses"]}
    assert by_key["2.1"]["state"] == "breach"  # everybody of the cast holds a role and is engaged nowhere
    control = by_key["2.1"]["controls"][0]
    assert control["key"] == "people.placed"
    here = sum(one.trust_id == cast.lyra.pk for one in cast.people.values())  # Grace too: she can still sign in
    assert control["figures"] == {"total": here, "failing": here, "unknown": 0, "of": "people"}
    assert control["asked_at"]
    assert by_key["5.1"] == {
        "clause": "5.1", "title": by_key["5.1"]["title"], "state": "unknown", "places": {}, "controls": [],
    }  # fmt: skip
    assert by_key["1.2"]["state"] == "not_applicable"


def test_a_trust_that_is_not_here(cast: Cast) -> None:
    said = CliRunner().invoke(main, ["board", "--trust", "nowhere"])
    assert said.exit_code == 2
