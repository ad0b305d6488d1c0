"""What every control answered, for which place, from when until when; and each time it was asked."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from charioteer.controls import State
from charioteer.people.models import School, Trust


class ResultQuerySet(models.QuerySet["Result"]):
    """Reads of results."""

    def current(self) -> "ResultQuerySet":
        """Those that hold now."""
        return self.filter(valid_until=None)

    def at(self, moment: datetime) -> "ResultQuerySet":
        """Those that held at a moment."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=moment), valid_from__lte=moment)


class Result(models.Model):
    """What one control answered about one place, from one moment to another; `valid_until` None: to this day.

    A new row only where the state, the figures or what fails changed. Whether an answer is fresh is not here but in
    the `Run` that gave it last.
    """

    control = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=14, choices=[(state.value, state.value) for state in State])
    total = models.PositiveBigIntegerField()
    failing = models.PositiveBigIntegerField()
    unknown = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=120, blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["trust", "school"], name="result_now", condition=Q(valid_until=None)),
            models.Index(fields=["trust", "school", "control", "valid_from"], name="result_history"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["control", "school"],
                condition=Q(valid_until=None, school__isnull=False),
                name="one_result_for_a_school",
            ),
            models.UniqueConstraint(
                fields=["control", "trust"], condition=Q(valid_until=None, school=None), name="one_result_for_a_trust"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="result_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(total__gte=F("failing") + F("unknown")), name="result_counts_no_more_than_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.control}: {self.state}"


class Occasion(models.TextChoices):
    """Why a control was asked."""

    SCHEDULE = "schedule", "By the schedule"
    EVENT = "event", "Because something changed"
    PERSON = "person", "Because somebody asked"
    COMMAND = "command", "At the command line"


class Run(models.Model):
    """One asking of one control, over every place of every trust at once: when, how long it took, whether it answered.

    It says nothing about any place, so it belongs to no trust. `latest` marks the last one of each control.
    `fingerprint` is of all that was answered: where it is the same as before, nothing has to be compared.
    """

    control = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    occasion = models.CharField(max_length=8, choices=Occasion.choices)
    asked_at = models.DateTimeField()
    took_ms = models.PositiveIntegerField()
    ok = models.BooleanField()
    error = models.CharField(max_length=300, blank=True)
    places = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    fingerprint = models.CharField(max_length=64, blank=True)
    latest = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["control", "asked_at"], name="run_by_control")]
        constraints = [
            models.UniqueConstraint(fields=["control"], condition=Q(latest=True), name="one_latest_run"),
            models.CheckConstraint(condition=Q(ok=True, error="") | (Q(ok=False) & ~Q(error="")), name="run_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.control} at {self.asked_at}"
