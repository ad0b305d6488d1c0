"""The list machinery: every row is reached once, in few queries, escaped, and taken away whole."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from charioteer.look import lists
from charioteer.look.lists import pages
from charioteer.look.tests.things import START, THINGS, html, make, names, read

pytestmark = pytest.mark.django_db


def test_every_row_is_on_exactly_one_page_although_what_it_is_sorted_by_is_often_equal() -> None:
    make(123)
    seen: list[str] = []
    page = read("sort=until&per_page=10")
    seen += names(page)
    while page.next:
        page = read(page.next)
        seen += names(page)
    assert len(seen) == 123
    assert len(set(seen)) == 123


def test_going_back_leads_where_one_came_from() -> None:
    make(120)
    assert names(read(read("page=2").previous)) == names(read())
    assert read().previous == ""
    assert read("page=3").next == ""


@pytest.mark.parametrize(
    ("rows", "asked", "said"),
    [
        (0, "", "0 things"),
        (1, "", "1 thing"),
        (50, "", "50 things"),
        (51, "", "Showing 1–50 of 51 things"),
        (51, "page=2", "Showing 51–51 of 51 things"),
        (1234, "page=3", "Showing 101–150 of 1,234 things"),
    ],
)
def test_it_says_how_much_is_shown_of_how_much(rows: int, asked: str, said: str) -> None:
    make(rows)
    assert read(asked).count_words == said


def test_counting_stops_where_nobody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "CEILING", 100)
    monkeypatch.setattr("charioteer.look.lists.listing.CEILING", 100)
    make(180)
    page = read("page=2")
    assert page.total == 101
    assert page.count_words == "Showing 51–100 of more than 100 things"
    assert names(read(page.next)) == [f"thing-{n:05}" for n in range(21, 121) if n % 2]
    assert read("page=4").next == ""
    assert all(link is None or link.words in "1234" for link in page.numbers)


def test_queries_do_not_grow_with_rows() -> None:
    make(55)
    with CaptureQueriesContext(
        connection,
    ) as few:
        html(read())
    make(2000, "more")
    with CaptureQueriesContext(connection) as many:
        html(read())
    assert len(few) == len(many) == 3  # rows, how many, and the counts on the chips


def test_a_short_list_is_not_counted() -> None:
    make(5)
    with CaptureQueriesContext(connection) as asked:
        read()
    assert len(asked) == 2


def test_what_rows_say_is_escaped() -> None:
    Session.objects.create(session_key="<script>", session_data='"><img src=x>', expire_date=START)
    shown = html(read('q="><img'))
    assert "<script>" not in shown
    assert "<img" not in shown.lower()
    assert "<b>&quot;&gt;&lt;IMG SRC=X&gt;</b>" in shown


def test_a_table_stays_a_table_when_a_phone_stacks_it() -> None:
    make(1)
    shown = html(read())
    assert 'role="table"' in shown
    assert (
        '<th role="rowheader" scope="row"><a class="govuk-link" href="/thing/thing-00001/">thing-00001</a></th>'
        in shown
    )
    assert '<td role="cell" data-th="Until">09:12 GMT, Monday 23 November 2026</td>' in shown
    assert 'aria-sort="none"' in shown


def test_an_empty_list_says_what_would_be_here() -> None:
    assert "Things come when somebody makes one." in html(read())


def test_a_search_without_a_find_is_not_an_empty_list() -> None:
    make(1)
    shown = html(read("q=nothing&kind=odd"))
    assert "No thing matches “nothing” and these choices." in shown
    assert 'href="?"' in shown


def test_files_hold_every_row_of_the_same_search_in_the_same_order() -> None:
    make(120)
    export = THINGS.export(Session.objects.all(), {"kind": "odd", "sort": "-name", "page": "2"})
    rows = list(export.rows)
    assert export.columns[:2] == (("name", "Name"), ("kind", "Kind"))
    assert export.titles == ("Name", "Kind", "Until", "Loud", "Far")
    assert [row[0] for row in rows] == [f"thing-{n:05}" for n in range(119, 0, -2)]
    assert rows[0] == ("thing-00119", "odd", START, "odd", 2026)
    assert export.about == "Things: Kind: Odd"


def test_file_links_carry_the_search_but_not_the_page() -> None:
    make(120)
    links = read("q=thing&page=2").exports
    assert [link.href for link in links] == [f"?q=thing&format={kind}" for kind in ("csv", "xlsx", "json")]
    assert "format=csv" in html(read())
    assert "format=csv" not in html(read(exports=False))


def test_two_columns_with_one_name_are_a_mistake_of_ours() -> None:
    column = lists.Column("name", "Name", "pk")
    with pytest.raises(ValueError, match="same key"):
        lists.List(("thing", "things"), (column, column))
    with pytest.raises(ValueError, match="addresses use that word"):
        lists.List(("thing", "things"), (column,), filters=(lists.Filter("page", "Page", "pk"),))


def test_a_missing_step_of_a_path_is_nothing() -> None:
    assert lists.Column("school", "School", "school.name").fact()(type("Row", (), {"school": None})()) is None
