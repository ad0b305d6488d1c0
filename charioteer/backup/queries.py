"""What others ask about backups: how old is the last one that was proven, and is this house whole."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from charioteer import keyring
from charioteer.backup import remembered
from charioteer.backup.remembered import Made, moment
from charioteer.backup.restoring import UNFINISHED
from charioteer.offline import key


def last() -> Made | None:
    """The last backup, proven or not."""
    return remembered.last(settings.DATA)


def last_verified() -> datetime | None:
    """When the last backup was made that was found whole; None if there is none, or the keys have changed since."""
    made = remembered.last(settings.DATA, "verified")
    if made is None or made.keys != keyring.fingerprint(settings.DATA):
        return None
    return moment(made.made_at)


def last_opened() -> datetime | None:
    """When a backup was last opened with the offline key and restored into a scratch place."""
    made = remembered.last(settings.DATA, "opened")
    return moment(made.opened_at) if made else None


def offline_key() -> str:
    """The public half of the offline key; "" if none was made."""
    return key.recipient(settings.DATA)


def unfinished(data: Path) -> bool:
    """Whether a restore into this folder was begun and never finished."""
    return (data / UNFINISHED).exists()
