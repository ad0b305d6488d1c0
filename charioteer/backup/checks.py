"""What is asked of a house that was restored (or is about to be sealed), each question declared where its answer lives.

An app above this one says `@check("…")` in its `restored.py`; those beneath are asked here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from charioteer.audit import triggers
from charioteer.audit.verifying import verify
from charioteer.files import verifying

Looks = Callable[[], str]


@dataclass(frozen=True)
class Check:
    """One question: what is asked, in words, how it is answered, and whether it needs the files on disk."""

    asked: str
    wrong: Looks
    needs_files: bool = False


CHECKS: list[Check] = []


def check(asked: str, *, needs_files: bool = False) -> Callable[[Looks], Looks]:
    """Declare a question about a restored house. The function says what is wrong, in one sentence, or "".

    Args:
        asked: what is well if nothing is wrong ("Every entry of the log has its hash").
        needs_files: it looks at kept files, so it cannot be asked before they are there.
    """

    def declare(wrong: Looks) -> Looks:
        CHECKS.append(Check(asked, wrong, needs_files))
        return wrong

    return declare


def ask(*, files: bool) -> Iterator[tuple[str, str]]:
    """Ask everything: what was asked, and what is wrong ("" if nothing)."""
    for one in CHECKS:
        if files or not one.needs_files:
            yield one.asked, one.wrong()


@check("The database is whole")
def database_whole() -> str:
    """SQLite reads every page and every key; PostgreSQL checked each as it took them in."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("SELECT count(*) FROM pg_constraint WHERE NOT convalidated")
            return "A constraint of the database is not checked." if cursor.fetchone()[0] else ""
        cursor.execute("PRAGMA integrity_check(1)")
        said = cursor.fetchone()[0]
        cursor.execute("PRAGMA foreign_key_check")
        astray = cursor.fetchone()
    if said != "ok":
        return f"The database is damaged: {said}."
    return f"A row of {astray[0]} points at nothing." if astray else ""


@check("Every table is as this version knows it")
def tables_known() -> str:
    """No change is missing, and none is newer than this program."""
    loader = MigrationLoader(connection)
    applied, known = set(loader.applied_migrations), set(loader.disk_migrations)
    if newer := sorted(applied - known):
        return f"The database was changed by a newer version ({'.'.join(newer[0])}). Install that version first."
    waiting = known - applied
    return f"{len(waiting)} changes are not applied yet. Run `charioteer migrate`." if waiting else ""


@check("The database refuses to change the log")
def log_is_append_only() -> str:
    """The triggers came along."""
    missing = triggers.missing()
    return f"{', '.join(missing)} is missing. Run `charioteer migrate`." if missing else ""


@check("The log holds: every entry, place, head and signature")
def log_holds() -> str:
    """All that `charioteer verify audit` recomputes; what is not sealed yet is the worker's affair, not a fault."""
    wrong = [one.sentence for one in verify(now=timezone.now()).findings]
    return wrong[0] if wrong else ""


@check("Every kept file has the bytes that were kept", needs_files=True)
def files_whole() -> str:
    """Every row of a kept file has its bytes on disk."""
    wrong = list(verifying.verify(settings.DATA))
    if not wrong:
        return ""
    return f"{wrong[0].about}: {wrong[0].seen}" + (f" And {len(wrong) - 1} more." if len(wrong) > 1 else "")
