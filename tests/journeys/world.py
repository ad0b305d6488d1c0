"""Something behind every address: one of each thing that an address can name."""

import json
import sys

import django
from django.utils import timezone

ALWAYS_THERE = {"no_user": "1", "no_key": "set-password", "clause": "2.1"}


def main(slug: str, email: str) -> None:
    """Furnish an installation for the browser, as one of its administrators; prints what `furnish` returns."""
    django.setup()
    from charioteer.people.models import Person

    by = Person.objects.get(trust__slug=slug, email=email)
    sys.stdout.write(json.dumps(furnish(by)))


def furnish(by: "Person") -> dict[str, str]:  # noqa: F821 (known once Django is set up)
    """Make one of each in this person's trust.

    Returns:
        What fills the routes: the values that `Address.takes` names.
    """
    from charioteer.people.actions import invite

    now = timezone.now()
    token = invite(email="joel.newcomer@lyra.example", role="member", trust=by.trust, by=by, now=now)
    return {**ALWAYS_THERE, "token": token}


if __name__ == "__main__":
    main(*sys.argv[1:])
