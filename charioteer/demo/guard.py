"""Whether a request comes from this very machine: the only place from which anybody may be somebody else."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

from charioteer.environment.demonstration import LOOPBACK

# Any of these says that something stands between: then nobody knows who really asks.
_BETWEEN = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")


def on_this_machine(request: HttpRequest) -> bool:
    """Whether the demonstration is on, the caller is this machine, and so is the name it was called by."""
    if not settings.DEMO or settings.PROXIES or any(name in request.META for name in _BETWEEN):
        return False
    return _is_loopback(request.META.get("REMOTE_ADDR", "")) and _host(request) in LOOPBACK


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _host(request: HttpRequest) -> str:
    host = request.get_host()
    return host if host.endswith("]") else host.rpartition(":")[0] or host
