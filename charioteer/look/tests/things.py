"""A list of made-up things, for the tests of the list machinery."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

from django.contrib.sessions.models import Session
from django.db.models import Count, F, Q, QuerySet
from django.template.loader import render_to_string
from django.utils.html import format_html

from charioteer.look import lists

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
