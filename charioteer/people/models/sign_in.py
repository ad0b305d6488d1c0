"""How a person signs in, and the one-time links with which they begin."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from charioteer.people.models.persons import Person
from charioteer.people.models.places import School, Trust
from charioteer.people.roles import ROLES


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
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="invitations")
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
