"""What people need of a restored house: that they can sign in."""

from charioteer.backup.checks import check
from charioteer.people.seeds import sealed


@check("The keys open the second factors")
def second_factors_open() -> str:
    """The keys and the database belong together."""
    _older, shut = sealed()
    return "" if not shut else "The keys do not open the second factors in this database: they are not its own."
