"""Helping somebody back in who lost their second factor: asked for, vouched for by a second person, used once."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from charioteer.audit.actions import record
from charioteer.audit.kinds import kind
from charioteer.errors import BadInput, NotNow
from charioteer.mail.actions import send
from charioteer.people import links, rules
from charioteer.people.actions.sessions import end_sessions
from charioteer.people.models import ApiToken, HelpRequest, Person, User
from charioteer.people.trail import sign_ins

WAITS_FOR = timedelta(days=3)
LINK_WORKS_FOR = timedelta(hours=1)
OVER = "This link does not work any more. It works once, for an hour. Ask whoever helped you for a new one."

ASKED = kind("people.help.asked", "Asked to be helped back in", visible=sign_ins)
STOPPED = kind("people.help.stopped", "Stopped a request to be helped back in", visible=sign_ins)
HELPED = kind("people.help.given", "Helped somebody back in", visible=sign_ins)
BACK_IN = kind("people.help.used", "Came back in with help; old second factors are void", visible=sign_ins)


@transaction.atomic
def ask_for_help(*, user: User, browser: str, now: datetime) -> HelpRequest:
    """Ask, after the password was right. Asking again while one request waits changes nothing.

    Args:
        user: who asks.
        browser: the browser they ask from, in a few words.
        now: when.
    Raises:
        NotNow: they have no second factor to lose.
        NotAllowed: nobody else may help them.
    """
    if refusal := rules.cannot_ask_for_help(user, now):
        raise refusal
    person = user.person
    if waiting := HelpRequest.objects.open_at(now).filter(person=person).first():
        return waiting
    stop = links.new_secret()
    request = _open(person, now, browser, stop)
    record(ASKED, of=request, by=person, now=now, trust_id=person.trust_id)
    lines = (
        "Somebody who knows your password says that you lost your second factor, and asks to be helped back in.",
        "If it was you, ask the person who helps you in person or by telephone. They never ask for your password.",
        "If it was not you, stop it with this link and choose another password.",
    )
    _tell(user, "Somebody asked to get back in as you", lines, links.to("back_in_cancel", stop), request, now)
    return request


@transaction.atomic
def stop_help(*, request: HelpRequest, by: Person | None, now: datetime) -> None:
    """Stop a request: the person pressed the link in their mail, or whoever was asked does not believe it.

    Raises:
        NotNow: it is over already.
    """
    if not _end(request, HelpRequest.Outcome.CANCELLED, now):
        raise NotNow("This request is over already.")
    record(STOPPED, of=request, by=by, now=now, trust_id=request.person.trust_id)


@transaction.atomic
def help_back_in(*, request: HelpRequest, spoke: str, note: str, by: Person, now: datetime) -> str:
    """Vouch for somebody, and get the one-time link to hand over. A link made before stops working.

    Args:
        request: what was asked.
        spoke: how one made sure who is asking (`HelpRequest.Spoke`).
        note: where or on which number.
        by: who vouches.
        now: when.
    Returns:
        The secret part of the link. It is returned once and kept nowhere.
    Raises:
        NotAllowed: they may not help this person.
        NotNow: the request is over.
        BadInput: it was not said how one made sure.
    """
    if refusal := rules.cannot_use_request(by, request, now):
        raise refusal
    note = " ".join(note.split())
    if spoke not in HelpRequest.Spoke.values:
        raise BadInput("Say how you made sure that it is them.", where="spoke")
    if not note or len(note) > 300:
        raise BadInput("Say where you met them, or which number you rang, in 1 to 300 letters.", where="note")
    return _give(request, by, now, spoke=spoke, note=note)


@transaction.atomic
def help_from_the_server(*, user: User, now: datetime) -> str:
    """The same for whoever runs the server: the way for the only administrator. Nobody else needs to exist.

    Returns:
        The secret part of the link.
    Raises:
        NotNow: they have no second factor, so there is nothing to reset.
    """
    person = user.person
    if not Authenticator.objects.filter(user=user).exists():
        raise NotNow(f"{user.email} has no second factor to lose. They sign in with their password.")
    waiting = HelpRequest.objects.open_at(now).filter(person=person).first()
    request = waiting or _open(person, now, "", links.new_secret())
    return _give(request, None, now, spoke="", note="")


def open_help(*, token: str, now: datetime) -> HelpRequest | None:
    """Find the request a one-time link belongs to, if the link still works."""
    found = HelpRequest.objects.link_works_at(now).filter(token_hash=links.hash_of(token))
    return found.select_related("person__trust", "person__user", "helper").first()


@transaction.atomic
def come_back_in(*, token: str, password: str, now: datetime) -> User:
    """Use the link: old factors, codes and tokens are void, every session ends, and a new factor can be set up.

    Args:
        token: the secret part of the link.
        password: theirs; whoever has the link alone is not let in. Counting wrong ones is the caller's.
        now: when.
    Returns:
        Their sign-in.
    Raises:
        NotNow: the link does not work any more, or another browser was first.
        BadInput: the password is wrong. The link stays good.
    """
    request = open_help(token=token, now=now)
    if request is None:
        raise NotNow(OVER)
    person, user = request.person, request.person.user
    if not user.check_password(password):
        raise BadInput("That is not your password. Type it again.", where="password")
    if refusal := rules.cannot_help_back_in(request.helper, person, now):
        raise refusal  # whoever vouched may not any more
    if not _end(request, HelpRequest.Outcome.USED, now):
        raise NotNow(OVER)
    Authenticator.objects.filter(user=user).delete()
    ApiToken.objects.filter(person=person, revoked_at=None).update(revoked_at=now)
    record(BACK_IN, of=request, by=person, now=now, trust_id=person.trust_id, facts=_both(request))
    end_sessions(person=person, by=person, now=now)
    return user


def _open(person: Person, now: datetime, browser: str, stop: str) -> HelpRequest:
    # What ran out makes room; the index allows one open request for each person.
    lapsed = {"over_at": now, "outcome": HelpRequest.Outcome.LAPSED}
    HelpRequest.objects.filter(person=person, over_at=None).update(**lapsed)
    made = {"browser": browser, "cancel_hash": links.hash_of(stop), "asked_at": now, "expires_at": now + WAITS_FOR}
    return HelpRequest.objects.create(person=person, **made)


def _give(request: HelpRequest, by: Person | None, now: datetime, *, spoke: str, note: str) -> str:
    token = links.new_secret()
    request.helper, request.helped_at, request.spoke, request.note = by, now, spoke, note
    request.token_hash, request.token_expires_at = links.hash_of(token), now + LINK_WORKS_FOR
    request.expires_at = max(request.expires_at, request.token_expires_at)
    request.save()
    person = request.person
    words = {"note": note} if note else None
    record(HELPED, of=request, by=by, now=now, trust_id=person.trust_id, facts=_both(request), words=words)
    lines = (
        "Somebody vouched for you and was given a link with which you set up a new second factor, within the hour.",
        "They hand it to you themselves; it is in no mail. If you did not ask for it, say so at once to whoever looks "
        "after Charioteer, and choose another password.",
    )
    _tell(person.user, "You are being helped back in", lines, "", request, now)
    return token


def _end(request: HelpRequest, outcome: str, now: datetime) -> bool:
    # Of two browsers at once only one finds it still open.
    return bool(HelpRequest.objects.filter(pk=request.pk, over_at=None).update(over_at=now, outcome=outcome))


def _both(request: HelpRequest) -> dict[str, int | str | None]:
    return {"asker": request.person_id, "helper": request.helper_id, "spoke": request.spoke}


def _tell(user: User, subject: str, lines: tuple[str, ...], link: str, request: HelpRequest, now: datetime) -> None:
    if settings.SENDS_MAIL:
        key = f"help:{request.pk}:{subject}:{now.isoformat()}"
        good = request.expires_at if link else None
        trust_id = user.person.trust_id
        send(
            to=user.email, subject=subject, lines=lines, link=link, trust_id=trust_id, key=key, now=now, good_until=good
        )
