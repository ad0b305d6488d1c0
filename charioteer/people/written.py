"""What is written about people, made plain: names, addresses, payroll numbers. Wrong ones are refused in a sentence."""

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from charioteer.errors import BadInput

_INVISIBLE = {"Cc", "Cf", "Co", "Cs"}


def plain(text: str, *, what: str, where: str, most: int, needed: bool = False) -> str:
    """One line without needless space.

    Args:
        what: as it stands at the beginning of a sentence ("The name").
        where: the field it is about.
        most: the most letters.
        needed: whether it may be blank.
    Raises:
        BadInput: it is missing, too long, or holds what nobody can see.
    """
    line = " ".join(text.split())
    if needed and not line:
        raise BadInput(f"{what} is missing. Write it in 1 to {most} letters.", where=where)
    if len(line) > most:
        raise BadInput(f"{what} has {len(line):,} letters; {most} is the most. Make it shorter.", where=where)
    if not line.isascii() and any(unicodedata.category(letter) in _INVISIBLE for letter in line):
        raise BadInput(f"{what} holds an invisible character. Type it again.", where=where)
    if line.isascii() and not line.isprintable():
        raise BadInput(f"{what} holds an invisible character. Type it again.", where=where)
    return line


def name(text: str) -> str:
    """A person's name.

    Raises:
        BadInput: there is none, or it cannot be one.
    """
    line = plain(text, what="The name", where="name", most=200, needed=True)
    if line.startswith("="):
        raise BadInput("The name is a formula, not a name. Type the name itself.", where="name")
    return line


def email(text: str) -> str:
    """An address in small letters; "" for none.

    Raises:
        BadInput: it is not an address.
    """
    line = plain(text, what="The e-mail address", where="email", most=254).lower()
    try:
        if line:
            validate_email(line)
    except ValidationError:
        raise BadInput(
            f"“{line}” is not an e-mail address. Write it like name@school.example.", where="email"
        ) from None
    return line


def payroll_number(text: str) -> str:
    """A payroll number as the payroll writes it; "" for none.

    Raises:
        BadInput: it is a formula or too long.
    """
    line = plain(text, what="The payroll number", where="payroll_number", most=40)
    if line.startswith("="):
        raise BadInput("The payroll number is a formula. Type the number itself.", where="payroll_number")
    return line


def leader(text: str) -> str:
    """Whoever leads, as lists name them: an address in small letters, or a payroll number.

    Raises:
        BadInput: it is a formula or too long.
    """
    line = plain(text, what="The leader", where="leader", most=254)
    if line.startswith("="):
        raise BadInput("The leader is a formula; left as they are.", where="leader")
    return line.lower() if "@" in line else line
