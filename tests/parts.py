"""Who plays what: for every role one person of Vega House (or of the Trust), of another school, of another trust.

Nobody here exists. The names are fixed, so that a failing test reads the same tomorrow.
"""

from dataclasses import dataclass

from charioteer.people.roles import ROLES, At

HOME, NEXT, ELSEWHERE = "lyra", "lyra, another school", "corvus"


@dataclass(frozen=True)
class Part:
    """One person and the role they hold.

    Args:
        key: of the cast.
        name: theirs.
        role: a key of `ROLES`.
        group: at Vega House or for its trust, at another school of it, or in another trust.
        school: the slug of the school it is held at; "" for the whole trust.
        centre: the slug of the centre of it; "" for the whole school.
    """

    key: str
    name: str
    role: str
    group: str = HOME
    school: str = ""
    centre: str = ""


_AT_HOME = {
    "administrator": "Amara Lindqvist",
    "ceo": "Maya Lindgren",
    "chair": "Ruth Castellan",
    "trustee": "Kwame Boateng",
    "headteacher": "Wren Okafor",
    "head_of_centre": "Tove Amari",
    "deputy_head": "Leif Anand",
    "trust_dsl": "Sunniva Clarke",
    "dsl": "Idris Bello",
    "deputy_dsl": "Mei Tanaka",
    "dpo": "Otis Fenwick",
    "it_lead": "Hana Petrov",
    "hr": "Dylan Mbeki",
    "comms_lead": "Carys Holt",
    "governor": "Farid Nasser",
    "chair_of_governors": "Isla Brandt",
    "clerk": "Petra Quaye",
    "clearer": "Jonas Adeyemi",
    "custodian": "Lena Marsh",
    "office": "Bram Castell",
    "member": "Priya Nair",
}
_NEXT_DOOR = {
    "headteacher": "Silas Renner",
    "head_of_centre": "Agnes Duarte",
    "deputy_head": "Rowan Ito",
    "dsl": "Bethan Kaya",
    "deputy_dsl": "Osman Lyle",
    "it_lead": "Vera Stroud",
    "hr": "Callum Iqbal",
    "comms_lead": "Juno Ferrer",
    "governor": "Edda Naidoo",
    "chair_of_governors": "Hugo Sandhu",
    "clerk": "Mina Croft",
    "clearer": "Tariq Olsen",
    "custodian": "Greta Omondi",
    "office": "Pavel Hurst",
    "member": "Noor Haddad",
}
_ELSEWHERE = {
    "administrator": "Tomasz Wolski",
    "ceo": "Astrid Keane",
    "chair": "Lionel Achebe",
    "trustee": "Marta Voss",
    "headteacher": "Emeka Strand",
    "head_of_centre": "Yara Blom",
    "deputy_head": "Nils Farrow",
    "trust_dsl": "Delia Novak",
    "dsl": "Cyrus Bain",
    "deputy_dsl": "Orla Mensah",
    "dpo": "Viktor Lowe",
    "it_lead": "Ines Hartley",
    "hr": "Bashir Lund",
    "comms_lead": "Flora Mistry",
    "governor": "Gwen Abara",
    "chair_of_governors": "Stefan Roe",
    "clerk": "Amina Frost",
    "clearer": "Kofi Reid",
    "custodian": "Selma Vance",
    "office": "Dario Wynn",
    "member": "Hetty Zaman",
}


def _part(name: str, role: str, group: str, school: str, centre: str) -> Part:
    at = ROLES[role].at
    key = name.split()[0].lower()
    if at is At.TRUST or role == "administrator":
        return Part(key, name, role, group)
    return Part(key, name, role, group, school, centre if at is At.CENTRE else "")


PARTS: tuple[Part, ...] = (
    *(_part(name, role, HOME, "vega-house", "primary") for role, name in _AT_HOME.items()),
    *(_part(name, role, NEXT, "sulafat", "lower") for role, name in _NEXT_DOOR.items()),
    *(_part(name, role, ELSEWHERE, "algorab", "upper") for role, name in _ELSEWHERE.items()),
)
