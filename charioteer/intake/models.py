"""One import as it was previewed and decided; its lines; how columns were matched last time.

Trusts and people stand above on the staircase, so their keys are kept as plain numbers.
"""

from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db import models
from django.db.models import Q

from charioteer.intake.lifecycle import Outcome, State

KEPT_FOR = timedelta(days=7)


class Member(Protocol):
    """Anybody who belongs to a trust."""

    @property
    def trust_id(self) -> Any: ...


class BatchQuerySet(models.QuerySet["Batch"]):
    """Reads of imports."""

    def visible_to(self, person: Member) -> "BatchQuerySet":
        """The imports of this person's own trust."""
        return self.filter(trust_id=person.trust_id)

    def expired(self, now: datetime) -> "BatchQuerySet":
        """Previews that nobody decided in time, and whose lines must go."""
        return self.filter(state=State.PREVIEWED, made_at__lte=now - KEPT_FOR)

    def first_of(self, fingerprint: str) -> "Batch | None":
        """The import that already took in the same file in the same way."""
        return self.filter(fingerprint=fingerprint, state=State.CONFIRMED, repeat_of=None).first()


class Batch(models.Model):
    """One file that somebody sent, as it was understood, and what was decided about it.

    `fingerprint` is the idempotent key: the trust, the importer, the file's SHA-256, the table and the columns chosen.
    `counts` is what the preview found by outcome; `written` is what the importer says it wrote.
    """

    trust_id = models.BigIntegerField()
    importer = models.CharField(max_length=60)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PREVIEWED)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    made_by_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    table_where = models.CharField(max_length=200, blank=True)
    header = models.JSONField(default=list)
    tables = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    written = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    repeat_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="repeats")

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "batches"
        indexes = [models.Index(fields=["trust_id", "-made_at"], name="intake_by_trust")]
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=Q(state=State.CONFIRMED, repeat_of=None),
                name="intake_same_file_written_once",
            ),
            models.CheckConstraint(
                condition=Q(state=State.PREVIEWED, decided_at=None)
                | (~Q(state=State.PREVIEWED) & Q(decided_at__isnull=False)),
                name="intake_decided_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.importer} {self.sha256[:12]}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a decision."""
        return self.state == State.PREVIEWED

    @property
    def total(self) -> int:
        """How many lines were previewed."""
        return sum(self.counts.values())

    @property
    def to_write(self) -> int:
        """How many lines confirming would write."""
        return int(self.counts.get(Outcome.NEW, 0)) + int(self.counts.get(Outcome.CHANGED, 0))


class Line(models.Model):
    """One row of the table: as read, as understood, and what was doubted. Written in bulk by `intake.lines`."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="lines")
    number = models.IntegerField()
    place = models.CharField(max_length=300)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    key = models.CharField(max_length=300, blank=True)
    cells = models.JSONField()
    understood = models.JSONField()
    doubts = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["batch", "outcome"], name="intake_by_outcome")]

    def __str__(self) -> str:
        return self.place


class Upload(models.Model):
    """The bytes of a file that waits for a decision, so that its columns can be matched again. Goes when decided."""

    batch = models.OneToOneField(Batch, on_delete=models.CASCADE, related_name="upload")
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"the file of {self.batch_id}"


class ColumnMapping(models.Model):
    """How the columns of one kind of file were matched when it was last confirmed; offered the next time."""

    trust_id = models.BigIntegerField()
    importer = models.CharField(max_length=60)
    header_hash = models.CharField(max_length=64)
    columns = models.JSONField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["trust_id", "importer", "header_hash"], name="intake_one_mapping_for_each_header"
            )
        ]

    def __str__(self) -> str:
        return f"{self.importer} {self.header_hash[:12]}"
