"""Setting up a trust: offices that are said not to exist, and the mode in which the trust uses this house."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from charioteer.people.models.persons import Person
from charioteer.people.models.places import Centre, Mode, School, Trust
from charioteer.people.roles import ROLES

_ROLES = [(role.key, role.name) for role in ROLES.values()]


class NoSuchOffice(models.Model):
    """“We have none”: an office that a place does without, who does its work instead, and who said so.

    Filling the office takes the row away; the log keeps what it said.
    """

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="offices_not_held")
    role = models.CharField(max_length=40, choices=_ROLES)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="offices_not_held")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, null=True, related_name="offices_not_held")
    stand_in = models.BooleanField(default=False)
    instead = models.CharField(max_length=300)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            # Two empty places are one place; a plain unique index would take them for two.
            models.UniqueConstraint(
                "trust", "role", Coalesce("school", 0), Coalesce("centre", 0), "stand_in", name="one_word_on_an_office"
            ),
            models.CheckConstraint(condition=~Q(instead=""), name="no_such_office_says_who_instead"),
            models.CheckConstraint(condition=Q(centre=None) | ~Q(school=None), name="no_such_office_centre_has_school"),
        ]

    def __str__(self) -> str:
        return f"no {self.role}"


class Outcome(models.TextChoices):
    """What became of somebody's asking for the trust to go live."""

    WAITING = "waiting", "Waits for a decision"
    AGREED = "agreed", "Agreed"
    TURNED_DOWN = "turned_down", "Turned down"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ModeRequest(models.Model):
    """Somebody has prepared the trust to go live, and asks whoever decides."""

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="mode_requests")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    words = models.TextField(blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.WAITING)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closing_words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trust"], condition=Q(outcome="waiting"), name="one_mode_request_waits"),
            models.CheckConstraint(
                condition=~Q(outcome__in=["agreed", "turned_down"]) | ~Q(closed_by=F("asked_by")),
                name="nobody_answers_their_own_mode_request",
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", closed_at=None) | (~Q(outcome="waiting") & ~Q(closed_at=None)),
                name="mode_request_closed_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trust} asks to go live, {self.asked_at:%Y-%m-%d}"


class ModeDecision(models.Model):
    """One change of mode, by whom and why. `preconditions` are as they stood at that moment.

    `started_by` is copied from the request when the decision is written, so that the database itself can compare: who
    asked to go live did not decide it.
    """

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="mode_decisions")
    before = models.CharField(max_length=5, choices=Mode.choices)
    mode = models.CharField(max_length=5, choices=Mode.choices)
    request = models.OneToOneField(ModeRequest, on_delete=models.PROTECT, null=True, related_name="decision")
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()
    preconditions = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["trust", "-at"], name="mode_decision_latest")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="mode_decision_has_a_reason"),
            models.CheckConstraint(condition=~Q(mode=F("before")), name="mode_decision_changes_the_mode"),
            models.CheckConstraint(
                condition=Q(started_by=None) | ~Q(started_by=F("decided_by")), name="nobody_decides_what_they_asked_for"
            ),
            models.CheckConstraint(
                condition=~Q(mode="live") | (~Q(started_by=None) & ~Q(request=None)), name="going_live_was_asked_for"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trust} {self.mode} from {self.at:%Y-%m-%d}"
