"""Confirming writes once, only what differs, and only for the first who presses."""

import json
from hashlib import sha256
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from charioteer.audit import merkle
from charioteer.audit.bodies import canonical
from charioteer.audit.models import Entry, Words
from charioteer.errors import NotNow
from charioteer.intake import actions
from charioteer.intake.lifecycle import TRANSITIONS, State
from charioteer.intake.models import Batch, ColumnMapping, Upload
from charioteer.intake.tests.notebook import NOW, Notebook
from charioteer.intake.tests.test_preview import CSV, preview


def confirm(batch: Batch, notebook: Notebook, by: Any, **given: Any) -> Batch:
    return actions.confirm(batch=batch, importer=notebook, by=by, now=NOW, **given)


def test_what_was_previewed_is_written_counted_and_logged_once(notebook: Notebook, joel: Any) -> None:
    batch = confirm(preview(notebook, joel), notebook, joel)
    trust = joel.trust_id
    assert notebook.kept == {
        (trust, "x:@harbourheard"): "X/@harbourheard/Joel Sharma",
        (trust, "facebook:friends"): "Facebook/Friends/",
    }
    batch.refresh_from_db()
    assert (batch.state, batch.written) == ("confirmed", {"made": 2, "touched": 2})
    assert (batch.decided_by_id, batch.decided_at) == (joel.pk, NOW)
    assert [entry.kind for entry in Entry.objects.order_by("pk")] == [
        "intake.batch.previewed",
        "intake.batch.confirmed",
    ]
    assert not Upload.objects.exists()
    assert batch.lines.count() == 2


def test_the_log_keeps_the_root_of_the_rows_and_nothing_of_what_stood_in_them(notebook: Notebook, joel: Any) -> None:
    batch = confirm(preview(notebook, joel), notebook, joel)
    entry = Entry.objects.get(kind="intake.batch.confirmed")
    said, words = json.loads(entry.body)["facts"], Words.objects.get(ref=entry.ref).text
    hashes = [
        sha256(f"{words['salt']}\n{canonical([line.number, line.place, line.key, line.cells])}".encode()).hexdigest()
        for line in batch.lines.order_by("pk")
    ]
    assert said["rows"] == merkle.rows_root(reversed(hashes))
    assert said["rows"] != merkle.rows_root(hashes[1:])
    assert "Harbour" not in entry.body


def test_lines_that_cannot_be_taken_in_are_not_written(notebook: Notebook, joel: Any) -> None:
    batch = preview(notebook, joel, b"Platform,Account,Posters\nX,one,A\nX,,A\nX,one,B\n")
    confirm(batch, notebook, joel)
    assert notebook.kept == {(joel.trust_id, "x:one"): "X/one/A"}


def test_the_same_file_confirmed_twice_changes_nothing_and_says_so(notebook: Notebook, joel: Any, amara: Any) -> None:
    first = confirm(preview(notebook, joel), notebook, joel)
    notebook.kept[joel.trust_id, "facebook:friends"] = "edited by hand since"
    second = preview(notebook, amara)
    said = "This very file was taken in on 22 November 2026. Confirming it again changes nothing."
    assert said in second.notes
    confirm(second, notebook, amara)
    assert notebook.writes == 1
    assert notebook.kept[joel.trust_id, "facebook:friends"] == "edited by hand since"
    second.refresh_from_db()
    assert (second.state, second.repeat_of, second.written) == ("confirmed", first, {})


def test_the_same_file_can_be_written_again_when_that_is_asked_for(notebook: Notebook, joel: Any) -> None:
    confirm(preview(notebook, joel), notebook, joel)
    notebook.kept.clear()
    second = confirm(preview(notebook, joel), notebook, joel, again=True)
    assert len(notebook.kept) == 2
    assert second.written == {"made": 2, "touched": 2}


def test_the_same_file_with_other_columns_or_for_another_trust_is_another_import(
    notebook: Notebook, joel: Any, tomasz: Any
) -> None:
    data = b"Platform,Account,Old account,Posters\nX,new,old,A\n"
    confirm(preview(notebook, joel, data), notebook, joel)
    confirm(preview(notebook, joel, data, mapping={"platform": 0, "account": 2}), notebook, joel)
    confirm(preview(notebook, tomasz, data), notebook, tomasz)
    assert set(notebook.kept) == {
        (joel.trust_id, "x:new"),
        (joel.trust_id, "x:old"),
        (tomasz.trust_id, "x:new"),
    }


