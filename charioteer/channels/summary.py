"""What the page of one channel says: its standing in one sentence, why, who can mend it, and the one next step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from charioteer.channels import rules
from charioteer.channels.models import Channel, Fact, Scope
from charioteer.channels.standing import QUESTIONS, REQUIRED, FactKind, Reason, Standing, State, Word
from charioteer.look import dates
from charioteer.people.models import Person

_A_MOMENT = timedelta(microseconds=1)
_EDITED = {"identity": "account", "kind": "account", "purpose": "purpose"}
_PEOPLE = {"masters": "master", "posters": "poster"}
_DECIDED = {FactKind.RISK_ASSESSMENT, FactKind.APPROVAL}
_VERBS = {
    "identity": "Add its address",
    "kind": "Change the account",
    "purpose": "Record its purpose",
    "masters": "Record who holds it",
    "posters": "Record who may post",
}
_COUNT = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True, slots=True)
class Why:
    """One reason on the page.

    Args:
        shown: who recorded it, when, and until when it counts; "" if nothing is recorded.
        evidence: what shows it, as somebody wrote it.
        href, verb: where this person can mend it; "" if they cannot.
        who_can: who could, where this person cannot.
    """

    reason: Reason
    shown: str
    evidence: str
    href: str
    verb: str
    who_can: str


@dataclass(frozen=True, slots=True)
class Step:
    """The one next step: what to do, why now, and the button ("" if this person cannot press it)."""

    title: str
    words: str
    href: str = ""
    verb: str = ""


def lead(channel: Channel, standing: Standing) -> str:
    """The answer: what the channel is, in one or two sentences."""
    match standing.word:
        case Word.OFFICIAL:
            until = f" until {dates.long_date(standing.good_until)}" if standing.good_until else ""
            return f"Everything the policy asks of it is proved and in date{until}."
        case Word.PARTNER:
            agreed = next(reason for reason in standing.reasons if reason.code == FactKind.AGREEMENT)
            return f"Run by {channel.owner_body}, not by the school. {agreed.words}"
        case Word.CLOSED:
            when = dates.interval(channel.closed_earliest, channel.closed_latest)
            return f"Closed{f' {when}' if when else ''}. Anything posted there since is not ours."
        case Word.CLOSING:
            return "It is being closed. Nothing new should appear there."
        case Word.SUSPENDED:
            return "It is suspended. Nothing may be posted until that is lifted."
        case Word.IN_SET_UP:
            return "It is being set up. Its handle is reserved and not shown in public."
        case _:
            return _unassessed(standing)


def _unassessed(standing: Standing) -> str:
    deciding = [reason for reason in standing.reasons if reason.code != FactKind.WEBSITE_LINK]
    proved = sum(reason.state is State.OK for reason in deciding if reason.code in REQUIRED)
    missing = sum(reason.state is not State.OK for reason in deciding)
    assessed = any(reason.code == FactKind.RISK_ASSESSMENT and reason.state is State.OK for reason in deciding)
    first = "On the list, and not official yet." if assessed else "On the list, but nobody has assessed its risk."
    number = _COUNT[proved].capitalize()
    are = "is" if proved == 1 else "are"
    stand = "one stands" if missing == 1 else f"{_COUNT[missing]} stand"
    return f"{first} {number} of {_COUNT[len(REQUIRED)]} things {are} proved; {stand} between it and official."


def whys(
    channel: Channel, standing: Standing, facts: Mapping[FactKind, Fact], person: Person, now: datetime
) -> list[Why]:
    """The reasons, each with who can mend it.

    Args:
        facts: the latest of each kind, with the person who recorded it.
    """
    may = rules.cannot_edit(person, channel, now) is None
    return [_why(channel, reason, facts, may) for reason in standing.reasons]


def _why(channel: Channel, reason: Reason, facts: Mapping[FactKind, Fact], may: bool) -> Why:
    kind = FactKind(reason.code) if reason.code in set(FactKind) else None
    fact = facts.get(kind) if kind else None
    shown = _shown(fact) if fact else ""
    evidence = fact.evidence if fact else ""
    if kind in _DECIDED:
        return Why(reason, shown, evidence, "", "", who_decides(channel) if reason.state is not State.OK else "")
    href, verb = _mend(channel, reason)
    who = "" if may or reason.state is State.OK else "An administrator of the Trust’s register"
    return Why(reason, shown, evidence, href if may else "", verb, who)


def _shown(fact: Fact) -> str:
    by = f"Recorded by {fact.by.name}" if fact.by else "Recorded"
    # It runs out as the day after begins, so the last good day is the one before: what was typed.
    until = f", good until {dates.long_date(fact.expires_at - _A_MOMENT)}" if fact.expires_at else ""
    return f"{by}, as of {dates.long_date(fact.at)}{until}."


def _mend(channel: Channel, reason: Reason) -> tuple[str, str]:
    if field := _EDITED.get(reason.code):
        return f"{reverse('register_edit', args=[channel.ref])}#id_{field}", _VERBS[reason.code]
    if slot := _PEOPLE.get(reason.code):
        return reverse("register_people", args=[channel.ref, slot]), _VERBS[reason.code]
    verb = "Record it anew" if reason.state is State.OK else "Record it"
    return reverse("register_fact", args=[channel.ref, reason.code]), verb


def who_decides(channel: Channel) -> str:
    """The office that assesses and approves this channel (3.2b)."""
    if channel.scope == Scope.SCHOOL:
        return "The headteacher"
    return "The chief executive" if channel.scope == Scope.TRUST else "The headteacher or the chief executive"


def next_step(channel: Channel, standing: Standing, reasons: Sequence[Why], *, may: bool) -> Step | None:
    """The one thing to do now, or None when nothing is open.

    First what is not known of the list itself, then what can be recorded, last what somebody must decide.
    """
    if standing.word in {Word.OFFICIAL, Word.CLOSED}:
        return None
    open_ones = [why for why in reasons if why.reason.state is not State.OK]
    ready = [why for why in open_ones if why.reason.code not in _DECIDED and why.reason.code != FactKind.WEBSITE_LINK]
    if not ready:
        return _decision(channel) if any(why.reason.code in _DECIDED for why in open_ones) else None
    first = ready[0]
    words = f"{first.reason.words} {first.reason.mend}"
    if not may:
        return Step("The next step is an administrator’s", words)
    return Step("The next step is yours", words, first.href, first.verb)


def _decision(channel: Channel) -> Step:
    who = who_decides(channel)
    asked = "Its risk must be assessed, and its use approved, by somebody who does not run it."
    return Step(f"The next step is for {who[0].lower()}{who[1:]}", asked)


def question(kind: FactKind) -> str:
    """The name of what is asked, for a page title."""
    return QUESTIONS[kind].name
