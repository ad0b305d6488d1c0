"""What people need of a restored house: that they can sign in."""

from charioteer.backup.checks import check
from charioteer.people.second_factor import seeds_open


@check("The keys open the second factors")
def second_factors_open() -> str:
    """The keys and the database belong together."""
    return "" if seeds_open() else "The keys do not open the second factors in this database: they are not its own."
