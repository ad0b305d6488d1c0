"""A check of the log names the first wrong entry, whatever was done to it behind the triggers’ back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from charioteer import keyring
from charioteer.audit import publishing, queries, sealing, triggers
from charioteer.audit.actions import erase_words, record
from charioteer.audit.models import Entry, Head, Position, SigningKey, Words
from charioteer.audit.verifying import Report, apart, verify
from tests.committed import Committed

NOW = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
PERSON = SigningKey(pk=7)  # any row will do for “who”: the log knows no people


@pytest.fixture
def log(committed: Committed) -> list[Entry]:
    """Nine entries of one trust, some with words, in four heads; two of another trust; one of none."""
    found = []
    for number in range(9):
        words = {"name": f"Ünit “{number}”\n"} if number % 3 == 0 else None
        facts = {"fields": ["kind", "ref"], "nested": {"at": "2026", "words": None}}
        now = NOW.replace(microsecond=number)
        made = record(
            f"test.thing.{'done' if number % 2 else 'undone'}",
            of=f"test.thing:{number}",
            by=PERSON if number % 4 else None,
            now=now,
            trust_id=1,
            school_id=number % 3 or None,
            facts=facts,
            words=words,
        )
        found.append(made)
    with transaction.atomic():
        for trust_id in (2, 2, None):
            record("test.thing.done", of="test.thing:1", by=None, now=NOW, trust_id=trust_id)
    return found


def check(**how: object) -> Report:
    return verify(now=timezone.now(), **how)


def delete(what: str, condition: str) -> None:
    unlocked(f"audit_{what}", " ".join(("DELETE FROM", f"audit_{what}", "WHERE trust_id = 1 AND", condition)))


def unlocked(table: str, sql: str, *params: object) -> None:
    """Do what the triggers forbid, and put them back as an intruder with the database in hand would."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(f"DROP TRIGGER {table}_no_{verb}")
        else:
            cursor.execute(f"DROP TRIGGER {table}_append_only ON {table}")
        cursor.execute(sql, params)
    triggers.install()
    assert triggers.missing() == []


def sentences(report: Report) -> list[str]:
    return [finding.sentence for finding in report.findings]


def test_a_log_nobody_touched_holds(log: list[Entry]) -> None:
    report = check()
    assert sentences(report) == []
    assert {one.trust_id: one.size for one in report.logs} == {1: 9, 2: 2, None: 1}
    assert report.entries == 12
    assert report.words == 3
    assert report.awaiting.count == 0


def test_an_empty_log_holds(committed: Committed) -> None:
    assert check().holds


BODY = "UPDATE audit_entry SET body = replace(body, '\"fields\"', '\"felds\"') WHERE id = %s"
COLUMNS = {
    "trust_id": (2, "is not what the entry itself says"),
    "school_id": (8, "the school is not"),
    "at": ("2026-11-22 09:12:01", "the moment is not"),
    "kind": ("test.thing.other", "the kind is not"),
    "actor": ("system ", "who did it is not"),
    "subject": ('test.thing:4","x":"', "what it is about is not"),
    "ref": ("f" * 32, "is gone"),
    "hash": ("0" * 64, "the hash beside it is another"),
}


def test_a_changed_body_is_named(log: list[Entry]) -> None:
    unlocked("audit_entry", BODY, log[4].pk)
    report = check()
    assert [(one.position, one.ref) for one in report.findings] == [(4, log[4].ref)]
    assert sentences(report)[0].startswith(f"Entry 5 (reference {log[4].ref}) was changed after it was sealed")


def test_the_first_of_several_is_named_first(log: list[Entry]) -> None:
    for at in (6, 2):
        unlocked("audit_entry", BODY, log[at].pk)
    assert [one.position for one in check().findings] == [2, 6]


@pytest.mark.parametrize("column", COLUMNS)
def test_each_column_is_compared_with_the_entry(log: list[Entry], column: str) -> None:
    value, says = COLUMNS[column]
    unlocked("audit_entry", " ".join(("UPDATE audit_entry SET", column, "= %s WHERE id = %s")), value, log[5].pk)
    report = check()
    found = [one for one in report.findings if one.position is not None]
    assert [one.position for one in found] == [5], sentences(report)
    assert says in found[0].sentence


