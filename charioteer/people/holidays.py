"""England's bank holidays, as the register has them for one trust."""

from collections.abc import Mapping
from datetime import date

from charioteer.reference.queries import merged
from charioteer.reference.registers import Register, load

REGISTER = "bank-holidays"


def of_trust(trust_id: int) -> Mapping[date, str]:
    """Each bank holiday with its name, the trust's own word laid over what is packaged. One query."""
    return bank_holidays(merged(REGISTER, trust_id))


def bank_holidays(register: Register) -> Mapping[date, str]:
    """Each day that is kept, with its name."""
    return {date.fromisoformat(one["date"]): _name(one) for one in register.entries if one["kept"]}


def packaged() -> Mapping[str, object]:
    """What is packaged, by its key, which is the day."""
    return load(REGISTER).by_key


def known_until(days: Mapping[date, str]) -> date:
    """The end of the last year that is covered; nothing is known of the years after."""
    return date(max(days).year, 12, 31) if days else date.min


def _name(entry: Mapping[str, str]) -> str:
    return f"{entry['name']} (the day kept for it)" if entry["instead_of"] else entry["name"]
