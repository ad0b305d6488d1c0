"""The private calendar feed: the address is the secret, so it leaves no cookie, no trace and no guess."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from charioteer.channels.public.throttle import Throttle, caller
from charioteer.mine import actions, calendar, queries, standing_in
from charioteer.mine.asking import ask
from charioteer.mine.models import CalendarFeed, hash_of
from charioteer.people.models import Person

PER_MINUTE = 30
GATE = Throttle()


@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """One person's duties that have a date. Unknown, old and taken-back addresses and those of leavers read alike."""
    if wait := GATE.wait(caller(request), PER_MINUTE):
        return _later("Asked too often.", 429, wait)
    feed, now = _feed(secret), timezone.now()
    away = standing_in.of(feed.person, timezone.localdate(now))
    asked = ask({feed.person_id, *(one.person_id for one in away)}, now)
    if asked.unknown:
        # A calendar deletes what a feed leaves out. Unknown is not empty, so it keeps what it has.
        return _later("Not everything can be told at the moment.", 503, 600)
    things = [one for one in asked.things if one.owed.person_id == feed.person_id or not one.duty.personal]
    body = calendar.written(things, feed.made_at)
    etag = hashlib.sha256(body).hexdigest()
    if etag != feed.etag:
        actions.note_handed_out(feed=feed, etag=etag, now=now)
    response = _private(HttpResponse(body, content_type="text/calendar; charset=utf-8"))
    tag, changed = quote_etag(etag), int(feed.changed_at.timestamp())
    response["ETag"] = tag
    response["Last-Modified"] = http_date(changed)
    return get_conditional_response(request, etag=tag, last_modified=changed, response=response) or response


def _feed(secret: str) -> CalendarFeed:
    feed = CalendarFeed.objects.filter(secret_hash=hash_of(secret)).first()
    person: Person | None = queries.here(timezone.localdate()).filter(pk=feed.person_id).first() if feed else None
    if feed is None or person is None:
        raise Http404
    feed.person = person
    return feed


def _later(words: str, status: int, seconds: int) -> HttpResponse:
    response = _private(HttpResponse(words, status=status, content_type="text/plain"))
    response["Retry-After"] = str(seconds)
    # Django logs the address of whatever goes wrong, and this one is a secret that still works.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    response["Content-Disposition"] = 'inline; filename="mine-to-do.ics"'
    return response
