"""Putting a message into the outbox."""

from collections.abc import Sequence
from datetime import datetime

from charioteer.mail.models import Message


def send(
    *, to: str, subject: str, lines: Sequence[str], link: str, trust_id: int, key: str, now: datetime
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
    Returns:
        The message, or None if this key was used before or there is no address.
    """
    if not to:
        return None
    text = "\n\n".join([*lines, *([link] if link else [])]) + "\n"
    given = {"to": to, "subject": subject, "text": text, "queued_at": now, "next_try_at": now}
    message, made = Message.objects.get_or_create(trust_id=trust_id, key=key, defaults=given)
    return message if made else None
