"""Work that gets done: on a schedule, later, or because something was announced; once, even if a worker dies.

Apps say `@job(every=…)` and `@follows("…")` in their `tasks.py`; actions say `later(…)` and `announce(…)` inside their
own transaction, so that work is asked for exactly when the change it belongs to is kept. `begin(…)` is for work that
somebody waits for, `progress(…)` tells them how far it is, and `once(…)` keeps an effect from happening twice.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from charioteer.jobs.declared import Job, follows, job

if TYPE_CHECKING:
    from charioteer.jobs.asking import announce, begin, later
    from charioteer.jobs.effects import once, once_by
    from charioteer.jobs.progressing import progress
    from charioteer.jobs.troubles import Trouble

__all__ = ["Job", "Trouble", "announce", "begin", "follows", "job", "later", "once", "once_by", "progress"]

# These need the models, and Django imports this package before there are any: they are fetched when they are named.
_FOUND_IN = {
    "announce": "asking",
    "begin": "asking",
    "later": "asking",
    "once": "effects",
    "once_by": "effects",
    "progress": "progressing",
    "Trouble": "troubles",
}


def __getattr__(name: str) -> Any:
    if name not in _FOUND_IN:
        raise AttributeError(f"charioteer.jobs has no {name}")
    return getattr(import_module(f"charioteer.jobs.{_FOUND_IN[name]}"), name)