@pytest.mark.parametrize("column", ["at", "school_id", "trust_id"])
def test_a_column_that_was_emptied_or_filled(log: list[Entry], column: str) -> None:
    unlocked("audit_entry", "UPDATE audit_entry SET school_id = NULL WHERE id = %s", log[4].pk)
    unlocked("audit_entry", "UPDATE audit_entry SET school_id = 0 WHERE id = %s", log[3].pk)
    assert [one.position for one in check().findings] == [3, 4]


def test_an_entry_changed_with_its_hash_is_found_by_its_place(log: list[Entry]) -> None:
    unlocked("audit_entry", BODY, log[4].pk)
    entry = Entry.objects.get(pk=log[4].pk)
    leaf = sealing.leaf_hash(entry.body.encode()).hex()
    unlocked("audit_entry", "UPDATE audit_entry SET hash = %s WHERE id = %s", leaf, entry.pk)
    assert [one.position for one in check().findings] == [4]
    unlocked("audit_position", "UPDATE audit_position SET leaf = %s WHERE entry_id = %s", leaf, entry.pk)
    assert "do not give the root" in sentences(check())[0], "the tree itself says so when the place was changed too"


def test_an_entry_taken_out_is_named(log: list[Entry]) -> None:
    unlocked("audit_entry", "DELETE FROM audit_entry WHERE id = %s", log[4].pk)
    assert sentences(check())[0] == (
        f"Entry 5 (reference {log[4].ref}) is gone: the log gave it this place, and it is not there any more."
    )


def test_an_entry_taken_out_with_its_place(log: list[Entry]) -> None:
    unlocked("audit_entry", "DELETE FROM audit_entry WHERE id = %s", log[4].pk)
    unlocked("audit_position", "DELETE FROM audit_position WHERE entry_id = %s", log[4].pk)
    assert sentences(check())[0].startswith("After entry 4 comes entry 6")


def test_two_entries_that_changed_places(log: list[Entry]) -> None:
    for was, now in ((3, 99), (4, 3), (99, 4)):
        sql = "UPDATE audit_position SET position = %s WHERE trust_id = 1 AND position = %s"
        unlocked("audit_position", sql, now, was)
    assert not check().holds


def _cut(log: list[Entry]) -> None:
    for table, condition in (("position", "position >= 6"), ("head", "size > 6"), ("publishedhead", "size > 6")):
        delete(table, condition)
    delete("entry", f"id >= {log[6].pk}")
    Words.objects.filter(ref__in=[one.ref for one in log[6:]]).delete()


def test_a_cut_tail_shows_by_the_heads_that_were_left(log: list[Entry]) -> None:
    delete("position", "position >= 6")
    delete("entry", f"id >= {log[6].pk}")
    assert any("its tail was cut off" in sentence for sentence in sentences(check()))


def test_a_tail_cut_with_its_heads_shows_by_a_head_from_outside_alone(log: list[Entry]) -> None:
    outside = queries.latest_head(1)
    _cut(log)
    assert check().holds, "without a head kept elsewhere nothing is proven"
    assert sentences(check(outside=outside)) == [
        "The head you brought covers 9 entries, but the log ends after 6: its tail was cut off."
    ]


def test_a_replaced_tree_shows_by_a_head_from_outside_alone(log: list[Entry]) -> None:
    outside = queries.latest_head(1)
    _cut(log)
    for number in range(6, 12):
        record("test.thing.forged", of=f"test.thing:{number}", by=None, now=NOW, trust_id=1)
    assert check().holds, "signed with our own key, it looks like any other"
    assert sentences(check(outside=outside)) == [
        "The first 9 entries do not give the root of the head you brought: the tree was replaced."
    ]


def test_a_head_from_outside_is_met_after_the_log_has_grown(log: list[Entry]) -> None:
    outside = queries.latest_head(1)
    record("test.thing.done", of="test.thing:10", by=None, now=NOW, trust_id=1)
    report = check(trust_id=1, only=True, outside=outside)
    assert report.holds
    assert report.outside == "The first 9 entries are those of the head you brought."
    assert [one.trust_id for one in report.logs] == [1]


