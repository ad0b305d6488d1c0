"""The adults in the policy's scope: where each is, as what, from when until when, and who stands in."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from charioteer.people.models.acting import Acting, acting, in_force
from charioteer.people.models.places import Centre, School, Trust
from charioteer.people.reach import Reach, Spot
from charioteer.people.roles import ROLES, Right

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class PersonQuerySet(models.QuerySet["Person"]):
    """Reads of people."""

    def visible_to(self, person: "Person", day: date | None = None) -> "PersonQuerySet":
        """The people within this person's reach: who is or was at a place of theirs; always they themselves.

        Args:
            day: the day their roles are asked of; None is today.
        """
        reach = person.reach(Right.READ_PEOPLE, day or timezone.localdate())
        own = self.filter(trust_id=person.trust_id, merged_into=None)
        # An empty condition joined by “or” would vanish, and nobody but oneself be left.
        return own if reach.everywhere else own.filter(within(reach) | Q(pk=person.pk))

    def at(self, reach: Reach) -> "PersonQuerySet":
        """Who is or was engaged, or holds or held a role, at a place."""
        return self.filter(within(reach))


def within(reach: Reach) -> Q:
    """A condition on people: they are or were at one of these places, in any capacity."""
    if reach.everywhere:
        return Q()
    if not reach:
        return Q(pk__in=())
    # By the few who are there, not by asking everybody where they are.
    places = reach.q("school_id", "centre_id")
    return Q(pk__in=Engagement.objects.filter(places).values("person_id")) | Q(
        pk__in=RoleHolding.objects.filter(places).values("person_id")
    )


class Person(models.Model):
    """An adult in the policy's scope. Whether and how they sign in is another row (`User`).

    `merged_into` is set when two rows turn out to be one person: this one is kept, empty, so that what names it still
    resolves.
    """

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="people")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    payroll_number = models.CharField(max_length=40, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")

    objects = PersonQuerySet.as_manager()

    _remembered: tuple[date, Acting] | None = None

    if TYPE_CHECKING:
        roles: "RelatedManager[RoleHolding]"
        engagements: "RelatedManager[Engagement]"
        absences: "RelatedManager[Absence]"
        deputising: "RelatedManager[Absence]"

    class Meta:
        verbose_name_plural = "people"
        indexes = [models.Index(fields=["trust", "name", "id"], name="person_by_name")]
        constraints = [
            models.UniqueConstraint(fields=["trust", "email"], condition=~Q(email=""), name="person_email_in_trust"),
            models.UniqueConstraint(
                fields=["trust", "payroll_number"], condition=~Q(payroll_number=""), name="person_payroll_in_trust"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="person_not_merged_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def holdings_on(self, day: date) -> "models.QuerySet[RoleHolding]":
        """The roles this person holds on a day, those in which they only stand in too."""
        return self.roles.filter(in_force(day))

    def acting(self, day: date) -> Acting:
        """The roles this person acts in on a day."""
        if self._remembered and self._remembered[0] == day:
            return self._remembered[1]
        return acting(self, day)

    def remember_acting(self, day: date) -> None:
        """Work out once what is asked many times over. For one request: what changes in it is not noticed."""
        self._remembered = (day, acting(self, day))

    def may(self, right: Right, day: date) -> bool:
        """Whether any role they act in on that day gives this right, anywhere."""
        return any(right in ROLES[held.role].rights for held in self.acting(day).acts)

    def reach(self, right: Right, day: date) -> Reach:
        """The places at which this person has this right on that day."""
        acts = self.acting(day).acts
        return Reach.of(Spot(one.school_id, one.centre_id) for one in acts if right in ROLES[one.role].rights)

    def needs_second_factor(self, day: date) -> bool:
        """Whether any role they act in, or may be called to act in on that day, asks for one.

        Standing in begins without warning: then is no time to set a phone up.
        """
        both = self.acting(day)
        return any(ROLES[held.role].second_factor for held in (*both.acts, *both.rests))


class PersonKind(models.TextChoices):
    """In what capacity somebody is here (policy 2.1: everybody the policy covers, employed or not)."""

    STAFF = "staff", "Member of staff"
    TRUSTEE = "trustee", "Trustee"
    GOVERNOR = "governor", "Governor"
    MEMBER = "member", "Member of the Trust"
    VOLUNTEER = "volunteer", "Volunteer"
    SUPPLY = "supply", "Supply or agency staff"
    TRAINEE = "trainee", "Trainee"
    THERAPIST = "therapist", "Therapist"
    CONTRACTOR = "contractor", "Contractor"
    FRIENDS_OFFICER = "friends_officer", "Officer of a friends’ association"


class EngagementQuerySet(models.QuerySet["Engagement"]):
    """Reads of engagements."""

    def on(self, day: date) -> "EngagementQuerySet":
        """Those that hold on a day."""
        return self.filter(in_force(day))

    def lasting(self, day: date) -> "EngagementQuerySet":
        """Those that are not over on a day, begun or not."""
        return self.filter(Q(until_date=None) | Q(until_date__gte=day))


class Engagement(models.Model):
    """One person being somewhere in one capacity, for a time. Somebody may have several at once.

    `school` None is the trust itself; `centre` narrows a school. `leader` is who leads them there.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="engagements")
    kind = models.CharField(max_length=16, choices=PersonKind.choices)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="engagements")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, null=True, related_name="engagements")
    job_title = models.CharField(max_length=120, blank=True)
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="led")
    from_date = models.DateField()
    until_date = models.DateField(null=True)
    source = models.CharField(max_length=80, blank=True)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["school", "kind"], name="engagement_at_school"),
            models.Index(fields=["source"], name="engagement_by_source", condition=~Q(source="")),
            models.Index(fields=["until_date"], name="engagement_ends", condition=~Q(until_date=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(until_date__gte=F("from_date")), name="engagement_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(centre=None) | ~Q(school=None), name="engagement_centre_has_school"),
            models.CheckConstraint(condition=Q(leader=None) | ~Q(leader=F("person")), name="nobody_leads_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.person} as {self.kind}"


class RoleHoldingQuerySet(models.QuerySet["RoleHolding"]):
    """Reads of who holds what."""

    def on(self, day: date) -> "RoleHoldingQuerySet":
        """Those in force on a day."""
        return self.filter(in_force(day))

    def lasting(self, day: date) -> "RoleHoldingQuerySet":
        """Those that are not over on a day, begun or not."""
        return self.filter(Q(until_date=None) | Q(until_date__gte=day))


class RoleHolding(models.Model):
    """One person holding one role for a time: at the trust, at one school, or at one centre of it.

    `stands_in`: acts only while whoever holds the same role at the same place is away.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=40, choices=[(role.key, role.name) for role in ROLES.values()])
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="holdings")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, null=True, related_name="holdings")
    stands_in = models.BooleanField(default=False)
    from_date = models.DateField()
    until_date = models.DateField(null=True)

    objects = RoleHoldingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["role", "school"], name="holding_of_office")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(until_date__gte=F("from_date")), name="role_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(centre=None) | ~Q(school=None), name="role_centre_has_school"),
        ]

    def __str__(self) -> str:
        return f"{self.person} as {self.role}"

    @property
    def office(self) -> tuple[str, int | None, int | None]:
        """What is held and where: the same for everybody who holds it there or stands in for them."""
        return self.role, self.school_id, self.centre_id

    def end_on(self, last_day: date) -> None:
        """Set the last day; what has not begun by then goes away altogether."""
        if self.from_date > last_day:
            self.delete()
        else:
            self.until_date = last_day
            self.save(update_fields=["until_date"])

    def in_force(self, day: date) -> bool:
        """Whether it is held on a day."""
        return self.from_date <= day and (self.until_date is None or self.until_date >= day)


class Absence(models.Model):
    """Somebody is away from one day to another. `deputy` acts for them then; so does whoever stands in.

    Why they are away is nobody's business here.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="deputising")
    from_date = models.DateField()
    until_date = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(until_date__gte=F("from_date")), name="absence_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(deputy=None) | ~Q(deputy=F("person")), name="nobody_is_their_own_deputy"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} away from {self.from_date}"

    def in_force(self, day: date) -> bool:
        """Whether they are away on a day."""
        return self.from_date <= day and (self.until_date is None or self.until_date >= day)
