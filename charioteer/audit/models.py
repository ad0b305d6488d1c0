"""An entry is opaque and permanent; words about people stand beside it and can be erased without breaking it."""

from django.db import models

from charioteer.audit.kinds import words_for


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads of the log."""

    def about(self, subject: str) -> "EntryQuerySet":
        """Entries about one thing (`"channels.channel:12"`), newest first."""
        return self.filter(subject=subject).order_by("-at", "-pk")


class Entry(models.Model):
    """One thing that happened. Never updated, never deleted: triggers see to it.

    `body` is the canonical JSON that `hash` is the SHA-256 of; the other columns repeat parts of it for searching.
    """

    ref = models.CharField(max_length=32, unique=True)
    trust_id = models.BigIntegerField(null=True)
    school_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=80)
    actor = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    body = models.TextField()
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "at"], name="audit_by_subject"),
            models.Index(fields=["trust_id", "at"], name="audit_by_trust"),
            models.Index(fields=["trust_id", "school_id", "at"], name="audit_by_school"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.kind}"

    @property
    def says(self) -> str:
        """What happened, in words ("Edited")."""
        return words_for(self.kind)


class Words(models.Model):
    """What an entry says about people. Erasable: the entry holds only a salted hash of it."""

    ref = models.CharField(max_length=32, unique=True)
    salt = models.CharField(max_length=32)
    text = models.JSONField()

    class Meta:
        verbose_name_plural = "words"

    def __str__(self) -> str:
        return self.ref
