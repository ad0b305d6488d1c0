"""When a doubt is over: once somebody, with a reason, changed what it is about."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from charioteer.channels.reading.rows import Doubt

_ACCOUNT = {"platform", "kind", "identity", "handle", "address"}
_OPENED, _CLOSED = {"opened_as_written"}, {"closed_as_written"}
_PEOPLE = {"people"}

#: What each doubt is about: fields of the channel, or "people". A code that is not here is about the account.
ABOUT: dict[str, set[str]] = {
    "opened_blank": _OPENED | _CLOSED,
    "opened_ambiguous": _OPENED,
    "opened_day_first_assumed": _OPENED,
    "opened_unreadable": _OPENED,
    "closed_ambiguous": _CLOSED,
    "closed_day_first_assumed": _CLOSED,
    "closed_unreadable": _CLOSED,
    "closed_before_opened": _OPENED | _CLOSED,
    "before_trust": _OPENED,
    "handle_newer": _OPENED | _ACCOUNT,
    "older_than_twin": _OPENED | _ACCOUNT,
    "masters_unknown": _PEOPLE,
    "one_master": _PEOPLE,
    "posters_unknown": _PEOPLE,
    "many_posters": _PEOPLE,
    "role_unknown": _PEOPLE,
    "poster_not_master": _PEOPLE,
    "outside_body": {"owner_body"},
    "owner_person": {"owner_body"},
    "name_differs": _ACCOUNT | {"name"},
    "called_otherwise": _ACCOUNT | {"name"},
    "parents_group": _ACCOUNT | {"name"},
    "too_long": {"name", "address", "owner_body", "audience", "other_route", "platform_account_id"},
    "purpose_in_platform": {"purpose"},
    "purpose_unstated": {"purpose"},
    "school_from_name": {"school_id", "scope"},
    "school_not_stated": {"school_id", "scope"},
    "school_unknown": {"school_id", "scope"},
}


def after(kept: Sequence[Mapping[str, str]], changed: Collection[str], found: Iterable[Doubt]) -> list[dict[str, str]]:
    """The doubts a channel has after a change.

    Args:
        kept: those it had.
        changed: the fields that were changed, or "people".
        found: every doubt about what it says now; those about what did not change were settled or kept before.
    """
    touched = set(changed)
    left = [dict(doubt) for doubt in kept if not _about(doubt["code"]) & touched]
    return left + [{"code": doubt.code, "words": doubt.words} for doubt in found if _about(doubt.code) & touched]


def _about(code: str) -> set[str]:
    return ABOUT.get(code, _ACCOUNT)
