"""Every address and who gets what there: the one table that the walk obeys and docs/reference/addresses.md shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from charioteer.people.roles import ROLES as HELD
from charioteer.people.roles import Right


@dataclass(frozen=True)
class Role:
    """Somebody who asks: the key of the cast, and the words of the page."""

    key: str
    words: str
    rights: frozenset[Right] = frozenset()
    signed_in: bool = True
    outside: bool = False


_MEMBER = HELD["member"].rights
_ADMINISTRATOR = HELD["administrator"].rights
ROLES = (
    Role("stranger", "a stranger", signed_in=False),
    Role("grace", "somebody whose role has ended"),
    Role("priya", "a member of staff", _MEMBER),
    Role("noor", "… of another school", _MEMBER),
    Role("amara", "an administrator", _ADMINISTRATOR),
    Role("wren", "a headteacher", HELD["headteacher"].rights),
    Role("idris", "a safeguarding lead", HELD["dsl"].rights),
    Role("tomasz", "… of another trust", _ADMINISTRATOR, outside=True),
)


class Answer(StrEnum):
    """What somebody gets, in the words of the page."""

    PAGE = "a page"
    SIGN_IN = "sign-in"
    REFUSED = "refused"
    NOT_THERE = "not there"
    LED_ON = "led on"
    NOT_THIS_WAY = "not this way"
    CANNOT_TELL = "cannot tell"

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

    def _refused(self, role: Role, door: Door | Right) -> Answer | None:
        if door is Door.NOBODY:
            return Answer.NOT_THERE
        if door is Door.STRANGERS:
            return Answer.LED_ON if role.signed_in else None
        if door is not Door.ANYBODY and not role.signed_in:
            return Answer.SIGN_IN
        if isinstance(door, Right) and door not in role.rights:
            return Answer.REFUSED
        return Answer.NOT_THERE if self.own and role.outside else None


# Pages about a second factor, for those who have none: only the administrators of the cast have one.
_NO_FACTOR = ("grace", "priya", "noor")
_NOTHING_TO_SHOW = dict.fromkeys(_NO_FACTOR, Answer.NOT_THERE)
_ELSEWHERE = dict.fromkeys(_NO_FACTOR, Answer.LED_ON)
_HAVE_IT = dict.fromkeys(("amara", "wren", "idris", "tomasz"), Answer.LED_ON)

_SIGNING_IN = (
    Address("account_login", "sign in", Door.STRANGERS, forms=({"login": "a@b.example", "password": "wrong"},)),
    Address("mfa_authenticate", "the second step of signing in", Door.ANYBODY, forms=({"code": "1"},), led_on=True),
    Address("account_inactive", "a sign-in that was switched off"),
    Address("account_logout", "sign out", Door.SIGNED_IN, forms=({},), but={"stranger": Answer.LED_ON}),
    Address("invitation", "a one-time link: choose a password", takes={"token": "token"}, forms=({"name": ""},)),
    Address("account_reset_password", "ask for a new password", forms=({"email": "a@b.example"},)),
    Address("account_reset_password_done", "a new password was asked for"),
    Address("account_reset_password_from_key_done", "the new password is set"),
    Address(
        "account_reset_password_from_key",
        "a one-time link: choose a new password",
        takes={"uidb36": "no_user", "key": "no_key"},
        forms=({},),
    ),
    Address("account", "who I am, my roles, how I sign in", Door.SIGNED_IN),
    Address("mfa_index", "the same", Door.SIGNED_IN),
    Address("account_change_password", "change my password", Door.SIGNED_IN, forms=({"oldpassword": "x"},)),
    Address("account_reauthenticate", "type my password again", Door.SIGNED_IN, forms=({"password": "x"},)),
    Address("mfa_reauthenticate", "type a code again", Door.SIGNED_IN, forms=({"code": "1"},), but=_ELSEWHERE),
    Address("mfa_activate_totp", "set up the second factor", Door.SIGNED_IN, forms=({"code": "1"},), but=_HAVE_IT),
    Address("mfa_deactivate_totp", "remove the second factor", Door.SIGNED_IN, forms=({},), but=_NOTHING_TO_SHOW),
    Address("mfa_view_recovery_codes", "my recovery codes", Door.SIGNED_IN, but=_NOTHING_TO_SHOW),
    Address("mfa_generate_recovery_codes", "make new recovery codes", Door.SIGNED_IN, forms=({},)),
)
_HOUSE = (
    Address("health", "says that the server answers", page=False),
    Address("accessibility", "how accessible this site is, and what to do if a page cannot be used"),
    Address("privacy", "what this site keeps about those who look at it"),
    Address("specimen", "every component of the look, for developers (CHARIOTEER_DEBUG)", Door.NOBODY),
)
_POLICY = (
    Address("policy", "the policy, clause by clause", ask=("q=photograph", "q=zzzz", "kind=P")),
    Address("policy_clause", "one clause, and how the software answers it", takes={"key": "clause"}),
)
_PUBLIC = (
    Address("home", "the front door: check an account, our schools' channels, what changed"),
    Address("report_a_fake", "how to report an account that pretends to be a school's"),
    Address("report_a_concern", "what to do today about a worry"),
    Address("complaints", "how to complain"),
    Address(
        "check",
        "is this account really the school's?",
        ask=(
            "q=https%3A%2F%2Fx.com%2FHouseCapella",
            "q=%40friendsof_strat+on+Twitter",
            "q=https%3A%2F%2Fx.com%2FHouseCapeIla",
            "q=instagram.com%2Fnobody_at_all",
            "q=HouseCapella",
            "q=what%3F+%E2%80%AE%00",
        ),
    ),
    Address("public_register", "the register, by school", ask=("standing=partner", "q=zzzz", "page=99")),
    Address("public_channel", "one channel", takes={"ref": "ref"}),
    Address("public_qr", "its QR code, as a picture", takes={"ref": "ref"}, page=False),
    Address("public_csv", "the register as CSV", page=False),
    Address("public_json", "the register as JSON", page=False),
    Address("changes_feed", "what changed, as an Atom feed", page=False),
    Address("for_websites", "texts for the Privacy Notice and the website"),
    Address(
        "for_websites_file",
        "one of these texts, as a file",
        takes={"slug": "trust", "place": "school", "what": "text"},
        page=False,
    ),
)
_API = (
    Address("api_reference", "the API, in words"),
    Address("api:openapi-json", "the API, as OpenAPI", page=False),
    Address("api:verify", "is this account really the school's? (`?q=`)", page=False, but_all=Answer.CANNOT_TELL),
    Address("api:channels", "the public register, page by page", page=False),
    Address("api:api-root", "the root of the API, where nothing is", Door.NOBODY, page=False),
)
_EDIT = {"door": Right.EDIT_REGISTER, "own": True, "forms": ({},)}
_IMPORT = {"door": Right.IMPORT_REGISTER, "own": True, "takes": {"pk": "batch"}}
_OTHER = {**_IMPORT, "takes": {"pk": "other_batch"}}
_REGISTER = (
    Address(
        "register",
        "the register: search, filter, sort, export",
        Right.READ_REGISTER,
        ask=("q=Capella", "q=zzzz", "standing=partner", "sort=-name&page=2"),
    ),
    Address("register_add", "put a channel on the list", Right.EDIT_REGISTER, forms=({},)),
    Address("register_channel", "one channel", Right.READ_REGISTER, takes={"ref": "ref"}, own=True),
    Address("register_edit", "change a channel, with a reason", takes={"ref": "ref"}, **_EDIT),
    Address("register_people", "who runs it", takes={"ref": "ref", "kind": "slot"}, **_EDIT),
    Address("register_fact", "record what is known about it", takes={"ref": "ref", "kind": "fact"}, **_EDIT),
    Address("register_import", "bring a register in from a file", Right.IMPORT_REGISTER, forms=({},)),
    Address("register_import_batch", "what was read and understood", **_IMPORT),
    Address("register_import_columns", "say which column is which", **_IMPORT, forms=({},), sent_only=True),
    Address("register_import_confirm", "take it in", **_IMPORT, forms=({},), sent_only=True),
    Address(
        "register_import_discard",
        "throw it away",
        **_OTHER,
        forms=({},),
        sent_only=True,
    ),
    Address("platforms", "every platform, and may schools use it", Right.READ_REGISTER, ask=("use=no", "q=zzzz")),
    Address(
        "platform",
        "one platform; the Trust's own word on it",
        Right.READ_REGISTER,
        takes={"key": "platform"},
        forms=({},),
        to_send=Right.SET_PLATFORMS,
    ),
)

# Whoever does not see somebody is told that there is nothing there, not that they may not. The head of another school
# does not see them either.
_UNSEEN = dict.fromkeys(("priya", "noor", "grace"), Answer.NOT_THERE)
_ONE = {"takes": {"pk": "person"}, "own": True, "but": _UNSEEN}
_ONES = {**_ONE, "door": Right.EDIT_PEOPLE, "forms": ({},)}
# Done once it is done: the administrator, who walks first, leaves nothing of it to the head.
_ONCE = {**_ONES, "but": {**_UNSEEN, "wren": Answer.NOT_THERE}, "sent_only": True, "led_on": True}
_PLACE = {**_ONES, "takes": {"pk": "person", "place": "place"}}
_FILE = {"door": Right.IMPORT_PEOPLE, "own": True, "takes": {"pk": "people_batch"}}
_OTHER_FILE = {**_FILE, "takes": {"pk": "other_people_batch"}}
_PEOPLE = (
    Address(
        "people",
        "people: search, filter, sort, export",
        Right.READ_PEOPLE,
        ask=("q=Sam", "q=zzzz", "here=left", "kind=trustee", "role=administrator&sort=-name", "school=trust"),
    ),
    Address("people_offices", "who holds which office, school by school", Right.READ_PEOPLE, ask=("q=zzzz",)),
    Address("people_add", "add somebody", Right.EDIT_PEOPLE, forms=({},)),
    Address("people_person", "one person", Right.READ_PEOPLE, **_ONE),
    Address("people_correct", "correct their details", **_ONES),
    Address("people_place_add", "add a place", **_ONES),
    Address("people_place", "change a place", **_PLACE),
    Address("people_place_end", "note that they leave", **_PLACE),
    Address("people_role_give", "give a role", **{**_ONES, "door": Right.GIVE_ROLES}),
    Address(
        "people_role_end",
        "end a role",
        **{**_ONES, "door": Right.GIVE_ROLES, "takes": {"pk": "person", "role": "role"}},
    ),
    Address("people_away", "note that they are away", **_ONES),
    Address(
        "people_back",
        "note that they are back",
        **{**_ONCE, "takes": {"pk": "person", "absence": "absence"}},
    ),
    Address("people_sign_in", "close their sign-in, or open it again", **_ONES, sent_only=True),
    Address("people_merge", "merge with another entry", **_ONES),
    Address(
        "people_unmerge",
        "undo a merge",
        **{**_ONCE, "takes": {"pk": "person", "other": "merged"}},
    ),
    Address("people_split", "split an entry", **_ONES),
    Address(
        "people_import",
        "bring people in from a file",
        Right.IMPORT_PEOPLE,
        forms=({},),
    ),
    Address("people_import_batch", "what was read and understood, and who may have left", **_FILE),
    Address("people_import_columns", "say which column is which", **_FILE, forms=({},), sent_only=True),
    Address("people_import_confirm", "take it in", **_FILE, forms=({},), sent_only=True),
    Address("people_import_discard", "throw it away", **_OTHER_FILE, forms=({},), sent_only=True),
)

TABLE: tuple[Address, ...] = (*_HOUSE, *_SIGNING_IN, *_POLICY, *_PUBLIC, *_API, *_REGISTER, *_PEOPLE)


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
