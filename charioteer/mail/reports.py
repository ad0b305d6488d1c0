"""Reading what a mail server sends back when it could not deliver (RFC 3464)."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message

from charioteer.errors import BadInput

LARGEST = 1024 * 1024
_ID = re.compile(r"<([0-9a-f]{32})@[^<>@\s]{1,120}>")
_MARK = re.compile(r"\+([0-9a-f]{32})@")
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True)
class Report:
    """What came back.

    Args:
        marks: the random parts of Message-IDs, or of our envelope addresses, found in it; ours to look up.
        failed: for each address that was given up: the status ("5.1.1").
    """

    marks: tuple[str, ...]
    failed: dict[str, str]


def read(data: bytes) -> Report:
    """Read a delivery report.

    Args:
        data: the whole message, as the mail server gives it.
    Raises:
        BadInput: it is too large, or it is not a delivery report.
    """
    if len(data) > LARGEST:
        raise BadInput(f"This is larger than {LARGEST // 1024} kilobytes, so it is no delivery report.", where="FILE")
    found: Message = message_from_bytes(data, policy=policy.compat32)
    parts: list[Message] = list(found.walk())
    states = [part for part in parts if part.get_content_type() == "message/delivery-status"]
    if not states:
        raise BadInput(
            "This is not a delivery report (RFC 3464): it has no part of the kind message/delivery-status.",
            where="FILE",
        )
    failed = dict(pair for part in states for pair in _given_up(part))
    return Report(_marks(found, parts), failed)


def _given_up(part: Message) -> list[tuple[str, str]]:
    blocks = part.get_payload()
    found = []
    for block in blocks if isinstance(blocks, list) else []:
        if not isinstance(block, Message):
            continue
        recipient = str(block.get("Final-Recipient") or block.get("Original-Recipient") or "")
        address = recipient.rpartition(";")[2].strip().lower()
        action = str(block.get("Action") or "").strip().lower()
        status = _STATUS.search(str(block.get("Status") or ""))
        if address and action == "failed":
            found.append((address, status.group() if status else "5.0.0"))
    return found


def _marks(found: Message, parts: list[Message]) -> tuple[str, ...]:
    # The message that came back stands in the report, whole or its headers alone; and the report itself was sent to
    # the address that we had put on the envelope.
    texts = [str(value) for name in ("To", "Delivered-To", "X-Original-To") for value in found.get_all(name, [])]
    marks = [mark for text in texts for mark in _MARK.findall(text)]
    for part in parts:
        if part is not found and part.get("Message-ID"):
            marks += _ID.findall(str(part["Message-ID"]))
        if part.get_content_type() == "text/rfc822-headers":
            headers = part.get_payload(decode=True)
            marks += _ID.findall(headers.decode("ascii", "replace")) if isinstance(headers, bytes) else []
    return tuple(dict.fromkeys(marks))
