"""What the list of people can show of the policy. Each control goes over everybody of every trust at once."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from charioteer.controls import Finding, Scope, State, Thing, control
from charioteer.counting import FAILS, findings
from charioteer.people.models import Engagement, Person, RoleHolding, User
from charioteer.people.roles import Right

_ON = ("people.engagement.changed", "people.role.changed", "people.person.merged")

Spot = tuple[int, int | None]


def _current(day: date) -> Q:
    return (Q(until_date=None) | Q(until_date__gte=day)) & Q(from_date__lte=day)


def _engaged(day: date) -> Exists:
    return Exists(Engagement.objects.filter(_current(day), person_id=OuterRef("person_id")))


def _adrift(day: date) -> "QuerySet[Any, Any]":
    """Trust, school, person and verdict of everybody who holds a role or signs in and is engaged nowhere."""
    role = RoleHolding.objects.filter(_current(day), person_id=OuterRef("person_id"))
    holding = RoleHolding.objects.filter(_current(day), ~_engaged(day), person__merged_into=None)
    signing_in = User.objects.filter(~Exists(role), ~_engaged(day), is_active=True, person__merged_into=None)
    nowhere = Value(None, output_field=BigIntegerField())
    return _said(holding.annotate(at=F("school_id"))).union(_said(signing_in.annotate(at=nowhere)))


def _said(rows: "QuerySet[Any]") -> "QuerySet[Any, Any]":
    said = rows.annotate(whose=F("person__trust_id"), who=F("person_id"), verdict=Value(FAILS))
    found: QuerySet[Any, Any] = said.order_by().values_list("whose", "at", "who", "verdict")
    return found


def _counted(day: date) -> Iterator[tuple[Spot, int]]:
    """How many are engaged at each place today."""
    now = Engagement.objects.filter(_current(day)).order_by()
    many = Count("person_id", distinct=True)
    schools = now.filter(school__isnull=False).values_list("school__trust_id", "school_id").annotate(n=many)
    sql, params = schools.query.sql_with_params()
    with connection.cursor() as cursor:  # tens of thousands of plain numbers, which the ORM would look at one by one
        cursor.execute(sql, params)
        for trust_id, school_id, number in cursor.fetchall():
            yield (trust_id, school_id), number
    for trust_id, number in now.filter(school=None).values_list("person__trust_id").annotate(n=many):
        yield (trust_id, None), number


def _failing(scope: Scope, now: datetime) -> list[Thing]:
    if scope.state is State.UNKNOWN:
        return []
    day = timezone.localdate(now)
    people = Person.objects.filter(trust_id=scope.trust_id, merged_into=None, pk__gt=scope.after)
    engaged = Exists(Engagement.objects.filter(_current(day), person_id=OuterRef("pk")))
    roles = RoleHolding.objects.filter(_current(day), person_id=OuterRef("pk"))
    at = Q(school=None) if scope.school_id is None else Q(school_id=scope.school_id)
    here = Q(Exists(roles.filter(at)))
    if scope.school_id is None:
        signs_in = Exists(User.objects.filter(person_id=OuterRef("pk"), is_active=True))
        here |= Q(signs_in) & ~Q(Exists(roles))
    found = people.filter(here, ~engaged).order_by("pk")[: scope.most]
    return [Thing(one.pk, one.name) for one in found]


@control(
    "people.placed",
    clauses=("2.1",),
    question="Is it known of everybody in what capacity they are here, and where?",
    passes="Everybody who holds a role or signs in is engaged somewhere, as something.",
    fails="Somebody holds a role or signs in, and nobody has said what they are here or at which school.",
    why="The policy binds everybody who works for the Trust or helps it; whoever is on no list is told of nothing.",
    who="Human resources, or the headteacher",
    things="people",
    on=_ON,
    whole=True,
    failing=_failing,
    to_see=Right.READ_PEOPLE,
)
def placed(now: datetime) -> Iterable[Finding]:
    """Where nobody is entered at all, nobody can tell."""
    day = timezone.localdate(now)
    counted = dict(_counted(day))
    sql, params = _adrift(day).query.sql_with_params()
    for one in findings(sql, params):
        engaged = counted.pop((one.trust_id, one.school_id), 0)
        sums = {"failing_count": one.fails, "failing_digest": one.digest}
        yield Finding(one.trust_id, one.school_id, engaged + one.total, **sums)  # type: ignore[arg-type]
    for (trust_id, school_id), number in counted.items():
        yield Finding(trust_id, school_id, number)
