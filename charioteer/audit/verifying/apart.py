"""Reading a long log with every processor of the machine: each hashes a stretch, and one tree is grown from them all.

A processor of its own is a forked process with a connection of its own; it never touches the one it was born with, not
even to close it, since closing would end the parent's.
"""

import multiprocessing
import os
from collections.abc import Iterator
from functools import partial
from itertools import chain, pairwise

from django.db import connections

from charioteer.audit.models import Position
from charioteer.audit.verifying.entries import Segment, segments

WORTH_IT = 100_000
"""From how many places on other processes are started."""
_STRETCH = 10_000
_END = 2**63 - 1  # no key is larger
_born_with: list[object] = []


def read(trust_id: int | None, *, only: bool, worth_it: int | None = None) -> Iterator[Segment]:
    """Every sealed entry, hashed and compared, in the order of its place.

    Args:
        trust_id: whose log.
        only: that log alone; otherwise all of them.
        worth_it: from how many places on to share the work; None for the usual.
    """
    processors = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1, 8)
    starts = list(_starts())
    if not starts:
        return
    if processors == 1 or (len(starts) - 1) * _STRETCH < (WORTH_IT if worth_it is None else worth_it):
        yield from segments(trust_id, only, starts[0], _END)
        return
    # Only a fork takes the settings along as they are; who verifies has no threads.
    with multiprocessing.get_context("fork").Pool(processors, initializer=_connect) as pool:
        stretches = list(pairwise([*starts, _END]))
        yield from chain.from_iterable(pool.imap(partial(_stretch, trust_id, only), stretches))


def _starts() -> Iterator[int]:
    # Counted in rows, not in keys: an intruder can write any number into a key.
    keys = Position.objects.order_by("pk").values_list("pk", flat=True)
    start = keys.first()
    while start is not None:
        yield start
        start = keys.filter(pk__gte=start)[_STRETCH : _STRETCH + 1].first()


def _connect() -> None:
    _born_with.append(connections["default"])
    connections["default"] = connections.create_connection("default")


def _stretch(trust_id: int | None, only: bool, ends: tuple[int, int]) -> list[Segment]:
    return list(segments(trust_id, only, *ends))
