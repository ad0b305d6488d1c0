"""How the server's keys are: `keys check` and a part of `doctor`."""

import stat
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from charioteer import keyring
from charioteer.audit.models import SigningKey
from charioteer.cli.finding import Finding
from charioteer.people.seeds import sealed

FRESH = timedelta(days=7)
_PUT_BACK = "Put back the keys folder that was backed up with this database."


def files() -> Iterator[Finding]:
    """Whether the masters are there, whole, and their owner's alone; and whether a copy of them is kept."""
    held = keyring.versions(settings.DATA)
    if not held:
        mend = "Run `charioteer init`, or put your backup's keys back."
        yield Finding("Keys", "bad", "There is no master key.", mend)
        return
    faults = [*_unreadable(held), *_open_to_others(held)]
    if gaps := sorted(set(range(1, held[-1])) - set(held)):
        seen = f"{_named(gaps)} {'is' if len(gaps) == 1 else 'are'} missing: what it sealed cannot be opened."
        faults.append(Finding("Keys", "warn", seen, "Put it back from a backup, if there is one."))
    yield from faults
    if any(fault.state == "bad" for fault in faults):
        return
    yield Finding("Keys", "ok", f"Only their owner reads them. In use: master-{held[-1]}.")
    yield copy(timezone.now())


def copy(now: datetime) -> Finding:
    """Whether the keys are in a backup."""
    last = keyring.backed_up(settings.DATA)
    mend = "Run `charioteer backup`; or keep a copy of the keys folder and say so with `charioteer keys backed-up`."
    if last is None:
        return Finding("Key backup", "warn", "Nobody has kept a copy of the keys. Without them a backup is shut.", mend)
    if last.fingerprint != keyring.fingerprint(settings.DATA):
        return Finding("Key backup", "warn", "The copy that was kept is of other keys than these.", mend)
    on = f"{timezone.localtime(last.at):%-d %B %Y, %H:%M}"
    if now - last.at > FRESH:
        return Finding("Key backup", "warn", f"The last copy is of {on}, more than a week ago.", mend)
    return Finding("Key backup", "ok", f"These very keys were copied on {on}.")


def belonging() -> Iterator[Finding]:
    """Whether these are the keys that this database was sealed and signed with."""
    for key in SigningKey.objects.filter(version__in=keyring.versions(settings.DATA)).order_by("version"):
        if keyring.signer(settings.DATA, key.version).public != key.public:
            yield Finding("Keys", "bad", f"master-{key.version} is not the one that signed this log.", _PUT_BACK)
    older, shut = sealed()
    if shut:
        seen = "They do not open the second factors in this database, so nobody who has one can sign in."
        yield Finding("Keys", "bad", seen if shut > 1 else f"{seen} (One.)", _PUT_BACK)
    if older:
        seen = f"{older} seeds are still sealed with an older key."
        yield Finding("Keys", "warn", seen, "Run `charioteer keys reseal`.")


def _unreadable(held: list[int]) -> Iterator[Finding]:
    for version in held:
        try:
            keyring.signer(settings.DATA, version)
        except keyring.Unusable as why:
            yield Finding("Keys", "bad", str(why), _PUT_BACK)


def _open_to_others(held: list[int]) -> Iterator[Finding]:
    for version in held:
        path = keyring.path_of(settings.DATA, version)
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            seen = f"Others on this machine can read master-{version} (mode {mode:o})."
            yield Finding("Keys", "bad", seen, f"chmod 600 {path}")


def _named(versions: list[int]) -> str:
    return " and ".join(f"master-{version}" for version in versions)
