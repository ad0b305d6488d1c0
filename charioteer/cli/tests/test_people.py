"""`help-back-in`, the way back for the only administrator, and `invite` to one school."""

import json

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner, Result
from django.test import Client

from charioteer.audit.models import Entry
from charioteer.cli import main
from charioteer.people.models import Invitation, School
from charioteer.people.tests import cast

pytestmark = pytest.mark.django_db


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args)


def test_the_only_administrator_comes_back_in(client: Client) -> None:
    amara = cast.with_second_factor(cast.person("Amara Lindqvist", cast.auriga(), "administrator"))
    answer = run("help-back-in", amara.email.upper(), "--json")
    assert answer.exit_code == 0, answer.output
    path = json.loads(answer.stdout)["link"].removeprefix("http://127.0.0.1:8000")
    assert client.post(path, {"password": "wrong"}).status_code == 200
    assert Authenticator.objects.count() == 2
    assert client.post(path, {"password": cast.PASSWORD})["Location"] == "/account/second-factor/"
    assert not Authenticator.objects.exists()
    assert Entry.objects.get(kind="people.help.given").actor == "system"


@pytest.mark.parametrize(
    ("email", "says", "code"),
    [
        ("nobody@auriga.example", "Nobody signs in with", 2),
        ("priya.nair@auriga.example", "no second factor to lose", 1),
    ],
)
def test_who_cannot_be_helped_is_said(email: str, says: str, code: int) -> None:
    cast.person("Priya Nair", cast.auriga())
    answer = run("help-back-in", email)
    assert (answer.exit_code, says in answer.output) == (code, True)


def test_invite_to_one_school() -> None:
    cast.auriga()
    assert run("invite", "a@auriga.example", "--role", "headteacher", "--school", "strathmore").exit_code == 0
    assert Invitation.objects.get().school == School.objects.get(slug="strathmore")
    for more, says in (((), "is a role of one school"), (("--school", "nowhere"), "Choose one of: capella-house")):
        answer = run("invite", "b@auriga.example", "--role", "headteacher", *more)
        assert (answer.exit_code, says in answer.output) == (2, True), answer.output
