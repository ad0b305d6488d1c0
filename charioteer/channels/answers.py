"""What the public is told about an account: one word that fails closed, a reason from a fixed list, what to do next.

Six reasons, no more, and none of them says a word about custody, administrators or reviews: the public register must
not be a guide for whoever wants to take an account over. Offices, never names.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from charioteer.channels.standing import Word
from charioteer.look.dates import long_date


class Answer(StrEnum):
    """The six answers there are. Only the first is a yes."""

    OFFICIAL = "official"
    LISTED = "listed"
    PARTNER = "partner"
    WAS_OFFICIAL = "was_official"
    NOT_REGISTERED = "not_registered"
    UNKNOWN = "unknown"


class Why(StrEnum):
    """The fixed list of reasons."""

    PROVED = "The Trust has approved it, and everything the Trust checks about its own accounts is in date."
    UNDER_WAY = "It is on the Trust’s list. The Trust’s own checks are not finished."
    OUTSIDE = "It is run by an outside body, not by the school. The school knows of it."
    LEFT = "It was on the Trust’s list and is so no longer."
    NOT_LISTED = "No account with this address is on the list."
    CANNOT_TELL = "What you gave does not say which account on which platform."


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer to one question.

    Args:
        answer: the word.
        heading: the answer in one sentence, without a full stop.
        lead: the sentence after it.
        reasons: why, from the fixed list.
        advice: what to do next, most important first.
        channel: the public facts of the channel it is about, or None.
        like: how it resembles one of ours, if it does.
        candidates: the channels of that name, where only a name was given.
    """

    answer: Answer
    heading: str
    lead: str
    reasons: tuple[str, ...]
    advice: tuple[str, ...]
    channel: dict[str, Any] | None = None
    like: dict[str, Any] | None = None
    candidates: tuple[dict[str, Any], ...] = ()

    @property
    def official(self) -> bool:
        """True for the one yes there is."""
        return self.answer is Answer.OFFICIAL


ADVICE: dict[Answer, tuple[str, ...]] = {
    Answer.OFFICIAL: (
        "Follow the link here rather than a search result.",
        "Check again if it ever behaves oddly.",
    ),
    Answer.LISTED: (
        "You can take it that the Trust knows this account.",
        "For anything that matters, ask the school by another way as well.",
    ),
    Answer.PARTNER: (
        "Put questions about what it posts to the body that runs it.",
        "For anything about a child, go to the school itself.",
    ),
    Answer.WAS_OFFICIAL: (
        "Do not rely on anything posted there since.",
        "Tell the school if it is still posting in the school’s name.",
    ),
    Answer.NOT_REGISTERED: (
        "Do not message it, pay it or follow its links until you have spoken to the school.",
        "Report it if it uses the school’s name, badge or photographs.",
    ),
    Answer.UNKNOWN: (
        "Open the account in the app or the browser.",
        "Press Share, or the three dots.",
        "Choose “Copy link”, and paste that instead.",
    ),
}
CLOSED_ADVICE = (
    "Do not rely on anything posted there.",
    "Tell the school if it is posting in the school’s name.",
)
TREAT_AS_NOT_OURS = "Until you know which, treat it as not ours."
_HEADINGS: dict[Answer, str] = {
    Answer.OFFICIAL: "Yes, this is official",
    Answer.LISTED: "Yes, the Trust lists this account; its own checks are still under way",
    Answer.PARTNER: "Run by {owner}, not by the school; the school knows of it",
    Answer.WAS_OFFICIAL: "This was official until {until}, and is not now",
    Answer.NOT_REGISTERED: "Not registered",
    Answer.UNKNOWN: "We cannot tell which account you mean",
}
_LEADS: dict[Answer, str] = {
    Answer.OFFICIAL: "{account} belongs to {belongs_to}.",
    Answer.LISTED: "{trust} knows {account}. It has not been shown to be official yet.",
    Answer.PARTNER: "Read what {account} posts as news from {owner}, not from the school.",
    Answer.WAS_OFFICIAL: "{account} has not been official since. What it posts now may not be from us.",
    Answer.NOT_REGISTERED: "{account} is no longer on the list.",
}


