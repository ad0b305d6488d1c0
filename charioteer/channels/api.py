"""The API in public: is this account official, and which channels are listed."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema
from ninja.params import functions as param

from charioteer.channels import bodies, checking, queries
from charioteer.channels.answers import Answer
from charioteer.channels.public import throttle
from charioteer.channels.public.rows import PublicRow, rows
from charioteer.people import door

router = Router(tags=["In public"])

STATUS = {Answer.OFFICIAL: 200, Answer.UNKNOWN: 422}
"""Every answer that is not here is a 404: a careless client that reads only the status never reads a yes."""


class ChannelFacts(Schema):
    """What anybody may know of a listed channel."""

    name: str
    handle: str
    platform: str
    platform_name: str
    address: str
    trust: str
    school: str | None
    run_by: str = Field(description="An outside body, the school or the trust. Never a person.")
    standing: str
    page: str


class Difference(Schema):
    """One letter that differs, said about both names."""

    asked: str
    ours: str


class Like(Schema):
    """How the account asked about resembles a listed one."""

    handle: str
    platform: str
    platform_name: str
    same_platform: bool
    same_name: bool
    words: str
    differences: list[Difference]
    asked_marks: list[list[int]]
    ours_marks: list[list[int]]
    page: str


class Understood(Schema):
    """Which account the question was read as."""

    platform: str
    platform_name: str
    kind: str | None
    account: str
    identity: str | None
    address: str
    words: str
    doubts: list[str]


class Report(Schema):
    """Where to report a fake."""

    school: str
    platform: str
    platform_words: str


class Verified(Schema):
    """One answer. `official` is true only with status 200."""

    official: bool
    answer: Answer
    heading: str
    lead: str
    reasons: list[str]
    advice: list[str]
    channel: ChannelFacts | None
    like: Like | None
    candidates: list[ChannelFacts]
    asked: str
    understood: Understood | None
    report: Report
    answered_at: datetime
    note: str


class Problem(Schema):
    """Why there is no answer (after RFC 9457). `official` is always false here."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    official: bool = False


class Listed(Schema):
    """One channel of the public list."""

    name: str
    handle: str
    platform: str
    platform_name: str
    address: str
    school: str | None
    trust: str
    standing: str
    run_by: str
    purpose: str
    opened_earliest: date | None
    opened_latest: date | None
    closed_earliest: date | None
    closed_latest: date | None
    page: str


class ListedPage(Schema):
    """Some channels of the public list, in the order they were put on it."""

    channels: list[Listed]
    next: str | None = Field(description="Address of the next page; null on the last.")


VERIFY_RESPONSES: dict[int, Any] = {200: Verified, 404: Verified | Problem, 422: Verified, 429: Problem}


def _problems(*statuses: int) -> dict[str, Any]:
    """For the OpenAPI document: a problem has a media type of its own."""
    told = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"responses": {status: {"content": told} for status in statuses}}


@router.get(
    "/verify",
    response=VERIFY_RESPONSES,
    operation_id="verify",
    openapi_extra=_problems(404, 429),
    summary="Is this account really the school’s?",
    description=(
        "200 only if the account is official. 404 with the answer in the body if it is listed, a partner’s, was "
        "official once, or is not registered. 422 if we cannot tell which account is meant. Every body says "
        "`official`: true or false."
    ),
)
def verify(
    request: HttpRequest,
    q: Annotated[
        str,
        param.Query(description="An address, or a platform and a name: “x.com/HouseCapella”, “HouseCapella on X”."),
    ] = "",
) -> HttpResponse:
    """Answer one question."""
    door.must_be_open(request)
    wait = throttle.seconds_to_wait(request)
    if wait:
        raise throttle.too_often(wait)
    now = timezone.now()
    verdict, reading = checking.check(q, now=now)
    return bodies.response(bodies.body(verdict, reading, now=now), STATUS.get(verdict.answer, 404))


@router.get(
    "/channels",
    response={200: ListedPage, 404: Problem, 422: Problem},
    operation_id="channels",
    openapi_extra=_problems(404, 422),
    summary="Every listed channel, a hundred at a time",
)
def channels(
    request: HttpRequest,
    after: Annotated[
        str, param.Query(max_length=12, description="Where the page before ended; its `next` has it.")
    ] = "",
) -> HttpResponse:
    """One page of the public list."""
    door.must_be_open(request)
    now = timezone.now()
    page = queries.public_page(after)
    if page is None:
        raise Http404
    found, more = page
    following = f"{bodies.site()}/api/v1/channels?after={found[-1].ref}" if more else None
    return bodies.response({"channels": [_listed(row) for row in rows(found, now)], "next": following}, 200)


def _listed(row: PublicRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "handle": row.handle,
        "platform": row.platform,
        "platform_name": row.platform_name,
        "address": row.address,
        "school": row.school or None,
        "trust": row.trust,
        "standing": row.standing,
        "run_by": row.run_by,
        "purpose": row.purpose,
        "opened_earliest": row.opened[0],
        "opened_latest": row.opened[1],
        "closed_earliest": row.closed[0],
        "closed_latest": row.closed[1],
        "page": bodies.site() + row.page,
    }
