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
    "rest": "nothing/here",
    "no_help": "nobody-asked",
    "keys_clause": "2.4a",
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
    from charioteer.mine.actions import make_feed
    from charioteer.people.actions import invite

    now = timezone.now()
    schools = by.trust.schools.order_by("name")
    # What belongs to a school belongs to Vega House, where there is one: then the walk's neighbours are elsewhere.
    school = (schools.filter(slug="vega-house").first() or schools.first()).slug
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
        "feed": make_feed(by=by, now=now),
        **_ways_in(by),
        "batch": _preview(by, "Instagram,@vega_garden,Joel Sharma (Office),1/9/21\r\n"),
        "begun": _begun(by),
        "failed": _failed(by),
        "other_batch": _preview(by, "Facebook,Two @one @two,,31/02/20\r\nMySpace Page,x,,\r\n"),
        "entry": _asked(by),
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
        "engagement": str(sam.engagements.order_by("pk").first().pk),
        "role": str(role.pk),
        "absence": str(absence.pk),
        "people_batch": str(files[0].pk),
        "other_people_batch": str(files[1].pk),
    }


def _ways_in(by: Any) -> dict[str, str]:
    """Name a passkey and a token of the administrator, somebody who lost their phone, and two links of theirs."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP

    from charioteer.people.actions import accept, invite
    from charioteer.people.actions.helping import ask_for_help, help_from_the_server
    from charioteer.people.actions.tokens import make_token
    from charioteer.people.models import ApiToken, HelpRequest, Invitation
    from charioteer.people.tests.passkey import SoftKey

    now, slug = timezone.now(), by.trust.slug
    lost = []
    for name in ("lost", "waiting"):
        told = invite(email=f"{name}@{slug}.example", role="member", trust=by.trust, by=by, now=now)
        lost.append(accept(token=told, name=name.title(), password="lantern gravel otter plum", now=now))
        TOTP.activate(lost[-1], "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    ask_for_help(user=lost[1], browser="Firefox on Windows", now=now)
    last_day = timezone.localdate() + timedelta(days=30)
    make_token(person=by, name="The website", ends_on=last_day, proved=True, by=by, now=now)
    invite(email=f"later@{slug}.example", role="member", trust=by.trust, by=by, now=now)
    kept = {"name": "Blue key", "credential": json.loads(SoftKey().made())}
    passkey = Authenticator.objects.create(user=by.user, type="webauthn", data=kept)
    return {
        "passkey": str(passkey.pk),
        "api_token": str(ApiToken.objects.get(person=by).pk),
        "back_in": help_from_the_server(user=lost[0], now=now),
        "help": str(HelpRequest.objects.get(person=lost[1].person).pk),
        "invitation": str(Invitation.objects.get(email=f"later@{slug}.example").pk),
    }


def _asked(by: Any) -> str:
    """Have the board asked, as the worker would; returns the entry in the log that says so."""
    from charioteer.assurance.actions import ask_board
    from charioteer.assurance.running import ask_all
    from charioteer.audit.models import Entry

    now = timezone.now()
    ask_board(by=by, now=now - timedelta(hours=1))
    ask_all(now=now - timedelta(minutes=1))
    return str(Entry.objects.filter(kind="assurance.board.asked", trust_id=by.trust_id).latest("pk").ref)


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


def _begun(by: Any) -> str:
    """Something that somebody waits for, half done."""
    from charioteer.jobs import begin
    from charioteer.jobs.declared import JOBS
    from charioteer.jobs.models import Progress

    ref = begin(JOBS["intake.expire"], by=by, title="Reading your posts", leads_to="/register/")
    Progress.objects.filter(pk=ref).update(done=12_400, total=31_000, words="posts")
    return ref


def _failed(by: Any) -> str:
    """Work of this trust that failed."""
    from django_tasks_db.models import DBTaskResult

    return str(
        DBTaskResult.objects.create(
            status="FAILED",
            finished_at=timezone.now(),
            args_kwargs={"args": ["intake.expire", {"trust_id": by.trust_id}], "kwargs": {}},
            worker_ids=["0"] * 5,
            task_path="charioteer.jobs.running.run",
            queue_name="default",
            backend_name="default",
            run_after=timezone.now(),
            exception_class_path="builtins.TimeoutError",
            traceback="Another server did not answer in time.",
        ).pk
    )


def _preview(by: Any, rows: str) -> str:
    from charioteer.channels.actions.importing import RegisterImporter
    from charioteer.intake.actions import preview

    now = timezone.now()
    importer = RegisterImporter(now=now)
    sent = {"file_name": "register.csv", "data": (ROWS + rows).encode()}
    return str(preview(importer=importer, trust_id=by.trust_id, by=by, now=now, **sent).pk)


if __name__ == "__main__":
    main(*sys.argv[1:])
