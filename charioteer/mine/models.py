"""How somebody wants to be reminded, the secret of their calendar feed, and which rounds of mail went out."""

import hashlib

from django.db import models

from charioteer.people.models import Person, Trust


class Digest(models.TextChoices):
    """How often somebody is written to about what is theirs to do."""

    DAILY = "daily", "Every working day"
    WEEKLY = "weekly", "Once a week"
    NEVER = "never", "Never"


class Notices(models.Model):
    """One person's choice. Without a row it is once a week."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="notices")
    digest = models.CharField(max_length=6, choices=Digest.choices, default=Digest.WEEKLY)

    class Meta:
        verbose_name_plural = "notices"

    def __str__(self) -> str:
        return f"{self.person}: {self.digest}"


def hash_of(secret: str) -> str:
    """What is kept of a secret. 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


class CalendarFeed(models.Model):
    """The private address of one person's calendar. Only the hash of its secret is kept.

    `etag` and `changed_at` are those of what was last handed out, so that a calendar which has it is told so.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="calendar_feed")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    etag = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"feed of {self.person}"


class Round(models.Model):
    """One morning on which a trust's people were written to. `weekly`: those who chose once a week were too."""

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="rounds")
    day = models.DateField()
    weekly = models.BooleanField()
    messages = models.PositiveIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trust", "day"], name="one_round_a_day")]

    def __str__(self) -> str:
        return f"{self.trust} on {self.day}"
