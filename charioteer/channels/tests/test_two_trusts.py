"""Two trusts in one installation: what the public reads says whose it is, and nothing of one shows as the other's."""

import pytest
from django.test import Client

from charioteer.channels import checking
from charioteer.channels.models import Channel
from charioteer.channels.public import places
from charioteer.channels.tests.public_cast import NOW, listed
from charioteer.people.models import School, Trust
from charioteer.people.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def both() -> list[Channel]:
    """Two trusts, each with a Strathmore School of the same name in addresses and a channel of its own."""
    auriga, lyra = cast.auriga(), cast.lyra()
    School.objects.create(trust=lyra, name="Strathmore Academy", slug="strathmore", known_by=["Strathmore"])
    of_school = [listed(trust, "x", f"strath_{trust.slug}", school="strathmore") for trust in (auriga, lyra)]
    return [*of_school, *(listed(trust, "x", f"{trust.slug}_trust", school="trust") for trust in (auriga, lyra))]


@pytest.mark.parametrize(
    ("place", "there", "elsewhere"),
    [
        ("auriga.strathmore", "strath_auriga", "strath_lyra"),
        ("lyra.strathmore", "strath_lyra", "strath_auriga"),
        ("auriga.the-trust", "auriga_trust", "lyra_trust"),
        ("lyra.the-trust", "lyra_trust", "auriga_trust"),
    ],
)
def test_a_place_is_one_trusts(client: Client, both: list[Channel], place: str, there: str, elsewhere: str) -> None:
    page = client.get("/channels/", {"place": place}).text
    assert there in page
    assert elsewhere not in page


def test_the_list_names_each_place_with_its_trust(client: Client, both: list[Channel]) -> None:
    page = client.get("/channels/").text
    headings = ["Strathmore School, The Auriga Academy Trust", "Strathmore Academy, The Lyra Trust"]
    for heading in [*headings, "The Auriga Academy Trust", "The Lyra Trust"]:
        assert f'<h2 class="govuk-heading-l">{heading}</h2>' in page
    assert page.count('id="auriga.strathmore"') == page.count('id="lyra.strathmore"') == 1
    assert page.index("strath_auriga") < page.index("The Lyra Trust</h2>") < page.index("strath_lyra")


def test_home_counts_each_trusts_places_apart(client: Client, both: list[Channel]) -> None:
    page = client.get("/").text
    assert 'href="/channels/#auriga.strathmore">Strathmore School, The Auriga Academy Trust</a>' in page
    assert 'href="/channels/#lyra.strathmore">Strathmore Academy, The Lyra Trust</a>' in page
    assert "2 unassessed" not in page


def test_a_channels_page_stands_under_its_own_trust(client: Client, both: list[Channel]) -> None:
    page = client.get(f"/channels/{both[1].ref}/").text
    assert "The Lyra Trust" in page
    assert "Auriga" not in page


@pytest.mark.parametrize(("place", "name"), [("lyra.strathmore", "Strathmore Academy, The Lyra Trust"),
                                             ("lyra.the-trust", "The Lyra Trust"), ("the-trust", "The Trust"),
                                             ("vega.strathmore", ""), ("vega.the-trust", ""), (".", "")])  # fmt: skip
def test_the_name_of_a_place(both: list[Channel], place: str, name: str) -> None:
    assert places.name_of(place) == name


@pytest.mark.parametrize("trust", ["The Auriga Academy Trust", "The Lyra Trust"])
def test_an_answer_names_the_trust_that_lists_it(both: list[Channel], trust: str) -> None:
    account = "strath_auriga" if "Auriga" in trust else "strath_lyra"
    assert checking.check(f"x.com/{account}", now=NOW)[0].lead.startswith(f"{trust} knows")


def test_the_texts_for_a_website_hold_one_trusts_accounts(client: Client, both: list[Channel]) -> None:
    assert "Choose the trust" in client.get("/channels/for-websites/").text
    notice = client.get("/channels/for-websites/lyra/all/notice.txt").text
    assert "strath_lyra" in notice
    assert "auriga" not in notice.lower()


def test_the_feed_says_whose_each_change_is(client: Client, both: list[Channel]) -> None:
    assert "Strathmore Academy, The Lyra Trust." in client.get("/channels/changes.atom").text


def test_one_trust_alone_keeps_its_short_addresses(client: Client) -> None:
    listed(cast.auriga(), "x", "strath_auriga", school="strathmore")
    assert Trust.objects.count() == 1
    assert 'id="strathmore"' in client.get("/channels/").text
    assert 'href="/channels/#strathmore">Strathmore School</a>' in client.get("/").text
