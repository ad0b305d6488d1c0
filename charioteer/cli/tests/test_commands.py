"""Every house command in this process: words, JSON, exit codes."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from charioteer.cli import COMMANDS, main
from charioteer.people.models import Invitation, School, User
from charioteer.people.tests import cast

pytestmark = pytest.mark.django_db


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args)


def test_every_listed_command_exists_and_explains_itself() -> None:
    found = dict(_all(main, click.Context(main)))
    assert {name.split()[0] for name in found} == set(COMMANDS)
    for name in found:
        answer = run(*name.split(), "--help")
        assert answer.exit_code == 0, name
        assert "--json" in answer.stdout, name


def _all(group: click.Group, ctx: click.Context, before: str = "") -> Iterator[tuple[str, click.Command]]:
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if isinstance(command, click.Group):
            yield from _all(command, ctx, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def test_init_with_the_example_twice() -> None:
    first = run("init", "--example", "auriga", "--json")
    assert first.exit_code == 0, first.output
    assert json.loads(first.stdout)["trusts"] == ["The Auriga Academy Trust"]
    rows = list(School.objects.values())
    assert run("init", "--example", "auriga").exit_code == 0
    assert list(School.objects.values()) == rows


def test_init_with_an_example_that_is_not_there() -> None:
    answer = run("init", "--example", "vela")
    assert answer.exit_code == 2
    assert answer.stderr.strip() == "There is no example called “vela”. There is: auriga."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "is not JSON"),
        ("[]", "must hold one trust"),
        ('{"name": "Lyra"}', "“slug” of the trust is “None”"),
        (b"\xff\xfe".decode("latin-1"), "is not JSON"),
    ],
)
def test_init_with_a_file_that_cannot_be_used(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "trust.json"
    file.write_text(text, encoding="latin-1")
    answer = run("init", "--trust", str(file))
    assert answer.exit_code == 2
    assert says in answer.stderr


def test_init_with_ones_own_trust(tmp_path: Path) -> None:
    file = tmp_path / "trust.json"
    file.write_text('{"name": "The Lyra Trust", "slug": "lyra"}')
    answer = run("init", "--trust", str(file))
    assert answer.exit_code == 0
    assert "The Lyra Trust, 0 schools" in answer.stdout


def test_invite_prints_a_link_that_works(client: Client) -> None:
    cast.auriga()
    answer = run("invite", "Grace.Adebayo@auriga.example", "--json")
    assert answer.exit_code == 0
    facts = json.loads(answer.stdout)
    assert (facts["email"], facts["role"]) == ("grace.adebayo@auriga.example", "administrator")
    assert client.get(facts["link"].removeprefix("http://127.0.0.1:8000")).status_code == 200


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["nobody"], "not an e-mail address"),
        (["grace@auriga.example", "--role", "owner"], "Invalid value for '--role'"),
        (["grace@auriga.example", "--trust", "vela"], "no trust called “vela”"),
        ([], "Missing argument 'EMAIL'"),
    ],
)
def test_invite_with_what_cannot_be_used(args: list[str], says: str) -> None:
    cast.auriga()
    answer = run("invite", *args)
    assert answer.exit_code == 2
    assert says in answer.stderr


def test_a_refusal_in_json_is_json() -> None:
    cast.auriga()
    answer = run("invite", "nobody", "--json")
    assert answer.exit_code == 2
    assert "not an e-mail address" in json.loads(answer.stdout)["error"]


def test_invite_if_nobody() -> None:
    none = run("invite", "a@auriga.example", "--if-nobody")
    assert none.exit_code == 0
    assert "charioteer init --trust" in none.stdout
    cast.person("Amara Lindqvist", cast.auriga(), "administrator")
    answer = run("invite", "a@auriga.example", "--if-nobody", "--json")
    assert json.loads(answer.stdout) == {"link": None}
    assert not Invitation.objects.exists()


def test_inviting_somebody_who_signs_in_gives_a_link_for_a_new_password(client: Client) -> None:
    amara = cast.with_second_factor(cast.person("Amara Lindqvist", cast.auriga(), "administrator"))
    link = json.loads(run("invite", amara.email, "--json").stdout)["link"]
    page = client.get(link.removeprefix("http://127.0.0.1:8000"), follow=True)
    new = "copper meadow tulip river"
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    user = User.objects.get()
    assert user.check_password(new)
    assert user.authenticator_set.filter(type="totp").exists()
    assert client.get("/account/").status_code == 302  # the link changes a password; it does not sign in


def test_doctor_says_what_is_well_and_what_is_not() -> None:
    call_command("createcachetable", verbosity=0)
    answer = run("doctor", "--json")
    found = {finding["about"]: finding for finding in json.loads(answer.stdout)["findings"]}
    assert found["Database"]["state"] == "ok"
    assert found["Log"]["state"] == "ok"
    assert found["Trust"]["state"] == found["Sign-in"]["state"] == "warn"
    assert all(finding["mend"] for finding in found.values() if finding["state"] != "ok")
    cast.person("Amara Lindqvist", cast.auriga(), "administrator")
    found = {f["about"]: f["state"] for f in json.loads(run("doctor", "--json").stdout)["findings"]}
    assert found["Trust"] == found["Sign-in"] == "ok"


def test_doctor_misses_a_trigger() -> None:
    name = "audit_entry_no_UPDATE" if connection.vendor == "sqlite" else "audit_entry_append_only"
    on = "" if connection.vendor == "sqlite" else " ON audit_entry"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
    answer = run("doctor")
    assert answer.exit_code == 1
    assert name in answer.stdout
    assert "Run `charioteer migrate`" in answer.stdout


@pytest.mark.parametrize(
    ("setting", "value", "about", "state"),
    [
        ("DEBUG", True, "Debug", "warn"),
        ("ALLOWED_HOSTS", ["*"], "Hosts", "bad"),
        ("ALLOWED_HOSTS", [".auriga.example"], "Hosts", "bad"),
        ("ALLOWED_HOSTS", ["register.auriga.example"], "Address", "bad"),
        ("ALLOWED_HOSTS", ["register.auriga.example", "127.0.0.1"], "Address", "warn"),
        ("HTTPS", True, "Address", "bad"),
        ("DATA", Path("/nonexistent/charioteer"), "Data folder", "bad"),
        ("DATA", Path("/nonexistent/charioteer"), "Keys", "bad"),
    ],
)
def test_doctor_looks_at_settings(settings: LazySettings, setting: str, value: object, about: str, state: str) -> None:
    setattr(settings, setting, value)
    answer = run("doctor", "--json")
    found = {finding["about"]: finding for finding in json.loads(answer.stdout)["findings"]}
    assert found[about]["state"] == state
    assert found[about]["mend"]
    assert answer.exit_code == (1 if "bad" in {finding["state"] for finding in found.values()} else 0)


def test_doctor_wants_links_that_begin_with_https(settings: LazySettings) -> None:
    settings.HTTPS, settings.PROXIES = True, 1
    for address, state in (("http://127.0.0.1", "warn"), ("https://127.0.0.1", "ok")):
        settings.SITE_ADDRESS = address
        found = {f["about"]: f["state"] for f in json.loads(run("doctor", "--json").stdout)["findings"]}
        assert found["Address"] == state


def test_doctor_sees_keys_of_another_database(settings: LazySettings, tmp_path: Path) -> None:
    call_command("createcachetable", verbosity=0)
    cast.with_second_factor(cast.person("Amara Lindqvist", cast.auriga(), "administrator"))
    assert not _about_keys("bad")
    settings.DATA = tmp_path  # a restore that forgot the keys: new ones are made, and open nothing
    assert "nobody who has one can sign in" in _about_keys("bad")


def _about_keys(state: str) -> str:
    found = json.loads(run("doctor", "--json").stdout)["findings"]
    return " ".join(f["seen"] for f in found if f["about"] == "Keys" and f["state"] == state and "second" in f["seen"])


def test_doctor_sees_a_key_that_others_can_read(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    key = tmp_path / "keys" / "master-1"
    key.parent.mkdir()
    key.write_bytes(os.urandom(32))
    key.chmod(0o640)
    found = {f["about"]: f for f in json.loads(run("doctor", "--json").stdout)["findings"]}
    assert found["Keys"]["state"] == "bad"
    assert found["Keys"]["mend"] == f"chmod 600 {key}"


def test_migrate_twice() -> None:
    for _ in range(2):
        answer = run("migrate", "--json")
        assert (answer.exit_code, json.loads(answer.stdout)) == (0, {"migrated": True})


def test_an_unknown_command_is_bad_use() -> None:
    answer = run("frobnicate")
    assert answer.exit_code == 2
    assert "No such command 'frobnicate'" in answer.stderr
