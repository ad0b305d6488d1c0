"""Committed entries get their places without gaps, by one sealer at a time; heads are signed over all of them."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from charioteer import keyring
from charioteer.audit import heads, merkle, publishing, queries, sealing
from charioteer.audit.actions import compose, record, record_many
from charioteer.audit.models import Entry, Head, Position, PublishedHead, SigningKey
from tests.committed import Committed

NOW = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)


def write(number: int, *, trust_id: int | None = 1, now: datetime = NOW) -> Entry:
    return record("test.thing.done", of=f"test.thing:{number}", by=None, now=now, trust_id=trust_id)


def positions(trust_id: int | None = 1) -> list[tuple[int, str]]:
    return list(Position.objects.filter(trust_id=trust_id).order_by("position").values_list("position", "ref"))


def test_what_is_committed_is_sealed_at_once(committed: Committed) -> None:
    with transaction.atomic():
        first, second = write(1), write(2)
        assert not Position.objects.exists()
    assert positions() == [(0, first.ref), (1, second.ref)]
    head = Head.objects.get()
    leaves = [merkle.leaf_hash(one.body.encode()) for one in (first, second)]
    assert (head.size, head.root) == (2, merkle.root_of(leaves).hex())
    assert heads.shown(head, heads.public_keys()).good


def test_one_transaction_is_sealed_once_however_much_it_writes(committed: Committed) -> None:
    with transaction.atomic():
        record_many(compose("test.thing.done", of=f"test.thing:{n}", by=None, now=NOW, trust_id=1) for n in range(7))
        write(8)
        with transaction.atomic():
            write(9)
    assert [position for position, _ in positions()] == list(range(9))
    assert Head.objects.count() == 1


def test_what_is_rolled_back_leaves_no_gap(committed: Committed) -> None:
    first = write(1)
    with transaction.atomic():
        write(2)
        transaction.set_rollback(True)
    with transaction.atomic():
        with transaction.atomic():
            write(3)
            transaction.set_rollback(True)
        fourth = write(4)
    assert positions() == [(0, first.ref), (1, fourth.ref)]


def test_each_trust_has_a_log_of_its_own(committed: Committed) -> None:
    with transaction.atomic():
        entries = {trust_id: write(1, trust_id=trust_id) for trust_id in (1, None, 2)}
    for trust_id, entry in entries.items():
        assert positions(trust_id) == [(0, entry.ref)]
        assert queries.latest_head(trust_id).good
    write(2, trust_id=None)
    assert [position for position, _ in positions(None)] == [0, 1]


def test_the_order_is_that_of_committing_not_of_the_clock(committed: Committed) -> None:
    first = write(1)
    second = write(2, now=NOW - timedelta(hours=1))
    assert positions() == [(0, first.ref), (1, second.ref)]


def test_another_holder_is_not_waited_for(committed: Committed) -> None:
    """Whoever wrote goes on at once, and the next run seals what was left."""
    begun, over = Barrier(2), Barrier(2)

    def hold() -> None:
        with transaction.atomic():
            sealing._only_one(True)
            begun.wait(10)
            over.wait(10)
        connection.close()

    with transaction.atomic():
        entry = write(1)
        transaction.on_commit(lambda: None)
        connection.run_on_commit.clear()  # as if this process had died between its commit and the sealing
    holder = Thread(target=hold)
    holder.start()
    begun.wait(10)
    assert sealing.seal(now=NOW, wait=False) == 0
    over.wait(10)
    holder.join()
    assert sealing.seal(now=NOW, wait=False) == 1
    assert positions() == [(0, entry.ref)]


def test_two_sealers_and_four_writers_give_every_entry_one_place(committed: Committed) -> None:
    started = Barrier(6)

    def writes(who: int) -> None:
        started.wait(10)
        for number in range(10):
            write(who * 100 + number, trust_id=who % 2 or None)
        connection.close()

    def seals() -> None:
        started.wait(10)
        for _ in range(30):
            sealing.seal(now=NOW)
        connection.close()

    threads = [Thread(target=writes, args=(who,)) for who in range(4)] + [Thread(target=seals) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sealing.seal(now=NOW)
    assert queries.awaiting(now=NOW).count == 0
    for trust_id in (1, None):
        assert [position for position, _ in positions(trust_id)] == list(range(20))
        leaves = Position.objects.filter(trust_id=trust_id).order_by("position").values_list("leaf", flat=True)
        assert (
            Head.objects.filter(trust_id=trust_id).latest("size").root
            == merkle.root_of([bytes.fromhex(leaf) for leaf in leaves]).hex()
        )


def test_an_entry_committed_after_a_younger_one_is_not_passed_over(committed: Committed) -> None:
    """On PostgreSQL keys are drawn in one order and committed in another."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer")
    drawn, go_on = Barrier(2), Barrier(2)

    def slow() -> None:
        with transaction.atomic():
            write(1)
            drawn.wait(10)
            go_on.wait(10)
        connection.close()

    thread = Thread(target=slow)
    thread.start()
    drawn.wait(10)
    for number in range(2, 8):
        write(number)
    assert Position.objects.count() == 6
    go_on.wait(10)
    thread.join()
    sealing.seal(now=NOW)
    assert Position.objects.count() == 7
    assert positions()[-1][1] == Entry.objects.order_by("pk").first().ref


