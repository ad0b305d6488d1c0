"""Setting up a trust from a file, as often as one likes."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models, transaction

from charioteer.audit.actions import record
from charioteer.audit.kinds import kind
from charioteer.errors import BadInput
from charioteer.people import naming
from charioteer.people.models import Centre, School, Trust
from charioteer.people.trail import within_reach

SET_UP = kind("people.trust.set_up", "Set up from a file", visible=within_reach)
CHANGED = kind("people.trust.changed", "Changed from a file", visible=within_reach)

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@transaction.atomic
def load_trust(*, data: Mapping[str, Any], now: datetime) -> Trust:
    """Set up a trust, its schools and their centres, or bring them up to date; nothing is ever removed.

    Args:
        data: `name`, `slug`, `website`, `known_since` (a day by which it existed), and `schools`: each `name`, `slug`,
            and where known `website`, `known_by` (the words that give the school away in an account's name) and
            `centres` (`name`, `slug`).
        now: when.
    Returns:
        The trust.
    Raises:
        BadInput: something is missing or wrong; says where. Nothing is written.
    """
    where = "the trust"
    slug = _slug(data, where)
    trust, made = Trust.objects.get_or_create(slug=slug, defaults={"name": _text(data, "name", where)})
    changed = _bring_up_to_date(trust, name=_text(data, "name", where), website=_website(data, where))
    changed |= _bring_up_to_date(trust, known_since=_day(data, "known_since", where))
    for index, entry in enumerate(_list(data, "schools", where), start=1):
        changed |= _school(trust, entry, f"school {index}")
    if made or changed:
        facts = {"schools": trust.schools.count()}
        record(SET_UP if made else CHANGED, of=trust, by=None, now=now, trust_id=trust.pk, facts=facts)
    return trust


def _school(trust: Trust, entry: Mapping[str, Any], where: str) -> bool:
    name = _text(entry, "name", where)
    school, made = School.objects.get_or_create(trust=trust, slug=_slug(entry, where), defaults={"name": name})
    known_by = _words(entry, where) if "known_by" in entry else naming.distinctive(name)
    changed = _bring_up_to_date(school, name=name, website=_website(entry, where), known_by=known_by)
    for index, centre in enumerate(_list(entry, "centres", where), start=1):
        changed |= _centre(school, centre, f"{where}, centre {index}")
    return made or changed


def _centre(school: School, entry: Mapping[str, Any], where: str) -> bool:
    name = _text(entry, "name", where)
    centre, made = Centre.objects.get_or_create(school=school, slug=_slug(entry, where), defaults={"name": name})
    return _bring_up_to_date(centre, name=name) or made


def _bring_up_to_date(row: models.Model, **wanted: Any) -> bool:
    different = [field for field, value in wanted.items() if getattr(row, field) != value]
    for field in different:
        setattr(row, field, wanted[field])
    if different:
        row.save(update_fields=different)
    return bool(different)


def _day(entry: Mapping[str, Any], key: str, where: str) -> date | None:
    value = entry.get(key)
    try:
        return date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        raise BadInput(f"“{key}” of {where} is not a day. Write it as 2016-09-01.", where=where) from None


def _text(entry: Mapping[str, Any], key: str, where: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > 200:
        raise BadInput(f"“{key}” of {where} is missing or too long. Write 1 to 200 letters.", where=where)
    return value.strip()


def _slug(entry: Mapping[str, Any], where: str) -> str:
    value = entry.get("slug")
    if not isinstance(value, str) or len(value) > 80 or not _SLUG.fullmatch(value):
        raise BadInput(
            f"“slug” of {where} is “{value}”. Write small letters, digits and single hyphens, such as “capella-house”.",
            where=where,
        )
    return value


def _website(entry: Mapping[str, Any], where: str) -> str:
    value = entry.get("website") or ""
    try:
        if value:
            URLValidator(schemes=["http", "https"])(value)
    except ValidationError:
        raise BadInput(
            f"“website” of {where} is “{value}”. Write the whole address, with https:// in front.", where=where
        ) from None
    return str(value)


def _list(entry: Mapping[str, Any], key: str, where: str) -> Iterator[Mapping[str, Any]]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise BadInput(f"“{key}” of {where} must be a list, each with a name and a slug.", where=where)
    yield from value


def _words(entry: Mapping[str, Any], where: str) -> list[str]:
    value = entry["known_by"]
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise BadInput(f"“known_by” of {where} must be a list of words, such as [“Capella”].", where=where)
    return [word.strip() for word in value]
