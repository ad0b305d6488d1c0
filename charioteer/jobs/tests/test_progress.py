"""How far work is, told to whoever began it."""

from collections.abc import Callable

import pytest

from charioteer.jobs import begin, progress, progressing
from charioteer.jobs.models import Progress
from charioteer.jobs.tests.conftest import Declare
from charioteer.jobs.worker import Worker
from charioteer.people.models import Person

pytestmark = pytest.mark.django_db
AMARA = Person(pk=5, trust_id=3)


def test_it_is_told_once_a_second_and_at_the_end(
    declare: Declare, worker: Callable[[], Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    clock = iter(range(0, 10_000))

    def reads(posts: int) -> None:
        for number in range(posts):
            progress(number + 1, posts, "posts")
            told.append(Progress.objects.get().done)

    monkeypatch.setattr(progressing.time, "monotonic", lambda: next(clock) / 10)
    ref = begin(declare(reads), by=AMARA, title="Reading your posts", leads_to="/posts/", posts=30)
    assert worker().once().done == 1
    found = Progress.objects.get(pk=ref)
    assert (found.person_id, found.trust_id, found.done, found.total, found.words) == (5, 3, 30, 30, "posts")
    assert 2 < len(set(told)) < 15


def test_where_nobody_waits_it_does_nothing() -> None:
    progress(1, 2, "posts")
    assert not Progress.objects.exists()
