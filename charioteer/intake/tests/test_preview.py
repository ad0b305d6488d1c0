"""A preview reads, matches, understands and writes nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from charioteer.audit.models import Entry, Words
from charioteer.errors import BadInput, NotAllowed, NotNow
from charioteer.intake import actions
from charioteer.intake.matching import Unmatched
from charioteer.intake.models import Batch, Line, Upload
from charioteer.intake.tests import register_table
from charioteer.intake.tests.notebook import NOW, Notebook
from charioteer.intake.tests.test_read_office import book, saved, word_register

CSV = b"Platform,Account,Approved users (posting),Colour\nX,@harbourheard,Joel Sharma,blue\nFacebook,Friends,,red\n"


def preview(notebook: Notebook, by: Any, data: bytes = CSV, name: str = "register.csv", **chosen: Any) -> Batch:
    return actions.preview(importer=notebook, file_name=name, data=data, trust_id=by.trust_id, by=by, now=NOW, **chosen)


def test_each_line_is_kept_as_read_as_understood_and_with_its_doubts(notebook: Notebook, joel: Any) -> None:
    batch = preview(notebook, joel)
    first, second = batch.lines.order_by("pk")
    assert (first.number, first.place, first.outcome, first.key) == (2, "row 2", "new", "x:@harbourheard")
    assert first.cells == ["X", "@harbourheard", "Joel Sharma", "blue"]
    assert first.understood == {"text": "X/@harbourheard/Joel Sharma"}
    assert first.doubts == []
    assert second.doubts == ["Nobody is named who may post. Blank means unknown."]
    assert batch.counts == {"new": 2, "changed": 0, "same": 0, "cannot": 0}
    assert batch.mapping == {"platform": 0, "account": 1, "posters": 2}
    assert batch.notes == ["Nothing is made of “Colour”."]
    assert notebook.kept == {}
    assert notebook.writes == 0


def test_a_preview_is_logged_once_without_a_word_about_anybody(notebook: Notebook, joel: Any) -> None:
    batch = preview(notebook, joel)
    entry = Entry.objects.get()
    assert (entry.kind, entry.subject) == ("intake.batch.previewed", f"intake.batch:{batch.pk}")
    assert "Joel" not in entry.body
    assert "register.csv" not in entry.body
    assert Words.objects.get(ref=entry.ref).text == {"file": "register.csv"}


def test_a_second_row_about_the_same_thing_cannot_be_taken_in_and_names_the_first(
    notebook: Notebook, joel: Any
) -> None:
    batch = preview(notebook, joel, b"Platform,Account,Posters\nX,one,A\nX,two,A\nX,ONE,B\n")
    last = batch.lines.get(number=4)
    assert (last.outcome, last.doubts) == ("cannot", ["This is the same as row 2. Only the first is taken in."])
    assert batch.counts == {"new": 2, "changed": 0, "same": 0, "cannot": 1}


def test_the_best_table_of_several_is_chosen_and_the_choice_is_said(notebook: Notebook, joel: Any) -> None:
    made = book(("Room", "Phone"), ("Office", "020"))
    made.create_sheet("Accounts").append(("Network", "Handle", "Opened"))
    made["Accounts"].append(("X", "one", "1/9/21"))
    batch = preview(notebook, joel, saved(made), "book.xlsx")
    assert batch.table_where == "sheet Accounts"
    assert "The file has 2 tables. This is sheet Accounts; the others were left." in batch.notes
    assert [table["where"] for table in batch.tables] == ["sheet Channels", "sheet Accounts"]
    assert batch.lines.get().place == "sheet Accounts, row 2"


def test_the_policy_documents_own_table_is_understood_straight_away(notebook: Notebook, joel: Any) -> None:
    for name, data in [("p.txt", register_table.as_text().encode()), ("p.docx", saved(word_register()))]:
        batch = preview(notebook, joel, data, name)
        assert batch.mapping == {"platform": 0, "account": 1, "masters": 2, "posters": 3, "dates": 4}
        assert batch.counts["new"] == 9
        assert [tuple(line.cells) for line in batch.lines.order_by("pk")] == list(register_table.ROWS)


def test_a_missing_column_is_refused_with_the_columns_there_are(notebook: Notebook, joel: Any) -> None:
    with pytest.raises(Unmatched) as refusal:
        preview(notebook, joel, b"Network,Person,When\nX,one,1/9/21\n")
    assert refusal.value.reason == (
        "No column for “Account” was found. The columns there are: “Network”, “Person” and “When”. "
        "Rename one in the file, or say which is which."
    )
    assert refusal.value.tables[0].header == ("Network", "Person", "When")
    assert not Batch.objects.exists()
    with pytest.raises(BadInput, match="There is no table in this file"):
        preview(notebook, joel, b"Words only.", "a.txt")


def test_columns_chosen_by_a_person_win(notebook: Notebook, joel: Any) -> None:
    data = b"Network,Person,When\nX,one,1/9/21\n"
    batch = preview(notebook, joel, data, mapping={"platform": 0, "account": 1})
    assert batch.lines.get().key == "x:one"
    for wrong in ({"platform": 0, "account": 3}, {"platform": 0, "colour": 1}, {"platform": 0, "account": -1}):
        with pytest.raises(BadInput, match="Choose the columns again"):
            preview(notebook, joel, data, mapping=wrong)
    with pytest.raises(BadInput, match="There is no table"):
        preview(notebook, joel, data, table="sheet Nowhere")


def test_a_title_with_several_cells_is_not_taken_for_the_header(notebook: Notebook, joel: Any) -> None:
    data = b"Harbour Trust,Register,2026\nPlatform,Account,Date\nX,one,1/9/21\n"
    batch = preview(notebook, joel, data)
    assert batch.header == ["Platform", "Account", "Date"]
    assert [line.cells for line in batch.lines.all()] == [["X", "one", "1/9/21"]]


def test_columns_can_be_matched_again_without_the_file(notebook: Notebook, joel: Any) -> None:
    batch = preview(notebook, joel, b"Platform,Account,Old account\nX,new,old\n")
    actions.rematch(batch=batch, importer=notebook, by=joel, now=NOW, mapping={"platform": 0, "account": 2})
    batch.refresh_from_db()
    assert batch.lines.get().key == "x:old"
    assert batch.mapping == {"platform": 0, "account": 2}
    assert Entry.objects.latest("pk").kind == "intake.batch.rematched"


def test_a_large_file_is_refused_by_the_sites_own_limit(notebook: Notebook, joel: Any, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 50
    with pytest.raises(BadInput, match="the most that is read is"):
        preview(notebook, joel)


def test_an_importer_that_forgets_a_row_is_a_bug_not_a_silence(notebook: Notebook, joel: Any) -> None:
    def forgetful(table: Any, mapping: Any, *, trust_id: int) -> Any:
        return list(Notebook.understand(notebook, table, mapping, trust_id=trust_id))[:-1]

    notebook.understand = forgetful  # type: ignore[method-assign]
    with pytest.raises(ValueError, match="shorter"):
        preview(notebook, joel)
    assert not Batch.objects.exists()


def test_only_people_of_the_trust_see_or_decide_an_import(
    notebook: Notebook, joel: Any, amara: Any, tomasz: Any
) -> None:
    batch = preview(notebook, joel)
    assert list(Batch.objects.visible_to(amara)) == [batch]
    assert list(Batch.objects.visible_to(tomasz)) == []
    for verb in (actions.confirm, actions.rematch):
        with pytest.raises(NotAllowed):
            verb(batch=batch, importer=notebook, by=tomasz, now=NOW)
    with pytest.raises(NotAllowed):
        actions.discard(batch=batch, by=tomasz, now=NOW)
    batch.refresh_from_db()
    assert batch.is_open
    assert batch.lines.count() == 2


def test_a_discarded_preview_leaves_no_line_and_no_file(notebook: Notebook, joel: Any, amara: Any) -> None:
    batch = preview(notebook, joel)
    actions.discard(batch=batch, by=amara, now=NOW)
    assert not Line.objects.exists()
    assert not Upload.objects.exists()
    batch.refresh_from_db()
    assert (batch.state, batch.decided_by_id, batch.decided_at) == ("discarded", amara.pk, NOW)
    assert notebook.writes == 0
    with pytest.raises(NotNow, match="already decided"):
        actions.confirm(batch=batch, importer=notebook, by=joel, now=NOW)


def test_old_previews_expire_and_their_lines_go(notebook: Notebook, joel: Any) -> None:
    batch = preview(notebook, joel)
    young = preview(notebook, joel, CSV + b"X,two,A,b\n")
    Batch.objects.filter(pk=young.pk).update(made_at=NOW + timedelta(seconds=1))
    then = NOW + timedelta(days=7)
    assert list(Batch.objects.expired(then - timedelta(seconds=1))) == []
    with pytest.raises(NotNow, match="older than 7 days"):
        actions.confirm(batch=batch, importer=notebook, by=joel, now=then)
    assert actions.expire(now=then) == 1
    assert actions.expire(now=then) == 0
    batch.refresh_from_db()
    assert (batch.state, batch.lines.count()) == ("expired", 0)
    assert young.lines.count() == 3
    entry = Entry.objects.latest("pk")
    assert (entry.kind, entry.actor) == ("intake.batch.expired", "system")


def test_the_next_file_lets_the_old_ones_go(notebook: Notebook, joel: Any) -> None:
    old = preview(notebook, joel)
    later = NOW + timedelta(days=8)
    new = actions.preview(importer=notebook, file_name="r.csv", data=CSV, trust_id=joel.trust_id, by=joel, now=later)
    old.refresh_from_db()
    assert (old.state, old.lines.count(), new.lines.count()) == ("expired", 0, 2)


def test_if_the_log_cannot_be_written_nothing_is(
    notebook: Notebook, joel: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("no log")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        preview(notebook, joel)
    assert not Batch.objects.exists()
    assert not Line.objects.exists()
