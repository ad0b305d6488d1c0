"""A register table in the shape of a trust's policy document: five columns, a split header, names made up."""

HEADER = ("Platform", "Account/Page name", "Master administration role", "Approved users (posting)", "Date")
SECOND_LINE = ("", "", "", "", "Opened / Closed")
JOINED = (*HEADER[:4], "Date Opened / Closed")
ROWS = (
    ("Twitter", "@BrightwaterHouse", "Amara Lindqvist (Headteacher)", "Amara Lindqvist", "Opened: 1/9/21"),
    (
        "You Tube",
        "Brightwater Home Learning https://www.youtube.com/@brightwater589",
        "Amara Lindqvist (Headteacher)",
        "Joel Sharma / Priya Nair / Noor Haddad",
        "Opened: April 20",
    ),
    ("Facebook", "Friends of Brightwater", "Grace Adebayo (Chair)", "Grace Adebayo", "Opened: 6/3/17"),
    ("Twitter", "@friendsof_bright", "Grace Adebayo (Chair)", "Grace Adebayo", "Opened: Feb 17"),
    ("Facebook", "Brightwater Parents Account", "Joel Sharma", "", "Opened: 30/3/20"),
    ("Facebook", "Harbour Cycle Scheme", "Joel Sharma", "Joel Sharma", "Opened: 13/9/12"),
    ("Twitter", "harbourheard", "Joel Sharma", "Joel Sharma", "Opened: June 24"),
    ("Instagram", "harbourheard", "Joel Sharma", "Joel Sharma", "Opened: 7/10/15"),
    ("LinkedIn (used for recruitment)", "The Harbour Trust", "Miriam Osei / Joel Sharma", "", "Opened: 20 Nov 2011"),
)


def as_text() -> str:
    """The table with tabs, inside prose, as a document saved as text has it."""
    lines = ["\t".join(row) for row in (HEADER, SECOND_LINE, *ROWS)]
    return "\n".join(
        ["3. Official accounts\t4", "", "These are listed.", "", *lines, "", "Follow these rules, always.", ""]
    )
