"""The private calendar feed: made, read back by another hand, made anew, taken back; and silent to everybody else."""

import re
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from charioteer import duties
from charioteer.audit.models import Entry
from charioteer.duties import Owed
from charioteer.errors import NotNow
from charioteer.mine import actions, feed
from charioteer.mine.models import CalendarFeed
from charioteer.mine.tests.conftest import Owes, away
from charioteer.people.models import Person, RoleHolding, User

NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
SUMMER = datetime(2027, 7, 1, 13, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fresh_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "GATE", feed.Throttle())


@pytest.fixture
def address(priya: Person) -> str:
    return f"/calendar-feed/{actions.make_feed(by=priya, now=NOW)}.ics"


def events(address: str) -> list[Any]:
    return list(Calendar.from_ical(Client().get(address).content).walk("VEVENT"))


def test_it_reads_back_as_a_calendar(address: str, priya: Person, owes: Owes) -> None:
    owes(priya, "Speak to Daniel Reyes", due=SUMMER, minutes=5)
    owes(priya, "Read; and accept, edition 4", due=datetime(2026, 12, 11, 23, 59, tzinfo=UTC))
    owes(priya, "Some day")
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert not answer.cookies
    assert b"Reyes" not in answer.content
    assert b"edition" not in answer.content
    assert b"\r\n" in answer.content
    made = Calendar.from_ical(answer.content)
    assert made["version"] == "2.0"
    first, second = sorted(made.walk("VEVENT"), key=lambda event: str(event["dtend"].dt))
    assert first["dtstart"].dt == date(2026, 12, 11)
    assert first["dtend"].dt == date(2026, 12, 12)
    assert second["summary"] == "Charioteer: Things of test.0"
    assert second["url"] == "http://127.0.0.1:8000/mine/"
    assert second["dtend"].dt == SUMMER
    assert second["dtend"].dt - second["dtstart"].dt == timedelta(minutes=5)
    assert {"uid", "dtstamp"} <= {name.lower() for name in second}


@pytest.mark.parametrize(
    ("due", "utc"),
    [
        # 09:00 by the clock on the wall, on both sides of the night in which it is put forward.
        (datetime(2027, 3, 27, 9, 0, tzinfo=UTC), "20270327T090000Z"),
        (datetime(2027, 3, 28, 8, 0, tzinfo=UTC), "20270328T080000Z"),
    ],
)
def test_summer_time_moves_nothing(due: datetime, utc: str, address: str, priya: Person, owes: Owes) -> None:
    owes(priya, "Something", due=due)
    assert f"DTEND:{utc}".encode() in Client().get(address).content


def test_the_last_minute_of_a_day_is_that_day_in_summer_too(address: str, priya: Person, owes: Owes) -> None:
    owes(priya, "Something", due=datetime(2027, 7, 1, 22, 59, tzinfo=UTC))
    assert events(address)[0]["dtstart"].dt == date(2027, 7, 1)


def test_an_entry_keeps_its_name(address: str, priya: Person, owes: Owes) -> None:
    owes(priya, "Something", due=SUMMER)
    before = events(address)[0]["uid"]
    owes(priya, "Another", due=SUMMER - timedelta(days=1), kind="test.0")
    after = {event["uid"] for event in events(address)}
    assert before in after
    assert len(after) == 2
    assert re.fullmatch(r"[0-9a-f]{32}@127\.0\.0\.1", before)


def test_only_my_own_and_what_i_do_for_others(
    address: str, priya: Person, joel: Person, tomasz: Person, owes: Owes
) -> None:
    for person in (joel, tomasz):
        owes(person, "Not Priya’s", due=SUMMER)
    assert events(address) == []
    away(joel, deputy=priya, day=date(2020, 1, 1), days=10_000)
    owes(joel, "Joel’s alone", due=SUMMER, personal=True)
    assert len(events(address)) == 1


