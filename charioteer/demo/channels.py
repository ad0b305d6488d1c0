"""The invented register: imported with its doubts, added by hand, and one channel in every standing there can be."""

from datetime import datetime, timedelta

from charioteer.channels import actions, deriving, kinds
from charioteer.channels.actions.importing import RegisterImporter
from charioteer.channels.actions.registering import Details
from charioteer.channels.models import Channel, Fact, SlotKind
from charioteer.channels.noting import note as write_entry
from charioteer.channels.standing import REQUIRED, FactKind
from charioteer.demo.ground import Ground
from charioteer.intake.actions import confirm, preview
from charioteer.people.models import Person

ROWS = """Platform,Account/Page name,Master administration role,Approved users (posting),Date Opened / Closed
Instagram,@sulafat_art,Juno Ferrer,Juno Ferrer / Noor Haddad / Rowan Ito / Agnes Duarte,Opened: 3/9/24
Twitter,@SulafatSchool,Silas Renner (Headteacher) / Juno Ferrer,Juno Ferrer,Opened: Sept 19
Facebook,Friends of Sheliak https://www.facebook.com/groups/8812004417735520,Friends of Sheliak (Chair),,Opened: 6/3/17
You Tube,Sheliak School Assemblies https://www.youtube.com/@sheliakassemblies,,,Opened: April 20
Twitter,@VegaHouse_Old,Wren Okafor (Headteacher),Wren Okafor,Opened: 1/9/16 Closed: 20/7/22
Facebook,Vega Parents,,,31/02/20
LinkedIn (used for recruitment),The Lyra Academy Trust,Dylan Mbeki / Amara Lindqvist,Dylan Mbeki,Opened: 20 Nov 2018
"""
_TOLD = {"purpose": "What our pupils do, for their families.", "audience": "Families"}
_OFFICIAL = (
    Details(
        platform="x",
        account="@VegaHouseSch",
        name="Vega House School",
        school="vega-house",
        opened="3 September 2018",
        **_TOLD,
    ),
    Details(
        platform="instagram",
        account="@vegahouseschool",
        name="Vega House in pictures",
        school="vega-house",
        opened="May 2021",
        **_TOLD,
    ),
    Details(
        platform="youtube", account="@lyratrust", name="The Lyra Academy Trust", school="trust", opened="2022", **_TOLD
    ),
)
_LAPSED = Details(
    platform="facebook",
    account="https://www.facebook.com/sulafatschool",
    name="Sulafat School",
    school="sulafat",
    opened="2017",
    **_TOLD,
)
_PARTNER = Details(
    platform="facebook",
    account="https://www.facebook.com/friendsofvega",
    name="Friends of Vega House",
    school="vega-house",
    owner="Friends of Vega House association",
    purpose="Fairs and fêtes.",
    opened="12 June 2019",
)


def imported(ground: Ground) -> str:
    """The register as a document has it, taken in by the administrator."""
    amara, now = ground.people["Amara Lindqvist"], ground.before(30)
    importer = RegisterImporter(now=now)
    batch = preview(
        importer=importer, file_name="register.csv", data=ROWS.encode(), trust_id=ground.trust.pk, by=amara, now=now
    )
    done = confirm(batch=batch, importer=importer, by=amara, now=now)
    return f"{done.written.get('channels', 0)} channels from a file, with its doubts"


def by_hand(ground: Ground) -> str:
    """Channels put on the list by hand: official ones, one whose proof ran out, a partner's, one just listed."""
    amara, head = ground.people["Amara Lindqvist"], ground.people["Wren Okafor"]
    for details in _OFFICIAL:
        prove(_listed(ground, details, amara), head, amara, ground.before(20), ground.now)
    lapsed = _listed(ground, _LAPSED, amara)
    prove(lapsed, ground.people["Silas Renner"], amara, ground.before(100), ground.now, good_for=90)
    partner = _listed(ground, _PARTNER, amara)
    note(partner, FactKind.AGREEMENT, amara, ground.before(20), ground.now, good_for=365)
    _listed(
        ground, Details(platform="instagram", account="@sheliakgarden", name="Sheliak Garden", school="sheliak"), amara
    )
    return "6 channels by hand: official, lapsed, a partner’s, just listed"


def _listed(ground: Ground, details: Details, by: Person) -> Channel:
    now = ground.before(100)
    channel = actions.add(trust=ground.trust, details=details, by=by, now=now)
    if details.owner:
        return channel
    for kind, written in (
        (SlotKind.MASTER, "Headteacher\nIT lead"),
        (SlotKind.POSTER, "Carys Holt (Communications lead)"),
    ):
        actions.set_people(channel=channel, kind=kind, written=written, reason="As the head said.", by=by, now=now)
    return channel


def prove(channel: Channel, head: Person, by: Person, at: datetime, now: datetime, *, good_for: int = 365) -> None:
    """Everything that makes a channel official: what may be noted is noted, what a head decides is laid down."""
    for kind in REQUIRED:
        if kind in (FactKind.APPROVAL, FactKind.RISK_ASSESSMENT):
            lay_down(channel, kind, head, at, good_for=good_for)
        else:
            note(channel, kind, by, at, now, good_for=good_for)
    deriving.refresh(channel, by=head, now=now)


def note(channel: Channel, kind: FactKind, by: Person, at: datetime, now: datetime, *, good_for: int) -> None:
    """Record one fact with its evidence."""
    until = at + timedelta(days=good_for)
    evidence = "Seen together with the head."
    actions.note_fact(
        channel=channel, kind=kind, holds=True, at=at, expires_at=until, evidence=evidence, by=by, now=now
    )


def lay_down(channel: Channel, kind: FactKind, by: Person, at: datetime, *, good_for: int) -> Fact:
    """What only a head can decide has no action yet, so its row and its entry are written here."""
    until = at + timedelta(days=good_for)
    shown = {"holds": True, "at": at, "expires_at": until, "evidence": "Decided by the head.", "by": by}
    fact = Fact.objects.create(channel=channel, identity=channel.identity, kind=kind, **shown)
    facts = {"fact": fact.pk, "kind": kind, "holds": True, "at": at.isoformat(), "expires_at": until.isoformat()}
    write_entry(kinds.FACT_NOTED, channel, by=by, now=at, facts=facts, words={"evidence": fact.evidence})
    return fact
