"""Something behind every address: one of each thing that an address can name, all of Lyra's."""

from charioteer.people.actions import invite
from tests.cast import NOW, Cast

ALWAYS_THERE = {"no_user": "1", "no_key": "set-password", "clause": "2.1"}


def furnish(cast: Cast) -> dict[str, str]:
    """Make one of each.

    Returns:
        What fills the routes: the values that `Address.takes` names.
    """
    token = invite(email="miriam.osei@lyra.example", role="administrator", trust=cast.lyra, by=cast["amara"], now=NOW)
    return {**ALWAYS_THERE, "token": token}
