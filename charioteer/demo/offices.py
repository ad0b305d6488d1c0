"""Who holds which office in the invented trust, and which offices nobody holds."""

from dataclasses import dataclass

LYRA = {
    "name": "The Lyra Academy Trust",
    "slug": "lyra",
    "known_since": "2016-09-01",
    "schools": [
        {
            "name": "Vega House School",
            "slug": "vega-house",
            "known_by": ["Vega House", "Vega"],
            "centres": [
                {"name": "Vega House Primary", "slug": "primary"},
                {"name": "Vega House Secondary", "slug": "secondary"},
            ],
        },
        {
            "name": "Sulafat School",
            "slug": "sulafat",
            "known_by": ["Sulafat"],
            "centres": [
                {"name": "Sulafat Lower School", "slug": "lower"},
                {"name": "Sulafat Upper School", "slug": "upper"},
            ],
        },
        {
            "name": "Sheliak School",
            "slug": "sheliak",
            "known_by": ["Sheliak"],
            "centres": [{"name": "Sheliak Garden Campus", "slug": "garden"}],
        },
    ],
}


@dataclass(frozen=True)
class Holder:
    """One person and the office they hold.

    Args:
        name: theirs.
        role: a key of `people.roles.ROLES`.
        title: what they are called at work.
        school: slug of the school; "" for the whole trust.
        centre: slug of the centre of it; "" for the whole school.
        kind: in what capacity they are here.
        stands_in: acts only while whoever holds the office is away.
        factor: whether they set up the second factor that their role asks for.
    """

    name: str
    role: str
    title: str
    school: str = ""
    centre: str = ""
    kind: str = "staff"
    stands_in: bool = False
    factor: bool = True


VEGA, SULAFAT, SHELIAK = "vega-house", "sulafat", "sheliak"
# Gaps, on purpose: nobody clerks, Sheliak has neither a safeguarding lead nor a deputy head, and its office is empty.
HOLDERS: tuple[Holder, ...] = (
    Holder("Amara Lindqvist", "administrator", "Operations manager"),
    Holder("Maya Lindgren", "ceo", "Chief executive"),
    Holder("Ruth Castellan", "chair", "Chair of trustees", kind="trustee"),
    Holder("Kwame Boateng", "trustee", "Trustee", kind="trustee"),
    Holder("Sunniva Clarke", "trust_dsl", "Trust safeguarding lead"),
    Holder("Otis Fenwick", "dpo", "Data protection officer", kind="contractor"),
    Holder("Hana Petrov", "it_lead", "IT lead"),
    Holder("Dylan Mbeki", "hr", "HR manager"),
    Holder("Carys Holt", "comms_lead", "Communications lead"),
    Holder("Wren Okafor", "headteacher", "Headteacher", VEGA),
    Holder("Leif Anand", "deputy_head", "Deputy headteacher", VEGA),
    Holder("Leif Anand", "headteacher", "Deputy headteacher", VEGA, stands_in=True),
    Holder("Tove Amari", "head_of_centre", "Head of Vega House Primary", VEGA, "primary"),
    Holder("Idris Bello", "dsl", "Designated safeguarding lead", VEGA),
    Holder("Mei Tanaka", "deputy_dsl", "Deputy safeguarding lead", VEGA),
    Holder("Jonas Adeyemi", "clearer", "Head of English", VEGA),
    Holder("Lena Marsh", "custodian", "School business manager", VEGA),
    Holder("Bram Castell", "office", "Office manager", VEGA),
    Holder("Isla Brandt", "chair_of_governors", "Chair of governors", VEGA, kind="governor"),
    Holder("Farid Nasser", "governor", "Governor", VEGA, kind="governor"),
    Holder("Priya Nair", "member", "Teacher", VEGA),
    Holder("Silas Renner", "headteacher", "Headteacher", SULAFAT),
    Holder("Rowan Ito", "deputy_head", "Deputy headteacher", SULAFAT),
    Holder("Agnes Duarte", "head_of_centre", "Head of Sulafat Lower School", SULAFAT, "lower"),
    Holder("Bethan Kaya", "dsl", "Designated safeguarding lead", SULAFAT),
    Holder("Osman Lyle", "deputy_dsl", "Deputy safeguarding lead", SULAFAT),
    Holder("Osman Lyle", "dsl", "Deputy safeguarding lead", SULAFAT, stands_in=True),
    Holder("Juno Ferrer", "comms_lead", "Communications assistant", SULAFAT, factor=False),
    Holder("Pavel Hurst", "office", "Office manager", SULAFAT),
    Holder("Noor Haddad", "member", "Teacher", SULAFAT),
    Holder("Astrid Keane", "headteacher", "Headteacher", SHELIAK, factor=False),
    Holder("Yara Blom", "deputy_dsl", "Deputy safeguarding lead", SHELIAK),
)
