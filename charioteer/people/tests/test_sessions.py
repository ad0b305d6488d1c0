"""Where somebody is signed in: remembered sparingly, ended at once."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from charioteer.audit.models import Entry
from charioteer.people import devices
from charioteer.people.actions.sessions import end_sessions, forget_sessions
from charioteer.people.browsers import UNKNOWN, browser_words, network_of
from charioteer.people.models import Device, Person
from charioteer.people.tests.cast import NOW, PASSWORD

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126 Safari/537.36 Edg/126"


def enter(person: Person, agent: str = FIREFOX, address: str = "203.0.113.77") -> Client:
    client = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    return client


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (PHONE, "Safari on an iPhone"),
        (EDGE, "Edge on Windows"),
        ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/126 Safari/537.36", "Chrome on a Chromebook"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/126 Mobile", "Chrome on Android"),
        ("curl/8.0", UNKNOWN),
        ("", UNKNOWN),
        ("something for Macintosh", "A browser on a Mac"),
    ],
)
def test_a_browser_in_a_few_words(agent: str, words: str) -> None:
    assert browser_words(agent) == words


@given(st.text())
def test_no_browser_breaks_it_or_is_kept_as_sent(agent: str) -> None:
    assert len(browser_words(agent)) <= 60
    assert len(network_of(agent)) <= 45


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.x.x"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("::ffff:203.0.113.77", "203.0.x.x"),
        ("127.0.0.1", "this machine"),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_an_address_is_shortened(address: str, network: str) -> None:
    assert network_of(address) == network


def test_the_page_lists_them_and_marks_this_one(priya: Person) -> None:
    here = enter(priya)
    enter(priya, PHONE, "198.51.100.9")
    page = here.get(reverse("sessions")).content.decode()
    for words in ("Firefox on Windows", "Safari on an iPhone", "198.51.x.x", "This browser"):
        assert words in page
    assert page.count("This browser") == 1
    kept = str(list(Device.objects.values()))
    assert "203.0.113" not in kept
    assert "Gecko" not in kept


def test_one_is_signed_out(priya: Person) -> None:
    here, phone = enter(priya), enter(priya, PHONE)
    other = Device.objects.get(browser="Safari on an iPhone")
    answer = here.post(reverse("sessions_end"), {"device": other.pk}, follow=True)
    assert "Signed out of 1 other browser." in answer.content.decode()
    assert phone.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200
    entry = Entry.objects.get(kind="people.session.ended")
    assert (entry.subject, entry.actor) == (f"people.user:{priya.user.pk}", f"people.person:{priya.pk}")


def test_all_others_are_signed_out(priya: Person, amara: Person) -> None:
    here, others, hers = enter(priya), [enter(priya, PHONE) for _ in range(3)], enter(amara)
    here.post(reverse("sessions_end"), {"device": "others"})
    assert here.get("/account/").status_code == 200
    assert [one.get("/account/").status_code for one in others] == [302] * 3
    assert hers.get("/account/")["Location"] == reverse("second_factor")  # still signed in
    assert (Session.objects.count(), Device.objects.count()) == (2, 2)


@pytest.mark.parametrize("device", ["", "x", "0", "-1", "9" * 40, "\0", "²"])
def test_what_is_none_of_mine_is_not_there(priya: Person, amara: Person, device: str) -> None:
    here = enter(priya)
    enter(amara)
    assert here.post(reverse("sessions_end"), {"device": device}).status_code == 404
    theirs = Device.objects.get(user=amara.user)
    assert here.post(reverse("sessions_end"), {"device": theirs.pk}).status_code == 404
    assert Device.objects.count() == 2


def test_whoever_leaves_is_signed_out_by_the_system(priya: Person) -> None:
    browsers = [enter(priya), enter(priya, PHONE)]
    assert end_sessions(person=priya, by=None, now=NOW) == 2
    assert [one.get("/account/").status_code for one in browsers] == [302, 302]
    assert end_sessions(person=priya, by=None, now=NOW) == 0
    assert Entry.objects.filter(kind="people.session.ended").count() == 1


def test_somebody_without_a_sign_in_has_none(auriga: object, priya: Person) -> None:
    known = Person.objects.create(trust=priya.trust, name="Grace Adebayo")
    assert end_sessions(person=known, by=None, now=NOW) == 0


def test_a_second_sign_in_in_the_same_browser_is_in_the_list_too(priya: Person, amara: Person) -> None:
    client = enter(priya)
    client.force_login(amara.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert end_sessions(person=amara, by=None, now=NOW) == 1
    assert client.get("/account/").status_code == 302


def test_changing_the_password_ends_the_others_rows_too(priya: Person) -> None:
    here, phone = enter(priya), enter(priya, PHONE)
    new = "copper meadow tulip river"
    here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert here.get(reverse("sessions")).content.decode().count("This browser") == 1
    assert phone.get("/account/").status_code == 302
    assert [one.browser for one in Device.objects.all()] == ["Firefox on Windows"]


def test_signing_out_forgets_the_browser(priya: Person) -> None:
    enter(priya).post(reverse("account_logout"))
    assert not Device.objects.exists()


def test_last_seen_is_written_every_few_minutes_only(
    priya: Person, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: type
) -> None:
    client = enter(priya)
    client.get("/account/")
    first = Device.objects.get()
    client.get("/account/")
    assert Device.objects.get().last_seen == first.last_seen
    monkeypatch.setattr(devices, "EVERY", timedelta(0))
    client.get("/account/")
    assert Device.objects.get().last_seen > first.last_seen
    assert Device.objects.get().first_seen == first.first_seen


def test_what_ran_out_is_forgotten(priya: Person) -> None:
    enter(priya)
    enter(priya, PHONE)
    gone = Device.objects.get(browser="Safari on an iPhone")
    Session.objects.filter(session_key=gone.session_key).update(expire_date=timezone.now() - timedelta(days=1))
    assert forget_sessions(now=timezone.now()) == 1
    assert [one.browser for one in Device.objects.all()] == ["Firefox on Windows"]
