"""`charioteer check-account`: the body of the API and an exit code."""

import json

import pytest
from click.testing import CliRunner
from django.test import Client

from charioteer.channels.models import Channel
from charioteer.channels.tests.public_cast import auriga, make_official, nine_rows
from charioteer.cli import main


@pytest.fixture
def nine(db: None) -> list[Channel]:
    return nine_rows(auriga())


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("x.com/housecapella", 0, "Yes, this is official."),
        ("x.com/friendsof_strat", 1, "Run by Friends of Strathmore School, not by the school"),
        ("x.com/HouseCapeIla", 1, "very like @HouseCapella"),
        ("bespokebeheard", 2, "We cannot tell which account you mean."),
    ],
)
def test_exit_code_and_words(nine: list[Channel], text: str, code: int, words: str) -> None:
    make_official(nine[0])
    said = CliRunner().invoke(main, ["check-account", text])
    assert said.exit_code == code
    assert words in said.stdout


def test_json_is_the_body_of_the_api(nine: list[Channel], client: Client) -> None:
    said = json.loads(CliRunner().invoke(main, ["check-account", "x.com/HouseCapeIla", "--json"]).stdout)
    api = client.get("/api/v1/verify", {"q": "x.com/HouseCapeIla"}).json()
    for body in (said, api):
        body.pop("answered_at")
    assert said == api
