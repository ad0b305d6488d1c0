"""The public list as files: CSV and JSON, streamed, safe to open in a spreadsheet."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone

from charioteer.channels import queries
from charioteer.channels.public.rows import PublicRow, rows
from charioteer.exports import About, Column, csv_lines, json_stream
from charioteer.people import door

COLUMNS = tuple(
    Column(key, title)
    for key, title in (
        ("name", "Name"),
        ("platform", "Platform"),
        ("account", "Account"),
        ("address", "Address"),
        ("school", "School"),
        ("trust", "Trust"),
        ("standing", "Standing"),
        ("run_by", "Run by"),
        ("purpose", "Purpose"),
        ("opened_earliest", "Opened, earliest"),
        ("opened_latest", "Opened, latest"),
        ("closed_earliest", "Closed, earliest"),
        ("closed_latest", "Closed, latest"),
        ("page", "Page"),
    )
)
_AT_ONCE = 1_000


@door.download
def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The whole public list as CSV."""
    now = timezone.now()
    lines = csv_lines(COLUMNS, values(now), about=_about(now))
    return _file(lines, "text/csv; charset=utf-8", "channels.csv")


@door.download
def as_json(request: HttpRequest) -> StreamingHttpResponse:
    """The whole public list as JSON."""
    now = timezone.now()
    return _file(json_stream(COLUMNS, values(now), _about(now)), "application/json", "channels.json")


def values(now: datetime) -> Iterator[tuple[Any, ...]]:
    """Every listed channel in the columns' order, read as it is written out."""
    channels = queries.public_register().order_by("trust_id", "school_id", "name", "pk")
    for some in _batches(channels.iterator(chunk_size=_AT_ONCE)):
        for row in rows(some, now):
            yield _cells(row)


def _batches(channels: Iterator[Any]) -> Iterator[list[Any]]:
    some: list[Any] = []
    for channel in channels:
        some.append(channel)
        if len(some) == _AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def _cells(row: PublicRow) -> tuple[Any, ...]:
    page = settings.SITE_ADDRESS + row.page
    what = (row.name, row.platform_name, row.handle, row.address, row.school, row.trust, row.standing, row.run_by)
    return (*what, row.purpose, *row.opened, *row.closed, page)


def _about(now: datetime) -> About:
    return About("Every social media channel on the public list", timezone.localtime(now))


def _file(stream: Iterator[bytes], media_type: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(stream, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
