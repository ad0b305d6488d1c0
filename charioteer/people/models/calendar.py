"""A trust's own days: terms and closures. Bank holidays are reference data, not rows here."""

from django.db import models
from django.db.models import F, Q

from charioteer.people.models.places import School, Trust


class Term(models.Model):
    """A term; the half-term break in it is a closure. `school` None: the whole trust's, where a school has no own."""

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="terms")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="terms")
    name = models.CharField(max_length=80)
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="term_ends_after_it_starts")
        ]

    def __str__(self) -> str:
        return self.name


class Closure(models.Model):
    """Days on which a school (or the whole trust) is shut although a term runs: half-term, training, snow."""

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="closures")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="closures")
    name = models.CharField(max_length=80)
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="closure_ends_after_it_starts")
        ]

    def __str__(self) -> str:
        return self.name
