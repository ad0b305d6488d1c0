"""What the public is told about an account: one word that fails closed, a reason from a fixed list, what to do next.

Six reasons, no more, and none of them says a word about custody, administrators or reviews: the public register must
not be a guide for whoever wants to take an account over. Offices, never names.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from charioteer.channels.standing import Word


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
        heading: the answer in one sentence.
        reasons: why, from the fixed list.
        advice: what to do next, most important first.
        channel: the public facts of the channel it is about, or None.
        like: how it resembles one of ours, if it does.
    """

    answer: Answer
    heading: str
    reasons: tuple[str, ...]
    advice: tuple[str, ...]
    channel: dict[str, Any] | None = None
    like: dict[str, Any] | None = None
    candidates: tuple[dict[str, Any], ...] = field(default=())

    @property
    def official(self) -> bool:
        """True for the one yes there is."""
        return self.answer is Answer.OFFICIAL


_ADVICE: dict[Answer, tuple[str, ...]] = {
    Answer.OFFICIAL: ("You can rely on it being the school’s. Check again if it ever behaves oddly.",),
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
    Answer.UNKNOWN: ("Open the account, copy its address from the top of the page, and paste that instead.",),
}

_HEADINGS: dict[Answer, str] = {
    Answer.OFFICIAL: "Yes, this is official",
    Answer.LISTED: "Yes, the Trust lists this account; its own checks are still under way",
    Answer.PARTNER: "Run by {owner}, not by the school; the school knows of it",
    Answer.WAS_OFFICIAL: "This was official until {until}, and is not now",
    Answer.NOT_REGISTERED: "Not registered",
    Answer.UNKNOWN: "We cannot tell which account you mean",
}


def answer_for(standing: str, *, was_official: bool) -> tuple[Answer, Why]:
    """Which answer a listed channel gets.

    Args:
        standing: its standing now.
        was_official: it has been official before (a date is recorded).
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
            return Answer.LISTED, Why.UNDER_WAY
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
    answer, why = answer_for(standing, was_official=official_until is not None)
    if why is Why.NOT_LISTED:
        return not_registered()
    until = f"{official_until.day} {official_until:%B %Y}" if official_until else ""
    heading = _HEADINGS[answer].format(owner=owner or "an outside body", until=until)
    return Verdict(answer, heading, (why,), _ADVICE[answer], channel=channel)


def not_registered(like: dict[str, Any] | None = None) -> Verdict:
    """The answer about an account nobody listed.

    Args:
        like: how it resembles one of ours, if it does.
    """
    heading = f"Not registered, and very like {like['handle']}" if like else _HEADINGS[Answer.NOT_REGISTERED]
    return Verdict(Answer.NOT_REGISTERED, heading, (Why.NOT_LISTED,), _ADVICE[Answer.NOT_REGISTERED], like=like)


def unknown(doubt: str, candidates: tuple[dict[str, Any], ...] = ()) -> Verdict:
    """The answer when what was asked names no single account.

    Args:
        doubt: the sentence that says why we cannot tell.
        candidates: accounts of that name on the list, each for the asker to compare.
    """
    advice = (doubt, *_ADVICE[Answer.UNKNOWN]) if doubt else _ADVICE[Answer.UNKNOWN]
    return Verdict(Answer.UNKNOWN, _HEADINGS[Answer.UNKNOWN], (Why.CANNOT_TELL,), advice, candidates=candidates)
