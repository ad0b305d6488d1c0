"""How second factors and recovery codes lie in the database: sealed, each under some version of the server's keys."""

from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings

from charioteer import keyring

PURPOSE = "sign-in seeds"
ONE, SEVERAL = ("secret", "seed"), "migrated_codes"


def sealed() -> tuple[int, int]:
    """How many seeds are sealed with an older key, and how many no key here opens."""
    held = Authenticator.objects.order_by("pk").values_list("data", flat=True).iterator()
    states = [_state(token) for data in held for token in tokens(data)]
    return states.count("older"), states.count("shut")


def _state(token: bytes) -> str:
    if keyring.sealed_with_newest(settings.DATA, PURPOSE, token):
        return "newest"
    return "older" if opens(keyring.box(settings.DATA, PURPOSE), token) else "shut"


def tokens(data: dict[str, Any]) -> Iterator[bytes]:
    """Everything that is sealed in one row."""
    yield from (data[key].encode() for key in ONE if key in data)
    yield from (code.encode() for code in data.get(SEVERAL, ()))


def opens(box: keyring.Box, token: bytes) -> bool:
    """Whether any key here opens it."""
    try:
        box.decrypt(token)
    except keyring.InvalidToken:
        return False
    return True
