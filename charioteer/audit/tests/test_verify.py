"""A check of the log names the first wrong entry, whatever was done to it behind the triggers’ back."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from charioteer import keyring
from charioteer.audit import publishing, queries, sealing, triggers
from charioteer.audit.actions import record
from charioteer.audit.models import Entry, Head, Words
from charioteer.audit.tests.tampering import BODY, NOW, check, delete, sentences, unlocked
from tests.committed import Committed


def test_a_log_nobody_touched_holds(log: list[Entry]) -> None:
    report = check()
    assert sentences(report) == []
    assert {one.trust_id: one.size for one in report.logs} == {1: 9, 2: 2, None: 1}
    assert report.entries == 12
    assert report.words == 3
    assert report.awaiting.count == 0


def test_an_empty_log_holds(committed: Committed) -> None:
    assert check().holds


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