def test_a_head_from_outside_that_was_changed_proves_nothing(log: list[Entry]) -> None:
    outside = queries.latest_head(1)
    forged = type(outside)(**{**outside.__dict__, "at": outside.at + timedelta(hours=1)})
    assert sentences(check(outside=forged)) == ["The signature of the head you brought does not hold."]


def test_a_log_signed_anew_with_another_key_is_not_the_one_outside(log: list[Entry], tmp_path_factory) -> None:
    other = keyring.signer(tmp_path_factory.mktemp("other"))
    outside = queries.latest_head(1)
    text = sealing.heads.signed_text(trust_id=1, size=outside.size, root=outside.root, at=outside.at)
    told = {"key_id": other.key_id, "public": other.public, "signature": other.sign(text)}
    assert "this log does not know" in sentences(check(outside=type(outside)(**{**outside.__dict__, **told})))[0]


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE audit_head SET root = '00' WHERE size = 4 AND trust_id = 1", "The signature of the head of 4"),
        ("UPDATE audit_head SET at = '2020-01-01' WHERE size = 4 AND trust_id = 1", "The signature of the head of 4"),
        ("UPDATE audit_head SET frontier = '00' WHERE size = 4 AND trust_id = 1", "What the head of 4 entries keeps"),
        ("UPDATE audit_head SET key_id = 'x' WHERE size = 4 AND trust_id = 1", "that is not kept"),
        ("DELETE FROM audit_head WHERE size = 9 AND trust_id = 1", "No head was signed over entry 9"),
    ],
)
def test_a_changed_head_is_found(log: list[Entry], sql: str, says: str) -> None:
    unlocked("audit_head", sql)
    assert any(says in sentence for sentence in sentences(check())), sentences(check())


def test_a_published_head_is_checked_too(log: list[Entry]) -> None:
    publishing.publish(now=Head.objects.latest("pk").at + timedelta(hours=1))
    assert check().holds
    unlocked("audit_publishedhead", "UPDATE audit_publishedhead SET size = 8 WHERE trust_id = 1")
    assert any("published for" in sentence for sentence in sentences(check()))


def test_another_public_key_is_found(log: list[Entry]) -> None:
    public = "00" * 32
    unlocked("audit_signingkey", "UPDATE audit_signingkey SET public = %s", public)
    assert "does not belong to this server’s master-1" in sentences(check())[0]


def test_a_rotation_in_the_middle_changes_nothing(log: list[Entry]) -> None:
    keyring.make_next(settings.DATA)
    record("test.thing.done", of="test.thing:10", by=None, now=NOW, trust_id=1)
    assert sentences(check()) == []
    keyring.path_of(settings.DATA, 1).unlink()
    assert check().holds, "the public half of a key that is gone still checks its heads"


def test_the_old_key_signs_nothing_after_a_rotation(log: list[Entry]) -> None:
    keyring.make_next(settings.DATA)
    record("test.thing.done", of="test.thing:10", by=None, now=NOW, trust_id=1)
    keyring.path_of(settings.DATA, 2).rename(settings.DATA / "away")
    record("test.thing.done", of="test.thing:11", by=None, now=NOW, trust_id=1)
    assert any("with an older key" in sentence for sentence in sentences(check()))


