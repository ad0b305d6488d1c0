"""What a channel is now, worked out from facts by one pure function, with the reasons and what would change it.

The three tests are those of section 2 of the policy (2.4a keys, 2.4b oversight, 2.4c few administrators); the rest are
2.6 (privacy notice) and 3.2b-3.2d (risk assessment and approval, custody, settings).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Word(StrEnum):
    """The standings there are."""

    OFFICIAL = "official"
    PARTNER = "partner"
    UNASSESSED = "unassessed"
    IN_SET_UP = "in_set_up"
    SUSPENDED = "suspended"
    CLOSING = "closing"
    CLOSED = "closed"


WORDS: dict[Word, str] = {
    Word.OFFICIAL: "Official",
    Word.PARTNER: "Partner",
    Word.UNASSESSED: "Unassessed",
    Word.IN_SET_UP: "In set-up",
    Word.SUSPENDED: "Suspended",
    Word.CLOSING: "Closing",
    Word.CLOSED: "Closed",
}


class FactKind(StrEnum):
    """What can be known about a channel, each with its date, its expiry and its evidence."""

    KEYS = "keys"
    OVERSIGHT = "oversight"
    FEW_ADMINISTRATORS = "few_administrators"
    RISK_ASSESSMENT = "risk_assessment"
    APPROVAL = "approval"
    PRIVACY_NOTICE = "privacy_notice"
    CUSTODY = "custody"
    SETTINGS = "settings"
    WEBSITE_LINK = "website_link"
    AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question standing asks: its clause, the words for each answer, and how to mend it."""

    kind: FactKind
    clause: str
    name: str
    proven: str
    missing: str
    broken: str
    mend: str


QUESTIONS: dict[FactKind, Asked] = {
    asked.kind: asked
    for asked in (
        Asked(
            FactKind.KEYS,
            "2.4a",
            "Master access",
            "The school holds the keys.",
            "Nobody has shown that the school holds the keys.",
            "The keys are held outside the school.",
            "Prove master access from the school's own mailbox, and record it.",
        ),
        Asked(
            FactKind.OVERSIGHT,
            "2.4b",
            "Editorial oversight",
            "Somebody other than the author oversees what is posted.",
            "Nobody has shown that what is posted is overseen.",
            "Posts go out that nobody oversees.",
            "Record who clears what is posted, and since when.",
        ),
        Asked(
            FactKind.FEW_ADMINISTRATORS,
            "2.4c",
            "Few administrators",
            "Only those who need it can administer it.",
            "Nobody has confirmed who can administer it.",
            "More people can administer it than need to.",
            "Confirm each administrator, or remove them.",
        ),
        Asked(
            FactKind.RISK_ASSESSMENT,
            "3.2b",
            "Risk assessment",
            "Its risk assessment is in date.",
            "Nobody has assessed its risk.",
            "Its risk was judged too high.",
            "Assess its risk.",
        ),
        Asked(
            FactKind.APPROVAL,
            "3.2b",
            "Approval",
            "It was approved by the office the policy names.",
            "No approval is recorded.",
            "Approval was refused.",
            "Ask the headteacher (a school's channel) or the chief executive (the Trust's).",
        ),
        Asked(
            FactKind.PRIVACY_NOTICE,
            "2.6",
            "Privacy notice",
            "It is in the privacy notice.",
            "Nobody has checked that the privacy notice lists it.",
            "The privacy notice does not list it.",
            "Add it to the privacy notice, and record the date.",
        ),
        Asked(
            FactKind.CUSTODY,
            "3.2c",
            "Custody",
            "Its login details are held centrally.",
            "Nobody has shown that its login details are held centrally.",
            "Its login details are not held centrally.",
            "Record where its login details are kept, and who can reach them.",
        ),
        Asked(
            FactKind.SETTINGS,
            "3.2d",
            "Settings",
            "Its privacy settings were reviewed.",
            "Nobody has reviewed its privacy settings.",
            "Its privacy settings are not right.",
            "Go through its settings, and record what was found.",
        ),
        Asked(
            FactKind.WEBSITE_LINK,
            "3.2d",
            "Website link",
            "The school's website links to it.",
            "Nobody has checked that the school's website links to it.",
            "The school's website does not link to it.",
            "Link to it from the website where possible, or say why not.",
        ),
        Asked(
            FactKind.AGREEMENT,
            "2.5",
            "Agreement",
            "There is an agreement on the school's name and logo.",
            "No agreement on the school's name and logo is recorded yet.",
            "The agreement on the school's name and logo has ended.",
            "Agree in writing how the school's name and logo may be used.",
        ),
    )
}

