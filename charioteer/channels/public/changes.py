"""What changed in public: the sentences, and the Atom feed of them."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date

from charioteer.channels import queries
from charioteer.channels.checking import platform_name
from charioteer.channels.models import PublicChange
from charioteer.channels.public import pages
from charioteer.channels.standing import WORDS, Word
from charioteer.exports.values import plain_text
from charioteer.people import door

_LENGTH = 100


def words(change: PublicChange) -> str:
    """What happened, to follow the channel's name: "became official", "was put on the list"."""
    if change.what == PublicChange.What.LISTED:
        return "was put on the list"
    if change.what == PublicChange.What.ADDRESS:
        return f"changed its name from {change.was}" if change.was else "got an address"
    if change.now == Word.CLOSED:
        return "closed"
    if change.was == Word.OFFICIAL:
        return f"is no longer official; it is now {_standing(change.now)}"
    return f"became {_standing(change.now)}"


def title(change: PublicChange) -> str:
    """The whole sentence: "@HouseCapella on X became official"."""
    channel = change.channel
    return f"{channel.title} on {platform_name(channel.platform)} {words(change)}"


@dataclass(frozen=True, slots=True)
class News:
    """One line of "Changed lately": what it is about, where to read on, and what happened when."""

    about: str
    page: str
    words: str
    at: datetime


def lately(limit: int = 5) -> list[News]:
    """The latest news, newest first; channels that came onto the list together are one piece of it."""
    news: list[News] = []
    together = groupby(queries.headlines(_LENGTH), key=lambda change: (change.at, change.what))
    for (at, what), group in together:
        changes = list(group)
        if what == PublicChange.What.LISTED and len(changes) > 1:
            many = f"{_LENGTH} or more" if len(changes) == _LENGTH else str(len(changes))
            news.append(News(f"{many} channels", reverse("public_register"), "were put on the list", at))
        else:
            news += [_news(change) for change in changes]
    return news[:limit]


def _news(change: PublicChange) -> News:
    channel = change.channel
    about = f"{channel.title} on {platform_name(channel.platform)}"
    return News(about, f"/channels/{channel.ref}/", words(change), change.at)


def _standing(word: str) -> str:
    return WORDS[Word(word)].lower() if word in set(Word) else word


@door.download
def feed(request: HttpRequest) -> HttpResponse:
    """The latest changes as Atom. An entry's id stays the same wherever this site moves."""
    latest = queries.changed_lately(_LENGTH)
    trust = pages.only_trust()
    name = trust.name if trust else "the schools"
    made = Atom1Feed(
        title=plain_text(f"Changes to the social media channels of {name}"),
        link=settings.SITE_ADDRESS + reverse("public_register"),
        description="",
        language="en-GB",
        feed_url=settings.SITE_ADDRESS + reverse("changes_feed"),
        feed_guid=_id(f"changes:{trust.slug if trust else ''}"),
        author_name=plain_text(name),
    )
    for change in latest:
        channel = change.channel
        whose = ", ".join(one.name for one in (channel.school, channel.trust) if one)
        made.add_item(
            title=plain_text(title(change)),
            link=f"{settings.SITE_ADDRESS}/channels/{channel.ref}/",
            description=plain_text(f"{title(change)}. {whose}."),
            unique_id=_id(f"change:{channel.ref}:{change.pk}"),
            pubdate=change.at,
            updateddate=change.at,
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    made.write(response, "utf-8")
    if latest:
        response["Last-Modified"] = http_date(latest[0].at.timestamp())
    return response


def _id(of: str) -> str:
    return uuid5(NAMESPACE_URL, f"charioteer:{of}").urn
