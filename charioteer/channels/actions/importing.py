"""The register's importer: what its columns are called, how rows are understood, and how they are written."""

from charioteer.intake.importers import Column

COLUMNS = (
    Column("platform", "Platform", ("platform", "network", "site", "service", "social media"), required=True),
    Column(
        "name", "Account or page name", ("account/page name", "account", "page name", "name", "channel"), required=True
    ),
    Column(
        "masters", "Who holds master access", ("master administration role", "master", "administrator", "owner role")
    ),
    Column("posters", "Who may post", ("approved users (posting)", "approved users", "posters", "may post", "users")),
    Column("dates", "Opened or closed", ("date opened / closed", "date", "dates", "opened / closed")),
    Column("opened", "Opened", ("opened", "date opened", "opening date", "start")),
    Column("closed", "Closed", ("closed", "date closed", "closing date", "end")),
    Column("address", "Address", ("address", "url", "link", "web address")),
    Column("purpose", "Purpose", ("purpose", "aim", "used for")),
    Column("audience", "Audience", ("audience", "for whom")),
    Column("owner", "Run by (if an outside body)", ("owner", "run by", "owner body", "organisation")),
    Column("school", "School", ("school", "academy", "site name", "place")),
    Column("other_route", "Other way people are told", ("other contact route", "other route", "other way")),
    Column("account_id", "The platform’s own number", ("platform id", "account id", "id")),
    Column("how_closed", "How it was closed", ("how closed", "how it was closed", "reason closed")),
)
_PLAIN = {
    "audience": "audience",
    "other_route": "other_route",
    "account_id": "platform_account_id",
    "how_closed": "how_closed",
}
