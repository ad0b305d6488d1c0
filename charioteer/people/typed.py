"""What people type about people, made tidy or refused in words."""

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from charioteer.errors import BadInput


def address(email: str) -> str:
    """An e-mail address, in small letters.

    Raises:
        BadInput: it is none.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise BadInput(
            f"“{email}” is not an e-mail address. Write it like name@school.example.", where="email"
        ) from None
    return email


def name(text: str, *, whose: str = "a") -> str:
    """A name on one line, without what cannot be seen.

    Args:
        text: what was typed.
        whose: "your", or "a" for somebody else's or a place's.
    Raises:
        BadInput: it is empty, too long or holds an invisible character.
    """
    text = " ".join(text.split())
    if not text or len(text) > 200:
        raise BadInput(f"Type {whose} name, in 1 to 200 letters.", where="name")
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cs"} for letter in text):
        subject = "Your name" if whose == "your" else "The name"
        raise BadInput(f"{subject} holds an invisible character. Type it again.", where="name")
    return text
