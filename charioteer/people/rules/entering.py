"""Whether somebody may come in: second factors, sessions, help from a second person, tokens."""

from datetime import date, datetime

from django.utils import timezone

from charioteer.errors import NotAllowed, NotNow, NotSignedIn, Refused
from charioteer.people import second_factor
from charioteer.people.access import cannot, who_can
from charioteer.people.models import ApiToken, Device, HelpRequest, Person, User
from charioteer.people.queries import spots_on, who_could_help
from charioteer.people.roles import Right

ON_THE_SERVER = "Whoever runs the server, with the command `charioteer help-back-in`"


def cannot_remove_factor(user: User, factor_id: int, now: datetime) -> Refused | None:
    """Whether a second factor may go: not the last one while a role asks for one."""
    if not user.person.needs_second_factor(timezone.localtime(now).date()):
        return None
    if second_factor.factors(user).exclude(pk=factor_id).exists():
        return None
    return NotNow("You cannot remove your only second factor. Your role asks for one, so set up another first.")


def cannot_end_session(person: Person, device: Device) -> Refused | None:
    """Whether a browser may be signed out: one's own."""
    return None if device.user.person_id == person.pk else NotAllowed("This browser is not one of yours.")


def cannot_ask_for_help(user: User, now: datetime) -> Refused | None:
    """Whether somebody whose password is right may ask to be helped back in."""
    if not second_factor.factors(user).exists():
        return NotNow("You have no second factor to lose. Sign in with your password.")
    day = timezone.localtime(now).date()
    if not who_could_help([user.person], day)[user.person_id]:
        words = "Nobody else here may help you back in, and nobody helps themselves."
        return NotAllowed(words, who_can=ON_THE_SERVER)
    return None


def cannot_help_back_in(helper: Person | None, asker: Person, now: datetime) -> Refused | None:
    """Whether this person may vouch for that one; None as the helper is the command line on the server, which may.

    Never oneself, and only somebody whose every place one may help at: a head does not help an administrator back in.
    """
    if helper is None:
        return None
    day = timezone.localtime(now).date()
    if helper.pk == asker.pk:
        return NotAllowed("You cannot help yourself back in. Somebody else must.", who_can=who_can(Right.HELP_BACK_IN))
    if helper.trust_id != asker.trust_id:
        return NotAllowed("You cannot help somebody of another trust.", who_can=who_can(Right.HELP_BACK_IN))
    if refusal := cannot(helper, Right.HELP_BACK_IN, day):
        return refusal
    reach = helper.reach(Right.HELP_BACK_IN, day)
    if not all(reach.covers(*spot) for spot in spots_on(asker, day)):
        words = f"You cannot help {asker.name} back in: they hold a role where you may not help."
        return NotAllowed(words, who_can="Somebody who may help at every place they work at, such as an administrator")
    return None


def cannot_use_request(helper: Person | None, request: HelpRequest, now: datetime) -> Refused | None:
    """Whether this request can be answered by this person at this moment."""
    if refusal := cannot_help_back_in(helper, request.person, now):
        return refusal
    if request.over_at is not None or request.expires_at <= now:
        return NotNow("This request is over. They can ask again from the sign-in page.")
    return None


def cannot_use_token(token: ApiToken, now: datetime) -> Refused | None:
    """Whether a program may use this token now: never more than its person could, and nothing once they have left."""
    day, person = timezone.localtime(now).date(), token.person
    if not token.works_on(day):
        return NotSignedIn("This token was revoked or has run out. Make a new one at /account/tokens/.")
    user = User.objects.filter(person=person, is_active=True).first()
    if user is None or person.merged_into_id is not None or not still_here(person, day):
        return NotSignedIn("Whoever made this token does not work here any more, so it is void.")
    if person.needs_second_factor(day) and not (token.proved and second_factor.factors(user).exists()):
        words = "Your role asks for a second factor, and this token was made without one. Make a new one."
        return NotAllowed(words, who_can="You, at /account/tokens/")
    return None


def still_here(person: Person, day: date) -> bool:
    """Whether somebody holds a role today, and, if engagements are known of them, one of those runs too."""
    spells = [(spell.from_date, spell.until_date) for spell in person.engagements.all()]
    if spells and not any(start <= day and (end is None or end >= day) for start, end in spells):
        return False
    return person.holdings_on(day).exists()
