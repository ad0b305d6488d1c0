"""The answer on screen: each of the six in its own look, whatever was pasted or typed."""

import pytest
from django.test import Client
from django.utils import timezone

from charioteer.channels.models import Channel
from charioteer.channels.tests.public_cast import auriga, make_official, nine_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def nine() -> list[Channel]:
    return nine_rows(auriga())


def text_of(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize(
    ("text", "look", "words"),
    [
        ("x.com/friendsof_strat", "listed", "Run by Friends of Strathmore School, not by the school"),
        ("x.com/housecapella", "listed", "Yes, the Trust lists this account"),
        ("x.com/HouseCapeIla", "not", "<b>I</b>la"),
        ("instagram.com/housecapella", "not", "the account of ours with this name is on X"),
        ("bespokebeheard", "unknown", "Accounts of this name on the list"),
        ("strathmore news", "unknown", "the channels of"),
    ],
)
def test_each_answer_has_its_look(client: Client, nine: list[Channel], text: str, look: str, words: str) -> None:
    response = client.get("/check/", {"q": text})
    said = text_of(response)
    assert f"ch-answer--{look}" in said
    assert words in said
    assert "We looked in our own register; we did not look at the account." in said
    assert response["Cache-Control"] == "no-store"


ANSWERED = [
    "x.com/housecapella",
    "instagram bespokebeheard",
    "x.com/friendsof_strat",
    "x.com/HouseCapeIla",
    "Cycle Scheme",
]


@pytest.mark.parametrize("asked", ANSWERED)
def test_every_answer_says_how_to_report_a_fake(client: Client, nine: list[Channel], asked: str) -> None:
    make_official(nine[0])
    page = text_of(client.get("/check/", {"q": asked}))
    assert 'href="/report-a-fake/"' in page.split("<main", 1)[1].split("<footer", 1)[0]
    assert client.get("/api/v1/verify", {"q": asked}).json()["report"]["school"].endswith("/report-a-fake/")


def test_official_is_dark_and_links_to_the_real_one(client: Client, nine: list[Channel]) -> None:
    make_official(nine[0], now=timezone.now())
    said = text_of(client.get("/check/?q=@HouseCapella on X"))
    assert "ch-answer--official" in said
    assert 'href="https://x.com/housecapella" rel="nofollow noopener"' in said.replace("HouseCapella", "housecapella")


def test_was_official_says_until_when(client: Client, nine: list[Channel]) -> None:
    now = timezone.now()
    channel = make_official(nine[0], now=now)
    channel.move_to("suspended", standing="suspended", official_until=now)
    said = text_of(client.get("/check/?q=x.com/housecapella"))
    assert "ch-answer--was" in said
    assert "This was official until" in said


@pytest.mark.parametrize("text", ["\x00", "\u202eabc", "x" * 10_000, "<script>", "🦊", "%", "\ud83d"])
def test_junk_in_the_box_is_answered_calmly(client: Client, nine: list[Channel], text: str) -> None:
    response = client.get("/check/", {"q": text.encode("utf-8", "surrogatepass")})
    assert response.status_code == 200
    assert "<script>" not in text_of(response)


@pytest.mark.parametrize(
    "address",
    [
        "/channels/?q=%00",
        "/channels/?place=%00",
        "/channels/?place=a%00.b",
        "/channels/for-websites/?trust=%00",
        "/channels/for-websites/?place=%00",
        "/api/v1/channels?after=%00",
        "/api/v1/verify?q=x.com/%00",
        "/policy/?trust=%00&q=%00",
    ],
)
@pytest.mark.parametrize("long", [False, True])
def test_a_nul_in_an_address_breaks_nothing(
    client: Client, nine: list[Channel], address: str, long: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("charioteer.channels.public.places.LONG", 3 if long else 1_000)
    assert client.get(address).status_code < 500
