"""The process that looks at a copy, or settles a restored house. It answers in JSON; `backup.apart` starts it."""

import json
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from charioteer.audit.actions import compose, record_many
from charioteer.audit.models import Entry
from charioteer.backup import checks, erasing
from charioteer.backup.facts import facts, write_index
from charioteer.backup.kinds import RESTORED
from charioteer.errors import Refused
from charioteer.offline.journal import Erased


def describe(given: Any) -> dict[str, Any]:
    """A fresh copy: what it holds, which files it knows, and whether it is well."""
    write_index(settings.DATA)
    return {"facts": facts(), "checks": _asked(files=False)}


def look(given: Any) -> dict[str, Any]:
    """A restored house: what it holds, and whether it is well, its files too."""
    return {"facts": facts(), "checks": _asked(files=True)}


def settle(given: Any) -> dict[str, Any]:
    """A house that was just unpacked: bring its tables up to date, erase anew what was erased since, look at it."""
    if "newer version" in (wrong := checks.tables_known()):
        return {"refused": wrong}
    before = facts()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    now = timezone.now()
    with transaction.atomic():
        erased = erasing.again([Erased(*entry) for entry in given["erased"]], now=now)
        _note(now, {"made_at": given["made_at"], "erased_again": erased})
    return {"facts": before, "erased": erased, "checks": _asked(files=True)}


def _note(now: datetime, said: dict[str, Any]) -> None:
    """Into each trust's log: from here on it goes on from a backup. It is sealed at once: no worker runs yet."""
    trusts = Entry.objects.exclude(trust_id=None).order_by().values_list("trust_id", flat=True).distinct()
    record_many(
        compose(RESTORED, of=f"people.trust:{one}", by=None, now=now, trust_id=one, facts=said) for one in list(trusts)
    )


def _asked(*, files: bool) -> list[dict[str, str]]:
    return [{"asked": asked, "wrong": wrong} for asked, wrong in checks.ask(files=files)]


_VERBS: dict[str, Callable[[Any], dict[str, Any]]] = {"describe": describe, "look": look, "settle": settle}


def main() -> None:
    """Do what the command names, with what comes on standard input."""
    try:
        answer = _VERBS[sys.argv[1]](json.load(sys.stdin))
    except Refused as refusal:
        answer = {"refused": refusal.reason}
    json.dump(answer, sys.stdout)
