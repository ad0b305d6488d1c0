"""Every page and file that anybody may open."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import LazySettings as SettingsWrapper
from django.test import Client
from django.utils import timezone

from charioteer.channels.models import Channel, Fact, PublicChange, Slot
from charioteer.channels.tests.public_cast import NOW, auriga, make_official, nine_rows, text_of
from charioteer.people.models import Trust

pytestmark = pytest.mark.django_db

PAGES = ["/", "/check/", "/check/?q=x.com/housecapella", "/channels/", "/channels/for-websites/", "/api/"]
GUIDANCE = ["/report-a-fake/", "/report-a-concern/", "/complaints/"]
FILES = ["/channels/list.csv", "/channels/list.json", "/channels/changes.atom", "/api/v1/verify?q=x.com/housecapella"]
FILES += ["/api/v1/channels", "/channels/for-websites/auriga/all/notice.txt"]


@pytest.fixture
def trust() -> Trust:
    return auriga()


@pytest.fixture
def nine(trust: Trust) -> list[Channel]:
    return nine_rows(trust)


def every_address(channel: Channel) -> list[str]:
    own = [f"/channels/{channel.ref}/", f"/channels/{channel.ref}/qr.svg"]
    texts = [f"/channels/for-websites/auriga/all/{what}" for what in ("notice.txt", "notice.html", "links.html")]
    return [*PAGES, *GUIDANCE, *FILES, *own, *texts]


def test_every_public_address_answers(client: Client, nine: list[Channel]) -> None:
    for address in every_address(nine[0]):
        response = client.get(address)
        expected = 404 if "verify" in address else 200
        assert response.status_code == expected, address


def test_every_page_answers_in_an_empty_house(client: Client) -> None:
    for address in [*PAGES, *GUIDANCE, *FILES[:4]]:
        assert client.get(address).status_code in {200, 404}, address
    assert "No channel is listed yet" in text_of(client.get("/"))


def test_public_switched_off_leads_to_sign_in(client: Client, nine: list[Channel], settings: SettingsWrapper) -> None:
    settings.PUBLIC_REGISTER = False
    assert client.get("/report-a-concern/").status_code == 200  # help is never behind a door
    for address in every_address(nine[0]):
        if address == "/report-a-concern/":
            continue
        response = client.get(address)
        page = not any(mark in address for mark in ("list.", "atom", "/v1/", "qr.svg", "notice.", "links."))
        if page:
            assert response.status_code == 302, address
            assert response["Location"].startswith("/sign-in/"), address
        else:
            assert response.status_code == 404, address
        assert "HouseCapella" not in text_of(response), address


def test_verify_switched_off_says_no(client: Client, nine: list[Channel], settings: SettingsWrapper) -> None:
    make_official(nine[0], now=timezone.now())
    settings.PUBLIC_REGISTER = False
    response = client.get("/api/v1/verify?q=x.com/housecapella")
    assert (response.status_code, response.json()["official"]) == (404, False)


PLANTED = {
    "slot name": "Zelda Quince",
    "slot as written": "Yorick Pemberton",
    "outside body": "Xanthe Rook",
    "person": "Wilfred Oakes",
    "as read": "Violet Marsh",
    "doubt": "Ursula Finch",
    "opened as written": "Tabitha Crane",
    "closed as written": "Silas Thorne",
    "how closed": "Rowena Pike",
    "other route": "Quentin Vale",
    "audience": "Petra Lund",
    "evidence": "Orla Skye",
    "import key": "Nestor Hale",
}


def plant(channel: Channel, trust: Trust) -> None:
    """Put a name that can be told apart into every internal field of words."""
    person = trust.people.create(name=PLANTED["person"], email="wilfred@example.org")
    Slot.objects.filter(channel=channel).delete()
    for position, kind in enumerate(("master", "poster"), start=1):
        Slot.objects.create(
            channel=channel,
            kind=kind,
            position=position,
            person=person,
            office="headteacher",
            name=PLANTED["slot name"],
            as_written=PLANTED["slot as written"],
            outside_body=PLANTED["outside body"],
        )
    Fact.objects.create(
        channel=channel, kind="agreement", holds=True, at=timezone.now(), evidence=PLANTED["evidence"], by=person
    )
    Channel.objects.filter(pk=channel.pk).update(
        as_read={"masters": PLANTED["as read"]},
        doubts=[{"code": "x", "words": PLANTED["doubt"]}],
        opened_as_written=PLANTED["opened as written"],
        closed_as_written=PLANTED["closed as written"],
        how_closed=PLANTED["how closed"],
        other_route=PLANTED["other route"],
        audience=PLANTED["audience"],
        import_key=PLANTED["import key"],
    )


def test_no_internal_word_reaches_the_public(client: Client, nine: list[Channel], trust: Trust) -> None:
    for channel in nine:
        plant(channel, trust)
        trust.people.update(email="")
    handles = [
        "x.com/housecapella",
        "x.com/housecapeIla",
        "bespokebeheard",
        "facebook.com/FOSSFriendsofStrathmoreSchool",
    ]
    addresses = [*every_address(nine[0]), *(f"/channels/{one.ref}/" for one in nine)]
    addresses += [f"{door}?q={handle}" for handle in handles for door in ("/check/", "/api/v1/verify")]
    for address in addresses:
        said = text_of(client.get(address))
        for where, name in PLANTED.items():
            assert name not in said, f"{where} in {address}"
            assert name.split()[1] not in said, f"{where} in {address}"


def test_offices_are_shown_and_names_are_not(client: Client, nine: list[Channel], trust: Trust) -> None:
    plant(nine[1], trust)
    assert "Run by the Headteacher" in text_of(client.get("/channels/"))


def test_in_set_up_is_nowhere(client: Client, nine: list[Channel]) -> None:
    Channel.objects.filter(pk=nine[0].pk).update(status="in_set_up", standing="in_set_up")
    ref = nine[0].ref
    assert client.get(f"/channels/{ref}/").status_code == 404
    assert client.get(f"/channels/{ref}/qr.svg").status_code == 404
    for address in ("/", "/channels/", *FILES):
        assert ref not in text_of(client.get(address)), address
    for address in ("/", "/channels/", *FILES[:3]):
        assert "HouseCapella" not in text_of(client.get(address)).replace("For example @HouseCapella", ""), address


@pytest.fixture
def as_many(trust: Trust, nine: list[Channel]) -> Callable[[int], None]:
    """Put channels of three schools on the list until it has so many."""

    def fill(until: int) -> None:
        schools = list(trust.schools.order_by("slug")[:3])
        numbers = range(Channel.objects.count(), until)
        same = {"trust": trust, "scope": "school", "platform": "instagram", "kind": "handle"}
        when = {"listed_at": NOW, "changed_at": NOW, "standing": "unassessed"}
        Channel.objects.bulk_create(
            Channel(name=f"@class_{n}", school=schools[n % 3], identity=f"instagram:class_{n}", **same, **when)
            for n in numbers
        )
        PublicChange.objects.bulk_create(
            PublicChange(channel=one, at=NOW, what="standing", now="unassessed")
            for one in Channel.objects.filter(name__startswith="@class_")[:100]
        )

    return fill


@pytest.mark.parametrize("channels", [9, 50, 500, 1_100])
@pytest.mark.parametrize(
    ("address", "questions"),
    [
        ("/", 4),
        ("/channels/?place=strathmore", 4),
        ("/channels/?place=strathmore&standing=unassessed", 4),
        ("/channels/?place=the-trust", 4),
    ],
)
def test_a_page_asks_the_same_few_questions_for_any_number(
    client: Client, as_many, django_assert_num_queries, address: str, questions: int, channels: int
) -> None:
    as_many(channels)
    with django_assert_num_queries(questions):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(("channels", "questions"), [(9, 4), (50, 4), (500, 4), (501, 2), (1_100, 2)])
def test_the_whole_list_asks_four_questions_and_the_choice_of_a_school_two(
    client: Client, as_many, django_assert_num_queries, channels: int, questions: int
) -> None:
    as_many(channels)
    with django_assert_num_queries(questions):
        assert client.get("/channels/").status_code == 200


def test_home_of_a_long_list_names_the_schools_and_where_to_search(client: Client, as_many) -> None:
    as_many(1_100)
    said = text_of(client.get("/"))
    assert "More than 500 channels are listed." in said
    assert '<a class="govuk-link" href="/channels/?place=strathmore">' in said
    assert "unassessed</span>" not in said


def test_a_place_of_a_long_list_counts_its_own_channels(client: Client, as_many) -> None:
    as_many(1_100)
    said = text_of(client.get("/channels/?place=not-stated"))
    assert "bespokebeheard" in said
    assert "Unassessed 2</a>" in said


def test_a_place_too_long_to_count_shows_no_numbers(client: Client, as_many, monkeypatch) -> None:
    monkeypatch.setattr("charioteer.channels.public.places.LONG", 1)
    said = text_of(client.get("/channels/?place=not-stated"))
    assert "bespokebeheard" in said
    assert "Unassessed</a>" in said


def test_register_is_by_school_with_anchors_and_chips(client: Client, nine: list[Channel]) -> None:
    said = text_of(client.get("/channels/"))
    for anchor in ("strathmore", "capella-house", "clarendon", "not-stated"):
        assert f'id="{anchor}"' in said
    partners = text_of(client.get("/channels/?standing=partner"))
    assert "friendsof_strat" in partners
    assert "HouseCapella" not in partners
    assert "HouseCapella" in text_of(client.get("/channels/?q=capella"))


def test_a_lapsed_channel_is_not_shown_as_official(client: Client, nine: list[Channel]) -> None:
    now = timezone.now()
    make_official(nine[0], until=now - timedelta(minutes=1), now=now - timedelta(days=2))
    assert Channel.objects.get(pk=nine[0].pk).standing == "official"
    for address in ("/channels/", f"/channels/{nine[0].ref}/"):
        assert "ch-standing--official" not in text_of(client.get(address)), address
    assert "1 official" not in text_of(client.get("/"))
    assert "HouseCapella" not in text_of(client.get("/channels/?standing=official"))
    for address in ("/channels/list.csv", "/channels/list.json", "/api/v1/channels"):
        assert "official" not in text_of(client.get(address)).replace("official_until", ""), address


def test_a_long_register_is_read_place_by_place(client: Client, trust: Trust, nine: list[Channel], monkeypatch) -> None:
    monkeypatch.setattr("charioteer.channels.public.places.LONG", 5)
    said = text_of(client.get("/channels/"))
    assert '?place=strathmore"' in said
    assert "HouseCapella" not in said
    assert "HouseCapella" in text_of(client.get("/channels/?place=capella-house"))
    assert "HouseCapella" in text_of(client.get("/channels/?q=capella"))
    assert client.get("/channels/?place=nowhere").status_code == 200


def test_no_page_asks_anybody_else_for_anything(client: Client, nine: list[Channel]) -> None:
    for address in [*PAGES, *GUIDANCE, f"/channels/{nine[0].ref}/"]:
        said = text_of(client.get(address))
        assert "<script" not in said, address
        assert ' style="' not in said, address
        for mark in ('src="http', 'rel="preconnect"', "url(http"):
            assert mark not in said, address
