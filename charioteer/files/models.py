"""Bytes, kept once for each trust under their hash; and the files that are these bytes under a name.

Trusts and people stand above on the staircase, so their keys are kept as plain numbers.
"""

from typing import Any, Protocol

from django.db import models
from django.db.models import F, Q

from charioteer.files.lifecycle import State


class Member(Protocol):
    """Anybody who belongs to a trust."""

    @property
    def trust_id(self) -> Any: ...


class Blob(models.Model):
    """Some bytes of one trust. They lie on disk under their SHA-256; the row says what they are and what became
    of them.

    Each trust has its own copy, so that nothing one trust erases, quarantines or asks can show in another.

    `quarantined_for_id` is whoever brought them, copied here so that the database itself can hold to a second person.
    """

    trust_id = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=120)
    state = models.CharField(max_length=12, choices=State.choices)
    dangers = models.JSONField(default=list)
    stored_at = models.DateTimeField()
    quarantined_for_id = models.BigIntegerField(null=True)
    released_by_id = models.BigIntegerField(null=True)
    released_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trust_id", "sha256"], name="files_same_bytes_once"),
            models.CheckConstraint(
                condition=Q(released_by_id=None)
                | Q(quarantined_for_id=None)
                | ~Q(released_by_id=F("quarantined_for_id")),
                name="files_released_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state=State.ERASED, erased_at__isnull=False)
                | (~Q(state=State.ERASED) & Q(erased_at__isnull=True)),
                name="files_erased_has_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["state"], name="files_by_state", condition=~Q(state=State.CLEAN))]

    def __str__(self) -> str:
        return self.sha256[:12]


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Reads of files."""

    def visible_to(self, person: Member) -> "StoredFileQuerySet":
        """The files of this person's own trust. Who of them may take one is for the room above to say."""
        return self.filter(blob__trust_id=person.trust_id)

    def living(self) -> "StoredFileQuerySet":
        """Files that were not erased."""
        return self.filter(erased_at=None)

    def in_quarantine(self) -> "StoredFileQuerySet":
        """Files that wait for a second person, oldest first."""
        return self.living().filter(blob__state=State.QUARANTINED).select_related("blob").order_by("stored_at", "pk")


class StoredFile(models.Model):
    """One file that somebody added. Erased, its row stays as a tombstone: the reference, who and when; no name.

    `name` is safe to show and to save under; `name_as_written` is what was sent; `notes` say what was not plain.
    """

    ref = models.CharField(max_length=32, unique=True)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200, blank=True)
    name_as_written = models.CharField(max_length=1000, blank=True)
    notes = models.JSONField(default=list)
    made_by_id = models.BigIntegerField(null=True)
    stored_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)
    erased_by_id = models.BigIntegerField(null=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(name="", name_as_written=""), name="files_a_tombstone_has_no_name"
            )
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def is_clean(self) -> bool:
        """Whether it may be served."""
        return self.erased_at is None and self.blob.state == State.CLEAN
