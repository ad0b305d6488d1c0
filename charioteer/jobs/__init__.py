"""Work that gets done: on a schedule, later, or because something was announced; once, even if a worker dies.

Apps say `@job(every=…)` and `@follows("…")` in their `tasks.py`; actions say `later(…)` and `announce(…)` inside their
own transaction, so that work is asked for exactly when the change it belongs to is kept.
"""

from charioteer.jobs.asking import announce, later
from charioteer.jobs.declared import Job, follows, job

__all__ = ["Job", "announce", "follows", "job", "later"]
