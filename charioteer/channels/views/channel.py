"""One channel: what it is, why, who runs it, what happened to it, and the next step."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from charioteer.channels import queries, rules, summary
from charioteer.channels.actions.importing import COLUMNS
from charioteer.channels.listing import certainty_words, place_name, platform_name
from charioteer.channels.models import Channel
from charioteer.channels.standing import WORDS
from charioteer.channels.story import tell
from charioteer.channels.views.scoped import channel_for
from charioteer.people import access

_COLUMN_NAMES = tuple((column.key, column.name) for column in COLUMNS)


@require_GET
@access.signed_in
def channel(request: HttpRequest, ref: str) -> HttpResponseBase:
    """The page of one channel."""
    person, found = channel_for(request, ref)
    now = timezone.now()
    standing, facts = queries.standing_now(found, now), queries.latest_fact_rows(found)
    reasons = summary.whys(found, standing, facts, person, now)
    refusal = rules.cannot_edit(person, found, now)
    return render(
        request,
        "channels/channel.html",
        {
            "channel": found,
            "standing": standing,
            "standing_word": WORDS[standing.word],
            "lead": summary.lead(found, standing),
            "reasons": reasons,
            "step": summary.next_step(found, standing, reasons, may=refusal is None),
            "refusal": refusal,
            "held": queries.slots(found),
            "similar": queries.similar(found.handle, within=queries.register(person), but=found),
            "history": [tell(event) for event in queries.history(found)],
            **_words(found),
        },
    )


def _words(found: Channel) -> dict[str, Any]:
    listed_as = str(found.as_read.get("platform", "")).strip()
    name = platform_name(found)
    return {
        "platform_name": name,
        "listed_as": listed_as if listed_as and listed_as.casefold() != name.casefold() else "",
        "place": place_name(found),
        "as_read": [(title, found.as_read[key]) for key, title in _COLUMN_NAMES if found.as_read.get(key)],
        "opened_certainty": certainty_words(found.opened_certainty),
        "closed_certainty": certainty_words(found.closed_certainty),
    }
