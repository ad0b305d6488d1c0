"""Remembering in which browsers somebody is signed in, without a query for every page."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from charioteer.people.browsers import browser_words, network_of
from charioteer.people.models import Device, User

_SEEN = "browser seen"
EVERY = timedelta(minutes=5)
"""How often “last seen” is written at most."""


def note(request: HttpRequest, user: User, now: datetime) -> None:
    """Write down that this session is in use; at most every few minutes, and whenever its key is new."""
    session = request.session
    if not session.session_key:
        session.save()  # it must be known before it can be ended
    known: dict[str, Any] = session.get(_SEEN) or {}
    if known.get("key") == session.session_key and now.timestamp() - known["at"] < EVERY.total_seconds():
        return
    said = {
        "session_key": session.session_key,
        "browser": browser_words(request.META.get("HTTP_USER_AGENT", "")),
        "network": network_of(_address(request)),
        "last_seen": now,
    }
    device = Device.objects.filter(pk=known.get("id", 0), user=user)
    if not (known and device.update(**said)):
        made, _ = Device.objects.update_or_create(
            session_key=session.session_key, defaults={**said, "user": user, "first_seen": now}
        )
        known = {"id": made.pk}
    session[_SEEN] = {"id": known["id"], "key": session.session_key, "at": now.timestamp()}


def current(request: HttpRequest) -> int:
    """The id of the device that is asking; 0 if it is not known."""
    known: dict[str, Any] = request.session.get(_SEEN) or {}
    return int(known.get("id", 0))


def _address(request: HttpRequest) -> str:
    try:
        found: str = get_adapter().get_client_ip(request)
    except PermissionDenied:
        return ""
    return found