# A website link is wanted "where possible" (3.2d), so it is said, but does not decide.
REQUIRED = (
    FactKind.KEYS,
    FactKind.OVERSIGHT,
    FactKind.FEW_ADMINISTRATORS,
    FactKind.RISK_ASSESSMENT,
    FactKind.APPROVAL,
    FactKind.PRIVACY_NOTICE,
    FactKind.CUSTODY,
    FactKind.SETTINGS,
)


class State(StrEnum):
    """How one question stands. Unknown is never green."""

    OK = "ok"
    BREACH = "breach"
    UNKNOWN = "unknown"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Known:
    """The latest fact of one kind: does it hold, and until when (None: until something else is said)."""

    holds: bool
    at: datetime
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """All that standing depends on.

    Args:
        status: the lifecycle state ("listed", "closed" ...).
        outside_body: run by a body that is not the Trust, such as a friends' association.
        has_identity: which account on which platform is known for certain.
        has_masters: who holds master access is known.
        has_posters: who may post is known. Blank means unknown, never "nobody".
        has_purpose: a purpose is recorded (3.2a).
        facts: the latest fact of each kind.
        can_be_official: its kind of account can be official at all; a personal profile cannot.
    """

    status: str
    outside_body: bool
    has_identity: bool
    has_masters: bool
    has_posters: bool
    has_purpose: bool
    facts: Mapping[FactKind, Known]
    can_be_official: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, in words: one question, how it stands, and what would change it."""

    code: str
    state: State
    clause: str
    words: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a channel is, why, and the moment after which that must be asked again."""

    word: Word
    reasons: tuple[Reason, ...]
    good_until: datetime | None


_BY_STATUS = {
    "closed": Word.CLOSED,
    "closing": Word.CLOSING,
    "suspended": Word.SUSPENDED,
    "in_set_up": Word.IN_SET_UP,
}


def standing(situation: Situation, now: datetime) -> Standing:
    """Work out what a channel is now.

    Args:
        situation: the facts.
        now: the moment asked about.
    Returns:
        The standing. `good_until` is set only where time alone would change it: for `official`, the first expiry.
    """
    if situation.outside_body:
        reasons = (*_gaps(situation), _answer(FactKind.AGREEMENT, situation.facts, now))
        return Standing(_BY_STATUS.get(situation.status, Word.PARTNER), reasons, None)
    required = (*_of_kind(situation), *(_answer(kind, situation.facts, now) for kind in REQUIRED))
    reasons = (*_gaps(situation), *required, _answer(FactKind.WEBSITE_LINK, situation.facts, now))
    if situation.status in _BY_STATUS:
        return Standing(_BY_STATUS[situation.status], reasons, None)
    deciding = (*_gaps(situation), *required)
    if any(reason.state is not State.OK for reason in deciding):
        return Standing(Word.UNASSESSED, reasons, None)
    expiries = [known.expires_at for kind in REQUIRED if (known := situation.facts[kind]).expires_at]
    return Standing(Word.OFFICIAL, reasons, min(expiries, default=None))


def _of_kind(situation: Situation) -> tuple[Reason, ...]:
    if situation.can_be_official:
        return ()
    words, mend = "An account of this kind cannot be official.", "Open one that the school itself can hold."
    return (Reason("kind", State.BREACH, "2.4a", words, mend),)


def _gaps(situation: Situation) -> tuple[Reason, ...]:
    gaps = (
        (
            situation.has_identity,
            "identity",
            "3.1",
            "Which account this is cannot be told: its address is missing.",
            "Add the address of the account.",
        ),
        (situation.has_masters, "masters", "3.1", "Who holds master access is unknown.", "Record who holds it."),
        (situation.has_posters, "posters", "3.1", "Who may post is unknown.", "Record who may post."),
        (situation.has_purpose, "purpose", "3.2a", "What it is for is not recorded.", "Record its purpose."),
    )
    return tuple(
        Reason(code, State.UNKNOWN, clause, words, mend) for known, code, clause, words, mend in gaps if not known
    )


def _answer(kind: FactKind, facts: Mapping[FactKind, Known], now: datetime) -> Reason:
    asked, known = QUESTIONS[kind], facts.get(kind)
    if known is None:
        return Reason(kind, State.UNKNOWN, asked.clause, asked.missing, asked.mend)
    if not known.holds:
        return Reason(kind, State.BREACH, asked.clause, asked.broken, asked.mend)
    if known.expires_at and now >= known.expires_at:
        return Reason(kind, State.STALE, asked.clause, f"{asked.name} ran out and was not renewed.", asked.mend)
    return Reason(kind, State.OK, asked.clause, asked.proven)
