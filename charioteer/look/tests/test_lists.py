"""The list machinery: any address gives a page, never a failure; every row is reached once."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Count, F, Q, QuerySet
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils.html import format_html
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from charioteer.look import lists
from charioteer.look.lists import pages

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)


def by_kind(queryset: QuerySet[Any]) -> dict[str, int]:
    return {row["session_data"]: row["n"] for row in queryset.values("session_data").annotate(n=Count("pk"))}


# Sessions stand in for any model: a name, a kind and a time, and no foreign keys to make first.
THINGS = lists.List(
    what=("thing", "things"),
    columns=(
        lists.Column("name", "Name", "session_key", sort="session_key", link=lambda row: f"/thing/{row.pk}/"),
        lists.Column("kind", "Kind", "session_data", sort=F("session_data")),
        lists.Column("until", "Until", "expire_date", sort=("expire_date", "session_data"), descending_first=True),
        lists.Column(
            "loud", "Loud", "session_data", cell=lambda row: format_html("<b>{}</b>", row.session_data.upper())
        ),
        lists.Column("far", "Far", lambda row: row.expire_date.year, on_screen=False, number=True),
    ),
    order=("session_data",),
    filters=(
        lists.Filter(
            "kind",
            "Kind",
            "session_data",
            chips=True,
            counts=by_kind,
            choices=(lists.Choice("even", "Even", "ok"), lists.Choice("odd", "Odd")),
        ),
        lists.Filter("letter", "Letter", lambda value: Q(session_key__startswith=value)),
    ),
    search=("session_key", "session_data"),
    empty="Things come when somebody makes one.",
)


def make(count: int, prefix: str = "thing") -> None:
    Session.objects.bulk_create(
        Session(
            session_key=f"{prefix}-{n:05}",
            session_data="odd" if n % 2 else "even",
            expire_date=START + timedelta(days=n % 7),
        )
        for n in range(1, count + 1)
    )


def read(asked: str = "", **options: Any) -> lists.Page:
    return THINGS.read(Session.objects.all(), dict(parse_qsl(asked.removeprefix("?"))), **options)


def html(page: lists.Page) -> str:
    return render_to_string("look/list.html", {"list": page})


def names(page: lists.Page) -> list[str]:
    return [row.pk for row in page.objects]


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


def test_sorting_is_a_link_that_turns_round() -> None:
    make(3)
    head = read().heads[0]
    assert (head.sorted, head.href) == ("none", "?sort=name")
    head = read(head.href).heads[0]
    assert (head.sorted, head.href) == ("ascending", "?sort=-name")
    page = read(head.href)
    assert page.heads[0].sorted == "descending"
    assert names(page) == ["thing-00003", "thing-00002", "thing-00001"]


def test_what_is_newest_comes_first_when_that_is_what_one_wants() -> None:
    make(3)
    assert read().heads[2].href == "?sort=-until"
    assert names(read("sort=-until"))[0] == "thing-00003"


def test_a_column_without_an_order_has_no_link() -> None:
    assert (read().heads[3].href, read().heads[3].sorted) == ("", "")


def test_each_word_must_be_found_somewhere() -> None:
    make(20)
    assert names(read("q=EVEN 0004")) == ["thing-00004"]
    assert names(read("q=odd 0004")) == []


def test_a_percent_sign_is_a_percent_sign() -> None:
    make(2)
    assert names(read("q=%25")) == []


def test_filters_and_search_stay_when_sorting_and_paging() -> None:
    make(230)
    page = read("q=thing&kind=odd&sort=-name&per_page=100")
    for address in (page.next, page.heads[1].href, page.chips[0].links[1].href):
        assert ("q", "thing") in parse_qsl(address.removeprefix("?"))
        assert ("per_page", "100") in parse_qsl(address.removeprefix("?"))
    assert "page=" not in page.heads[1].href.replace("per_page", "")
    assert set(page.hidden) == {("kind", "odd"), ("sort", "-name"), ("per_page", "100")}


def test_chips_say_how_many_of_what_is_searched() -> None:
    make(5)
    make(2, "other")
    chips = read("q=thing&kind=odd").chips[0]
    assert [(link.words, link.count, link.current) for link in chips.links] == [
        ("All", 5, False),
        ("Even", 2, False),
        ("Odd", 3, True),
    ]


def test_choices_may_come_with_the_reading() -> None:
    make(2)
    make(1, "other")
    choices = {"letter": [lists.Choice("o", "O"), lists.Choice("t", "T")]}
    assert names(read("letter=o", choices=choices)) == ["other-00001"]
    assert len(read("letter=o").objects) == 3
    assert "Letter has no choice “o”" in read("letter=o").notes[0]


@pytest.mark.parametrize(
    ("asked", "note"),
    [
        ("page=abc", "“abc” is not a page number, so this is page 1."),
        ("page=0", "“0” is not a page number, so this is page 1."),
        ("page=-1", "“-1” is not a page number, so this is page 1."),
        ("page=²", "“²” is not a page number, so this is page 1."),
        ("page=99999999999999999999", "“99999999999999999999” is not a page number, so this is page 1."),
        ("page=9", "There is no page 9, so this is the last one."),
        ("per_page=100000", "A page holds 1 to 200 rows; “100000” is not that, so this one holds 50."),
        ("sort=evil", "This list cannot be sorted by “evil”, so it is in its usual order."),
        ("sort=--name", "This list cannot be sorted by “--name”, so it is in its usual order."),
        ("sort=loud", "This list cannot be sorted by “loud”, so it is in its usual order."),
        ("kind=blue", "Kind has no choice “blue”, so all are shown."),
    ],
)
def test_what_cannot_be_used_is_said_and_a_page_comes_all_the_same(asked: str, note: str) -> None:
    make(60)
    page = read(asked)
    assert page.notes == (note,)
    assert page.objects


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["q", "sort", "page", "per_page", "kind", "letter", "format", "x"]), st.text(max_size=600)
    )
)
def test_no_address_breaks_it(asked: dict[str, str]) -> None:
    page = THINGS.read(Session.objects.all(), asked)
    assert html(page)
    list(THINGS.export(Session.objects.all(), asked).rows)


def test_marks_nobody_can_see_are_not_searched_for() -> None:
    make(2)
    page = read("q=\u202ething\x00-00001\u200b")
    assert page.asked.q == "thing-00001"
    assert names(page) == ["thing-00001"]


def test_a_long_search_is_cut_and_says_so() -> None:
    page = read("q=" + "a" * 500)
    assert page.asked.q == "a" * 100
    assert page.notes == ("We searched for the first 100 letters of what you typed.",)


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
