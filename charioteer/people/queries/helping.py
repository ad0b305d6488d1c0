"""Who may vouch for somebody who lost their second factor."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, prefetch_related_objects

from charioteer.people.models import Engagement, Person, RoleHolding
from charioteer.people.reach import Reach, Spot
from charioteer.people.roles import ROLES, Right


def spots_on(person: Person, day: date) -> set[Spot]:
    """Every place at which somebody holds a role, is lent one or works on a day; the whole trust if none is known."""
    away = [one for one in person.deputising.all() if one.in_force(day)]
    lent = [held for absence in away for held in absence.person.roles.all()]
    held: list[RoleHolding | Engagement] = [*person.roles.all(), *person.engagements.all(), *lent]
    spots = {
        Spot(one.school_id, one.centre_id)
        for one in held
        if one.from_date <= day and (one.until_date is None or one.until_date >= day)
    }
    return spots or {Spot()}


def who_could_help(
    askers: Collection[Person], day: date, among: Collection[int] | None = None
) -> dict[int, list[Person]]:
    """Who may vouch for each of these people: those whose right to help covers every place of theirs.

    A handful of queries, however many ask. Whoever stands in or deputises is not asked to vouch.

    Args:
        askers: people of whatever trusts.
        day: on which the roles must be held.
        among: ids of the persons to look at; None for everybody.
    Returns:
        By the asker's id, the persons, by name.
    """
    prefetch_related_objects(list(askers), "deputising__person__roles")
    places = {one.pk: spots_on(one, day) for one in askers}
    schools = {spot.school_id for spots in places.values() for spot in spots}
    keys = [role.key for role in ROLES.values() if Right.HELP_BACK_IN in role.rights]
    running = Q(roles__until_date=None) | Q(roles__until_date__gte=day)
    at = Q(roles__school=None) | Q(roles__school_id__in=schools)
    found = Person.objects.filter(
        running, at, roles__role__in=keys, roles__from_date__lte=day, user__is_active=True
    ).filter(trust__in={one.trust_id for one in askers}, merged_into=None)
    if among is not None:
        found = found.filter(pk__in=among)
    helpers = list(found.distinct().order_by("name", "pk").prefetch_related("roles"))
    reach = {one.pk: _own_reach(one, keys, day) for one in helpers}
    return {
        asker.pk: [
            one
            for one in helpers
            if one.pk != asker.pk
            and one.trust_id == asker.trust_id
            and all(reach[one.pk].covers(*spot) for spot in places[asker.pk])
        ]
        for asker in askers
    }


def _own_reach(helper: Person, keys: Collection[str], day: date) -> Reach:
    held = [one for one in helper.roles.all() if one.in_force(day) and one.role in keys and not one.stands_in]
    return Reach.of(Spot(one.school_id, one.centre_id) for one in held)
