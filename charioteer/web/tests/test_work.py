"""The page of work: words and shapes, never whom it is about, and nothing of another trust."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from charioteer.audit.models import Entry
from charioteer.errors import NotAllowed, NotNow
from charioteer.jobs import begin, living
from charioteer.jobs.declared import JOBS
from charioteer.jobs.models import Outcome, Progress, Schedule
from charioteer.mail.actions import send
from charioteer.mail.models import Message
from charioteer.web import actions
from tests.cast import Cast, joins, signed_in

EXPIRE = "intake.expire"


def _work(status: str, trust_id: int | None = None, **says: object) -> DBTaskResult:
    usual = {
        "worker_ids": ["w"] * 5,
        "exception_class_path": "builtins.TimeoutError" if status == "FAILED" else "",
        "traceback": "Another server did not answer in time." if status == "FAILED" else "",
        "finished_at": timezone.now() if status in {"FAILED", "SUCCESSFUL"} else None,
    }
    ids = {"person_id": 4711} if trust_id is None else {"trust_id": trust_id, "person_id": 4711}
    return DBTaskResult.objects.create(
        status=status,
        args_kwargs={"args": [EXPIRE, ids], "kwargs": {}},
        task_path="charioteer.jobs.running.run",
        backend_name="default",
        run_after=timezone.now() - timedelta(minutes=5),
        **{**usual, **says},
    )


@pytest.fixture(autouse=True)
def nothing_waits(cast: Cast) -> None:
    """Calling the cast together announced things, and others follow them."""
    DBTaskResult.objects.all().delete()


def _page(cast: Cast, who: str = "amara") -> str:
    answer = signed_in(cast[who]).get("/work/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_nobody_at_work(cast: Cast) -> None:
    page = _page(cast)
    assert "No worker is running" in page
    assert "None has ever run" in page
    assert "When a worker runs" in page


def test_somebody_at_work(cast: Cast) -> None:
    us = living.enter(timezone.now())
    living.beat(us, doing="Read what was written", now=timezone.now())
    page = _page(cast)
    assert "A worker is at work" in page
    assert "Now: Read what was written" in page
    assert us.pk not in page


def test_what_failed_in_words(cast: Cast) -> None:
    failed = _work("FAILED", cast.lyra.pk)
    _work("READY", cast.lyra.pk, exception_class_path="", worker_ids=[])
    _work("RUNNING", started_at=timezone.now())
    page = _page(cast)
    assert JOBS[EXPIRE].words in page
    assert "Another server did not answer in time. " in page
    assert "(TimeoutError)" in page
    assert "after 5 tries" in page
    assert "1 piece of work, the oldest since" in page
    assert f"/work/{failed.pk}/again/" in page
    assert "4711" not in page
    assert "Traceback" not in page


def test_nothing_of_another_trust(cast: Cast) -> None:
    theirs = _work("FAILED", cast.corvus.pk)
    for status in ("READY", "RUNNING", "SUCCESSFUL"):
        _work(status, cast.corvus.pk, started_at=timezone.now())
    page = _page(cast)
    assert str(theirs.pk) not in page
    assert "Nothing failed" in page
    assert "Nothing waits" in page
    assert "0 pieces in the last 30 days" in page
    assert signed_in(cast["amara"]).post(f"/work/{theirs.pk}/again/").status_code == 404


def test_the_schedule(cast: Cast) -> None:
    Schedule.objects.create(
        name=EXPIRE,
        next_at=timezone.now(),
        last_at=timezone.now(),
        last_outcome=Outcome.FAILED,
        last_said="The database did not answer, or was busy for too long.",
    )
    page = _page(cast)
    assert "every hour" in page
    assert "The database did not answer" in page


def test_the_mail(cast: Cast, settings: LazySettings) -> None:
    settings.SENDS_MAIL = False
    for number, (trust, state) in enumerate([(cast.lyra, "bounced"), (cast.lyra, "waiting"), (cast.corvus, "bounced")]):
        made = send(
            to=f"somebody{number}@{trust.slug}.example",
            subject="Something waits",
            lines=["Sign in."],
            link="",
            trust_id=trust.pk,
            key=str(number),
            now=timezone.now(),
        )
        Message.objects.filter(pk=made.pk).update(state=state, text="")
    page = _page(cast)
    assert "This site hands no mail in" in page
    assert "1 message wait" in page
    assert "somebody0@lyra.example" in page
    assert "corvus.example" not in page


def test_trying_again(cast: Cast) -> None:
    failed = _work("FAILED", cast.lyra.pk)
    answer = signed_in(cast["amara"]).post(f"/work/{failed.pk}/again/", follow=True)
    assert "is tried again" in answer.content.decode()
    failed.refresh_from_db()
    assert (failed.status, failed.worker_ids, failed.traceback) == ("READY", [], "")
    entry = Entry.objects.get(kind="jobs.work.tried_again")
    assert entry.trust_id == cast.lyra.pk
    assert str(failed.pk) in entry.subject


@pytest.mark.parametrize("status", ["READY", "RUNNING", "SUCCESSFUL"])
def test_only_what_failed(cast: Cast, status: str) -> None:
    row = _work(status, cast.lyra.pk)
    with pytest.raises(NotNow):
        actions.try_again(row=row, by=cast["amara"], now=timezone.now())
    assert not Entry.objects.filter(kind="jobs.work.tried_again").exists()


def test_only_whoever_sees_to_it(cast: Cast) -> None:
    row = _work("FAILED", cast.lyra.pk)
    with pytest.raises(NotAllowed):
        actions.try_again(row=row, by=cast["joel"], now=timezone.now())
    row.refresh_from_db()
    assert row.status == "FAILED"


@pytest.mark.parametrize(
    ("status", "done", "says"),
    [
        ("READY", 0, "It waits for its turn"),
        ("RUNNING", 12_400, "12,400 of 31,000 posts. You can leave this page"),
        ("SUCCESSFUL", 31_000, "See what came of it"),
        ("FAILED", 12_400, "It did not work"),
    ],
)
def test_whoever_began_it_sees_how_far_it_is(cast: Cast, status: str, done: int, says: str) -> None:
    ref = begin(JOBS[EXPIRE], by=cast["joel"], title="Reading your posts", leads_to="/register/")
    Progress.objects.update(done=done, total=31_000, words="posts")
    DBTaskResult.objects.update(status=status, finished_at=timezone.now())
    answer = signed_in(cast["joel"]).get(f"/work/{ref}/")
    assert says in " ".join(answer.content.decode().split())
    assert "refresh" not in {name.lower() for name in answer.headers}
    for other in ("amara", "priya", "tomasz"):
        assert signed_in(cast[other]).get(f"/work/{ref}/").status_code == 404


def test_what_was_cleared_away_was_done(cast: Cast) -> None:
    ref = begin(JOBS[EXPIRE], by=cast["joel"], title="Reading your posts")
    DBTaskResult.objects.all().delete()
    assert "Done" in signed_in(cast["joel"]).get(f"/work/{ref}/").content.decode()
    assert signed_in(cast["joel"]).get(f"/work/{uuid4()}/").status_code == 404


def test_the_work_is_the_whole_trusts(cast: Cast) -> None:
    """Whoever keeps the machines of one school sees nothing of it, and is offered nothing."""
    at_one = signed_in(joins(cast.lyra, "Vera Stroud", "it_lead", at="sulafat"))
    assert at_one.get("/work/").status_code == 403
    assert "/work/" not in at_one.get("/more/").content.decode()
    everywhere = signed_in(joins(cast.lyra, "Hana Petrov", "it_lead"))
    assert everywhere.get("/work/").status_code == 200
    assert "/work/" in everywhere.get("/more/").content.decode()
