"""Putting the triggers back after a migration, and leaving word of it in the log if somebody had taken one away."""

from collections.abc import Sequence

from django.db import connections
from django.utils import timezone

from charioteer.audit import triggers
from charioteer.audit.actions import record
from charioteer.audit.kinds import REINSTALLED
from charioteer.audit.models import Entry


def mend(using: str, *, lacked: Sequence[str]) -> None:
    """Install every trigger that is missing.

    Args:
        lacked: those that were missing before the migration began.
    """
    triggers.install(using)
    there = connections[using].introspection.table_names()
    if lacked and using == "default" and Entry._meta.db_table in there:
        record(
            REINSTALLED, of="audit.triggers", by=None, now=timezone.now(), trust_id=None, facts={"names": list(lacked)}
        )
