"""Editions of the policy, made from the trust's own file."""

from django.db import models
from django.db.models import Q

from charioteer.people.models import Person, Trust
from charioteer.policy.lifecycle import State
from charioteer.policy.stated import Stated


class EditionQuerySet(models.QuerySet["Edition"]):
    """Reads of editions."""

    def visible_to(self, person: Person) -> "EditionQuerySet":
        """The editions of this person's own trust."""
        return self.filter(trust_id=person.trust_id)

    def of_trust(self, trust: Trust) -> "EditionQuerySet":
        """The editions of one trust, without their texts, which no list needs."""
        return self.filter(trust=trust).defer("source_text")


class Edition(models.Model):
    """One text of the policy, exactly as the trust's file had it.

    `source_text` is kept word for word and is never shown in public. What the document says about itself is kept as
    written; "" means that it does not say.
    """

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="editions")
    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    source_text = models.TextField()
    version_as_written = models.CharField(max_length=120, blank=True)
    dated_as_written = models.CharField(max_length=120, blank=True)
    owner_as_written = models.CharField(max_length=120, blank=True)
    approved_by_as_written = models.CharField(max_length=120, blank=True)
    review_as_written = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trust", "sha256"], name="edition_once_in_trust"),
            models.UniqueConstraint(
                fields=["trust"], condition=Q(state=State.IN_FORCE), name="edition_one_in_force_in_trust"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="edition_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.sha256[:12]})"

    @property
    def name(self) -> str:
        """The title as a page says it: a title in capitals is not shouted."""
        return self.title.capitalize() if self.title.isupper() else self.title

    @property
    def stated(self) -> Stated:
        """What the document says about itself."""
        return Stated(
            version=self.version_as_written,
            dated=self.dated_as_written,
            owner=self.owner_as_written,
            approved_by=self.approved_by_as_written,
            review=self.review_as_written,
        )


class Section(models.Model):
    """A numbered section of an edition, as read. Never shown in public."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sections")
    number = models.CharField(max_length=10)
    order = models.PositiveIntegerField()
    heading = models.CharField(max_length=200)
    as_read = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="section_once_in_edition")]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}"


class Citation(models.Model):
    """One mention of guidance or law in an edition, as written, with the register entry it was read as."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="citations")
    order = models.PositiveIntegerField()
    section = models.CharField(max_length=10, blank=True)
    register = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    as_written = models.CharField(max_length=200)
    cited_edition = models.CharField(max_length=10, blank=True)
    provisions = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["register", "key", "cited_edition"], name="citation_by_entry")]
        constraints = [models.UniqueConstraint(fields=["edition", "order"], name="citation_once_in_edition")]

    def __str__(self) -> str:
        return f"{self.as_written} in {self.section}"
