"""The front door: a short list is read there and then, a long one is told in numbers; news that came at once is one."""

import pytest
from django.test import Client

from charioteer.channels.models import Channel, PublicChange
from charioteer.channels.tests.public_cast import listed
from charioteer.people.models import Trust

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust() -> Trust:
    return Trust.objects.create(name="Hill Trust", slug="hill")


def page_of(client: Client) -> str:
    return client.get("/").content.decode()


def test_every_channel_of_a_short_list_is_there(client: Client, trust: Trust) -> None:
    channels = [listed(trust, "X", f"@hill_{number}") for number in range(9)]
    page = page_of(client)
    assert all(f'href="/channels/{channel.ref}/"' in page for channel in channels)


def test_a_long_list_is_told_in_numbers(client: Client, trust: Trust) -> None:
    for number in range(51):
        listed(trust, "X", f"@hill_{number}")
    page = page_of(client)
    assert "51 unassessed" in page
    assert page.count('href="/channels/') < 20


def test_what_came_together_is_one_piece_of_news(client: Client, trust: Trust) -> None:
    for number in range(3):
        listed(trust, "X", f"@hill_{number}")
    at = PublicChange.objects.latest("pk").at
    PublicChange.objects.update(at=at)
    assert "3 channels</a> were put on the list" in page_of(client)


def test_news_of_one_channel_names_it(client: Client, trust: Trust) -> None:
    listed(trust, "X", "@hill")
    assert Channel.objects.count() == 1
    assert "on X</a> was put on the list" in page_of(client)
