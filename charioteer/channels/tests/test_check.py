"""The public's one question: six answers, each failing closed."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from charioteer.channels import actions, bodies, checking, deriving
from charioteer.channels.actions.registering import Details
from charioteer.channels.answers import Answer, Why, answer_for
from charioteer.channels.models import Channel
from charioteer.channels.standing import Word
from charioteer.channels.tests.public_cast import NOW, administrator, auriga, listed, make_official, nine_rows
from charioteer.people.models import Trust

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust() -> Trust:
    return auriga()


@pytest.fixture
def nine(trust: Trust) -> list[Channel]:
    return nine_rows(trust)


def ask(text: str, now=NOW):
    return checking.check(text, now=now)[0]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("@HouseCapella on X", "listed"),
        ("https://twitter.com/housecapella?lang=en", "listed"),
        ("https://www.youtube.com/@strathmoreschool589", "listed"),
        ("facebook.com/FOSSFriendsofStrathmoreSchool", "partner"),
        ("x.com/friendsof_strat", "partner"),
        ("https://www.facebook.com/groups/3651385304889119/", "listed"),
        ("instagram bespokebeheard", "listed"),
        ("x.com/HouseCapeIla", "not_registered"),
        ("https://www.instagram.com/housecapella/", "not_registered"),
        ("tiktok.com/@nobody_at_all_here", "not_registered"),
        ("bespokebeheard", "unknown"),
        ("", "unknown"),
        ("   ", "unknown"),
        ("https://example.org/", "not_registered"),
    ],
)
def test_nine_rows_answer(nine: list[Channel], text: str, answer: str) -> None:
    verdict = ask(text)
    assert verdict.answer == answer
    assert not verdict.official


def test_official_is_the_only_yes(nine: list[Channel]) -> None:
    make_official(nine[0])
    verdict = ask("@HouseCapella on X")
    assert verdict.official
    assert verdict.answer == Answer.OFFICIAL
    assert verdict.lead == "@HouseCapella on X belongs to Capella House School."
    assert verdict.channel
    assert verdict.channel["school"] == "Capella House School"


def test_nothing_stays_official_because_nobody_looked(nine: list[Channel]) -> None:
    make_official(nine[0], until=NOW + timedelta(days=1))
    later = NOW + timedelta(days=1)
    assert ask("x.com/housecapella").official
    assert Channel.objects.get(pk=nine[0].pk).standing == "official"  # stored, and not taken on trust
    verdict = ask("x.com/housecapella", later)
    assert verdict.answer == Answer.LISTED
    assert not verdict.official


def test_was_official_until_a_date(nine: list[Channel]) -> None:
    channel = make_official(nine[0])
    channel.move_to("suspended")
    deriving.refresh(channel, by=None, now=NOW)
    verdict = ask("x.com/housecapella")
    assert verdict.answer == Answer.WAS_OFFICIAL
    assert "22 November 2026" in verdict.heading


def test_it_was_official_until_the_day_it_was_closed_not_until_somebody_wrote_that_down(nine: list[Channel]) -> None:
    channel = make_official(nine[0])
    details = Details("x", "@HouseCapella", "@HouseCapella", "capella-house", purpose="news", closed="1/11/26")
    actions.edit(channel=channel, details=details, reason="Closed", by=administrator(channel.trust), now=NOW)
    verdict = ask("x.com/housecapella")
    assert verdict.heading == "This was official until 1 November 2026, and is not now"


def test_closed_and_never_official_is_not_registered(nine: list[Channel]) -> None:
    nine[0].move_to("closed")
    deriving.refresh(nine[0], by=None, now=NOW)
    verdict = ask("x.com/housecapella")
    assert (verdict.answer, verdict.reasons) == (Answer.NOT_REGISTERED, (Why.LEFT,))


def test_in_set_up_is_not_announced(nine: list[Channel]) -> None:
    Channel.objects.filter(pk=nine[0].pk).update(status="in_set_up", standing="in_set_up")
    assert ask("x.com/housecapella").answer == Answer.NOT_REGISTERED
    verdict = ask("x.com/housecapela")
    assert verdict.like is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x.com/HouseCapeIla", "very like @HouseCapella"),
        ("x.com/HouseCapela", "very like @HouseCapella"),
        ("x.com/House_Capella", "very like @HouseCapella"),
        ("x.com/H0useCapella", "very like @HouseCapella"),
        ("x.com/HоuseCapella", "very like @HouseCapella"),  # a Cyrillic о
        ("instagram.com/housecapella", "with this name is on X"),
    ],
)
def test_look_alikes_are_named(nine: list[Channel], text: str, words: str) -> None:
    verdict = ask(text)
    assert verdict.answer == Answer.NOT_REGISTERED
    assert words in verdict.heading
    assert verdict.like
    assert verdict.like["page"] == f"/channels/{nine[0].ref}/"


def test_look_alike_says_which_letter(nine: list[Channel]) -> None:
    like = ask("x.com/HouseCapeIla").like
    assert like
    assert like["differences"] == [
        {"asked": "The 10th letter is a capital I, as in India.", "ours": "The 10th letter is a small L, as in lion."}
    ]


def test_a_name_alone_gets_candidates_to_compare(nine: list[Channel]) -> None:
    verdict = ask("bespokebeheard")
    assert {one["platform"] for one in verdict.candidates} == {"x", "instagram"}
    assert not verdict.official


def test_a_lapsed_candidate_is_not_called_official(nine: list[Channel]) -> None:
    make_official(nine[6], until=NOW + timedelta(days=1))
    assert "official" in {one["standing"] for one in ask("bespokebeheard").candidates}
    later = ask("bespokebeheard", NOW + timedelta(days=2)).candidates
    assert {one["standing"] for one in later} == {"unassessed"}


def test_platform_number_finds_the_channel(trust: Trust) -> None:
    channel = listed(trust, "YouTube", "@strathmore589", account_id="UC_x5XG1OV2P6uZZ5FSM9Ttw")
    verdict = ask("https://www.youtube.com/channel/UC_x5XG1OV2P6uZZ5FSM9Ttw")
    assert verdict.channel
    assert verdict.channel["page"] == f"/channels/{channel.ref}/"


def test_a_handle_made_of_digits_is_no_platform_number(trust: Trust) -> None:
    listed(trust, "X", "@HouseCapella", account_id="12345678")
    assert ask("x.com/12345678").answer == Answer.NOT_REGISTERED


def test_the_strongest_standing_of_two_entries_speaks(trust: Trust) -> None:
    old = listed(trust, "X", "@HouseCapella")
    old.move_to("closed")
    deriving.refresh(old, by=None, now=NOW)
    make_official(listed(trust, "X", "@HouseCapella"))
    assert ask("x.com/housecapella").official


def test_a_lapsed_entry_does_not_outshine_one_in_date(trust: Trust) -> None:
    old = make_official(listed(trust, "X", "@HouseCapella"), until=NOW + timedelta(days=1))
    other = Trust.objects.create(name="The Vega Trust", slug="vega")
    make_official(listed(other, "X", "@HouseCapella"))
    verdict = ask("x.com/housecapella", NOW + timedelta(days=2))
    assert verdict.official
    assert verdict.channel
    assert verdict.channel["page"] != f"/channels/{old.ref}/"


@pytest.mark.parametrize("standing", [*Word, "something new"])
@pytest.mark.parametrize("was_official", [True, False])
@pytest.mark.parametrize("outside", [True, False])
def test_only_official_answers_yes(standing: str, was_official: bool, outside: bool) -> None:
    answer, why = answer_for(standing, was_official=was_official, outside=outside)
    assert (answer is Answer.OFFICIAL) == (standing == "official")
    assert isinstance(why, Why)


def test_there_are_six_reasons() -> None:
    assert len(Why) == 6
    forbidden = ("custody", "keys", "administrator", "review", "password", "master")
    assert not [why for why in Why for word in forbidden if word in why.lower()]


@pytest.mark.parametrize(
    ("text", "queries"),
    [("x.com/housecapella", 1), ("x.com/nothing_like_it", 2), ("x.com/HouseCapeIla", 3)],
)
def test_one_indexed_read_answers(
    nine: list[Channel], django_assert_num_queries: DjangoAssertNumQueries, text: str, queries: int
) -> None:
    with django_assert_num_queries(queries):
        ask(text)


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "\u202e@HouseCapella",
        "a" * 10_000,
        "\ud800",
        "🦊" * 100,
        "' OR 1=1 --",
        "<script>alert(1)</script>",
        "%s %d {}",
        "@" * 50,
    ],
)
def test_junk_is_answered_calmly(nine: list[Channel], text: str) -> None:
    verdict, reading = checking.check(text, now=NOW)
    said = bodies.body(verdict, reading, now=NOW)
    assert said["official"] is False
    assert len(said["asked"]) <= bodies.LONGEST_ECHO + 1


def test_an_invitation_is_not_said_back(nine: list[Channel]) -> None:
    verdict, reading = checking.check("https://chat.whatsapp.com/ABCDEFGHIJKLMNOPQRSTUV", now=NOW)
    assert "ABCDEFGHIJKLMNOPQRSTUV" not in str(bodies.body(verdict, reading, now=NOW))
