"""Who asks, what they may get, and what an address says of itself; the addresses are in the two tables beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from charioteer.people.roles import ROLES as HELD
from charioteer.people.roles import Right
from tests.parts import ELSEWHERE, NEXT, PARTS


class Place(StrEnum):
    """What a named thing belongs to, where a right reaches it only from there or from above."""

    TRUST = "the trust itself"
    SCHOOL = "Vega House School"
    CENTRE = "Vega House Primary"


@dataclass(frozen=True)
class Role:
    """Somebody who asks.

    Args:
        key: of the cast.
        words: on the page.
        rights: what they hold.
        signed_in: whether they are.
        group: at Vega House or for its trust, at another school, in another trust; "" for those without a role.
        reaches: what of Vega House and its trust their rights cover.
        factor: whether they have a second factor.
    """

    key: str
    words: str
    rights: frozenset[Right] = frozenset()
    signed_in: bool = True
    group: str = ""
    reaches: frozenset[Place] = frozenset()
    factor: bool = False

    @property
    def outside(self) -> bool:
        """Of another trust."""
        return self.group == ELSEWHERE


def _reaches(group: str, school: str, centre: str) -> frozenset[Place]:
    if group == NEXT:
        return frozenset()
    if centre:
        return frozenset({Place.CENTRE})
    return frozenset({Place.SCHOOL, Place.CENTRE}) if school else frozenset(Place)


ROLES: tuple[Role, ...] = (
    Role("stranger", "a stranger", signed_in=False),
    Role("grace", "somebody whose role has ended"),
    *(
        Role(
            part.key,
            HELD[part.role].name.lower(),
            HELD[part.role].rights,
            group=part.group,
            reaches=_reaches(part.group, part.school, part.centre),
            factor=HELD[part.role].second_factor,
        )
        for part in PARTS
    ),
)
BY_KEY = {role.key: role for role in ROLES}
# Between them they hold every right there is, so for what belongs to nobody in particular they speak for their trust.
SPEAK_FOR_THE_OTHER_TRUST = {"tomasz", "astrid"}


def asking(address: "Address") -> tuple[Role, ...]:
    """Who asks an address: everybody; of another trust all of them only for what belongs to somebody."""
    return tuple(role for role in ROLES if not role.outside or address.own or role.key in SPEAK_FOR_THE_OTHER_TRUST)


class Answer(StrEnum):
    """What somebody gets, in the words of the page."""

    PAGE = "a page"
    SIGN_IN = "sign-in"
    REFUSED = "refused"
    NOT_THERE = "not there"
    LED_ON = "led on"
    NOT_THIS_WAY = "not this way"
    CANNOT_TELL = "cannot tell"
    NO_TOKEN = "needs a token"

    @property
    def words(self) -> str:
        """For the table."""
        return self.value


class Door(StrEnum):
    """Who is let in, where no right decides."""

    ANYBODY = "anybody"
    STRANGERS = "only who is not signed in yet"
    SIGNED_IN = "anybody who is signed in"
    NOBODY = "nobody, in the state the cast is in"


Form = Mapping[str, str]


@dataclass(frozen=True)
class Address:
    """One address.

    Args:
        name: of the URL pattern, with its namespace; the route itself where the pattern has no name.
        words: what a person finds there.
        door: who is let in; a `Right` where one is needed.
        takes: for each part of the route, the key of `World.names` that fills it.
        own: it names something of one trust, so for others there is nothing there.
        forms: what may be sent; () where it may only be read. The first is sent by the walk.
        led_on: it never shows a page of its own to those let in.
        ask: query strings under which the browser looks at it too; {names} are filled in as in `takes`.
        page: an HTML page (the browser looks at those).
        but: what single people get instead, by the key of the cast.
        but_all: what everybody gets instead.
        sent_only: it takes a form and shows no page.
        to_send: the right that sending takes, where looking takes another.
        reach: what the thing it names belongs to, where the right must be held there or above.
        beyond: what those get who hold the right, but somewhere else.
        sees: the right without which, held there or above, there is nothing there to see.
        hidden: that it exists is not told to who may not read it: there is nothing there for them.
    """

    name: str
    words: str
    door: Door | Right = Door.ANYBODY
    takes: Mapping[str, str] = field(default_factory=dict)
    own: bool = False
    forms: tuple[Form, ...] = ()
    led_on: bool = False
    ask: tuple[str, ...] = ()
    page: bool = True
    but: Mapping[str, Answer] = field(default_factory=dict)
    but_all: Answer | None = None
    sent_only: bool = False
    to_send: Right | None = None
    reach: Place | None = None
    beyond: Answer = Answer.NOT_THERE
    sees: Right | None = None
    hidden: bool = False

    @property
    def takes_form(self) -> bool:
        """Whether something may be sent to it."""
        return bool(self.forms)

    def path(self, names: Mapping[str, str]) -> str:
        """The address as it is typed, its parts filled in from what the world offers."""
        if patterns().get(self.name) == self.name:
            return "/" + self.name
        return reverse(self.name, kwargs={part: names[key] for part, key in self.takes.items()})

    def answer(self, role: Role, method: str) -> Answer:
        """What this person gets."""
        if (method == "POST" and not self.forms) or (method == "GET" and self.sent_only):
            return Answer.NOT_THIS_WAY
        if instead := self.but.get(role.key, self.but_all):
            return instead
        if refused := self._refused(role, self.to_send if method == "POST" and self.to_send else self.door):
            return refused
        return Answer.LED_ON if self.led_on else Answer.PAGE

    def _seen_by(self, role: Role, right: Right) -> bool:
        return right in role.rights and (self.reach is None or self.reach in role.reaches)

    def _refused(self, role: Role, door: Door | Right) -> Answer | None:
        if door is Door.NOBODY:
            return Answer.NOT_THERE
        if door is Door.STRANGERS:
            return Answer.LED_ON if role.signed_in else None
        if door is not Door.ANYBODY and not role.signed_in:
            return Answer.SIGN_IN
        if (self.own and role.outside) or (self.sees and not self._seen_by(role, self.sees)):
            return Answer.NOT_THERE
        if isinstance(door, Right) and door not in role.rights:
            return Answer.NOT_THERE if self.hidden else Answer.REFUSED
        return self.beyond if self.reach and self.reach not in role.reaches else None


@cache
def patterns() -> dict[str, str]:
    """Every address the site answers to: the pattern's name and its route, as Django's resolver has them."""
    found: dict[str, str] = {}
    for name, route in _walk(get_resolver(), "", ""):
        if name in found and found[name] != route:
            name = route  # two routes share a name; the second goes by its route
        found[name] = route
    return found


def _walk(resolver: URLResolver, namespace: str, route: str) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLPattern):
            yield (f"{namespace}{pattern.name}" if pattern.name else here), here
        else:
            yield from _walk(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace, here)
