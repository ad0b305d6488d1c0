"""The register as a list: what is said of each channel on screen and in a file, how it is searched and narrowed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from charioteer.channels.models import Channel, Scope
from charioteer.channels.queries import NOT_STATED, THE_TRUST, held_by, known, register
from charioteer.channels.reading.dates import Certainty
from charioteer.channels.standing import QUESTIONS, WORDS, FactKind, Word
from charioteer.look import dates, icons
from charioteer.look.lists import Choice, Column, Filter, List
from charioteer.people.models import Person, School
from charioteer.reference import registers

COUNTED = 10_000  # a larger register is not counted by standing: that would cost more than the page itself
SAMPLED = 2_000

_CERTAINTY = {
    Certainty.CERTAIN: "certain",
    Certainty.DAY_FIRST_ASSUMED: "day taken before month",
    Certainty.AMBIGUOUS: "more than one reading",
    Certainty.UNREADABLE: "not readable",
    Certainty.BLANK: "not given",
}


def standing_now(channel: Channel, now: datetime) -> str:
    """The stored standing, unless its time has run out: then it is no longer official (queries say what it is)."""
    lapsed = channel.good_until is not None and channel.good_until <= now
    return Word.UNASSESSED if lapsed else channel.standing


def platform_name(channel: Channel) -> str:
    """The platform's name for people; "Not known" where the row did not say."""
    known_as = registers.catalogue().get(channel.platform)
    return known_as.name if known_as else "Not known"


def place_name(channel: Channel) -> str:
    """Whose channel it is: a school, the Trust itself, or not stated."""
    if channel.school:
        return channel.school.name
    return "The Trust itself" if channel.scope == Scope.TRUST else "Not stated"


def opened_words(channel: Channel) -> str:
    """When it was opened, no more exactly than is known."""
    known_from = dates.interval(channel.opened_earliest, channel.opened_latest)
    return known_from or (f"“{channel.opened_as_written}”" if channel.opened_as_written else "")


def certainty_words(certainty: str) -> str:
    """How sure a date is, in words."""
    return _CERTAINTY[Certainty(certainty)]


def _name_cell(channel: Channel) -> SafeString:
    href = reverse("register_channel", args=[channel.ref])
    handle = channel.handle if channel.handle.lstrip("@").casefold() != channel.name.lstrip("@").casefold() else ""
    under = format_html('<br><span class="ch-quiet ch-small">{}</span>', handle) if handle else ""
    return format_html('<a class="govuk-link" href="{}">{}</a>{}', href, channel.title, under)


def _standing_cell(channel: Channel) -> SafeString:
    return icons.standing(standing_now(channel, timezone.now()), sprite=True)


def _doubts_cell(channel: Channel) -> SafeString | str:
    number = len(channel.doubts)
    if not number:
        return "None"
    href = reverse("register_channel", args=[channel.ref])
    words = "1 doubt" if number == 1 else f"{number} doubts"
    hidden = format_html('<span class="govuk-visually-hidden"> about {}</span>', channel.title)
    return format_html('<a class="govuk-link" href="{}#doubts">{}{}</a>', href, words, hidden)


def _fact_words(kind: FactKind) -> Column:
    asked = QUESTIONS[kind]

    def said(channel: Channel) -> str:
        fact = known(channel).get(kind)
        if fact is None:
            return "unknown"
        if not fact.holds:
            return "no"
        return "ran out" if fact.expires_at and fact.expires_at <= timezone.now() else "yes"

    return Column(f"{kind}", asked.name, said, on_screen=False)


def _lapsed(now: datetime) -> Q:
    return Q(good_until__isnull=False, good_until__lte=now)


def _standing_is(value: str) -> Q:
    lapsed = _lapsed(timezone.now())
    if value == Word.UNASSESSED:
        return Q(standing=value) | lapsed
    return Q(standing=value) & ~lapsed if value == Word.OFFICIAL else Q(standing=value)


def _count_standings(channels: QuerySet[Channel]) -> Mapping[str, int] | None:
    if channels.values("pk")[COUNTED : COUNTED + 1]:
        return None
    lapsed = When(_lapsed(timezone.now()), then=Value(Word.UNASSESSED.value))
    shown = Case(lapsed, default=F("standing"), output_field=CharField())
    return {row["shown"]: row["n"] for row in channels.values(shown=shown).annotate(n=Count("pk"))}


def _place_is(value: str) -> Q:
    if value == THE_TRUST:
        return Q(scope=Scope.TRUST)
    return Q(scope=Scope.UNSTATED) if value == NOT_STATED else Q(school__slug=value)


