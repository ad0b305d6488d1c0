"""The page: what is owed, by when, in words; for oneself and for who is away; and what nobody could tell."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from charioteer import duties
from charioteer.duties import Owed
from charioteer.mine import lists
from charioteer.mine.asking import ask
from charioteer.mine.tests.conftest import Owes, away, holds
from charioteer.people.models import Person, School, Trust

# A Monday, in winter.
NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def whens(person: Person, now: datetime = NOW) -> list[tuple[str, str, str]]:
    found = lists.of(person, now)
    return [(group.heading, line.words, line.when) for group in (*found.groups, *found.others) for line in group.lines]


@pytest.mark.parametrize(
    ("due", "heading", "when"),
    [
        (NOW + HOUR, "Today", "Before 10:12"),
        (NOW - HOUR, "Today", "Was due at 08:12"),
        (NOW.replace(hour=23, minute=59), "Today", "Today"),
        (NOW - DAY, "Today", "Was due on Sunday 22 November, yesterday"),
        (NOW - 12 * DAY, "Today", "Was due on Wednesday 11 November, twelve days ago"),
        (NOW - 100 * DAY, "Today", "Was due on 15 August, 100 days ago"),
        ((NOW - DAY).replace(hour=23, minute=59), "Today", "Was due on Sunday 22 November, yesterday"),
        (NOW + 2 * DAY, "This week", "By 09:12 on Wednesday 25 November"),
        ((NOW + 6 * DAY).replace(hour=23, minute=59), "This week", "By Sunday 29 November"),
        ((NOW + 7 * DAY).replace(hour=23, minute=59), "Later", "By Monday 30 November"),
        ((NOW + 40 * DAY).replace(hour=23, minute=59), "Later", "By 2 January 2027"),
        (None, "When you can", ""),
    ],
)
def test_each_stands_under_its_day(due: datetime | None, heading: str, when: str, priya: Person, owes: Owes) -> None:
    owes(priya, "Read edition 4", due=due)
    assert whens(priya) == [(heading, "Read edition 4", when)]


def test_a_day_ends_at_midnight_here_not_in_greenwich(priya: Person, owes: Owes) -> None:
    """23:30 UTC on 30 June is half past midnight on 1 July in summer time: tomorrow's, not today's."""
    now = datetime(2026, 6, 30, 9, 0, tzinfo=UTC)
    owes(priya, "Close the term", due=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert whens(priya, now) == [("This week", "Close the term", "By 00:30 on Wednesday 1 July")]


def test_the_first_due_stands_first_and_what_has_no_date_last(priya: Person, owes: Owes) -> None:
    for words, due in (("Never", None), ("Second", NOW + 2 * HOUR), ("Late", NOW - DAY), ("First", NOW + HOUR)):
        owes(priya, words, due=due)
    assert [words for _, words, _ in whens(priya)] == ["Late", "First", "Second", "Never"]


@pytest.mark.parametrize(
    ("things", "lead"),
    [
        ([], ""),
        ([(NOW, 3)], "One thing, today. About three minutes in all."),
        ([(NOW, 1), (NOW, 0)], "Two things, both today. About one minute for one of them; of the rest we do not know."),
        (
            [(NOW, 2), (NOW, 2), (NOW + DAY, 2), (None, 1), (None, 1)],
            "Five things, two of them today. About eight minutes in all.",
        ),
        ([(None, 0)], "One thing."),
        ([(None, 90)] * 13, "13 things. About 20 hours in all."),
    ],
)
def test_the_lead_counts_in_words(
    things: list[tuple[datetime | None, int]], lead: str, priya: Person, owes: Owes
) -> None:
    for number, (due, minutes) in enumerate(things):
        owes(priya, f"Thing {number}", due=due and due.replace(hour=23, minute=59), minutes=minutes)
    assert lists.of(priya, NOW).lead == lead


def test_nobody_sees_what_others_owe(priya: Person, joel: Person, tomasz: Person, owes: Owes) -> None:
    owes(joel, "Joel’s")
    owes(tomasz, "Tomasz’s")
    assert whens(priya) == []


def test_a_kind_that_answers_about_others_is_not_believed(priya: Person, joel: Person) -> None:
    @duties.duty("test.wrong", "Wrong ones", "accessibility")
    def wrong(people: Collection[int] | None, now: datetime) -> Iterable[Owed]:
        return [Owed("test.wrong:1", joel.pk, "Joel’s secret"), Owed("test.wrong:2", priya.pk, "Priya’s")]

    assert [words for _, words, _ in whens(priya)] == ["Priya’s"]


def test_a_deputy_sees_what_they_do_for_somebody(priya: Person, joel: Person, owes: Owes) -> None:
    away(joel, deputy=priya, day=NOW.date())
    owes(joel, "Clear a post", due=NOW + HOUR)
    owes(joel, "Set up your second factor", personal=True)
    owes(priya, "Read edition 4")
    assert whens(priya) == [
        ("When you can", "Read edition 4", ""),
        ("For Joel Sharma, who is away until 25 November", "Clear a post", "Before 10:12"),
    ]
    assert lists.of(priya, NOW).lead == "One thing. One more for somebody who is away."
    assert len(whens(joel)) == 2


@pytest.mark.parametrize("shift", [-4, 4])
def test_a_deputy_is_one_only_while_somebody_is_away(shift: int, priya: Person, joel: Person, owes: Owes) -> None:
    away(joel, deputy=priya, day=NOW.date() + shift * DAY)
    owes(joel, "Clear a post")
    assert whens(priya) == []


def test_who_stands_in_acts_where_no_deputy_is_named(auriga: Trust, priya: Person, joel: Person, owes: Owes) -> None:
    capella, strathmore = School.objects.filter(trust=auriga).order_by("slug")
    holds(joel, "headteacher", capella)
    standing_in = holds(priya, "headteacher", capella, stands_in=True)
    absence = away(joel, day=NOW.date())
    owes(joel, "Approve a channel")
    assert len(whens(Person.objects.get(pk=priya.pk))) == 1
    absence.deputy = tomas = holds(Person.objects.create(trust=auriga, name="Grace Adebayo"), "member").person
    absence.save()
    assert whens(Person.objects.get(pk=priya.pk)) == []
    assert len(whens(tomas)) == 1
    absence.deputy = None
    absence.save()
    standing_in.school = strathmore
    standing_in.save()
    assert whens(Person.objects.get(pk=priya.pk)) == []


def test_a_kind_that_fails_is_unknown_and_the_others_still_show(as_priya: Client, priya: Person, owes: Owes) -> None:
    @duties.duty("test.broken", "Posts to clear", "accessibility")
    def broken(people: Collection[int] | None, now: datetime) -> Iterable[Owed]:
        yield Owed("test.broken:1", priya.pk, "Half an answer")
        with connection.cursor() as cursor:
            cursor.execute("SELECT nothing FROM nowhere")

    page = as_priya.get("/mine/").content.decode()
    assert "We could not tell about everything" in page
    assert "Posts to clear" in page
    assert "Nothing is yours to do" not in page
    assert "Half an answer" not in page
    assert '<span class="ch-count">0+</span>' in page
    owes(priya, "Read edition 4")
    page = as_priya.get("/mine/").content.decode()
    assert "Read edition 4" in page
    assert '<span class="ch-count">1+</span>' in page


def test_an_address_nobody_declares_is_unknown_too(priya: Person) -> None:
    @duties.duty("test.nowhere", "Lost things", "no_such_address")
    def nowhere(people: Collection[int] | None, now: datetime) -> Iterable[Owed]:
        return [Owed("test.nowhere:1", priya.pk, "Find it")]

    assert [duty.kind for duty in ask({priya.pk}, NOW).unknown] == ["test.nowhere"]


def test_an_empty_page_says_what_would_be_here(as_priya: Client) -> None:
    page = as_priya.get("/mine/").content.decode()
    assert "Nothing is yours to do." in page
    assert "a doubt in the register to settle" in page
    assert "ch-count" not in page


def test_the_number_stands_on_every_page_and_is_counted_anew_after_a_form(
    as_priya: Client, priya: Person, owes: Owes
) -> None:
    owes(priya, "Read edition 4")
    assert '<span class="ch-count">1</span>' in as_priya.get("/policy/").content.decode()
    owes(priya, "Read edition 5")
    assert '<span class="ch-count">1</span>' in as_priya.get("/policy/").content.decode()
    as_priya.post("/account/notices/", {"digest": "daily"})
    assert '<span class="ch-count">2</span>' in as_priya.get("/policy/").content.decode()


def test_the_number_of_questions_does_not_grow(
    as_priya: Client, priya: Person, joel: Person, auriga: Trust, owes: Owes
) -> None:
    away(joel, deputy=priya, day=datetime.now(UTC).date() - DAY, days=5)
    owes(priya, "One", kind="test.many")
    with CaptureQueriesContext(connection) as few:
        as_priya.get("/mine/")
    for number in range(20):
        owes(priya, f"Own {number}", kind="test.many", due=NOW)
        other = Person.objects.create(trust=auriga, name=f"Somebody {number}")
        away(other, deputy=priya, day=datetime.now(UTC).date() - DAY, days=5)
        owes(other, f"Theirs {number}", kind="test.many")
    with CaptureQueriesContext(connection) as many:
        page = as_priya.get("/mine/").content.decode()
    assert "Theirs 19" in page
    assert len(many) == len(few)


def test_a_very_long_list_shows_what_is_first(
    as_priya: Client, priya: Person, joel: Person, owes: Owes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST", 3)
    away(joel, deputy=priya, day=datetime.now(UTC).date() - DAY, days=5)
    for number in range(2):
        owes(priya, f"Own {number}", kind="test.many")
        owes(joel, f"Theirs {number}", kind="test.many")
    page = as_priya.get("/mine/").content.decode()
    assert [words in page for words in ("Own 0", "Own 1", "Theirs 0", "Theirs 1")] == [True, True, True, False]
    assert "1 more stands behind these. It moves up as you finish." in page
    assert "Two things. Two more for somebody who is away." in page
    assert '<span class="ch-count">4</span>' in page


def test_a_stranger_signs_in_first(db: None) -> None:
    assert Client().get("/mine/")["Location"] == "/sign-in/?next=/mine/"
