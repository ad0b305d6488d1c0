"""The catalogue for staff, and the Trust's own word on it."""

import pytest
from django.test import Client

from charioteer.reference.models import Overlay


def test_every_platform_is_listed_with_whether_it_may_be_used(as_priya: Client) -> None:
    page = as_priya.get("/platforms/").content.decode()
    for name in ("X (formerly Twitter)", "YouTube", "ClassDojo", "World of Warcraft", "Ask.fm"):
        assert name in page
    assert "Ask first" in page


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("q=twitter", "X (formerly Twitter)", "YouTube"),
        ("kind=game", "Roblox", "YouTube"),
        ("use=no", "World of Warcraft", "LinkedIn"),
        ("q=zzz", "No platform matches", "YouTube"),
        ("use=evil&kind=evil", "YouTube", "No platform matches"),
    ],
)
def test_it_is_searched_and_narrowed(as_priya: Client, query: str, there: str, not_there: str) -> None:
    page = as_priya.get(f"/platforms/?{query}").content.decode()
    assert there in page
    assert not_there not in page


def test_the_trusts_own_word_stands_over_the_packaged_one(as_amara: Client, as_tomasz: Client) -> None:
    done = as_amara.post("/platforms/x/", {"use": "no", "reason": "Too many strangers"}, follow=True)
    page = done.content.decode()
    assert "It is not for school use. Too many strangers" in page
    assert "The Trust’s own. Charioteer suggests: Ask first." in page
    assert "by Amara Lindqvist" in page
    assert "Ask before it is used for school." in as_tomasz.get("/platforms/x/").content.decode()
    as_amara.post("/platforms/x/", {"use": "packaged", "reason": "The head changed her mind"})
    page = as_amara.get("/platforms/x/").content.decode()
    assert "Charioteer’s suggestion." in page
    assert "Too many strangers" in page  # the history keeps both
    assert Overlay.objects.count() == 2


@pytest.mark.parametrize("typed", [{"use": "no", "reason": " "}, {"use": "maybe", "reason": "Because"}, {}])
def test_a_word_needs_an_answer_and_a_reason(as_amara: Client, typed: dict[str, str]) -> None:
    assert as_amara.post("/platforms/x/", typed).status_code == 422
    assert not Overlay.objects.exists()


def test_who_may_and_who_may_not(client: Client, as_priya: Client, as_grace: Client) -> None:
    assert client.get("/platforms/").status_code == 302
    assert as_grace.get("/platforms/").status_code == 403
    assert "You may read the list of platforms, not change it." in as_priya.get("/platforms/x/").content.decode()
    assert as_priya.post("/platforms/x/", {"use": "no", "reason": "Because"}).status_code == 403
    assert as_priya.get("/platforms/nonsense/").status_code == 404
