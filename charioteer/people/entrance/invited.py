"""Invitations as a list: to whom, as what, where, and what became of each."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from charioteer.look.lists import Choice, Column, Filter, List
from charioteer.people.models import Invitation

WAITING, USED, WITHDRAWN, LAPSED = "waiting", "used", "withdrawn", "lapsed"
WORDS = {WAITING: "Waiting", USED: "Accepted", WITHDRAWN: "Withdrawn", LAPSED: "Ran out"}


def state(invitation: Invitation) -> str:
    """What became of one, today."""
    if invitation.used_at:
        return USED
    if invitation.withdrawn_at:
        return WITHDRAWN
    return WAITING if invitation.expires_at > timezone.now() else LAPSED


def _is(value: str) -> Q:
    open_ones, now = Q(used_at=None, withdrawn_at=None), timezone.now()
    return {
        WAITING: open_ones & Q(expires_at__gt=now),
        LAPSED: open_ones & Q(expires_at__lte=now),
        USED: ~Q(used_at=None),
        WITHDRAWN: ~Q(withdrawn_at=None),
    }[value]


INVITATIONS = List(
    what=("invitation", "invitations"),
    columns=(
        Column("email", "To", "email", link=lambda row: reverse("invitation_made", args=[row.pk]), sort="email"),
        Column("role", "As", lambda row: row.get_role_display(), sort="role"),
        Column("place", "At", lambda row: row.school.name if row.school else "The whole Trust", sort="school__name"),
        Column("state", "What became of it", lambda row: WORDS[state(row)]),
        Column("invited_at", "Invited", "invited_at", sort="invited_at", descending_first=True),
        Column("by", "By", lambda row: row.invited_by.name if row.invited_by else "The server"),
    ),
    order=("-invited_at",),
    filters=(
        Filter(
            "state", "What became of it", _is, [Choice(*pair) for pair in WORDS.items()], every="Whatever became of it"
        ),
    ),
    search=("email", "school__name"),
    empty="Everybody who was invited will stand here, with what became of it. Nobody signs up by themselves.",
)
