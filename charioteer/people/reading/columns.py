"""What a list of people may have, and how its columns are headed."""

from charioteer.intake.importers import Column

COLUMNS = (
    Column(
        "payroll_number",
        "Payroll number",
        ("payroll no", "payroll id", "employee number", "employee no", "employee id", "staff number", "staff id"),
        hint="This or the e-mail address tells who is who; the number is surer.",
    ),
    Column("email", "E-mail address", ("email", "e-mail", "email address", "work email", "mail")),
    Column("name", "Name", ("full name", "employee name", "staff name")),
    Column("first_name", "First name", ("forename", "given name", "preferred name")),
    Column("last_name", "Last name", ("surname", "family name")),
    Column("kind", "Capacity", ("category", "staff type", "type", "kind", "in what capacity"), hint="Staff if blank."),
    Column("school", "School", ("academy", "site", "location", "place", "base")),
    Column("centre", "Centre", ("campus", "phase")),
    Column("job_title", "Job title", ("post title", "job", "post", "position")),
    Column("from_date", "Start date", ("start", "from", "date started", "date joined", "joined", "appointed")),
    Column("until_date", "End date", ("end", "until", "leaving date", "date left", "left", "term ends")),
    Column(
        "leader",
        "Led by",
        ("leader", "line manager", "manager", "reports to", "team leader"),
        hint="Their e-mail address or payroll number.",
    ),
)

#: The capacities by the words lists use, in small letters.
KINDS: dict[str, tuple[str, ...]] = {
    "staff": (
        "staff",
        "member of staff",
        "employee",
        "employed",
        "permanent",
        "fixed term",
        "teacher",
        "teaching",
        "teaching staff",
        "support",
        "support staff",
        "leadership",
    ),
    "trustee": ("trustee", "director", "trust board"),
    "governor": ("governor", "local governor", "local board", "parent governor", "staff governor"),
    "member": ("member of the trust", "member", "trust member"),
    "volunteer": ("volunteer", "parent helper", "reading helper"),
    "supply": ("supply", "supply or agency staff", "supply teacher", "agency", "agency staff", "cover"),
    "trainee": ("trainee", "trainee teacher", "student teacher", "itt", "pgce", "apprentice"),
    "therapist": (
        "therapist",
        "speech and language therapist",
        "occupational therapist",
        "physiotherapist",
        "music therapist",
    ),
    "contractor": ("contractor", "contract", "peripatetic", "consultant", "visiting"),
    "friends_officer": (
        "friends officer",
        "officer of a friends association",
        "friends association",
        "friends",
        "pta",
        "pta officer",
        "parents association",
    ),
}
