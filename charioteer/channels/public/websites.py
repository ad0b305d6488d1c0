"""What a school puts on its own website: the social media part of its privacy notice, and links with `rel="me"`.

Both are made from the register, so that notice, website and register cannot drift apart unseen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from charioteer.channels import queries
from charioteer.channels.public import pages
from charioteer.channels.public.rows import PublicRow, rows
from charioteer.look.dates import long_date
from charioteer.people import door
from charioteer.people.models import School, Trust

WHOLE = "all"
_MOST = 1_000
_NO_CHANNELS = "We have no social media accounts."


@dataclass(frozen=True, slots=True)
class Ours:
    """Whose website it is for, and the open channels that stand on it.

    Args:
        name: the trust's or the school's name.
        own: channels the Trust or a school runs itself.
        others: channels that an outside body runs.
    """

    name: str
    own: list[PublicRow]
    others: list[PublicRow]


@door.page
def for_websites(request: HttpRequest) -> HttpResponse:
    """The texts, for the whole trust or one school, to copy or to take away as files."""
    trust = _trust(request.GET.get("trust", ""))
    if trust is None:
        return pages.show(request, "websites_trusts.html", {"trusts": Trust.objects.order_by("name", "pk")[:200]})
    place = request.GET.get("place", WHOLE)
    now = timezone.now()
    ours = _ours(trust, place, now)
    context = {
        "ours": ours,
        "place": place,
        "trust": trust,
        "schools": trust.schools.order_by("name", "pk")[:200],
        "paragraphs": notice_text(ours, now),
        "notice_html": notice_html(ours, now),
        "links_html": links_html(ours),
        "now": now,
    }
    return pages.show(request, "websites.html", context)


@door.download
def as_file(request: HttpRequest, slug: str, place: str, what: str) -> HttpResponse:
    """One of the texts as a file: `notice.txt`, `notice.html` or `links.html`."""
    trust, now = _trust(slug), timezone.now()
    if trust is None:
        raise Http404
    ours = _ours(trust, place, now)
    made = {
        "notice.txt": lambda: notice_text(ours, now),
        "notice.html": lambda: notice_html(ours, now),
        "links.html": lambda: links_html(ours),
    }
    if what not in made:
        raise Http404
    # Always plain text: a page of ours never shows markup that came from a file.
    response = HttpResponse(made[what]() + "\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{what}"'
    return response


def notice_text(ours: Ours, now: datetime) -> str:
    """The privacy notice's paragraphs as plain text."""
    parts = [_opening(ours)]
    if ours.own:
        parts.append("\n".join(f"- {_line(one)}" for one in ours.own))
    if ours.others:
        parts += [_others(ours), "\n".join(f"- {_line(one)}, run by {one.run_by}" for one in ours.others)]
    return "\n\n".join([*parts, _closing(now)])


def notice_html(ours: Ours, now: datetime) -> str:
    """The same as HTML to paste into a page."""
    parts = [format_html("<p>{}</p>", _opening(ours))]
    if ours.own:
        parts.append(_list(_item(one, "") for one in ours.own))
    if ours.others:
        parts += [
            format_html("<p>{}</p>", _others(ours)),
            _list(_item(one, f", run by {one.run_by}") for one in ours.others),
        ]
    return "\n".join([*parts, format_html("<p>{}</p>", _closing(now))])


def links_html(ours: Ours) -> str:
    """Links that say “this account is me”, for the foot of a website; only accounts that we run ourselves."""
    linked = [one for one in ours.own if one.address]
    if not linked:
        return "<!-- No account of ours has an address yet. -->"
    made = (format_html('<a rel="me" href="{}">{} on {}</a>', o.address, o.name, o.platform_name) for o in linked)
    return _list(made)


def _opening(ours: Ours) -> str:
    if not ours.own:
        return f"Social media. {_NO_CHANNELS}" if not ours.others else "Social media."
    return (
        f"Social media. {ours.name} uses the accounts listed here, and no others. Each is used for the purpose beside "
        "it. The company that runs a platform handles what is posted there under its own privacy notice."
    )


def _others(ours: Ours) -> str:
    return f"These accounts are run by other bodies, not by {ours.name}. Ask those bodies how they handle your data."


def _closing(now: datetime) -> str:
    check = settings.SITE_ADDRESS + reverse("check")
    return f"You can check any account at {check}. This list is as it stood on {long_date(now)}."


def _line(one: PublicRow) -> str:
    purpose = f", for {one.purpose.rstrip('.')}" if one.purpose else ""
    address = f" ({one.address})" if one.address else ""
    return f"{one.name} on {one.platform_name}{address}{purpose}"


def _item(one: PublicRow, more: str) -> SafeString:
    purpose = f", for {one.purpose.rstrip('.')}" if one.purpose else ""
    if not one.address:
        return format_html("{} on {}{}{}", one.name, one.platform_name, purpose, more)
    return format_html('<a href="{}">{}</a> on {}{}{}', one.address, one.name, one.platform_name, purpose, more)


def _list(items: Iterable[SafeString]) -> SafeString:
    return format_html("<ul>\n{}\n</ul>", format_html_join("\n", "  <li>{}</li>", ((item,) for item in items)))


def _trust(slug: str) -> Trust | None:
    if "\0" in slug:  # PostgreSQL cannot even be asked
        return None
    if slug:
        return Trust.objects.filter(slug=slug).first()
    return pages.only_trust()


def _ours(trust: Trust, place: str, now: datetime) -> Ours:
    channels = queries.for_notice(trust)
    name = trust.name
    if place != WHOLE:
        school = School.objects.filter(trust=trust, slug=place).first() if place.isprintable() else None
        if school is None:
            raise Http404
        name, channels = school.name, channels.filter(school=school)
    return _parted(name, rows(list(channels[:_MOST]), now))


def _parted(name: str, found: Sequence[PublicRow]) -> Ours:
    return Ours(name, [one for one in found if not one.outside], [one for one in found if one.outside])
