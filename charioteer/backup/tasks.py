"""A backup each day, where a folder is set for it; and what files left behind is swept up."""

import logging
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from charioteer.backup.making import back_up
from charioteer.errors import NotNow
from charioteer.files import actions as files
from charioteer.jobs import job
from charioteer.offline import key

_log = logging.getLogger(__name__)


@job("Make a backup", every=timedelta(days=1), tries=3)
def make_backup() -> None:
    """Make one, if there is a folder and an offline key. One that is not whole is a failure, and is tried again."""
    if not settings.BACKUPS or not key.recipient(settings.DATA):
        return
    done = back_up(
        data=settings.DATA,
        to=Path(settings.BACKUPS).resolve(),
        now=timezone.now(),
        say=_log.info,
        keep=settings.BACKUPS_KEEP,
    )
    if done.wrong:
        raise NotNow(done.wrong[0])


@job("Remove bytes that no file speaks of", every=timedelta(days=1))
def sweep_files() -> None:
    """What a crash left in the folder of files."""
    files.sweep(now=timezone.now())
