"""Every address and who gets what there: the one table that the walk obeys and docs/reference/addresses.md shows."""

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


# Pages about a second factor, for those who have none and for those who have one.
_NO_FACTOR = tuple(role.key for role in ROLES if role.signed_in and not role.factor)
_NOTHING_TO_SHOW = dict.fromkeys(_NO_FACTOR, Answer.NOT_THERE)
# What belongs to Amara alone is not there for anybody else.
_ONLY_AMARA = {role.key: Answer.NOT_THERE for role in ROLES if role.signed_in and role.key != "amara"}
_NOWHERE = {"but_all": Answer.NOT_THERE}
_ELSEWHERE = dict.fromkeys(_NO_FACTOR, Answer.LED_ON)
_HAVE_IT = dict.fromkeys((role.key for role in ROLES if role.factor), Answer.LED_ON)

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
    Address("second_factor", "choose a second factor: an app or a passkey", Door.SIGNED_IN, led_on=True),
    Address("mfa_activate_totp", "set up an app", Door.SIGNED_IN, forms=({"code": "1"},), but=_HAVE_IT),
    Address("second_factor_change", "use another phone", Door.SIGNED_IN, forms=({"code": "1"},), but=_ELSEWHERE),
    Address("mfa_deactivate_totp", "remove the second factor", Door.SIGNED_IN, forms=({},), but=_NOTHING_TO_SHOW),
    Address("mfa_view_recovery_codes", "my recovery codes", Door.SIGNED_IN, but=_NOTHING_TO_SHOW),
    Address("mfa_generate_recovery_codes", "make new recovery codes", Door.SIGNED_IN, forms=({},)),
)
_PASSKEY = {"forms": ({"credential": ""},)}
_OWN_PASSKEY = {"takes": {"pk": "passkey"}, "but": _ONLY_AMARA}
_NO_PASSKEY = dict.fromkeys(_ONLY_AMARA, Answer.LED_ON)
_WAYS_IN = (
    Address("mfa_login_webauthn", "sign in with a passkey alone", Door.STRANGERS, **_PASSKEY),
    Address("mfa_list_webauthn", "my passkeys", Door.SIGNED_IN),
    Address("mfa_add_webauthn", "add a passkey", Door.SIGNED_IN, **_PASSKEY),
    Address("mfa_edit_webauthn", "rename one of mine", Door.SIGNED_IN, forms=({"name": ""},), **_OWN_PASSKEY),
    Address("mfa_remove_webauthn", "remove one of mine", Door.SIGNED_IN, forms=({},), **_OWN_PASSKEY),
    Address("mfa_reauthenticate_webauthn", "use my passkey again", Door.SIGNED_IN, but=_NO_PASSKEY, **_PASSKEY),
    Address("sessions", "where I am signed in", Door.SIGNED_IN),
    Address("sessions_end", "sign other browsers out", Door.SIGNED_IN, forms=({"device": "others"},), sent_only=True),
    Address("tokens", "my tokens for programs", Door.SIGNED_IN, forms=({"name": ""},)),
    Address(
        "token_revoke",
        "revoke one of mine",
        Door.SIGNED_IN,
        takes={"pk": "api_token"},
        forms=({},),
        sent_only=True,
        but=_ONLY_AMARA,
    ),
    Address("lost_device", "ask to be helped back in", forms=({"email": "a@b.example", "password": "x"},)),
    Address("back_in", "a one-time link: back in, to a new second factor", takes={"token": "back_in"}, forms=({},)),
    Address("back_in_cancel", "a link in a mail: it was not me", takes={"token": "no_help"}, forms=({},), **_NOWHERE),
    Address("help_requests", "who asks to be helped back in", Right.HELP_BACK_IN),
    Address(
        "help_back_in",
        "vouch for one of them",
        Right.HELP_BACK_IN,
        takes={"pk": "help"},
        own=True,
        forms=({},),
        reach=Place.TRUST,
        beyond=Answer.REFUSED,
    ),
)
_INVITATION = {"door": Right.INVITE, "takes": {"pk": "invitation"}, "own": True, "reach": Place.TRUST}
_INVITING = (
    Address("invitations", "who was invited, and what became of it", Right.INVITE, ask=("q=zzzz", "state=used")),
    Address("invite", "invite somebody", Right.INVITE, forms=({},)),
    Address("invitation_made", "one invitation", **_INVITATION),
    Address("invitation_withdraw", "make its link useless", forms=({},), sent_only=True, **_INVITATION),
    Address("invitation_again", "a new link to the same address", forms=({},), sent_only=True, **_INVITATION),
)
_WORK = {"door": Right.SEE_WORK, "reach": Place.TRUST, "beyond": Answer.REFUSED}
_HOUSE = (
    Address("health", "says that the server answers", page=False),
    Address("accessibility", "how accessible this site is, and what to do if a page cannot be used"),
    Address("privacy", "what this site keeps about those who look at it"),
    Address("more", "everything else one may open", Door.SIGNED_IN),
    Address("work", "the work in the background, and how the mail stands", **_WORK),
    Address(
        "work_begun",
        "how far something is that I began",
        Door.SIGNED_IN,
        takes={"ref": "begun"},
        but=_ONLY_AMARA,
    ),
    Address(
        "work_again",
        "have failed work tried again",
        **_WORK,
        takes={"ref": "failed"},
        own=True,
        forms=({},),
        sent_only=True,
    ),
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
    Address("log_heads", "the signed heads of the log, one an hour"),
    Address("log_head", "the head of a trust's log, as a file", takes={"slug": "trust"}, page=False),
    Address("log_head_of_installation", "the head of the installation's own log, as a file", page=False),
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
    *(
        Address(f"api:{name}", f"{words}, by token", page=False, but_all=Answer.NO_TOKEN)
        for name, words in (
            ("me", "for whom a token reads"),
            ("people", "the people one may read of"),
            ("my_duties", "what one owes"),
            ("register_channels", "the whole register"),
            ("board", "how each clause stands at the places one may see"),
        )
    ),
    Address("api_nothing_here", "anything else beneath the API", Door.NOBODY, takes={"rest": "rest"}, page=False),
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
_SET_UP = {"door": Right.SET_UP}
_OFFICE = {**_SET_UP, "takes": {"key": "office"}}
_DAYS = {
    "door": Right.EDIT_CALENDAR,
    "takes": {"part": "part", "pk": "term"},
    "own": True,
    "forms": ({},),
    "reach": Place.TRUST,
    "beyond": Answer.REFUSED,
}
_YEAR = (
    Address(
        "calendar",
        "a school year: terms, closures, bank holidays",
        Right.READ_REGISTER,
        ask=("school=capella-house", "school=nowhere&year=2031"),
    ),
    Address("calendar_add", "add a term or a closure", Right.EDIT_CALENDAR, forms=({},), ask=("what=closure",)),
    Address(
        "calendar_bank_holidays",
        "bank holidays, and the Trust's own word",
        Right.EDIT_CALENDAR,
        forms=({},),
        reach=Place.TRUST,
        beyond=Answer.REFUSED,
    ),
    Address("calendar_entry", "change a term or closure, with a reason", **_DAYS),
    Address("calendar_remove", "take it out, with a reason", **_DAYS),
)
_SETTING_UP = (
    Address("set_up", "the steps of setting up, and where to go on", **_SET_UP),
    Address("set_up_places", "schools and centres; add one", forms=({"name": ""},), **_SET_UP),
    Address("set_up_offices", "who holds which office", ask=("page=2",), **_SET_UP),
    Address("set_up_stand_ins", "who stands in", **_SET_UP),
    Address("set_up_clearing", "who may clear", **_SET_UP),
    Address("set_up_custody", "who keeps custody", **_SET_UP),
    Address("set_up_terms", "for which schools terms are entered", **_SET_UP),
    Address("set_up_gaps", "what is missing", **_SET_UP),
    Address("set_up_place", "one place, and who holds what there", takes={"pk": "place"}, own=True, **_SET_UP),
    Address("set_up_office", "one office: say who holds it", forms=({},), own=True, **_OFFICE),
    Address("set_up_office_open", "take somebody out of it", forms=({},), sent_only=True, own=True, **_OFFICE),
    Address(
        "set_up_mode",
        "the mode of the Trust, and going live",
        Right.READ_REGISTER,
        forms=({"act": "change"},),
    ),
)

_MINE = (
    Address("mine", "mine to do: everything I owe, by when", Door.SIGNED_IN),
    Address("notices", "how I am reminded of it", Door.SIGNED_IN, forms=({"digest": "daily"},)),
    Address("notices_feed", "make my private calendar feed", Door.SIGNED_IN, forms=({},), sent_only=True),
    Address("notices_feed_revoke", "take it back", Door.SIGNED_IN, forms=({},), sent_only=True),
    Address("calendar_feed", "one person's calendar, by its secret address", takes={"secret": "feed"}, page=False),
)

_BOARD = (
    Address(
        "board",
        "the board: how each clause stands at each place",
        Right.READ_BOARD,
        ask=("place=the-trust", "state=breach", "state=stale", "section=3", "on=2026-03-03", "on=31/02/2026"),
    ),
    Address("board_ask", "have the board asked anew", Right.ASK_BOARD, forms=({},), led_on=True, sent_only=True),
    Address("board_asked", "it is being asked", Right.ASK_BOARD),
    Address(
        "board_cell",
        "one clause at one place, why, and what fails",
        Right.READ_BOARD,
        takes={"clause": "keys_clause", "place": "school"},
        own=True,
        reach=Place.SCHOOL,
    ),
    Address("trail", "the log, within one's reach", Right.READ_TRAIL, ask=("who=zzzz", "kind=assurance.board.asked")),
    Address(
        "trail_entry",
        "one entry of the log",
        Right.READ_TRAIL,
        takes={"ref": "entry"},
        own=True,
        reach=Place.TRUST,
        hidden=True,
    ),
)

# Somebody of Vega House. Whoever does not see them is told that there is nothing there, not that they may not.
_ONE = {"takes": {"pk": "person"}, "own": True, "reach": Place.SCHOOL, "sees": Right.READ_PEOPLE}
_ONES = {**_ONE, "door": Right.EDIT_PEOPLE, "forms": ({},)}
_ONCE = {**_ONES, "sent_only": True, "led_on": True}
_PLACE = {**_ONES, "takes": {"pk": "person", "place": "engagement"}}
# A file may name people of every school, so it takes the right for the whole trust.
_WHOLE = {"door": Right.IMPORT_PEOPLE, "reach": Place.TRUST, "beyond": Answer.REFUSED}
_FILE = {**_WHOLE, "own": True, "takes": {"pk": "people_batch"}}
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
        forms=({},),
        **_WHOLE,
    ),
    Address("people_import_batch", "what was read and understood, and who may have left", **_FILE),
    Address("people_import_columns", "say which column is which", **_FILE, forms=({},), sent_only=True),
    Address("people_import_confirm", "take it in", **_FILE, forms=({},), sent_only=True),
    Address("people_import_discard", "throw it away", **_OTHER_FILE, forms=({},), sent_only=True),
)

TABLE: tuple[Address, ...] = (
    *_HOUSE,
    *_SIGNING_IN,
    *_MINE,
    *_WAYS_IN,
    *_INVITING,
    *_POLICY,
    *_PUBLIC,
    *_API,
    *_REGISTER,
    *_PEOPLE,
    *_BOARD,
    *_YEAR,
    *_SETTING_UP,
)


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
