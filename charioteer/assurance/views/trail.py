"""The log: searched within one's reach, one entry, and the same as a file."""

import json
from collections.abc import Iterator, Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from charioteer.assurance import actions, rules, trail
from charioteer.assurance.trail import Told, Wanted
from charioteer.exports import Column
from charioteer.people import access
from charioteer.people.models import Person, School
from charioteer.people.roles import Right
from charioteer.people.take_away import TYPES, stream

_COLUMNS = (
    Column("at", "When"),
    Column("what", "What happened"),
    Column("who", "Who did it"),
    Column("where", "Where"),
    Column("words", "In words"),
    Column("kind", "Kind"),
    Column("subject", "What it is about"),
    Column("ref", "Reference"),
    Column("hash", "SHA-256 of the entry"),
)
_TRUST = ("the-trust", "The Trust itself")


@require_GET
@access.signed_in
def index(request: HttpRequest) -> HttpResponseBase:
    """What happened, newest first; with `format=` the same as a file."""
    person = access.require(request, Right.READ_TRAIL)
    today = timezone.localdate()
    schools = _schools(person)
    wanted = trail.read(request.GET, schools)
    entries = trail.found(person, today, wanted, schools)
    if (form := request.GET.get("format", "")) in TYPES:
        return _as_file(person, wanted, trail.in_pieces(entries, person), form)
    some, older = trail.page(entries, wanted.after)
    everywhere = person.reach(Right.READ_TRAIL, today).everywhere
    context = {
        "entries": trail.told(some, person),
        "wanted": wanted,
        "kinds": [(one.key, one.words) for one in sorted(trail.readable(), key=lambda one: one.words)],
        "schools": [*([_TRUST] if everywhere else []), *((slug, one.name) for slug, one in schools.items())],
        "older": wanted.address(after=some[-1].ref) if older else "",
        "newest": wanted.address() if wanted.after else "",
        "exports": _exports(wanted) if rules.cannot_export_trail(person, today) is None else [],
    }
    return render(request, "assurance/trail.html", context)


@require_GET
@access.signed_in
def entry(request: HttpRequest, ref: str) -> HttpResponseBase:
    """One entry, with what it holds. What one may not read is not there."""
    person = access.who(request)
    if person is None:
        raise Http404
    today = timezone.localdate()
    found = trail.within(person, today).filter(ref=ref).first()
    if found is None or not person.may(Right.READ_TRAIL, today):
        raise Http404
    body = json.loads(found.body)
    context = {
        "told": trail.told([found], person)[0],
        "facts": list(trail.lines(body.get("facts") or {})),
        "about": "?" + f"subject={found.subject}",
    }
    return render(request, "assurance/entry.html", context)


def _schools(person: Person) -> Mapping[str, School]:
    reach = person.reach(Right.READ_TRAIL, timezone.localdate())
    return {one.slug: one for one in School.objects.visible_to(person).filter(reach.q("pk")).order_by("name", "pk")}


def _exports(wanted: Wanted) -> list[tuple[str, str]]:
    return [
        (wanted.address(format=form), words) for form, words in (("csv", "CSV"), ("xlsx", "XLSX"), ("json", "JSON"))
    ]


def _as_file(person: Person, wanted: Wanted, entries: Iterator[Told], form: str) -> HttpResponseBase:
    now = timezone.localtime()
    actions.note_trail_export(form=form, asked=wanted.pairs(), by=person, now=now)
    asked = "; ".join(f"{name}: {value}" for name, value in wanted.pairs().items())
    about = f"Log, as far as {person.name} may read it{f'; {asked}' if asked else ''}"
    return stream(f"log-{now:%Y-%m-%d}", form, _COLUMNS, map(_row, entries), person, about, now)


def _row(told: Told) -> Sequence[object]:
    one = told.entry
    words = [f"{name}: {value}" for name, value in told.said]
    return (one.at, told.title, told.who, told.where, words, one.kind, one.subject, one.ref, one.hash)