def test_a_missing_trigger_is_a_finding(log: list[Entry]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_head_no_UPDATE")
            name = "audit_head_no_UPDATE"
        else:
            cursor.execute("ALTER TABLE audit_head DISABLE TRIGGER audit_head_append_only")
            name = "audit_head_append_only"
    assert sentences(check()) == [f"The database does not refuse changes of the log: the trigger {name} is missing."]


def test_a_hollow_trigger_of_the_right_name_is_missing(log: list[Entry]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_entry_no_UPDATE")
            cursor.execute("CREATE TRIGGER audit_entry_no_UPDATE BEFORE UPDATE ON audit_entry BEGIN SELECT 1; END")
        else:
            body = "BEGIN RETURN NEW; END"
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"
            )
    assert not check().holds
    assert triggers.install()
    assert check().holds


def test_words_that_were_changed(log: list[Entry]) -> None:
    Words.objects.filter(ref=log[3].ref).update(text={"name": "somebody else"})
    assert sentences(check()) == [f"What the entry with reference {log[3].ref} says about people was changed."]


def test_words_that_vanished(log: list[Entry]) -> None:
    Words.objects.filter(ref=log[3].ref).delete()
    assert sentences(check())[0].endswith("is gone, and no entry says that it was erased.")


def test_words_that_were_erased_break_nothing(log: list[Entry]) -> None:
    refs = [log[0].ref, log[3].ref, log[1].ref, "unknown"]
    assert erase_words(refs=refs, by=None, now=NOW, trust_id=1, reason="retention") == 2
    assert erase_words(refs=refs, by=None, now=NOW, trust_id=1, reason="retention") == 0
    assert erase_words(refs=[log[6].ref], by=None, now=NOW, trust_id=2, reason="retention") == 0
    assert queries.erased_refs() == {log[0].ref, log[3].ref}
    assert Words.objects.count() == 1
    assert check().holds


def test_words_that_came_back_after_they_were_erased(log: list[Entry]) -> None:
    kept = Words.objects.get(ref=log[3].ref)
    erase_words(refs=[log[3].ref], by=None, now=NOW, trust_id=1, reason="retention")
    kept.save(force_insert=True)
    assert sentences(check())[0].endswith("was erased, and stands again.")


def _unsealed(now: datetime) -> Entry:
    with transaction.atomic():
        made = record("test.thing.done", of="test.thing:10", by=None, now=now, trust_id=1)
        connection.run_on_commit.clear()
    return made


def test_entries_that_wait_are_told_and_after_a_minute_fail(log: list[Entry]) -> None:
    last = Head.objects.latest("pk").at
    _unsealed(last)
    soon = verify(now=last + timedelta(seconds=40))
    assert soon.holds
    assert (soon.awaiting.count, soon.awaiting.oldest) == (1, 40.0)
    late = verify(now=last + timedelta(seconds=61))
    assert "the oldest for 61 seconds" in sentences(late)[0]


def test_an_entry_of_a_clock_an_hour_behind_has_not_waited_for_an_hour(log: list[Entry]) -> None:
    last = Head.objects.latest("pk").at
    _unsealed(last - timedelta(hours=1))
    report = verify(now=last + timedelta(seconds=5))
    assert report.holds
    assert report.awaiting.oldest == 5.0


def test_a_clock_an_hour_behind_seals_and_holds(log: list[Entry]) -> None:
    _unsealed(NOW)
    sealing.seal(now=Head.objects.latest("pk").at - timedelta(hours=1))
    assert check().holds


def test_an_entry_that_was_slipped_in_below_is_never_passed_over_in_silence(log: list[Entry]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_entry (id, ref, trust_id, at, kind, actor, subject, body, hash)"
            " SELECT -5, 'f', trust_id, at, kind, actor, subject, body, hash FROM audit_entry WHERE id = %s",
            [log[0].pk],
        )
    sealing.seal(now=NOW)
    assert verify(now=NOW + timedelta(days=400)).awaiting.count == 1


def test_other_processors_find_the_same(log: list[Entry], monkeypatch: pytest.MonkeyPatch) -> None:
    unlocked("audit_entry", BODY, log[4].pk)
    alone = check().as_json()
    monkeypatch.setattr(apart, "WORTH_IT", 0)
    monkeypatch.setattr(apart, "_STRETCH", 5)
    assert check().as_json() == alone
    assert [one["position"] for one in alone["findings"]] == [4]
    assert Entry.objects.count() == 12, "the connection of this process still works"


def test_progress_is_told(log: list[Entry]) -> None:
    told: list[tuple[int, int]] = []
    tell: Callable[[int, int], None] = lambda done, total: told.append((done, total))  # noqa: E731
    check(progress=tell)
    assert told[-1] == (12, 12)
    assert Position.objects.count() == 12
