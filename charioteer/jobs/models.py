"""What the workers know of one another, of the schedule, and of what was done already.

The queue itself is django-tasks' own table. Nothing here names a person, except `Progress`, which is kept for whoever
waits for it.
"""

import uuid

from django.db import models


class Worker(models.Model):
    """One worker process. It beats: `beats` counts up while it lives, whatever the clock says.

    `place` names the machine's boot and the process's namespace, so that whoever shares it can ask the system whether
    `pid`, born at `born`, still lives.
    """

    id = models.CharField(max_length=32, primary_key=True)
    place = models.CharField(max_length=120, blank=True)
    pid = models.PositiveIntegerField()
    born = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    beats = models.PositiveBigIntegerField(default=0)
    doing = models.CharField(max_length=200, blank=True)
    stopped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.id} ({self.pid})"


class Outcome(models.TextChoices):
    """How the last turn of a scheduled job ended."""

    NONE = "", "Not run yet"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CUT_OFF = "cut_off", "Cut off"


class Schedule(models.Model):
    """One scheduled job: when its next turn is, who has this turn, and how the last one went.

    A turn is taken by writing `holder` where there is none, so that two workers never start the same one.
    """

    name = models.CharField(max_length=120, primary_key=True)
    next_at = models.DateTimeField()
    holder = models.CharField(max_length=32, blank=True)
    started_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    last_outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    last_said = models.CharField(max_length=300, blank=True)
    last_took = models.PositiveIntegerField(default=0, help_text="Milliseconds.")
    failures = models.PositiveIntegerField(default=0, help_text="How often in a row.")

    def __str__(self) -> str:
        return f"{self.name} at {self.next_at}"


class Effect(models.Model):
    """Something that was done and must not be done again. Written in the transaction of the doing."""

    key = models.CharField(max_length=200, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class Waiting(models.Model):
    """Work that was asked for under a key: while it waits, the same is not queued again."""

    key = models.CharField(max_length=250, primary_key=True)
    task_id = models.UUIDField(null=True, db_index=True)

    def __str__(self) -> str:
        return self.key


class Progress(models.Model):
    """How far something is that a person began, for that person alone."""

    ref = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task_id = models.UUIDField(unique=True)
    trust_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    title = models.CharField(max_length=200)
    leads_to = models.CharField(max_length=300, blank=True, help_text="Where the result is.")
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    words = models.CharField(max_length=200, blank=True)
    began_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "progress"
        indexes = [models.Index(fields=["person_id", "began_at"], name="progress_of_person")]

    def __str__(self) -> str:
        return f"{self.title} ({self.done} of {self.total})"

    @property
    def done_words(self) -> str:
        """How many are done, as people write it ("12,400")."""
        return f"{self.done:,}"

    @property
    def total_words(self) -> str:
        """How many there are."""
        return f"{self.total:,}"
