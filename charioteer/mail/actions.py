"""Putting a message into the outbox, and writing down that one came back."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from charioteer.mail import rules
from charioteer.mail.models import Message, State


def send(
    *,
    to: str,
    subject: str,
    lines: Sequence[str],
    link: str,
    trust_id: int,
    key: str,
    now: datetime,
    good_until: datetime | None = None,
) -> Message | None:
    """Put one message into the outbox, in the caller's transaction. A job sends it.

    Args:
        to: the address. "" (somebody without one) sends nothing.
        subject: plain words that give nothing away.
        lines: short paragraphs; never the content of what they are about (design rule 9).
        link: the whole address that leads to it; "" for none.
        trust_id: whose mail it is.
        key: what this message is for; a second one with the same key is not sent.
        now: when.
        good_until: when the link runs out; what could not be sent by then is not sent at all.
    Returns:
        The message, or None if this key was used before or there is no address.
    Raises:
        BadInput: something in it is too long, breaks a line, or is no address. See `rules.cannot_send`.
    """
    if not to:
        return None
    if refusal := rules.cannot_send(to=to, subject=subject, lines=lines, link=link, key=key):
        raise refusal
    text = "\n\n".join([*lines, *([link] if link else [])]) + "\n"
    given = {"to": to, "subject": subject, "text": text, "queued_at": now, "next_try_at": now, "good_until": good_until}
    mark = secrets.token_hex(16)
    named = {"mark": mark, "message_id": f"<{mark}@{_house()}>"}
    message, made = Message.objects.get_or_create(trust_id=trust_id, key=key, defaults={**given, **named})
    return message if made else None


def came_back(*, message: Message, said: str, now: datetime) -> bool:
    """Write down that a message which was sent came back. False if that was known."""
    sent = Message.objects.filter(pk=message.pk, state__in=[State.SENT, State.SENDING])
    return bool(sent.update(state=State.BOUNCED, bounced_at=now, last_error=said[:300], text=""))


def let_lapse(*, now: datetime) -> int:
    """Give up on what waits with a link that has run out, whether there is a mail server or not.

    Returns:
        How many there were.
    """
    late = Message.objects.filter(state=State.WAITING, good_until__lte=now)
    return late.update(state=State.LAPSED, next_try_at=None, text="")


def _house() -> str:
    return (urlsplit(settings.SITE_ADDRESS).hostname or "localhost")[:100].strip("[]")
