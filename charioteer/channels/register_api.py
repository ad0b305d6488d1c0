"""The API for programs that read for somebody: the whole register, as that person may read it."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema
from ninja.params import functions as param

from charioteer.channels.listing import place_name, platform_name, standing_now
from charioteer.channels.models import Channel
from charioteer.channels.queries import held_by, register
from charioteer.people import access, links
from charioteer.people.bearer import REFUSALS, Bearer, problems
from charioteer.people.models import Person
from charioteer.people.roles import Right

router = Router(tags=["For somebody, by token"], auth=Bearer())
PAGE = 100


class Registered(Schema):
    """One channel, with what the public is not told."""

    ref: str = Field(description="Its reference, which never changes.")
    name: str
    platform: str
    platform_name: str
    handle: str
    address: str
    school: str = Field(description="A school, “The Trust itself” or “Not stated”.")
    status: str = Field(description="What was decided about it.")
    standing: str = Field(description="What it is now.")
    run_by: str = Field(description="An outside body; empty if the school or the trust runs it.")
    purpose: str
    audience: str
    other_route: str
    masters: list[str] = Field(description="Who holds master access.")
    posters: list[str] = Field(description="Who may post.")
    doubts: list[str] = Field(description="What is in doubt about it.")
    opened_as_written: str
    opened_earliest: date | None
    opened_latest: date | None
    closed_as_written: str
    closed_earliest: date | None
    closed_latest: date | None


class RegisterPage(Schema):
    """Some channels, in the order they were put on the list."""

    channels: list[Registered]
    next: str | None = Field(description="Address of the next page; null on the last.")


@router.get(
    "/register/channels",
    response={200: RegisterPage, **REFUSALS},
    operation_id="register_channels",
    url_name="register_channels",
    openapi_extra=problems(),
    summary="The register as you may read it, a hundred at a time",
    description="Needs the right `read_register`. Closed and unassessed channels are here too.",
)
def register_channels(
    request: HttpRequest,
    after: Annotated[
        str, param.Query(max_length=12, description="The reference where the page before ended; its `next` has it.")
    ] = "",
) -> dict[str, Any]:
    """One page of the register."""
    person = access.require(request, Right.READ_REGISTER)
    channels = register(person).prefetch_related("slots__person").order_by("pk")
    found = list(channels.filter(pk__gt=_reached(person, after))[: PAGE + 1])
    following = f"{links.to('api:register_channels')}?after={found[PAGE - 1].ref}" if len(found) > PAGE else None
    return {"channels": [_registered(one) for one in found[:PAGE]], "next": following}


def _reached(person: Person, after: str) -> int:
    if not after:
        return 0
    # PostgreSQL cannot even be asked about a NUL.
    known = Channel.objects.visible_to(person).filter(ref=after) if "\0" not in after else Channel.objects.none()
    last = known.values_list("pk", flat=True).first()
    if last is None:
        raise Http404
    return last


def _registered(channel: Channel) -> dict[str, Any]:
    plain = ("ref", "name", "platform", "handle", "address", "status", "purpose", "audience", "other_route")
    dates = [f"{what}_{part}" for what in ("opened", "closed") for part in ("as_written", "earliest", "latest")]
    return {
        **{field: getattr(channel, field) for field in (*plain, *dates)},
        "platform_name": platform_name(channel),
        "school": place_name(channel),
        "standing": standing_now(channel, timezone.now()),
        "run_by": channel.owner_body,
        "masters": held_by(channel, "master"),
        "posters": held_by(channel, "poster"),
        "doubts": [doubt["words"] for doubt in channel.doubts],
    }
