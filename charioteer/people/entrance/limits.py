"""How often something may be tried, counted per address and per account in the shared cache, as allauth counts."""

import math
import time

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest

from charioteer.errors import TooOften

_APP = "charioteer"
RATES = {
    # Accepting an invitation: a link is 256 random bits, so this only holds off floods.
    "invitation": "20/m/ip",
    "invite": "60/h/key",
    "ask_help": "10/m/ip",
    "back_in": "10/m/ip,5/300s/key",
    "vouch": "20/m/key",
    "token": "240/m/key",
    "unknown_token": "30/m/ip",
}
"""amount / time / per whom: `ip` the address it comes from, `key` the account, link or token it is about."""


def count(request: HttpRequest, action: str, key: str = "") -> None:
    """Count one try.

    Args:
        action: one of `RATES`.
        key: the account, link or token it is about.
    Raises:
        TooOften: says how long to wait.
    """
    told = {"app": _APP, "action": action, "key": key, "config": RATES}
    if ratelimit.consume(request, limit_get=True, **told):
        return
    wait = _seconds_left(request, action, key)
    raise TooOften(f"Too many tries. Wait {_in_words(wait)}, then try again. Nothing was changed.", retry_after=wait)


def _seconds_left(request: HttpRequest, action: str, key: str) -> int:
    waits = [1.0]
    for rate in ratelimit.get_rates(app=_APP, action=action, config=RATES):
        place = ratelimit.get_cache_key(request, app=_APP, action=action, rate=rate, key=key)
        history = cache.get(place, [])
        if len(history) >= rate.amount:
            waits.append(history[-1] + rate.duration - time.time())
    return math.ceil(max(waits))


def _in_words(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} seconds" if seconds > 1 else "a second"
    minutes = math.ceil(seconds / 60)
    return "a minute" if minutes == 1 else f"{minutes} minutes"
