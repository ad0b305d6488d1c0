"""The register: channels, who runs them, what is known about them, and what changed in public."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, CharField, F, Q, Value, When

from charioteer.channels.counted import Doubts
from charioteer.channels.lifecycle import TRANSITIONS, Status
from charioteer.channels.reading.dates import Certainty
from charioteer.channels.standing import WORDS, FactKind, Word
from charioteer.errors import NotNow
from charioteer.people.models import Person, School, Trust
from charioteer.people.roles import OFFICES

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"  # no vowels and nothing that looks like something else

PERSONAL_KINDS = ("person", "profile")
"""Kinds of account that are one person's own, as the catalogue calls them (LinkedIn's, Facebook's)."""


def new_ref() -> str:
    """A short public name for a channel, which survives a change of handle."""
    number, letters = secrets.randbelow(len(_ALPHABET) ** 10), []
    for _ in range(10):
        number, letter = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[letter])
    return "".join(letters)


class Scope(models.TextChoices):
    """Whose channel it is, which decides who approves it."""

    TRUST = "trust", "The Trust"
    SCHOOL = "school", "One school"
    UNSTATED = "unstated", "Not stated"


class ChannelQuerySet(models.QuerySet["Channel"]):
    """Reads of the register."""

    def visible_to(self, person: Person | None) -> "ChannelQuerySet":
        """The channels of this person's own trust; none for a stranger."""
        return self.filter(trust_id=person.trust_id) if person else self.none()

    def public(self) -> "ChannelQuerySet":
        """What the public register lists. A handle in set-up is reserved, not announced.

        Nor is a personal profile listed: it can never be official, and its name and address name a person.
        """
        return self.exclude(status=Status.IN_SET_UP).exclude(kind__in=PERSONAL_KINDS)

    def standing_at(self, now: datetime) -> "ChannelQuerySet":
        """Each with `standing_now`: what is stored, unless its time has run out by then.

        Only `official` runs out by itself, and it always becomes `unassessed` (see `standing.standing`).
        """
        lapsed = When(good_until__lte=now, then=Value(Word.UNASSESSED.value))
        return self.annotate(standing_now=Case(lapsed, default=F("standing"), output_field=CharField()))

    def open(self) -> "ChannelQuerySet":
        """Not closed."""
        return self.exclude(status=Status.CLOSED)


