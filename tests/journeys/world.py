"""Something behind every address: one of each thing that an address can name."""

import json
import sys
from datetime import timedelta
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
        "ref": _proven(add(trust=by.trust, details=details, by=by, now=now), by),
        "trust": by.trust.slug,
        "school": school,
        "token": invite(email=f"newcomer@{by.trust.slug}.example", role="member", trust=by.trust, by=by, now=now),
        "batch": _preview(by, "Instagram,@vega_garden,Joel Sharma (Office),1/9/21\r\n"),
        "other_batch": _preview(by, "Facebook,Two @one @two,,31/02/20\r\nMySpace Page,x,,\r\n"),
        **_people(by),
    }


def _people(by: Any) -> dict[str, str]:
    """Somebody at the last of the schools, with a role, who is away, of whom there were two entries; and two files."""
    from charioteer.people.actions import Details, Place, add, give_role, merge, note_absence
    from charioteer.people.actions.importing import confirm_people, preview_people

    now = timezone.now()
    day = timezone.localdate(now)
    school = by.trust.schools.order_by("name").last()
    said = {"trust": by.trust, "by": by, "now": now}
    place = Place(kind="staff", school=school, job_title="Teacher", from_date=day)
    sam, twin = (add(details=Details(name), place=place, **said) for name in ("Sam Vale", "S. Vale"))
    merge(kept=sam, gone=twin, by=by, now=now)
    role = give_role(person=sam, role="clearer", school=school, from_date=day, by=by, now=now)
    absence = note_absence(person=sam, from_date=day, until_date=None, deputy=None, by=by, now=now)
    rows = "\r\n".join(
        ["Payroll number,Name,School", f"W1,Tess Moran,{school.name}", f"W2,Cy Dunn,{school.name}", "W3,Ana,Nowhere"]
    )
    earlier = preview_people(file_name="people.csv", data=rows.encode(), **said)
    confirm_people(batch=earlier, end=(), by=by, now=now)
    fewer = rows.replace("Cy Dunn", "Cy Dunne").replace("W1,Tess Moran", "W4,Zoe Reed")
    files = [
        preview_people(file_name=f"people-{number}.csv", data=(fewer + "\r\n" * number).encode(), **said)
        for number in (1, 2)
    ]
    return {
        "person": str(sam.pk),
        "merged": str(twin.pk),
        "place": str(sam.engagements.order_by("pk").first().pk),
        "role": str(role.pk),
        "absence": str(absence.pk),
        "people_batch": str(files[0].pk),
        "other_people_batch": str(files[1].pk),
    }


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