def answer_for(standing: str, *, was_official: bool, outside: bool = False) -> tuple[Answer, Why]:
    """Which answer a listed channel gets.

    Args:
        standing: its standing now.
        was_official: it has been official before (a date is recorded).
        outside: an outside body runs it.
    Returns:
        The answer and its reason. A closed or suspended channel that never was official is not registered:
        the list no longer speaks for it.
    """
    match standing:
        case Word.OFFICIAL:
            return Answer.OFFICIAL, Why.PROVED
        case Word.PARTNER:
            return Answer.PARTNER, Why.OUTSIDE
        case Word.UNASSESSED:
            return Answer.LISTED, Why.UNDER_WAY
        case Word.SUSPENDED | Word.CLOSING | Word.CLOSED if was_official:
            return Answer.WAS_OFFICIAL, Why.LEFT
        case Word.CLOSED | Word.SUSPENDED:
            return Answer.NOT_REGISTERED, Why.LEFT
        case Word.CLOSING:
            return (Answer.PARTNER, Why.OUTSIDE) if outside else (Answer.LISTED, Why.UNDER_WAY)
        case _:  # in set-up, or a word nobody has taught this table
            return Answer.NOT_REGISTERED, Why.NOT_LISTED


def verdict_on(channel: dict[str, Any], *, standing: str, official_until: datetime | None, owner: str) -> Verdict:
    """The answer about a channel that was found.

    Args:
        channel: its public facts.
        standing: its standing now.
        official_until: when it stopped being official, if it ever was.
        owner: the outside body that runs it, "" if none.
    """
    answer, why = answer_for(standing, was_official=official_until is not None, outside=bool(owner))
    if why is Why.NOT_LISTED:
        return not_registered()
    words = {
        "owner": owner or "an outside body",
        "until": long_date(official_until),
        "account": f"{channel['handle'] or channel['name']} on {channel['platform_name']}",
        "trust": channel["trust"],
        "belongs_to": channel["school"] or channel["trust"],
    }
    advice = CLOSED_ADVICE if answer is Answer.NOT_REGISTERED else ADVICE[answer]
    return Verdict(
        answer, _HEADINGS[answer].format(**words), _LEADS[answer].format(**words), (why,), advice, channel=channel
    )


def not_registered(like: dict[str, Any] | None = None) -> Verdict:
    """The answer about an account nobody listed.

    Args:
        like: how it resembles one of ours, if it does.
    """
    lead, *advice = ADVICE[Answer.NOT_REGISTERED]
    return Verdict(Answer.NOT_REGISTERED, _unlisted(like), lead, (Why.NOT_LISTED,), (lead, *advice), like=like)


def unknown(doubt: str, candidates: tuple[dict[str, Any], ...] = (), like: dict[str, Any] | None = None) -> Verdict:
    """The answer when what was asked names no single account.

    Args:
        doubt: the sentence that says why we cannot tell.
        candidates: accounts of that name on the list, each for the asker to compare.
        like: how the name resembles one of ours, if it does.
    """
    lead = f"{doubt} {TREAT_AS_NOT_OURS}".strip()
    heading = _HEADINGS[Answer.UNKNOWN]
    advice = ADVICE[Answer.UNKNOWN]
    reasons = (Why.CANNOT_TELL,)
    return Verdict(
        Answer.UNKNOWN, heading, lead, reasons, advice, like=None if candidates else like, candidates=candidates
    )


def _unlisted(like: dict[str, Any] | None) -> str:
    if like is None:
        return _HEADINGS[Answer.NOT_REGISTERED]
    if like["same_name"]:
        return f"Not registered; the account of ours with this name is on {like['platform_name']}"
    return f"Not registered, and very like {like['handle']}"
