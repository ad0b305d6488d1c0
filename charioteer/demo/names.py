"""Names for people who do not exist, always the same ones, and what they do."""

import random
from collections.abc import Iterator

from charioteer.people.models import PersonKind

SEED = 20261122
FIRST = (
    *(
        "Abel",
        "Adaeze",
        "Alma",
        "Anouk",
        "Arlo",
        "Beatrix",
        "Benedikt",
        "Bronte",
        "Caspian",
        "Celine",
        "Chidi",
        "Clemmie",
    ),
    *(
        "Dafydd",
        "Delphine",
        "Ebele",
        "Edmund",
        "Elowen",
        "Emrys",
        "Esme",
        "Fergus",
        "Fatou",
        "Florian",
        "Gideon",
        "Greer",
    ),
    *(
        "Hamish",
        "Haruka",
        "Imani",
        "Ingrid",
        "Jarek",
        "Jocasta",
        "Kamal",
        "Keziah",
        "Laszlo",
        "Linnea",
        "Lucan",
        "Mabel",
    ),
    *(
        "Marisol",
        "Merryn",
        "Nadir",
        "Niamh",
        "Odette",
        "Olumide",
        "Perpetua",
        "Quentin",
        "Rafaela",
        "Ravi",
        "Saoirse",
        "Soren",
    ),
    *("Tamsin", "Tobias", "Ulrika", "Umar", "Verity", "Viggo", "Winifred", "Xanthe", "Yusuf", "Zadie", "Zeno", "Zofia"),
)
LAST = (
    *(
        "Abbott",
        "Adair",
        "Amadi",
        "Ashdown",
        "Barlow",
        "Benning",
        "Birch",
        "Calder",
        "Chaudhry",
        "Coyle",
        "Dalton",
        "Darko",
    ),
    *(
        "Devlin",
        "Eastman",
        "Ekwueme",
        "Fairley",
        "Fenn",
        "Galloway",
        "Gupta",
        "Halloran",
        "Hewitt",
        "Ibrahim",
        "Ingram",
        "Jessop",
    ),
    *(
        "Kaur",
        "Kilbride",
        "Lacey",
        "Larkin",
        "Lindholm",
        "Madden",
        "Marlowe",
        "Mukherjee",
        "Nakata",
        "Norwood",
        "Oakley",
        "Obi",
    ),
    *(
        "Parrish",
        "Penhale",
        "Quigley",
        "Rahman",
        "Redfern",
        "Sato",
        "Selby",
        "Skelton",
        "Tennant",
        "Thorne",
        "Uddin",
        "Unwin",
    ),
    *("Vale", "Verma", "Wainwright", "Westbrook", "Xu", "Yeo", "Yardley", "Zielinski"),
)
TITLES: dict[PersonKind, tuple[str, ...]] = {
    PersonKind.STAFF: (
        "Teacher",
        "Teacher",
        "Teaching assistant",
        "Teaching assistant",
        "Lunchtime supervisor",
        "Librarian",
    ),
    PersonKind.TRUSTEE: ("Trustee",),
    PersonKind.GOVERNOR: ("Governor",),
    PersonKind.MEMBER: ("Member",),
    PersonKind.VOLUNTEER: ("Reading volunteer", "Trips volunteer"),
    PersonKind.SUPPLY: ("Supply teacher",),
    PersonKind.TRAINEE: ("Trainee teacher",),
    PersonKind.THERAPIST: ("Speech and language therapist", "Occupational therapist"),
    PersonKind.CONTRACTOR: ("Sports coach", "Photographer"),
    PersonKind.FRIENDS_OFFICER: ("Treasurer of the friends", "Secretary of the friends"),
}


def invented() -> Iterator[str]:
    """Names without end to them, for all that is needed here, none twice."""
    pairs = [f"{first} {last}" for first in FIRST for last in LAST]
    random.Random(SEED).shuffle(pairs)  # noqa: S311 (nothing here is a secret)
    return iter(pairs)


def address(name: str) -> str:
    """An e-mail address that can never be anybody's (RFC 2606)."""
    return f"{name.lower().replace(' ', '.')}@lyra.example"
