"""Something behind every address: one of each thing that an address can name."""

import json
import sys
from datetime import date, timedelta
from typing import Any

import django
from django.utils import timezone

ALWAYS_THERE = {
    "no_user": "1",
    "no_key": "set-password",
    "clause": "2.1",
    "slot": "master",
    "fact": "privacy_notice",
    "platform": "instagram",
    "text": "notice.txt",
    "part": "terms",
}
ROWS = "Platform,Account/Page name,Master administration role,Opened\r\n"


def main(slug: str, email: str) -> None:
    """Furnish an installation for the browser, as one of its administrators; prints what `furnish` returns."""
    django.setup()
    from charioteer.people.models import Person

    sys.stdout.write(json.dumps(furnish(Person.objects.get(trust__slug=slug, email=email))))


def furnish(by: Any) -> dict[str, str]:
    """Make one of each in the trust of an administrator.

    Args:
        by: the `Person`; the models cannot be named here before Django is set up.
    Returns:
        What fills the routes: the values that `Address.takes` names.
    """
    from charioteer.channels.actions import add
    from charioteer.channels.actions.registering import Details
    from charioteer.people.actions import invite

    now = timezone.now()
    school = by.trust.schools.order_by("name").first().slug
    told = {"purpose": "What our pupils do, for their families.", "opened": "April 2020"}
    details = Details(platform="x", account="@VegaStars", name="Vega Stars", school=school, **told)
    return {
        **ALWAYS_THERE,
        "term": _term(by),
        "office": f"dsl.{school}",
        "place": str(by.trust.schools.get(slug=school).pk),
        "ref": _proven(add(trust=by.trust, details=details, by=by, now=now), by),
        "trust": by.trust.slug,
        "school": school,
        "token": invite(email=f"newcomer@{by.trust.slug}.example", role="member", trust=by.trust, by=by, now=now),
        "batch": _preview(by, "Instagram,@vega_garden,Joel Sharma (Office),1/9/21\r\n"),
        "other_batch": _preview(by, "Facebook,Two @one @two,,31/02/20\r\nMySpace Page,x,,\r\n"),
    }


def _term(by: Any) -> str:
    from charioteer.people.models import Term
    from charioteer.people.year.actions import Days, add

    days = Days("Autumn term of a year gone by", date(2023, 9, 4), date(2023, 12, 20))
    return str(add(what=Term, trust=by.trust, school=None, days=days, by=by, now=timezone.now()).pk)


def _proven(channel: Any, by: Any) -> str:
    """Make a channel official. What only a head can decide has no screen yet, so the facts are laid down here."""
    from charioteer.channels import deriving
    from charioteer.channels.actions import set_people
    from charioteer.channels.models import Fact, SlotKind
    from charioteer.channels.standing import REQUIRED

    now = timezone.now()
    for kind, written in ((SlotKind.MASTER, "Headteacher\nIT lead"), (SlotKind.POSTER, "Teacher")):
        set_people(channel=channel, kind=kind, written=written, reason="As the head said.", by=by, now=now)
    shown = {"holds": True, "at": now - timedelta(days=1), "expires_at": now + timedelta(days=90)}
    for kind in REQUIRED:
        Fact.objects.create(channel=channel, kind=kind, evidence="Seen together with the head.", by=by, **shown)
    deriving.refresh(channel, by=by, now=now)
    return str(channel.ref)


def _preview(by: Any, rows: str) -> str:
    from charioteer.channels.actions.importing import RegisterImporter
    from charioteer.intake.actions import preview

    now = timezone.now()
    importer = RegisterImporter(now=now)
    sent = {"file_name": "register.csv", "data": (ROWS + rows).encode()}
    return str(preview(importer=importer, trust_id=by.trust_id, by=by, now=now, **sent).pk)


if __name__ == "__main__":
    main(*sys.argv[1:])