def test_a_large_import_is_sealed_run_by_run(committed: Committed) -> None:
    with transaction.atomic():
        record_many(compose("test.thing.done", of=f"test.thing:{n}", by=None, now=NOW, trust_id=1) for n in range(620))
    assert Position.objects.count() == sealing.AT_COMMIT
    assert queries.awaiting(now=NOW).count == 120
    assert sealing.seal(now=NOW) == 120
    assert sealing.seal(now=NOW) == 0
    assert [head.size for head in Head.objects.order_by("pk")] == [500, 620]


def test_trouble_with_sealing_never_reaches_whoever_wrote(
    committed: Committed, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(**_: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(sealing, "seal", breaks)
    entry = write(1)
    assert Entry.objects.get() == entry
    assert "could not be sealed just now" in caplog.text


def test_foreign_keys_sign_nothing(committed: Committed) -> None:
    write(1)
    keyring.path_of(settings.DATA, 1).write_bytes(b"x" * keyring.LENGTH)
    write(2)
    assert Position.objects.count() == 1
    with pytest.raises(keyring.Unusable, match="not those that signed this log"):
        sealing.seal(now=NOW)


def test_after_a_rotation_the_new_key_signs(committed: Committed) -> None:
    write(1)
    keyring.make_next(settings.DATA)
    write(2)
    assert SigningKey.objects.count() == 2
    first, second = Head.objects.order_by("pk")
    assert first.key_id != second.key_id
    assert all(heads.shown(head, heads.public_keys()).good for head in (first, second))


@pytest.mark.parametrize("table", ["position", "head", "publishedhead", "signingkey"])
def test_places_heads_and_keys_are_never_changed_or_deleted(committed: Committed, table: str) -> None:
    write(1)
    publishing.publish(now=Head.objects.get().at + timedelta(hours=1))
    for begins, ends in (("UPDATE", "SET id = id + 1"), ("DELETE FROM", "")):
        with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
            cursor.execute(f"{begins} audit_{table} {ends}")


def test_heads_are_published_for_the_full_hour_and_once(committed: Committed) -> None:
    write(1)
    sealed = queries.latest_head(1)
    write(2, trust_id=2)
    assert publishing.publish(now=NOW) == 0, "nothing was sealed by nine o’clock"
    at_ten = Head.objects.order_by("pk").first().at.replace(minute=0) + timedelta(hours=1)
    assert publishing.publish(now=at_ten) == 2
    assert publishing.publish(now=at_ten + timedelta(minutes=5)) == 0
    shown = queries.published(1)
    assert shown
    assert (shown.size, shown.root) == (1, sealed.root)
    assert shown.at.minute == shown.at.second == shown.at.microsecond == 0
    assert PublishedHead.objects.count() == 2
