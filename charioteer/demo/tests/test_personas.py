"""Being somebody else: at once, wholly, in the log; and from nowhere but this machine."""

import re
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from charioteer.audit.models import Entry
from charioteer.demo import personas
from charioteer.demo.personas import PERSONAS
from charioteer.people.models import Invitation, Trust, User
from charioteer.people.tests.cast import NOW

LIST, WREN = "/demo/personas/", "/demo/personas/wren-okafor/"


@pytest.mark.parametrize("address", [LIST, WREN])
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_the_demonstration_there_is_no_such_address(
    address: str, method: str, lyra: Trust, here: Client
) -> None:
    assert getattr(here, method)(address).status_code == 404


@pytest.mark.usefixtures("lyra", "switched_on")
def test_a_dozen_are_there_with_one_sentence_each(here: Client) -> None:
    page = here.get(LIST).content.decode()
    assert len(PERSONAS) == 12
    assert [one.name for one in personas.found()] == [one.name for one in PERSONAS]
    assert re.findall(r">Be ([^<]+)</button>", page) == [one.name for one in PERSONAS]
    assert all(one.why in page for one in PERSONAS)


@pytest.mark.usefixtures("lyra", "switched_on")
@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.key)
def test_one_press_and_one_is_them_second_factor_and_all(persona: Any, here: Client) -> None:
    answer = here.post(f"{LIST}{persona.key}/")
    assert (answer.status_code, answer["Location"]) == (302, "/mine/")
    page = here.get("/mine/")
    assert page.status_code == 200
    assert f"You are <b>{persona.name}</b>, {persona.office}." in page.content.decode()
    entry = Entry.objects.filter(kind="demo.persona.chosen").get()
    assert entry.actor == f"people.person:{User.objects.get(person__name=persona.name).person_id}"


@pytest.mark.usefixtures("lyra", "switched_on")
def test_the_one_before_is_left_behind(here: Client) -> None:
    here.post(WREN)
    before = here.cookies["sessionid"].value
    here.post(f"{LIST}priya-nair/")
    assert here.cookies["sessionid"].value != before
    old = Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR="127.0.0.1")
    old.cookies["sessionid"] = before
    assert old.get("/mine/")["Location"].startswith("/sign-in/")
    assert "Priya Nair" in here.get("/mine/").content.decode()


ELSEWHERE = {
    "another machine": {"REMOTE_ADDR": "192.0.2.7"},
    "another machine of the house": {"REMOTE_ADDR": "10.0.0.4"},
    "nobody knows where": {"REMOTE_ADDR": ""},
    "not an address": {"REMOTE_ADDR": "127.0.0.1, 192.0.2.7"},
    "forwarded": {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    "forwarded, said otherwise": {"HTTP_FORWARDED": "for=127.0.0.1"},
    "a proxy": {"HTTP_VIA": "1.1 proxy"},
    "its name": {"HTTP_X_REAL_IP": "127.0.0.1"},
    "another host name": {"SERVER_NAME": "register.school.example"},
}


@pytest.mark.usefixtures("lyra", "switched_on")
@pytest.mark.parametrize("how", list(ELSEWHERE))
def test_from_elsewhere_there_is_nothing(how: str, here: Client, settings: LazySettings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    changed = ELSEWHERE[how]
    assert here.get(LIST, **changed).status_code == 404
    assert here.post(WREN, **changed).status_code == 404
    assert not Entry.objects.filter(kind="demo.persona.chosen").exists()
    assert "Be one of them" not in here.get("/privacy/", **changed).content.decode()


@pytest.mark.usefixtures("lyra", "switched_on")
@pytest.mark.parametrize("name", ["PROXIES", "DEMO"])
def test_behind_a_proxy_or_switched_off_there_is_nothing(name: str, here: Client, settings: LazySettings) -> None:
    setattr(settings, name, {"PROXIES": 1, "DEMO": False}[name])
    assert here.get(LIST).status_code == 404
    assert here.post(WREN).status_code == 404


@pytest.mark.usefixtures("lyra", "switched_on")
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_this_machine_has_three_names(host: str) -> None:
    port = "8000"
    client = Client(HTTP_HOST=f"{host}:{port}", REMOTE_ADDR="::1" if host == "[::1]" else "127.0.0.1")
    assert client.get(LIST).status_code == 200
    assert "Be one of them" in client.get("/privacy/").content.decode()


@pytest.mark.usefixtures("lyra", "switched_on")
@pytest.mark.parametrize("key", ["juno-ferrer", "nobody", "wren-okafor-2"])
def test_nobody_but_the_dozen_can_be_been(key: str, here: Client) -> None:
    assert here.post(f"{LIST}{key}/").status_code == 404


@pytest.mark.usefixtures("lyra", "switched_on")
def test_nobody_of_another_trust_can_be_been(here: Client) -> None:
    Trust.objects.filter(slug="lyra").update(slug="corvus")
    assert here.post(WREN).status_code == 404
    assert "Nobody is here yet" in here.get(LIST).content.decode()


@pytest.mark.usefixtures("lyra", "switched_on")
def test_another_site_cannot_press_the_button() -> None:
    client = Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1", REMOTE_ADDR="127.0.0.1")
    assert client.post(WREN).status_code == 403
    assert client.get(WREN).status_code == 405


@pytest.mark.usefixtures("lyra", "switched_on")
def test_a_deputy_does_what_is_owed_by_who_is_away(here: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    here.post(f"{LIST}rowan-ito/")
    page = here.get("/mine/").content.decode()
    theirs = page[page.index("For Silas Renner, who is away until") :]
    assert "Invite nell.hargreave@lyra.example again" in theirs
    href = re.search(r'href="(/invitations/[^"]*)"', theirs)
    assert href
    assert "nell.hargreave@lyra.example" in here.get(href[1]).content.decode()
    over = Invitation.objects.get(email="nell.hargreave@lyra.example")
    assert here.get(f"/invitations/{over.pk}/").status_code == 200
    assert here.post(f"/invitations/{over.pk}/again/").status_code == 302
    again = Invitation.objects.open_at(NOW).get(email="nell.hargreave@lyra.example")
    assert again.invited_by == User.objects.get(person__name="Rowan Ito").person
    assert "nell.hargreave" not in here.get("/mine/").content.decode()


@pytest.mark.usefixtures("lyra", "switched_on")
def test_nobody_else_of_the_school_may_do_it(here: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    here.post(f"{LIST}osman-lyle/")
    assert "nell.hargreave" not in here.get("/mine/").content.decode()
    over = Invitation.objects.get(email="nell.hargreave@lyra.example")
    assert here.post(f"/invitations/{over.pk}/again/").status_code == 403
