"""One-time links: made, withdrawn, used."""

from datetime import date, datetime, timedelta
from typing import Any

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from charioteer.audit.actions import record
from charioteer.audit.kinds import kind
from charioteer.errors import BadInput, NotNow
from charioteer.jobs import announce
from charioteer.mail.actions import send
from charioteer.people import links, rules, typed
from charioteer.people.models import Invitation, Person, RoleHolding, School, Trust, User
from charioteer.people.models.acting import in_force
from charioteer.people.queries import user_by_email
from charioteer.people.reach import Spot
from charioteer.people.roles import ROLES
from charioteer.people.trail import within_reach

GOOD_FOR = timedelta(days=7)

MADE = kind("people.invitation.made", "Invited", visible=within_reach)
WITHDRAWN = kind("people.invitation.withdrawn", "Withdrew an invitation", visible=within_reach)
LINK_MADE = kind("people.password_link.made", "Made a link for a new password", visible=within_reach)
USED = kind("people.invitation.used", "Accepted an invitation", visible=within_reach)


def invite(
    *, email: str, role: str, trust: Trust, by: Person | None, now: datetime, school: School | None = None
) -> str:
    """Make a link with which somebody chooses a name and a password. An earlier one to the same address is withdrawn.

    Where this site sends mail, the link goes to the address too.

    Args:
        email: their address, which they will sign in with.
        role: a key of `roles.ROLES`.
        trust: the trust they join.
        by: who invites; None for the command line.
        now: when.
        school: where they hold the role; None for the whole trust.
    Returns:
        The secret part of the link. It is returned once and kept nowhere.
    Raises:
        NotAllowed: `by` may not invite to this trust, to this place or to this role; or whose address it is holds a
            role that `by` does not give.
        BadInput: the address, the role or the place cannot be used, or the address signs in already.
        NotNow: somebody else invited the same address at the same moment.
    """
    if refusal := rules.cannot_invite(by, trust, now):
        raise refusal
    email, role = typed.address(email), _role(role)
    if school is not None and school.trust_id != trust.pk:
        raise BadInput("That school is not one of this Trust’s. Choose another.", where="place")
    if refusal := rules.cannot_invite_as(by, ROLES[role], school, now):
        raise refusal
    _address_must_be_free(email, trust)
    known = Person.objects.filter(trust=trust, email__iexact=email).first()
    spot, day = Spot(school.pk if school else None), timezone.localtime(now).date()
    if refusal := rules.cannot_offer(ROLES[role], trust, spot, known, day):
        raise refusal
    if known is not None and (refusal := rules.cannot_let_in(by, known, now)):
        raise refusal
    token = links.new_secret()
    try:
        with transaction.atomic():
            _put(email, role, trust, school, by, now, token)
    except IntegrityError:
        raise NotNow(f"Somebody else has just invited {email}. Look whether that link has arrived.") from None
    return token


@transaction.atomic
def withdraw(*, invitation: Invitation, by: Person | None, now: datetime) -> None:
    """Make a link useless before it is used.

    Raises:
        NotAllowed: `by` may not invite to this trust.
        NotNow: it is used or withdrawn already.
    """
    if refusal := rules.cannot_withdraw(by, invitation, now):
        raise refusal
    if not _withdraw(invitation, by, now):
        raise NotNow("Somebody used or withdrew this invitation a moment ago.")


@transaction.atomic
def make_password_link(*, user: User, by: Person | None, now: datetime) -> dict[str, str]:
    """Make a link with which somebody who signs in already chooses a new password; it works once, for three days.

    It is for the command line: whoever can run that can read the database anyway. The second factor stays.

    Returns:
        `uidb36` and `key`, the two parts of the address.
    Raises:
        NotAllowed: `by` may not invite to this person's trust.
    """
    trust = user.person.trust
    if refusal := rules.cannot_invite(by, trust, now):
        raise refusal
    record(LINK_MADE, of=user, by=by, now=now, trust_id=trust.pk)
    return {"uidb36": user_pk_to_url_str(user), "key": EmailAwarePasswordResetTokenGenerator().make_token(user)}


def open_invitation(*, token: str, now: datetime) -> Invitation | None:
    """Find the invitation a link belongs to, if the link still works."""
    return (
        Invitation.objects.open_at(now)
        .filter(token_hash=links.hash_of(token))
        .select_related("trust", "school", "invited_by")
        .first()
    )


