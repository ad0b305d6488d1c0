"""What lets somebody in besides a password: signed-in browsers, tokens, and a second person's help."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q

from charioteer.people.models.persons import Person
from charioteer.people.models.sign_in import User


class Device(models.Model):
    """One browser in which somebody is signed in; the row goes when the session does.

    Only what lets its owner know it again: "Firefox on Windows" and the first half of the address, no more.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="devices")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=60)
    network = models.CharField(max_length=45, blank=True)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.browser} since {self.first_seen:%Y-%m-%d}"


class HelpRequestQuerySet(models.QuerySet["HelpRequest"]):
    """Reads of requests to be helped back in."""

    def visible_to(self, person: Person) -> "HelpRequestQuerySet":
        """The requests of this person's own trust; whom they may help is a rule."""
        return self.filter(person__trust_id=person.trust_id)

    def open_at(self, now: datetime) -> "HelpRequestQuerySet":
        """Neither used nor cancelled, and not too old."""
        return self.filter(over_at=None, expires_at__gt=now)

    def link_works_at(self, now: datetime) -> "HelpRequestQuerySet":
        """Those whose one-time link works at this moment."""
        return self.open_at(now).filter(token_expires_at__gt=now)


class HelpRequest(models.Model):
    """Somebody lost their second factor and asks a second person to vouch for them.

    The row carries both people, so that the database itself refuses that they are one. `helper` None with a link: made
    by the command line on the server.
    """

    class Spoke(models.TextChoices):
        """How the second person made sure who is asking."""

        IN_PERSON = "person", "In person"
        KNOWN_NUMBER = "phone", "On a number we already had"

    class Outcome(models.TextChoices):
        """How it ended."""

        USED = "used", "Used"
        CANCELLED = "cancelled", "Cancelled"
        LAPSED = "lapsed", "Ran out"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="help_requests")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    browser = models.CharField(max_length=60, blank=True)
    cancel_hash = models.CharField(max_length=64, unique=True)
    helper = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="helped")
    helped_at = models.DateTimeField(null=True)
    spoke = models.CharField(max_length=6, choices=Spoke.choices, blank=True)
    note = models.CharField(max_length=300, blank=True)
    token_hash = models.CharField(max_length=64, blank=True)
    token_expires_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)

    objects = HelpRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(helper=None) | ~Q(helper=F("person")), name="nobody_helps_themselves_back_in"
            ),
            models.UniqueConstraint(fields=["person"], condition=Q(over_at=None), name="one_open_help_request"),
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="help_link_once"),
        ]

    def __str__(self) -> str:
        return f"Help for {self.person} since {self.asked_at:%Y-%m-%d}"


class ApiToken(models.Model):
    """A key with which a program reads what its person may read. Only its hash is kept.

    `proved`: it was made in a session that had proved a second factor.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    proved = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    ends_on = models.DateField()
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} until {self.ends_on}"

    def works_on(self, day: date) -> bool:
        """Whether it is neither revoked nor too old; whether its person may still use one is a rule."""
        return self.revoked_at is None and self.ends_on >= day
