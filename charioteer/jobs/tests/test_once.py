"""An effect happens once, with its key or not at all."""

import pytest
from django.db import transaction

from charioteer.jobs import once, once_by
from charioteer.jobs.models import Effect

pytestmark = pytest.mark.django_db


def test_once() -> None:
    did = []
    for _ in range(3):
        with once("k") as first:
            if first:
                did.append(1)
    assert did == [1]


def test_what_breaks_may_be_done_again() -> None:
    for _ in range(2):
        with pytest.raises(RuntimeError):
            _breaks()
    assert not Effect.objects.exists()


def _breaks() -> None:
    with once("k") as first:
        assert first
        raise RuntimeError


def test_it_is_rolled_back_with_what_is_around_it() -> None:
    with transaction.atomic():
        with once("k") as first:
            assert first
        transaction.set_rollback(True)
    with once("k") as first:
        assert first


def test_decorated() -> None:
    did: list[int] = []

    @once_by("digest:{person_id}")
    def digest(*, person_id: int) -> int:
        did.append(person_id)
        return person_id

    assert [digest(person_id=1), digest(person_id=1), digest(person_id=2)] == [1, None, 2]
    assert did == [1, 2]
