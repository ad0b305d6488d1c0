"""One person: where they are, what they hold, who leads them, whom they lead, and what happened."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from charioteer.people import access, rules, story
from charioteer.people.listing import engagement_words, role_words
from charioteer.people.models import Engagement, Person, User
from charioteer.people.models.acting import in_force, lasting
from charioteer.people.reach import Reach
from charioteer.people.roles import Right
from charioteer.people.views.scoped import person_for

_MOST_LED = 50


@require_GET
@access.signed_in
def person(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The page about one person; an entry that was merged leads on to the one it was merged into."""
    by = access.who(request)
    merged = Person.objects.filter(pk=pk, trust=by.trust_id).exclude(merged_into=None).first() if by else None
    if merged is not None and merged.merged_into_id is not None:
        person_for(request, merged.merged_into_id)
        return redirect("people_person", merged.merged_into_id)
    by, found = person_for(request, pk)
    now = timezone.now()
    day = timezone.localdate(now)
    reach = Reach(everywhere=True) if by.pk == found.pk else by.reach(Right.READ_PEOPLE, day)
    refusal = rules.cannot_edit(by, found, now)
    context = {
        "found": found,
        "refusal": refusal,
        "may": _may(by, found, refusal is None, day),
        **_places(found, reach, by, day),
        "held": [(one, role_words(one), one in found.acting(day).acts) for one in _held(found, day)],
        "covers": [(one, role_words(one)) for one in found.acting(day).acts if one.person_id != found.pk],
        "absences": found.absences.select_related("deputy").order_by("-from_date", "-pk")[:10],
        "away": found.absences.filter(in_force(day)).first(),
        "led": _led_by(found, day),
        "user": User.objects.filter(person=found).first(),
        "merged": found.merged.order_by("pk"),
        "history": story.history(found, asked_by=by, day=day),
        "today": day,
    }
    return render(request, "people/person.html", context)


def _held(found: Person, day: date) -> Any:
    return found.roles.filter(lasting(day)).select_related("school", "centre").order_by("from_date", "pk")


def _led_by(found: Person, day: date) -> Any:
    led = Engagement.objects.filter(lasting(day), leader=found).values("person_id")
    return Person.objects.filter(pk__in=led).order_by("name", "pk")[:_MOST_LED]


def _may(by: Person, found: Person, edit: bool, day: date) -> dict[str, bool]:
    return {
        "edit": edit,
        "place": by.may(Right.EDIT_PEOPLE, day),
        "role": by.may(Right.GIVE_ROLES, day),
        "away": edit or by.pk == found.pk,
        "part": edit and by.pk != found.pk,
    }


def _places(found: Person, reach: Reach, by: Person, day: date) -> dict[str, Any]:
    """The engagements within reach, those that last first; and whether there are others."""
    edit = by.reach(Right.EDIT_PEOPLE, day)
    every = found.engagements.select_related("school", "centre", "leader").order_by("-from_date", "-pk")
    shown, elsewhere = [], False
    for one in every:
        if not reach.covers(one.school_id, one.centre_id):
            elsewhere = True
            continue
        over = one.until_date is not None and one.until_date < day
        shown.append((one, engagement_words(one), over, not over and edit.covers(one.school_id, one.centre_id)))
    return {"places": sorted(shown, key=lambda line: line[2]), "elsewhere": elsewhere}
