"""What there is to open, as data: the links at the top of every page, and those on the page “More”."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """One link of the main navigation.

    `url` is the name of an address another app declares; while nobody declares it, the link is left out.
    `also` are further names that count as being on it. `right` is asked of the person before it is shown; `whole`, that
    they have it for the whole trust. `count` names what the page's context holds as the number beside it. `says` is a
    sentence, for the page that lists them all.
    """

    words: str
    url: str
    also: tuple[str, ...] = ()
    right: str = ""
    whole: bool = False
    count: str = ""
    says: str = ""


@dataclass(frozen=True)
class Group:
    """Items that belong together, on the page that lists what does not fit at the top."""

    title: str
    items: tuple[Item, ...]


CHECK = Item("Check an account", "home", also=("check",))
POLICY = Item("The policy", "policy")
PUBLIC: tuple[Item, ...] = (CHECK, Item("Channels", "public_register"), POLICY)
MORE: tuple[Group, ...] = (
    Group(
        "Look after the Trust",
        (
            Item("Set up", "set_up", right="set_up", says="Offices, stand-ins, clearing, custody."),
            Item("The mode", "set_up_mode", says="Trying out, pilot or live, and what going live still needs."),
            Item(
                "Who holds which office",
                "people_offices",
                right="read_people",
                says="School by school.",
            ),
            Item("Invitations", "invitations", right="invite", says="Who was invited, and what became of it."),
            Item("Calendar", "calendar", right="read_register", says="Terms, closures, bank holidays."),
            Item("Platforms", "platforms", right="read_register", says="Which may be used in school."),
            Item("Help somebody back in", "help_requests", right="help_back_in", says="They lost their second factor."),
        ),
    ),
    Group(
        "Bring something in",
        (
            Item(
                "Import a register",
                "register_import",
                right="import_register",
                says="From a table, or the policy.",
            ),
            Item(
                "Import people",
                "people_import",
                right="import_people",
                whole=True,
                says="From the payroll’s list.",
            ),
        ),
    ),
    Group(
        "Look behind it",
        (
            Item("The log", "trail", right="read_trail", says="What was done, when, and by whom."),
            Item("Heads of the log", "log_heads", says="One kept elsewhere shows if it was rewritten."),
            Item(
                "The work in the background",
                "work",
                right="see_work",
                whole=True,
                says="What waits, and what failed.",
            ),
        ),
    ),
    Group(
        "Yours",
        (
            Item("Your account", "account", says="Your roles, your password, your second factor."),
            Item("Reminders", "notices", says="How often you are written to, and your private calendar."),
            Item("Where you are signed in", "sessions", says="Sign other browsers out."),
            Item("Tokens for programs", "tokens", says="They read what you may read, and no more."),
        ),
    ),
    Group(
        "What the public sees",
        (
            Item("Check an account", "home", says="Is this account really the school’s?"),
            Item("Channels", "public_register", says="The register in public, school by school."),
            Item("Texts for your websites", "for_websites", says="For the privacy notice and the website."),
        ),
    ),
)
SIGNED_IN: tuple[Item, ...] = (
    Item("Mine to do", "mine", also=("notices",), count="mine_count"),
    Item("Register", "register"),
    Item("Board", "board", right="read_board"),
    Item("People", "people", right="read_people"),
    POLICY,
    Item("More", "more"),
)
