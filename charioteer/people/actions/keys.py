"""New server keys: made, taken into use, and what older ones sealed is sealed anew."""

from collections.abc import Callable
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import models, transaction

from charioteer import keyring
from charioteer.audit.actions import record
from charioteer.audit.kinds import ROTATED
from charioteer.people.seeds import ONE, PURPOSE, SEVERAL, opens, tokens

Progress = Callable[[int, int], None]


def rotate(*, by: models.Model | None, now: datetime, progress: Progress | None = None) -> int:
    """Make one more version of the server keys and seal anew what older ones sealed.

    The old keys stay: they open sessions and links until those end, and a crash half-way loses nothing.

    Args:
        by: who had it done; None for a command.
        progress: told how many seeds are done, and of how many.
    Returns:
        The version that is in use now.
    Raises:
        keyring.Unusable: the keys there are cannot be read, so no new ones are made.
    """
    version = keyring.make_next(settings.DATA)
    key_id = keyring.signer(settings.DATA, version).key_id
    record(ROTATED, of="audit.keys", by=by, now=now, trust_id=None, facts={"version": version, "signs_as": key_id})
    reseal(now=now, progress=progress)
    return version


def reseal(*, now: datetime, progress: Progress | None = None) -> int:
    """Seal every second factor and recovery code with the key in use. Safe to run again after a crash.

    What no key here opens is left as it is; `seeds.sealed` says how many those are.

    Args:
        now: when (nothing is dated; every verb is told).
        progress: told how many are done, and of how many.
    Returns:
        How many were sealed anew.
    """
    keys = list(Authenticator.objects.order_by("pk").values_list("pk", flat=True))
    changed = 0
    for done, pk in enumerate(keys, start=1):
        changed += _reseal(pk)
        if progress:
            progress(done, len(keys))
    return changed


@transaction.atomic
def _reseal(pk: int) -> bool:
    found = Authenticator.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        return False
    box = keyring.box(settings.DATA, PURPOSE)
    held = list(tokens(found.data))
    if all(keyring.sealed_with_newest(settings.DATA, PURPOSE, token) or not opens(box, token) for token in held):
        return False

    def anew(token: str) -> str:
        return box.rotate(token.encode()).decode() if opens(box, token.encode()) else token

    data = {key: anew(value) if key in ONE else value for key, value in found.data.items()}
    if SEVERAL in data:
        data[SEVERAL] = [anew(code) for code in data[SEVERAL]]
    found.data = data
    found.save(update_fields=["data"])
    return True
