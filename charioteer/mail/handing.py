"""Handing one message to the mail server, and understanding its answer."""

import re
import smtplib
from dataclasses import dataclass
from email.headerregistry import Address
from enum import StrEnum

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from charioteer.jobs import Trouble
from charioteer.mail.models import Message


class ServerAway(Trouble):
    """Nobody answered, or the line went dead."""

    says = "The mail server could not be reached. Mail waits, and is tried again."


class AuthRefused(Trouble):
    """Our user or password is wrong."""

    says = "The mail server refused our user or password (CHARIOTEER_MAIL). Mail waits."


class SenderRefused(Trouble):
    """Our own address is not welcome there."""

    says = "The mail server refused our own address (CHARIOTEER_MAIL_FROM). Mail waits."


class Answer(StrEnum):
    """What the server made of one message."""

    TAKEN = "taken"
    LATER = "later"
    NOBODY_KNOWS = "nobody knows"
    NO_SUCH_ADDRESS = "no such address"
    REFUSED = "refused"


@dataclass(frozen=True)
class Said:
    """The server's answer about one message: what it means, and its code."""

    answer: Answer
    code: str = ""


_ENHANCED = re.compile(rb"\b([245])\.(\d{1,3})\.(\d{1,3})\b")


def written(message: Message) -> EmailMessage:
    """The message as it goes out: plain text, from us, answered by nobody's holiday machine."""
    headers = {
        "From": settings.DEFAULT_FROM_EMAIL,
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    return EmailMessage(message.subject, message.text, envelope_sender(message), [message.to], headers=headers)


def envelope_sender(message: Message) -> str:
    """Where it goes if it cannot be delivered: an address that names the message, if we have a box for that."""
    if not settings.MAIL_BOUNCES:
        return settings.MAIL_FROM
    box = Address(addr_spec=settings.MAIL_BOUNCES)
    return f"{box.username}+{message.mark}@{box.domain}"


def open_line(line: BaseEmailBackend) -> None:
    """Open the connection for a batch.

    Raises:
        AuthRefused, ServerAway: it cannot be opened. No message is the worse for it.
    """
    try:
        line.open()
    except smtplib.SMTPAuthenticationError as why:
        raise _later_or(why.smtp_code, AuthRefused) from why
    except smtplib.SMTPNotSupportedError as why:
        raise AuthRefused from why
    except (smtplib.SMTPException, OSError) as why:
        raise ServerAway(type(why).__name__) from why


def hand_over(line: BaseEmailBackend, message: Message) -> Said:
    """Hand one message over, on a line that is open.

    Raises:
        ServerAway: the line went dead; whether the message was taken nobody knows.
        SenderRefused: none of ours would be taken.
    """
    try:
        line.send_messages([written(message)])
    except smtplib.SMTPServerDisconnected as why:
        raise ServerAway from why
    except smtplib.SMTPRecipientsRefused as why:
        return _understood(*next(iter(why.recipients.values())), at_address=True)
    except smtplib.SMTPSenderRefused as why:
        raise _later_or(why.smtp_code, SenderRefused) from why
    except smtplib.SMTPResponseException as why:
        return _understood(why.smtp_code, why.smtp_error)
    except (smtplib.SMTPException, OSError) as why:
        raise ServerAway(type(why).__name__) from why
    except ValueError:  # it cannot be written as mail; nothing was handed over, and trying again is of no use
        return Said(Answer.REFUSED, "It cannot be written as mail.")
    return Said(Answer.TAKEN)


def _later_or(code: int, lasting: type[Trouble]) -> Trouble:
    return lasting() if code >= 500 else ServerAway(str(code))


def _understood(code: int, error: bytes | str, *, at_address: bool = False) -> Said:
    text = error if isinstance(error, bytes) else error.encode()
    found = _ENHANCED.search(text)
    said = f"{code} {found.group().decode()}" if found else str(code)
    if code == 421:
        raise ServerAway(said)
    if code < 500:
        return Said(Answer.LATER, said)
    # x.1 and x.2 are about the address and its box; x.7 (a policy) and the others are about us or the message.
    about_address = found.group(2) in {b"1", b"2"} if found else at_address
    return Said(Answer.NO_SUCH_ADDRESS if about_address else Answer.REFUSED, said)
