"""What the steps of the demonstration hand on to one another."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from charioteer.people.models import Centre, Person, School, Trust


@dataclass
class Ground:
    """The invented trust while it is being made.

    Args:
        trust: the trust.
        now: the moment it is made at; everything else is some days before or after.
        people: everybody so far, by name.
    """

    trust: Trust
    now: datetime
    people: dict[str, Person] = field(default_factory=dict)

    def day(self, shift: int) -> date:
        """A day so many days from now."""
        return timezone.localdate(self.now) + timedelta(days=shift)

    def before(self, days: int) -> datetime:
        """A moment so many days ago."""
        return self.now - timedelta(days=days)

    def school(self, slug: str) -> School | None:
        """A school by its slug; None for "", the whole trust."""
        return self.trust.schools.get(slug=slug) if slug else None

    def centre(self, school: str, slug: str) -> Centre | None:
        """A centre of a school by its slug; None for ""."""
        return Centre.objects.get(school__trust=self.trust, school__slug=school, slug=slug) if slug else None
