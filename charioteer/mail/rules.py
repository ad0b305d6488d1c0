"""What may stand in a message: plain words and one link, nothing that could be content or forge a header."""

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from charioteer.errors import BadInput

SUBJECT, LINE, LINES, LINK, KEY = 120, 400, 30, 500, 200
_SPACE = re.compile(r"\s")


def cannot_send(*, to: str, subject: str, lines: Sequence[str], link: str, key: str) -> BadInput | None:
    """Say what is wrong with a message, or None if it may be sent.

    A notification says that there is something, and where; whoever follows the link is asked who they are. So its lines
    are few and short, and none of them is somebody else's text with breaks in it.
    """
    if not _address(to):
        return BadInput(f"“{to[:80]}” is not an address mail can be sent to.", where="to")
    if wrong := _line(subject, "The subject", SUBJECT, "subject"):
        return wrong
    if not lines or len(lines) > LINES:
        return BadInput(f"A message has 1 to {LINES} lines; this one has {len(lines)}.", where="lines")
    for number, line in enumerate(lines, 1):
        if wrong := _line(line, f"Line {number}", LINE, "lines"):
            return wrong
    if link and not _leads_somewhere(link):
        return BadInput("The link must be a whole address that begins with http:// or https://.", where="link")
    if not key or len(key) > KEY:
        return BadInput(f"The key of a message has 1 to {KEY} letters.", where="key")
    return None


def _address(to: str) -> bool:
    try:
        validate_email(to)
    except ValidationError:
        return False
    return not any(unicodedata.category(letter).startswith("C") for letter in to)


def _line(text: str, name: str, longest: int, where: str) -> BadInput | None:
    if not text.strip():
        return BadInput(f"{name} is empty.", where=where)
    if len(text) > longest:
        return BadInput(f"{name} has {len(text)} letters; a message’s may have {longest}.", where=where)
    # Line and paragraph separators and every control break a line somewhere; bidirectional marks reverse it.
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp", "Cs"} for letter in text):
        return BadInput(f"{name} holds a line break or an invisible character.", where=where)
    return None


def _leads_somewhere(link: str) -> bool:
    if len(link) > LINK or _SPACE.search(link) or not link.isprintable():
        return False
    parts = urlsplit(link)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
