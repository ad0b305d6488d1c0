"""The round of mail: on which mornings, to whom, how often, and that it gives nothing away."""

from datetime import UTC, date, datetime, timedelta

import pytest

from charioteer.audit.models import Entry
from charioteer.mail.models import Message
from charioteer.mine import actions, tasks
from charioteer.mine.models import Digest, Round
from charioteer.mine.tests.conftest import Owes, away
from charioteer.people.models import Closure, Engagement, Person, RoleHolding, Term, Trust, User

MONDAY = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def to() -> list[str]:
    return sorted(Message.objects.values_list("to", flat=True))


def choose(person: Person, digest: Digest) -> None:
    actions.choose_digest(digest=digest, by=person, now=MONDAY)


@pytest.fixture(autouse=True)
def something_to_do(priya: Person, owes: Owes) -> None:
    owes(priya, "Speak to Daniel Reyes about his account", due=MONDAY - DAY)


def test_it_says_how_many_and_never_what(auriga: Trust, priya: Person, owes: Owes) -> None:
    owes(priya, "Read edition 4")
    assert actions.send_round(trust=auriga, now=MONDAY) == 1
    message = Message.objects.get()
    assert message.to == "priya.nair@auriga.example"
    assert message.subject == "Mine to do: two things"
    assert message.text.startswith("Two things wait for you, one of them overdue.\n")
    assert message.text.endswith("http://127.0.0.1:8000/mine/\n")
    assert "Reyes" not in message.text
    assert message.key == f"mine.digest:{priya.pk}:2026-W48"


def test_twice_is_once(auriga: Trust) -> None:
    assert actions.send_round(trust=auriga, now=MONDAY) == 1
    assert actions.send_round(trust=auriga, now=MONDAY + timedelta(minutes=10)) == 0
    Round.objects.all().delete()  # as if it had been killed before it was done
    assert actions.send_round(trust=auriga, now=MONDAY + timedelta(minutes=20)) == 0
    assert Message.objects.count() == 1
    assert Entry.objects.filter(kind="mine.round.sent").count() == 2


@pytest.mark.parametrize(
    ("now", "sent"),
    [
        (MONDAY - timedelta(minutes=1), 0),
        (MONDAY, 1),
        (MONDAY + timedelta(hours=10), 1),
        (MONDAY + timedelta(hours=11), 0),
        (MONDAY - DAY, 0),
        (datetime(2026, 7, 6, 6, 29, tzinfo=UTC), 0),
        (datetime(2026, 7, 6, 6, 30, tzinfo=UTC), 1),  # 07:30 in summer time
    ],
)
def test_only_in_the_day_and_in_the_time_of_the_place(now: datetime, sent: int, auriga: Trust) -> None:
    assert actions.send_round(trust=auriga, now=now) == sent


def test_only_in_weeks_in_which_somebody_works(auriga: Trust) -> None:
    Term.objects.create(trust=auriga, name="Spring", first_day=date(2027, 1, 4), last_day=date(2027, 3, 26))
    assert actions.send_round(trust=auriga, now=MONDAY) == 0
    assert actions.send_round(trust=auriga, now=datetime(2027, 1, 4, 8, 0, tzinfo=UTC)) == 1


def test_a_school_with_terms_of_its_own_counts(auriga: Trust) -> None:
    given = {"trust": auriga, "last_day": date(2027, 3, 26)}
    Term.objects.create(**given, name="Spring", first_day=date(2027, 1, 11))
    Term.objects.create(**given, name="Spring", first_day=date(2027, 1, 4), school=auriga.schools.first())
    assert actions.send_round(trust=auriga, now=datetime(2027, 1, 4, 8, 0, tzinfo=UTC)) == 1


def test_nobody_is_written_to_on_a_bank_holiday(auriga: Trust) -> None:
    assert actions.send_round(trust=auriga, now=datetime(2026, 12, 25, 8, 0, tzinfo=UTC)) == 0