def test_a_changed_file_updates_only_what_changed(notebook: Notebook, joel: Any) -> None:
    confirm(preview(notebook, joel), notebook, joel)
    batch = preview(notebook, joel, CSV.replace(b"Friends,,", b"Friends,Grace Adebayo,") + b"X,third,A,b\n")
    assert batch.counts == {"new": 1, "changed": 1, "same": 1, "cannot": 0}
    confirm(batch, notebook, joel)
    assert batch.written == {"made": 1, "touched": 2}
    assert notebook.kept[joel.trust_id, "facebook:friends"] == "Facebook/Friends/Grace Adebayo"


def test_the_second_of_two_people_is_told(notebook: Notebook, joel: Any, amara: Any) -> None:
    batch = preview(notebook, joel)
    as_amara_sees_it = Batch.objects.get(pk=batch.pk)
    confirm(batch, notebook, joel)
    with pytest.raises(NotNow, match="already decided"):
        confirm(as_amara_sees_it, notebook, amara)
    with pytest.raises(NotNow, match="already decided"):
        actions.discard(batch=as_amara_sees_it, by=amara, now=NOW)
    with pytest.raises(NotNow, match="already decided"):
        actions.rematch(batch=as_amara_sees_it, importer=notebook, by=amara, now=NOW)
    assert notebook.writes == 1


def test_two_previews_of_one_file_confirmed_at_the_same_moment_are_written_once(
    notebook: Notebook, joel: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = preview(notebook, joel), preview(notebook, joel)
    confirm(first, notebook, joel)
    monkeypatch.setattr(type(Batch.objects.all()), "first_of", lambda *_: None)  # as the other saw it, a moment before
    with pytest.raises(NotNow, match="already decided"):
        confirm(second, notebook, joel)
    assert notebook.writes == 1


def test_if_the_importer_breaks_nothing_is_confirmed(notebook: Notebook, joel: Any) -> None:
    batch = preview(notebook, joel)

    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("half way")

    notebook.write = broken  # type: ignore[method-assign]
    with pytest.raises(RuntimeError):
        confirm(batch, notebook, joel)
    batch = Batch.objects.get(pk=batch.pk)
    assert batch.is_open
    assert Upload.objects.filter(batch=batch).exists()
    assert not ColumnMapping.objects.exists()


def test_columns_chosen_once_are_offered_the_next_time_to_that_trust_only(
    notebook: Notebook, joel: Any, tomasz: Any
) -> None:
    data = b"Platform,Account,Old account\nX,new,old\n"
    confirm(preview(notebook, joel, data, mapping={"platform": 0, "account": 2}), notebook, joel)
    again = preview(notebook, joel, b"platform, ACCOUNT,Old  account\nX,newer,older\n")
    assert again.mapping == {"platform": 0, "account": 2}
    assert "The columns were matched as they were the last time." in again.notes
    assert preview(notebook, tomasz, data).mapping == {"platform": 0, "account": 1}


def test_a_column_the_importer_learned_since_is_matched_by_its_head(notebook: Notebook, joel: Any) -> None:
    data = b"Platform,Account,Old account,Posters\nX,new,old,A\n"
    confirm(preview(notebook, joel, data, mapping={"platform": 0, "account": 2}), notebook, joel)
    memory = ColumnMapping.objects.get()
    assert memory.columns == {"platform": 0, "account": 2, "masters": None, "posters": None, "dates": None}
    del memory.columns["posters"]
    memory.save()
    assert preview(notebook, joel, data).mapping == {"platform": 0, "account": 2, "posters": 3}


def test_the_database_itself_keeps_a_decision_and_its_moment_together(notebook: Notebook, joel: Any) -> None:
    batch = preview(notebook, joel)
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(state=State.DISCARDED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(decided_at=NOW)


@pytest.mark.parametrize("state", State)
def test_every_state_has_its_legal_steps(state: State) -> None:
    assert TRANSITIONS[state] == (set(State) - {State.PREVIEWED} if state is State.PREVIEWED else set())
