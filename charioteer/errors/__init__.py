"""Refusals: answers with a reason, in words fit for the person who gets them.

A rule returns one of these (or None); an action raises it; one middleware and one API handler turn it into a page
or a problem document. Anything else that is raised is a bug.
"""


class Refused(Exception):
    """Something was asked for that will not be done, and nothing was changed.

    Args:
        reason: one or two plain sentences: what cannot be done, why, and how to mend it.
        who_can: the office that could do it ("The headteacher"), if there is one.
        clause: id of the policy clause behind it ("2.4c"), if there is one.
    """

    status = 403

    def __init__(self, reason: str, *, who_can: str = "", clause: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.who_can = who_can
        self.clause = clause


class NotAllowed(Refused):
    """This person may not do this; somebody else may."""


class NotSignedIn(Refused):
    """Nobody is signed in, or not with what this asks for (a token that works)."""

    status = 401


class NotNow(Refused):
    """It may be done, but not in the state the thing is in (somebody else was first, it is closed)."""

    status = 409


class BadInput(Refused):
    """What was given cannot be used: says what is wrong, where, and how to mend it.

    Args:
        reason: the sentence.
        where: the field, cell, row or file it is about ("row 12, Date").
    """

    status = 422

    def __init__(self, reason: str, *, where: str = "", clause: str = "") -> None:
        super().__init__(reason, clause=clause)
        self.where = where


class TooOften(Refused):
    """Asked too many times; the same question will be answered later.

    Args:
        reason: the sentence.
        retry_after: seconds until it is worth asking again.
    """

    status = 429

    def __init__(self, reason: str, *, retry_after: int) -> None:
        super().__init__(reason)
        self.retry_after = retry_after
