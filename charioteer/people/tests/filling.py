"""Slots by their key, and who holds them, for the tests of setting up."""

from charioteer.people.models import Trust
from charioteer.people.slots import Slot, as_it_stands, one_slot
from charioteer.people.tests.cast import NOW

DAY = NOW.date()


def slot(trust: Trust, key: str) -> Slot:
    """A slot that exists."""
    found = one_slot(trust, key)
    assert found is not None
    return found


def holders(trust: Trust, key: str) -> set[str]:
    """Who holds it, by name."""
    return {held.name for held in as_it_stands(slot(trust, key), DAY).holders}
