"""The offices a trust fills when it sets up, as data: at which place each is, how many hold it, who stands in."""

from dataclasses import dataclass
from enum import StrEnum

from charioteer.people.roles import ROLES, At, Right


class Step(StrEnum):
    """The step of setting up on which an office is filled."""

    OFFICES = "offices"
    STAND_INS = "stand-ins"
    CLEARING = "clearing"
    CUSTODY = "custody"


@dataclass(frozen=True)
class Post:
    """One office to fill, at every place of its kind.

    Args:
        role: a key of `ROLES`; whoever fills the office holds that role there.
        at: the trust, every school, or every centre.
        words: what it is called in the middle of a sentence ("designated safeguarding lead").
        least: how many must hold it.
        several: whether more than one may.
        stood_in_for: whether somebody should stand in for it.
        deputies: roles whose holders stand in for it anyway.
        none: whether a place may do without it, if it says who does the work instead.
        step: on which step it is filled.
    """

    role: str
    at: At
    words: str
    least: int = 1
    several: bool = False
    stood_in_for: bool = False
    deputies: tuple[str, ...] = ()
    none: bool = True
    step: Step = Step.OFFICES

    @property
    def decides(self) -> bool:
        """Whether it decides on going live, so that nobody may take it for themselves."""
        return Right.DECIDE_MODE in ROLES[self.role].rights

    @property
    def name(self) -> str:
        """The role's name."""
        return ROLES[self.role].name


POSTS: tuple[Post, ...] = (
    Post("ceo", At.TRUST, "chief executive", stood_in_for=True, none=False),
    Post("chair", At.TRUST, "chair of trustees", stood_in_for=True, none=False),
    Post("trust_dsl", At.TRUST, "trust safeguarding lead", several=True, stood_in_for=True),
    Post("dpo", At.TRUST, "data protection officer"),
    Post("it_lead", At.TRUST, "IT lead", several=True),
    Post("hr", At.TRUST, "human resources lead", several=True),
    Post("headteacher", At.SCHOOL, "headteacher", stood_in_for=True, deputies=("deputy_head",)),
    Post("dsl", At.SCHOOL, "designated safeguarding lead", none=False),
    Post("deputy_dsl", At.SCHOOL, "deputy safeguarding lead", several=True),
    Post("head_of_centre", At.CENTRE, "head of centre", stood_in_for=True),
    Post("clearer", At.SCHOOL, "person who clears posts", 2, several=True, none=False, step=Step.CLEARING),
    Post("custodian", At.SCHOOL, "custodian", 2, several=True, none=False, step=Step.CUSTODY),
)
BY_ROLE = {post.role: post for post in POSTS}
ROLES_ASKED = frozenset(BY_ROLE) | {role for post in POSTS for role in post.deputies}
EXCLUDE = {"ceo": "chair", "chair": "ceo"}
"""One person never holds both: each hears what concerns the other."""