def test_what_did_not_change_is_not_sent_again(address: str, priya: Person, owes: Owes) -> None:
    owes(priya, "Something", due=SUMMER)
    first = Client().get(address)
    same = Client().get(address)
    assert (first.content, first["ETag"], first["Last-Modified"]) == (same.content, same["ETag"], same["Last-Modified"])
    known = Client().get(address, headers={"if-none-match": first["ETag"]})
    assert (known.status_code, known.content) == (304, b"")
    assert Client().get(address, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    owes(priya, "More", due=SUMMER)
    CalendarFeed.objects.update(changed_at=NOW)  # so that this second differs from the last
    changed = Client().get(address, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]
    assert CalendarFeed.objects.get().changed_at > NOW


@pytest.mark.parametrize("how", ["wrong", "old", "taken back", "role ended", "switched off", "half"])
def test_every_other_address_reads_alike(how: str, address: str, priya: Person) -> None:
    assert Client().get(address).status_code == 200
    if how == "wrong":
        address = "/calendar-feed/wrong.ics"
    elif how == "half":
        address = address.replace(".ics", "x.ics")
    elif how == "old":
        actions.make_feed(by=priya, now=NOW)
    elif how == "taken back":
        actions.revoke_feed(by=priya, now=NOW)
    elif how == "role ended":
        RoleHolding.objects.update(until_date=date(2024, 8, 31))
    else:
        User.objects.update(is_active=False)
    answer = Client().get(address)
    assert answer.status_code == 404
    assert answer.content.decode().count("<h1") == 1


def test_unknown_is_not_empty(address: str, caplog: pytest.LogCaptureFixture) -> None:
    @duties.duty("test.broken", "Broken", "accessibility")
    def broken(people: Collection[int] | None, now: datetime) -> Iterable[Owed]:
        raise RuntimeError

    answer = Client().get(address)
    assert (answer.status_code, answer["Retry-After"]) == (503, "600")
    assert address not in caplog.text


def test_asked_too_often_it_waits(address: str, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(feed.PER_MINUTE):
        Client().get("/calendar-feed/guess.ics")
    answer = Client().get(address)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert address not in caplog.text


def test_the_secret_is_not_kept(priya: Person) -> None:
    secret = actions.make_feed(by=priya, now=NOW)
    row = CalendarFeed.objects.get()
    assert secret not in f"{row.secret_hash} {Entry.objects.latest('pk').body}"
    assert len(secret) >= 43


def test_nothing_to_take_back_is_said(priya: Person) -> None:
    with pytest.raises(NotNow, match="no calendar feed"):
        actions.revoke_feed(by=priya, now=NOW)


def test_the_page_shows_the_address_once(as_priya: Client, priya: Person) -> None:
    as_priya.post("/account/notices/feed/")
    page = as_priya.get("/account/notices/").content.decode()
    found = re.search(r"http://127\.0\.0\.1:8000(/calendar-feed/[\w-]+\.ics)", page)
    assert found
    assert Client().get(found[1]).status_code == 200
    assert "/calendar-feed/" not in as_priya.get("/account/notices/").content.decode()
    as_priya.post("/account/notices/feed/revoke/")
    assert Client().get(found[1]).status_code == 404
    assert as_priya.post("/account/notices/feed/revoke/").status_code == 409


def test_the_choice_is_kept(as_priya: Client, priya: Person) -> None:
    page = as_priya.get("/account/notices/").content.decode()
    assert re.search(r'value="weekly"[^>]*checked', page)
    assert as_priya.post("/account/notices/", {"digest": "hourly"}).status_code == 422
    assert as_priya.post("/account/notices/", {"digest": "never"}).status_code == 302
    assert priya.notices.digest == "never"
    assert Entry.objects.filter(kind="mine.notices.changed").count() == 1
    as_priya.post("/account/notices/", {"digest": "never"})
    assert Entry.objects.filter(kind="mine.notices.changed").count() == 1
