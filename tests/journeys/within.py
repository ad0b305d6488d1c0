"""The addresses of those who are signed in: the register, the year, the set-up, mine to do, the board, people."""

from charioteer.people.roles import Right
from tests.journeys.asked import Address, Answer, Door, Place

_EDIT = {"door": Right.EDIT_REGISTER, "own": True, "forms": ({},)}
_IMPORT = {"door": Right.IMPORT_REGISTER, "own": True, "takes": {"pk": "batch"}}
_OTHER = {**_IMPORT, "takes": {"pk": "other_batch"}}
REGISTER = (
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
YEAR = (
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
SETTING_UP = (
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

MINE = (
    Address("mine", "mine to do: everything I owe, by when", Door.SIGNED_IN),
    Address("notices", "how I am reminded of it", Door.SIGNED_IN, forms=({"digest": "daily"},)),
    Address("notices_feed", "make my private calendar feed", Door.SIGNED_IN, forms=({},), sent_only=True),
    Address("notices_feed_revoke", "take it back", Door.SIGNED_IN, forms=({},), sent_only=True),
    Address("calendar_feed", "one person's calendar, by its secret address", takes={"secret": "feed"}, page=False),
)

BOARD = (
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
PEOPLE = (
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