class Channel(models.Model):
    """A social media account the Trust lists. `standing` is stored, and trusted only until `good_until`."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref)
    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="channels")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="channels")
    scope = models.CharField(max_length=10, choices=Scope.choices)

    platform = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    identity = models.CharField(max_length=300, blank=True)
    handle = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200)
    address = models.URLField(max_length=500, blank=True)
    platform_account_id = models.CharField(max_length=200, blank=True)

    purpose = models.TextField(blank=True)
    audience = models.CharField(max_length=300, blank=True)
    owner_body = models.CharField(max_length=200, blank=True)
    is_outside_body = models.BooleanField(default=False)
    other_route = models.CharField(max_length=300, blank=True)

    opened_as_written = models.CharField(max_length=200, blank=True)
    opened_edtf = models.CharField(max_length=20, blank=True)
    opened_earliest = models.DateField(null=True)
    opened_latest = models.DateField(null=True)
    opened_certainty = models.CharField(max_length=20, default=Certainty.BLANK)
    closed_as_written = models.CharField(max_length=200, blank=True)
    closed_edtf = models.CharField(max_length=20, blank=True)
    closed_earliest = models.DateField(null=True)
    closed_latest = models.DateField(null=True)
    closed_certainty = models.CharField(max_length=20, default=Certainty.BLANK)
    how_closed = models.TextField(blank=True)

    status = models.CharField(max_length=12, choices=Status.choices, default=Status.LISTED)
    standing = models.CharField(max_length=12, choices=[(word.value, WORDS[word]) for word in Word])
    good_until = models.DateTimeField(null=True)
    official_until = models.DateTimeField(null=True)

    # As read is kept: the cells of the row it came from, the words nobody has matched, and the doubts.
    import_key = models.CharField(max_length=300, blank=True)
    batch_ref = models.CharField(max_length=80, blank=True)
    row_number = models.PositiveIntegerField(null=True)
    as_read = models.JSONField(default=dict)
    doubts = models.JSONField(default=list)

    version = models.PositiveIntegerField(default=1)
    listed_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = ChannelQuerySet.as_manager()

    if TYPE_CHECKING:
        slots: "RelatedManager[Slot]"
        facts: "RelatedManager[Fact]"
        changes: "RelatedManager[PublicChange]"

    class Meta:
        indexes = [
            models.Index(fields=["identity"], name="channel_identity"),
            models.Index(
                fields=["platform_account_id"], name="channel_account_id", condition=~Q(platform_account_id="")
            ),
            models.Index(fields=["trust", "name", "id"], name="channel_by_name"),
            models.Index(fields=["school", "name", "id"], name="channel_by_school"),
            models.Index(fields=["trust", "standing"], name="channel_by_standing"),
            models.Index(F("trust"), Doubts("doubts"), name="channel_by_doubts"),
            models.Index(fields=["trust", "import_key"], name="channel_import_key", condition=~Q(import_key="")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["trust", "identity"],
                condition=~Q(identity="") & ~Q(status=Status.CLOSED),
                name="channel_listed_once",
            ),
            models.CheckConstraint(
                condition=Q(scope=Scope.SCHOOL, school__isnull=False) | (~Q(scope=Scope.SCHOOL) & Q(school=None)),
                name="channel_school_matches_scope",
            ),
            models.CheckConstraint(
                condition=Q(opened_earliest=None) | Q(opened_latest__gte=F("opened_earliest")),
                name="channel_opened_interval",
            ),
            models.CheckConstraint(
                condition=Q(closed_earliest=None) | Q(closed_latest__gte=F("closed_earliest")),
                name="channel_closed_interval",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.identity or self.platform})"

    @property
    def title(self) -> str:
        """What people call it: the handle as shown, or its name."""
        return self.name or self.handle

    @property
    def in_public(self) -> bool:
        """Whether the public register lists it (see `ChannelQuerySet.public`)."""
        return self.status != Status.IN_SET_UP and self.kind not in PERSONAL_KINDS

    def move_to(self, status: Status, **changes: Any) -> None:
        """Take one legal step. Raises NotNow if the table has no such step, or somebody else was first."""
        if status not in TRANSITIONS[Status(self.status)]:
            here = Status(self.status).label.lower()
            raise NotNow(f"A channel that is {here} cannot become {status.label.lower()}.")
        self.change(status=status, **changes)

    def change(self, **changes: Any) -> None:
        """Write fields if nobody else has since this row was read. Raises NotNow; nothing is half-written."""
        moved = Channel.objects.filter(pk=self.pk, version=self.version).update(**changes, version=F("version") + 1)
        if not moved:
            raise NotNow(
                "Somebody else changed this channel first. Your changes were not saved. Open it again to see it."
            )
        self.refresh_from_db()


class SlotKind(models.TextChoices):
    """What somebody holds on a channel."""

    MASTER = "master", "Holds master access"
    POSTER = "poster", "May post"


class Slot(models.Model):
    """A place on a channel: filled by a person, an office, or words not matched to anybody yet."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="slots")
    kind = models.CharField(max_length=10, choices=SlotKind.choices)
    position = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="slots")
    office = models.CharField(max_length=40, blank=True, choices=[(o.key, o.name) for o in OFFICES.values()])
    outside_body = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200, blank=True)
    as_written = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "kind", "position"], name="slot_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.position} of channel {self.channel_id}"

    @property
    def office_words(self) -> str:
        """The office in words that may be shown to anybody; "" if it is not known."""
        if self.outside_body:
            return f"Outside the Trust: {self.outside_body}"
        return OFFICES[self.office].name if self.office else ""


class FactQuerySet(models.QuerySet["Fact"]):
    """Reads of facts."""

    def oldest_first(self) -> "FactQuerySet":
        """In the order they were true, so that the last of a kind wins."""
        return self.order_by("at", "pk")


class Fact(models.Model):
    """A dated, expiring statement about a channel with its evidence. Never edited: a later one replaces it.

    `identity` is the account it was shown for: put to another account, a channel keeps none of its proofs. "" is a
    channel whose account was not known then.
    """

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="facts")
    identity = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=24, choices=[(kind.value, kind.value) for kind in FactKind])
    holds = models.BooleanField()
    at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    evidence = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = FactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=F("at")), name="fact_expires_after_it_is_true"
            ),
            models.CheckConstraint(condition=~Q(evidence=""), name="fact_has_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of channel {self.channel_id}"


class Lookalike(models.Model):
    """Precomputed keys of a registered handle, so that a near miss is found by one indexed question."""

    key = models.BigIntegerField()
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="lookalikes")

    class Meta:
        indexes = [models.Index(fields=["key"], name="lookalike_key")]

    def __str__(self) -> str:
        return f"{self.key} of channel {self.channel_id}"


class PublicChange(models.Model):
    """What changed, fit for anybody: the feed and "Changed lately". Holds no word about a person."""

    class What(models.TextChoices):
        LISTED = "listed", "was put on the list"
        STANDING = "standing", "changed standing"
        ADDRESS = "address", "changed address"

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    what = models.CharField(max_length=10, choices=What.choices)
    was = models.CharField(max_length=300, blank=True)
    now = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-at", "-id"], name="public_change_latest")]

    def __str__(self) -> str:
        return f"{self.what} of channel {self.channel_id}"
