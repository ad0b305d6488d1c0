"""Proves a sealed backup by the only test there is: it is restored, into a place that is thrown away."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from charioteer.backup.restoring import Request, restore
from charioteer.backup.scratch import address, scratch_database
from charioteer.backup.staging import staging
from charioteer.offline.key import Identity


@dataclass(frozen=True)
class Proof:
    """What restoring showed: what is wrong, or why it could not be tried here."""

    wrong: list[str] = field(default_factory=list)
    not_proven: str = ""


def prove(file: Path, data: Path, opening: Sequence[Identity]) -> Proof:
    """Restore a backup beside the data folder, look at it, and throw it away.

    Raises:
        BadInput, NotNow: it cannot be restored.
    """
    with staging(data, f"proof-{secrets.token_hex(4)}") as folder:
        asked = Request(file, folder / "house", opening, "")
        if connection.vendor == "sqlite":
            return Proof(restore(asked).wrong)
        with scratch_database(connection.settings_dict) as scratch:
            if scratch is None:
                return Proof(
                    not_proven="This user may not make a database. Prove the backup elsewhere: `charioteer restore` "
                    "into an empty folder and an empty database."
                )
            return Proof(restore(asked._replace(database_url=address(scratch))).wrong)
