"""Trusts, and who signs in to them."""

from django.db.models import Prefetch

from charioteer.errors import BadInput
from charioteer.people.models import Centre, School, Trust, User


def trusts() -> list[Trust]:
    """Every trust of this installation, with its schools and their centres, in the order they were set up."""
    centres = Prefetch("centres", Centre.objects.order_by("name"))
    schools = Prefetch("schools", School.objects.order_by("name").prefetch_related(centres))
    return list(Trust.objects.order_by("pk").prefetch_related(schools))


def the_trust(slug: str = "") -> Trust:
    """Find the trust that is meant when most installations have exactly one.

    Args:
        slug: the trust's short name; needed only where several live together.
    Raises:
        BadInput: there is none, none of that name, or several and no name was given.
    """
    found = list(Trust.objects.order_by("pk"))
    if not found:
        raise BadInput("No trust is set up yet. Run `charioteer init`.", where="trust")
    if not slug and len(found) == 1:
        return found[0]
    names = ", ".join(trust.slug for trust in found)
    for trust in found:
        if trust.slug == slug:
            return trust
    if slug:
        raise BadInput(f"There is no trust called “{slug}” here. Choose one of: {names}.", where="trust")
    raise BadInput(f"Several trusts live here. Say which one: {names}.", where="trust")


def user_by_email(email: str) -> User | None:
    """Find the sign-in of an address, in whatever case it was typed."""
    return User.objects.filter(email__iexact=email.strip()).select_related("person__trust").first()
