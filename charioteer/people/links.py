"""Whole addresses, for mail and for links that are handed over."""

import hashlib
import secrets

from django.conf import settings
from django.urls import reverse


def to(name: str, *args: str | int) -> str:
    """The address people reach a page at, with the site's name in front."""
    return f"{settings.SITE_ADDRESS}{reverse(name, args=args)}"


def new_secret() -> str:
    """The secret part of a one-time link: 256 random bits, in letters an address can hold."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """What is kept of it. 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
