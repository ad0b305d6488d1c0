"""The register as a list: who may see it, what it says, how it is narrowed, and that it stays fast."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from charioteer.channels.models import Channel
from charioteer.channels.queries import register
from charioteer.channels.tests.conftest import put
from charioteer.people.models import Person, School


def names(response) -> list[str]:
    """The channels on the page, in order."""
    return [channel.title for channel in response.context["list"].objects]


def test_a_stranger_signs_in_first(client: Client, capella: Channel) -> None:
    response = client.get("/register/")
    assert response.status_code == 302
    assert response["Location"].endswith("?next=/register/")


def test_without_a_role_today_one_is_refused_with_a_reason(as_grace: Client, capella: Channel) -> None:
    response = as_grace.get("/register/")
    assert response.status_code == 403
    assert "read the register" in response.content.decode()


def test_a_neighbour_sees_nothing_of_it(as_tomasz: Client, capella: Channel) -> None:
    response = as_tomasz.get("/register/")
    assert response.status_code == 200
    assert "HouseCapella" not in response.content.decode()
    assert "Every social media account of the Trust will stand here" in response.content.decode()


def test_the_list_says_what_each_channel_is(as_amara: Client, capella: Channel) -> None:
    page = as_amara.get("/register/").content.decode()
    assert f'href="/register/{capella.ref}/"' in page
    assert "ch-standing--unassessed" in page
    assert "Capella House School" in page
    assert "Add a channel" in page


def test_a_member_of_staff_reads_but_is_not_offered_changes(as_priya: Client, capella: Channel) -> None:
    page = as_priya.get("/register/").content.decode()
    assert "HouseCapella" in page
    assert "Add a channel" not in page
    assert "format=csv" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=capella", ["@HouseCapella"]),
        ("q=lessons", ["Home Learning"]),
        ("q=friends", ["FOSS"]),
        ("standing=partner", ["FOSS"]),
        ("standing=unassessed", ["@HouseCapella", "Home Learning"]),
        ("standing=official", []),
        ("platform=youtube", ["Home Learning"]),
        ("school=capella-house", ["@HouseCapella"]),
        ("school=the-trust", ["FOSS"]),
        ("school=not-stated", ["Home Learning"]),
        ("doubts=some", ["Home Learning"]),
        ("doubts=none", ["@HouseCapella", "FOSS"]),
        ("sort=-name", ["Home Learning", "FOSS", "@HouseCapella"]),
        ("sort=platform", ["FOSS", "@HouseCapella", "Home Learning"]),
        ("standing=nonsense&sort=evil&page=abc", ["@HouseCapella", "FOSS", "Home Learning"]),
    ],
)
def test_it_can_be_searched_narrowed_and_sorted(
    as_amara: Client, amara: Person, capella: Channel, query: str, found: list[str]
) -> None:
    learning = put(amara, platform="youtube", account="@strathmoreschool589", name="Home Learning", purpose="Lessons")
    Channel.objects.filter(pk=learning.pk).update(doubts=[{"code": "x", "words": "Something."}])
    Channel.objects.exclude(pk=learning.pk).update(doubts=[])
    put(amara, platform="facebook", account="", name="FOSS", owner="Friends of Strathmore", school="trust")
    Channel.objects.filter(name="FOSS").update(doubts=[])
    assert names(as_amara.get(f"/register/?{query}")) == found


def test_what_ran_out_is_not_shown_as_official(as_amara: Client, capella: Channel) -> None:
    an_hour = timedelta(hours=1)
    Channel.objects.filter(pk=capella.pk).update(standing="official", good_until=timezone.now() + an_hour)
    assert "ch-standing--official" in as_amara.get("/register/").content.decode()
    Channel.objects.filter(pk=capella.pk).update(good_until=timezone.now() - an_hour)
    page = as_amara.get("/register/")
    assert "ch-standing--official" not in page.content.decode()
    assert names(as_amara.get("/register/?standing=official")) == []
    assert names(as_amara.get("/register/?standing=unassessed")) == ["@HouseCapella"]
    chips = {link.words: link.count for link in page.context["list"].chips[0].links}
    assert (chips["Official"], chips["Unassessed"]) == (0, 1)


def test_it_asks_the_database_as_often_for_fifty_rows_as_for_one(
    as_amara: Client, amara: Person, capella: Channel
) -> None:
    as_amara.get("/register/")
    with CaptureQueriesContext(connection) as one:
        as_amara.get("/register/")
    for number in range(49):
        put(amara, platform="x", account=f"@school_{number:02}", name=f"School {number:02}", school="strathmore")
    with CaptureQueriesContext(connection) as fifty:
        assert len(names(as_amara.get("/register/"))) == 50
    assert len(fifty) == len(one), [query["sql"] for query in fifty.captured_queries]
    assert len(fifty) <= 12


def test_what_one_may_do_is_read_once_for_a_page(as_amara: Client, capella: Channel) -> None:
    as_amara.get("/register/")
    with CaptureQueriesContext(connection) as asked:
        as_amara.get("/register/")
    about_roles = [query for query in asked.captured_queries if 'FROM "people_roleholding"' in query["sql"]]
    assert len(about_roles) <= 2  # once for the second factor, once for everything on the page


def test_the_first_page_is_read_from_the_index_and_not_sorted(amara: Person, capella: Channel) -> None:
    # A join to the trust had SQLite sort the whole register for fifty rows of it.
    page = register(amara).order_by("name", "pk")[:51]
    assert 'JOIN "people_trust"' not in str(page.query)
    if connection.vendor == "sqlite":
        assert "TEMP B-TREE" not in page.explain()


def test_the_choices_of_a_filter_are_escaped_and_the_chosen_one_is_marked(
    as_amara: Client, amara: Person, capella: Channel
) -> None:
    School.objects.create(trust=amara.trust, name="<b>Hill</b>", slug="hill")
    page = as_amara.get("/register/?school=hill").content.decode()
    assert '<option value="hill" selected>&lt;b&gt;Hill&lt;/b&gt;</option>' in page
    assert page.count(" selected>") == 1


def test_a_trust_of_very_many_schools_is_searched_by_their_names(as_amara: Client, capella: Channel) -> None:
    trust = capella.trust
    School.objects.bulk_create(School(trust=trust, name=f"Hill {n}", slug=f"hill-{n}") for n in range(250))
    assert 'value="hill-7"' not in as_amara.get("/register/").content.decode()
    assert names(as_amara.get("/register/?school=capella-house")) == [capella.title]
    assert names(as_amara.get("/register/?school=hill-7")) == []
    assert names(as_amara.get("/register/?q=capella+house+school")) == [capella.title]
