"""The database for tests that commit: what one connection commits another sees, and nothing of it is left."""

import subprocess
import sys
from threading import Thread

import pytest
from django.db import connection, transaction

from charioteer.audit import triggers
from charioteer.people.models import Trust
from tests.architecture.source import ROOT
from tests.cast import Cast
from tests.committed import Committed


def test_another_thread_sees_what_is_committed(committed: Committed) -> None:
    seen: list[int] = []

    def look() -> None:
        seen.append(Trust.objects.count())
        connection.close()

    with transaction.atomic():
        Trust.objects.create(name="The Lyra Academy Trust", slug="lyra")
        looking = Thread(target=look)
        looking.start()
        looking.join()
    looking = Thread(target=look)
    looking.start()
    looking.join()
    assert seen == [0, 1]


def test_another_process_sees_it_too(committed: Committed, committed_cast: Cast) -> None:
    asks = "import django; django.setup(); from charioteer.people.models import Trust; print(Trust.objects.count())"
    done = subprocess.run(
        [sys.executable, "-c", asks], env=committed.environment, cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout.strip() == "2", done.stderr


def test_it_begins_empty_and_with_its_triggers(committed: Committed) -> None:
    assert not Trust.objects.exists()
    assert triggers.missing() == []
    assert not connection.in_atomic_block


@pytest.mark.django_db
def test_the_usual_database_is_back_afterwards() -> None:
    assert not Trust.objects.exists()
    assert connection.in_atomic_block