#: A box with more schools than this to choose from is slower than typing a name.
MOST_SCHOOLS = 200


def choices(person: Person, asked: str = "") -> dict[str, Sequence[Choice]]:
    """The answers of the filters that depend on whose register it is (two queries, or three for very many schools).

    Args:
        asked: the school asked for. Of more schools than anybody reads through, it alone is offered: the others are
            found by searching for their names.
    """
    visible = School.objects.visible_to(person).order_by("name").values_list("slug", "name")
    schools = list(visible[: MOST_SCHOOLS + 1])
    if len(schools) > MOST_SCHOOLS:
        schools = list(visible.filter(slug=asked))
    places = [Choice(THE_TRUST, "The Trust itself"), *(Choice(*school) for school in schools)]
    sample = list(Channel.objects.visible_to(person).order_by().values_list("platform", flat=True)[:SAMPLED])
    used = set(sample)
    every = registers.catalogue().platforms.values()
    shown = [one for one in every if len(sample) == SAMPLED or one.key in used]
    platforms = [Choice(one.key, one.name) for one in sorted(shown, key=lambda one: one.name.casefold())]
    return {"school": [*places, Choice(NOT_STATED, "School not stated")], "platform": platforms}


def for_export(person: Person) -> QuerySet[Channel]:
    """The register with everything a file says of it: people and facts too."""
    return register(person).prefetch_related("slots__person", "facts")


_DATES = tuple(
    Column(f"{what}_{key}", f"{what.capitalize()}, {title}", value, on_screen=False)
    for what in ("opened", "closed")
    for key, title, value in (
        ("as_written", "as written", f"{what}_as_written"),
        ("earliest", "earliest day", f"{what}_earliest"),
        ("latest", "latest day", f"{what}_latest"),
        (
            "certainty",
            "how sure",
            lambda channel, what=what: certainty_words(getattr(channel, f"{what}_certainty")),
        ),
    )
)

REGISTER = List(
    what=("channel", "channels"),
    columns=(
        Column("name", "Name", "title", cell=_name_cell, sort="name"),
        Column("platform", "Platform", platform_name, sort="platform"),
        Column("school", "School", place_name, sort=F("school__name")),
        Column(
            "standing",
            "Standing",
            lambda channel: WORDS[Word(standing_now(channel, timezone.now()))],
            cell=_standing_cell,
            sort="standing",
        ),
        Column("opened", "Opened", opened_words, sort=F("opened_latest"), in_exports=False),
        Column("doubts", "Doubts", lambda channel: [d["words"] for d in channel.doubts], cell=_doubts_cell),
        Column("handle", "Handle", "handle", on_screen=False),
        Column("address", "Address", "address", on_screen=False),
        Column("kind", "Kind of account", "kind", on_screen=False),
        Column("account_id", "The platform’s own number", "platform_account_id", on_screen=False),
        Column("masters", "Who holds master access", lambda channel: held_by(channel, "master"), on_screen=False),
        Column("posters", "Who may post", lambda channel: held_by(channel, "poster"), on_screen=False),
        *_DATES,
        Column("how_closed", "How it was closed", "how_closed", on_screen=False),
        Column("purpose", "Purpose", "purpose", on_screen=False),
        Column("audience", "Audience", "audience", on_screen=False),
        Column("owner", "Run by (if an outside body)", "owner_body", on_screen=False),
        Column("other_route", "Other way people are told", "other_route", on_screen=False),
        _fact_words(FactKind.PRIVACY_NOTICE),
        _fact_words(FactKind.WEBSITE_LINK),
        Column("listed_at", "On the list since", "listed_at", on_screen=False),
        Column("changed_at", "Last changed", "changed_at", on_screen=False),
        Column("ref", "Reference", "ref", on_screen=False),
    ),
    order=("name",),
    filters=(
        Filter(
            "standing",
            "Standing",
            _standing_is,
            [Choice(word.value, WORDS[word], word.value) for word in Word],
            chips=True,
            counts=_count_standings,
        ),
        Filter("platform", "Platform", "platform", every="Every platform"),
        Filter("school", "School", _place_is, every="Every school"),
        Filter(
            "doubts",
            "Doubts",
            lambda value: Q(doubts=[]) if value == "none" else ~Q(doubts=[]),
            [Choice("some", "With doubts"), Choice("none", "Without doubts")],
            every="With or without",
        ),
    ),
    search=("name", "handle", "purpose", "owner_body", "address", "school__name"),
    empty="Every social media account of the Trust will stand here, with what it is now and why. "
    "Import the table from the policy, or add the first channel by hand.",
)
