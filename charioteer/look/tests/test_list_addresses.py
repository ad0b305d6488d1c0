"""What an address asks of a list: sorting, searching, filtering; any address gives a page, never a failure."""

from urllib.parse import parse_qsl

import pytest
from django.contrib.sessions.models import Session
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from charioteer.look import lists
from charioteer.look.tests.things import THINGS, html, make, names, read

pytestmark = pytest.mark.django_db


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
