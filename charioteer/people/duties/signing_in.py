"""Invitations that ran out, a second factor to set up, somebody to help back in."""

from collections.abc import Collection, Iterator
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone

from charioteer.duties import Owed, duty
from charioteer.people.models import HelpRequest, Invitation, RoleHolding, User
from charioteer.people.queries import who_could_help
from charioteer.people.roles import ROLES

_ASKING = [role.key for role in ROLES.values() if role.second_factor]
_SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


@duty("people.invitations_over", "Invitations nobody used", "invitation_made")
def invitations_over(people: Collection[int] | None, now: datetime) -> Iterator[Owed]:
    """An invitation whose week is over, for whoever made it, until they invite again or withdraw it."""
    over = Invitation.objects.waiting().filter(expires_at__lte=now).exclude(invited_by=None)
    # `iexact` would read every sign-in for each invitation; this is what the index holds.
    signs_in = User.objects.alias(low=Lower("email")).filter(low=Lower(OuterRef("email")))
    if people is not None:
        over = over.filter(invited_by__in=people)
    columns = ("pk", "email", "invited_by_id", "expires_at")
    for pk, email, by, expired in over.exclude(Exists(signs_in)).order_by("pk").values_list(*columns):
        yield Owed(
            f"people.invitations_over:{pk}",
            by,
            f"Invite {email} again, or withdraw the invitation",
            (pk,),
            since=expired,
            minutes=1,
            why="Its week is over, and nobody used it.",
        )


@duty("people.second_factor", "A second factor to set up", "second_factor", personal=True)
def second_factor(people: Collection[int] | None, now: datetime) -> Iterator[Owed]:
    """A second factor, for whoever signs in and holds a role that asks for one."""
    day = timezone.localdate(now)
    current = (Q(until_date=None) | Q(until_date__gte=day)) & Q(from_date__lte=day)
    holds = RoleHolding.objects.filter(current, person=OuterRef("person"), role__in=_ASKING)
    has_one = Authenticator.objects.filter(user=OuterRef("pk"), type__in=_SECOND_FACTORS)
    users = User.objects.filter(Exists(holds), ~Exists(has_one), is_active=True)
    if people is not None:
        users = users.filter(person__in=people)
    for person_id in users.order_by("person_id").values_list("person_id", flat=True):
        yield Owed(
            f"people.second_factor:{person_id}",
            person_id,
            "Set up your second factor",
            minutes=3,
            why="Your role may see or decide what a stolen password must not open.",
        )


@duty("people.help_back_in", "People to help back in", "help_back_in")
def help_back_in(people: Collection[int] | None, now: datetime) -> Iterator[Owed]:
    """Whoever may vouch for somebody who lost their second factor, until one of them has."""
    waiting = HelpRequest.objects.open_at(now).filter(helped_at=None).order_by("asked_at", "pk")
    found = list(waiting.select_related("person").prefetch_related("person__roles", "person__engagements"))
    helpers = who_could_help([one.person for one in found], timezone.localtime(now).date(), among=people)
    for one in found:
        for helper in helpers[one.person_id]:
            yield Owed(
                key=f"people.help_back_in:{one.pk}",
                person_id=helper.pk,
                words=f"Speak to {one.person.name} and help them back in",
                args=(one.pk,),
                due=one.expires_at,
                since=one.asked_at,
                minutes=10,
                why="They lost their second factor and cannot sign in.",
            )
