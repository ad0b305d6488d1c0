"""Trusts, schools and centres; the adults in them; how they sign in."""

from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from charioteer.people.roles import ROLES, Right


class Trust(models.Model):
    """The legal person that answers for the schools. Every other row belongs to one."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    website = models.URLField(blank=True)
    known_since = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class SchoolQuerySet(models.QuerySet["School"]):
    """Reads of schools."""

    def visible_to(self, person: "Person") -> "SchoolQuerySet":
        """The schools of this person's own trust."""
        return self.filter(trust_id=person.trust_id)


class School(models.Model):
    """A school of a trust.

    `known_by` are the words that give the school away in an account's name ("Capella"); they suggest, never decide.
    """

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="schools")
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80)
    website = models.URLField(blank=True)
    known_by = models.JSONField(default=list)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trust", "slug"], name="school_slug_in_trust")]
        indexes = [models.Index(fields=["name", "id"], name="school_by_name")]

    def __str__(self) -> str:
        return self.name


class Centre(models.Model):
    """A campus, phase or satellite of a school ("Capella House Primary")."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="centres")
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "slug"], name="centre_slug_in_school")]

    def __str__(self) -> str:
        return f"{self.name}, {self.school.name}"


class PersonQuerySet(models.QuerySet["Person"]):
    """Reads of people."""

    def visible_to(self, person: "Person") -> "PersonQuerySet":
        """The people of this person's own trust."""
        return self.filter(trust_id=person.trust_id)


class Person(models.Model):
    """An adult in the policy's scope. Whether and how they sign in is another row (`User`)."""

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="people")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(fields=["trust", "email"], condition=~Q(email=""), name="person_email_in_trust")
        ]

    def __str__(self) -> str:
        return self.name

    def holdings_on(self, day: date) -> "models.QuerySet[RoleHolding]":
        """The roles this person holds on a day."""
        return self.roles.filter(Q(until_date=None) | Q(until_date__gte=day), from_date__lte=day)

    def may(self, right: Right, day: date) -> bool:
        """Whether any role held on that day gives this right."""
        return any(right in ROLES[role].rights for role in self._roles_on(day))

    def needs_second_factor(self, day: date) -> bool:
        """Whether any role held on that day asks for one."""
        return any(ROLES[role].second_factor for role in self._roles_on(day))

    def _roles_on(self, day: date) -> list[str]:
        # Not `holdings_on`: a page asks several times over, and these are in memory if they were prefetched.
        return [
            held.role
            for held in self.roles.all()
            if held.from_date <= day and (held.until_date is None or held.until_date >= day)
        ]


class RoleHolding(models.Model):
    """One person holding one role, at the trust or at one school, for a time."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=40, choices=[(role.key, role.name) for role in ROLES.values()])
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="holdings")
    from_date = models.DateField()
    until_date = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(until_date__gte=F("from_date")), name="role_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} as {self.role}"


class UserManager(BaseUserManager["User"]):
    """Sign-ins are made by accepting an invitation, and only so."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find by e-mail address, in whatever case it was typed."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """How one person signs in."""

    email = models.EmailField(unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="user")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_in_any_case")]

    def __str__(self) -> str:
        return self.email

    # Nothing here uses Django's own permissions; allauth and Django's machinery may still ask.
    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Django's permissions give nobody anything; roles do."""
        return False


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Reads of invitations."""

    def visible_to(self, person: "Person") -> "InvitationQuerySet":
        """The invitations of this person's own trust."""
        return self.filter(trust_id=person.trust_id)

    def waiting(self) -> "InvitationQuerySet":
        """Neither used nor withdrawn (their week may be over)."""
        return self.filter(used_at=None, withdrawn_at=None)

    def open_at(self, now: datetime) -> "InvitationQuerySet":
        """Those whose link works at this moment."""
        return self.waiting().filter(expires_at__gt=now)


class Invitation(models.Model):
    """A one-time link. Only its hash is kept, so the database cannot be used to sign in."""

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=40, choices=[(role.key, role.name) for role in ROLES.values()])
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["trust", "email"],
                condition=Q(used_at=None, withdrawn_at=None),
                name="one_open_invitation_for_an_address",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} until {self.expires_at:%Y-%m-%d}"