def test_a_closed_monday_moves_it_to_tuesday_and_no_further(auriga: Trust) -> None:
    Closure.objects.create(trust=auriga, name="Snow", first_day=MONDAY.date(), last_day=MONDAY.date())
    assert actions.send_round(trust=auriga, now=MONDAY) == 0
    assert actions.send_round(trust=auriga, now=MONDAY + DAY) == 1
    assert actions.send_round(trust=auriga, now=MONDAY + 2 * DAY) == 0


def test_once_a_week_unless_somebody_wants_it_daily(auriga: Trust, priya: Person, joel: Person, owes: Owes) -> None:
    owes(joel, "Something")
    choose(joel, Digest.DAILY)
    assert [actions.send_round(trust=auriga, now=MONDAY + days * DAY) for days in range(8)] == [2, 1, 1, 1, 1, 0, 0, 2]


def test_what_comes_up_on_tuesday_waits_for_next_week(auriga: Trust, joel: Person, owes: Owes) -> None:
    actions.send_round(trust=auriga, now=MONDAY)
    owes(joel, "Something")
    assert actions.send_round(trust=auriga, now=MONDAY + DAY) == 0
    assert actions.send_round(trust=auriga, now=MONDAY + 7 * DAY) == 2


def test_never_is_never_except_where_safety_is_overdue(auriga: Trust, priya: Person, owes: Owes) -> None:
    choose(priya, Digest.NEVER)
    owes(priya, "Answer a concern", due=MONDAY + DAY, safety=True)
    assert actions.send_round(trust=auriga, now=MONDAY) == 0
    assert actions.send_round(trust=auriga, now=MONDAY + 7 * DAY) == 1
    text = Message.objects.get().text
    assert text.startswith("One thing waits for you, overdue.")
    assert "concern" not in text


@pytest.mark.parametrize("how", ["role ended", "switched off", "merged", "engagement ended", "nothing to do"])
def test_who_gets_none(how: str, auriga: Trust, priya: Person, joel: Person) -> None:
    yesterday = (MONDAY - DAY).date()
    if how == "role ended":
        RoleHolding.objects.filter(person=priya).update(until_date=yesterday)
    elif how == "switched off":
        User.objects.filter(person=priya).update(is_active=False)
    elif how == "merged":
        Person.objects.filter(pk=priya.pk).update(merged_into=joel)
    elif how == "engagement ended":
        Engagement.objects.create(person=priya, kind="staff", from_date=date(2020, 9, 1), until_date=yesterday)
    actions.send_round(trust=auriga, now=MONDAY)
    assert to() == ([] if how != "nothing to do" else ["priya.nair@auriga.example"])


def test_who_is_engaged_still_gets_theirs(auriga: Trust, priya: Person) -> None:
    Engagement.objects.create(person=priya, kind="supply", from_date=date(2019, 9, 1), until_date=date(2020, 7, 1))
    Engagement.objects.create(person=priya, kind="staff", from_date=date(2020, 9, 1))
    assert actions.send_round(trust=auriga, now=MONDAY) == 1


def test_a_deputy_hears_of_it(auriga: Trust, priya: Person, joel: Person, owes: Owes) -> None:
    owes(priya, "Only Priya can", personal=True)
    away(priya, deputy=joel, day=MONDAY.date())
    actions.send_round(trust=auriga, now=MONDAY)
    message = Message.objects.get(to="joel.sharma@auriga.example")
    assert message.text.startswith("One thing waits for somebody who is away and whom you stand in for.")


def test_two_trusts_are_apart(auriga: Trust, tomasz: Person, owes: Owes) -> None:
    owes(tomasz, "Something else")
    actions.send_round(trust=auriga, now=MONDAY)
    assert to() == ["priya.nair@auriga.example"]


def test_the_job_asks_each_trust(auriga: Trust, tomasz: Person, owes: Owes, monkeypatch: pytest.MonkeyPatch) -> None:
    owes(tomasz, "Something else")
    monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY)
    tasks.send_digests.do()
    tasks.send_digests.do()
    assert to() == ["priya.nair@auriga.example", "tomasz.wolski@lyra.example"]
