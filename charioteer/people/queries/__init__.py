"""Reads about trusts, the people in them, their offices and their days."""

from charioteer.people.queries.days import calendar_for, terms_of
from charioteer.people.queries.helping import spots_on, who_could_help
from charioteer.people.queries.leading import chain_words, loop_of_leaders
from charioteer.people.queries.offices import Holder, Office, Way, administered_by_others, administers, holders, offices
from charioteer.people.queries.trusts import the_trust, trusts, user_by_email
from charioteer.people.queries.whereabouts import find_person, places_of, roles_that_end, school_of

__all__ = [
    "Holder",
    "Office",
    "Way",
    "administered_by_others",
    "administers",
    "calendar_for",
    "chain_words",
    "find_person",
    "holders",
    "loop_of_leaders",
    "offices",
    "places_of",
    "roles_that_end",
    "school_of",
    "spots_on",
    "terms_of",
    "the_trust",
    "trusts",
    "user_by_email",
    "who_could_help",
]
