"""Trusts, schools and centres: the places that everything else is at."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from charioteer.people.models.persons import Person


class Mode(models.TextChoices):
    """How far the house is in use. Shown on every page; `live` is a recorded decision."""

    TRY = "try", "Trying out"
    PILOT = "pilot", "Pilot"
    LIVE = "live", "Live"


class Trust(models.Model):
    """The legal person that answers for the schools. Every other row belongs to one."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    website = models.URLField(blank=True)
    known_since = models.DateField(null=True)
    mode = models.CharField(max_length=5, choices=Mode.choices, default=Mode.TRY)

    def __str__(self) -> str:
        return self.name


class SchoolQuerySet(models.QuerySet["School"]):
    """Reads of schools."""

    def visible_to(self, person: "Person") -> "SchoolQuerySet":
        """The schools of this person's own trust."""
        return self.filter(trust_id=person.trust_id)


class School(models.Model):
    """A school of a trust.

    `known_by` are the words that give the school away in an account's name ("Capella"); they suggest, never decide.
    """

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="schools")
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80)
    website = models.URLField(blank=True)
    known_by = models.JSONField(default=list)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trust", "slug"], name="school_slug_in_trust")]
        indexes = [models.Index(fields=["name", "id"], name="school_by_name")]

    def __str__(self) -> str:
        return self.name


class Centre(models.Model):
    """A campus, phase or satellite of a school ("Capella House Primary")."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="centres")
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "slug"], name="centre_slug_in_school")]

    def __str__(self) -> str:
        return f"{self.name}, {self.school.name}"