@transaction.atomic
def accept(*, token: str, name: str, password: str, now: datetime) -> User:
    """Use a link: the person, the role and the way to sign in are made together, once.

    Args:
        token: the secret part of the link.
        name: what the person is called.
        password: what they will sign in with; held to the password rules.
        now: when.
    Returns:
        The new sign-in.
    Raises:
        NotNow: the link is unknown, used, withdrawn or too old, whoever made it may not invite to that any more, or
            another holds the office; all read alike.
        BadInput: the name or the password cannot be used. The link stays good.
    """
    invitation = open_invitation(token=token, now=now)
    if invitation is None:
        raise NotNow(rules.ASK_AGAIN)
    name = typed.name(name, whose="your")
    user = User(email=invitation.email, date_joined=now)
    _check_password(password, user)
    Trust.objects.select_for_update().get(pk=invitation.trust_id)  # one change of offices at a time
    # Two browsers with one link: only one of these updates finds the row still open.
    if not Invitation.objects.open_at(now).filter(pk=invitation.pk).update(used_at=now):
        raise NotNow(rules.ASK_AGAIN)
    known = Person.objects.filter(trust=invitation.trust, email__iexact=invitation.email).first()
    if refusal := rules.cannot_accept(invitation, known, now):
        raise refusal
    person = known or Person.objects.create(trust=invitation.trust, email=invitation.email, name=name)
    if hasattr(person, "user") or user_by_email(invitation.email):
        raise NotNow(rules.ASK_AGAIN)
    user.person = person
    user.set_password(password)
    user.save(force_insert=True)
    day = timezone.localtime(now).date()
    _take_up(person, invitation, day)
    facts = {"role": invitation.role, "person": person.pk}
    _note(USED, invitation, person, now, facts=facts)
    announce("people.role.changed", trust_id=invitation.trust_id, person_id=person.pk)
    return user


def _take_up(person: Person, invitation: Invitation, day: date) -> None:
    spot = Spot(invitation.school_id)
    if person.roles.filter(in_force(day), role=invitation.role, school=invitation.school, stands_in=False).exists():
        return  # it was given to them while the link waited
    if refusal := rules.cannot_take_up(ROLES[invitation.role], person, spot, from_date=day):
        raise refusal
    RoleHolding.objects.create(person=person, role=invitation.role, school=invitation.school, from_date=day)


def _address_must_be_free(email: str, trust: Trust) -> None:
    user = user_by_email(email)
    if user is None:
        return
    if user.person.trust_id == trust.pk:
        raise BadInput(f"{email} signs in already, so no invitation is needed.", where="email")
    # Whose it is, is not for us to say.
    raise BadInput(f"{email} cannot be used here. Ask them for another address.", where="email")


def _put(
    email: str, role: str, trust: Trust, school: School | None, by: Person | None, now: datetime, token: str
) -> None:
    for earlier in Invitation.objects.waiting().filter(trust=trust, email=email):
        _withdraw(earlier, by, now)
    made = {"token_hash": links.hash_of(token), "invited_by": by, "invited_at": now, "expires_at": now + GOOD_FOR}
    invitation = Invitation.objects.create(trust=trust, email=email, role=role, school=school, **made)
    facts = {"role": role, "expires_at": invitation.expires_at.isoformat()}
    _note(MADE, invitation, by, now, facts=facts, words={"email": email})
    if settings.SENDS_MAIL:
        send(
            to=email,
            subject=f"Join {trust.name} on Charioteer",
            lines=("You are invited to Charioteer. This link works once, for seven days.",),
            link=links.to("invitation", token),
            trust_id=trust.pk,
            key=f"invitation:{invitation.pk}",
            now=now,
            good_until=invitation.expires_at,
        )


def _withdraw(invitation: Invitation, by: Person | None, now: datetime) -> bool:
    done = Invitation.objects.waiting().filter(pk=invitation.pk).update(withdrawn_at=now)
    if done:
        _note(WITHDRAWN, invitation, by, now)
    return bool(done)


def _note(kind_of: str, invitation: Invitation, by: Person | None, now: datetime, **more: Any) -> None:
    trust_id, school_id = invitation.trust_id, invitation.school_id
    record(kind_of, of=invitation, by=by, now=now, trust_id=trust_id, school_id=school_id, **more)


def _role(role: str) -> str:
    if role not in ROLES:
        raise BadInput(f"There is no role called “{role}”. Choose one of: {', '.join(ROLES)}.", where="role")
    return role


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as refused:
        raise BadInput(" ".join(refused.messages), where="password") from None
