"""Who is here and can be reminded."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from charioteer.people.models import Engagement, Person, RoleHolding


def here(day: date) -> "QuerySet[Person]":
    """Everybody who can sign in and still belongs here on that day.

    They hold a role; and if it is written down where they are, one of those entries holds on that day. A leaver whose
    sign-in nobody switched off is not among them.
    """
    on = (Q(until_date=None) | Q(until_date__gte=day)) & Q(from_date__lte=day)
    held = RoleHolding.objects.filter(on, person=OuterRef("pk"))
    written = Engagement.objects.filter(person=OuterRef("pk"))
    belongs = Exists(held) & (Exists(written.filter(on)) | ~Exists(written))
    return Person.objects.filter(belongs, user__is_active=True, merged_into=None)
