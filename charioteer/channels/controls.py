"""What the register can show of the policy. Each control goes over every channel of every trust at once."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from charioteer.channels.announcing import CHANGED, IMPORTED
from charioteer.channels.lifecycle import Status
from charioteer.channels.models import Channel, Fact, Slot, SlotKind
from charioteer.channels.standing import FactKind
from charioteer.controls import Control, Finding, Scope, Thing, control
from charioteer.counting import behind, by_place, judged
from charioteer.people.models import Engagement, RoleHolding
from charioteer.people.roles import ROLES, Right
from charioteer.reference import registers

WHEN_CHANGED = (CHANGED, IMPORTED)
ROLES_CHANGED = ("people.role.changed", "people.engagement.changed", "people.person.merged")
_HEADS = "The headteacher (a school’s account) or the chief executive (the Trust’s)"

Judge = Callable[[datetime], "QuerySet[Channel]"]


def in_use() -> "QuerySet[Channel]":
    """The channels that are asked about: neither closed nor still being set up."""
    return Channel.objects.exclude(status__in=[Status.CLOSED, Status.IN_SET_UP])


def of_the_house() -> "QuerySet[Channel]":
    """Those of them that the trust or a school runs itself; an outside body's can never be official."""
    return in_use().filter(is_outside_body=False)


def of_channels(key: str, **says: object) -> Callable[[Judge], Control]:
    """Declare a control over channels: a function that gives each its verdict (see `charioteer.counting`)."""

    def declare(judge: Judge) -> Control:
        def ask(now: datetime) -> Iterable[Finding]:
            return by_place(judge(now))

        def failing(scope: Scope, now: datetime) -> list[Thing]:
            return [Thing(one.pk, one.title, (one.ref,)) for one in behind(judge(now), scope)]

        given = {"things": "accounts", "url_name": "register_channel", "on": WHEN_CHANGED, "failing": failing}
        given = {**given, "to_see": Right.READ_REGISTER, **says}
        return control(key, **given)(ask)

    return declare


@of_channels(
    "channels.in_catalogue",
    clauses=("1.1",),
    question="Does every account on the register belong to a platform in the catalogue?",
    passes="The platform of every account is in the catalogue.",
    fails="Somebody wrote a platform that the catalogue does not have, or none.",
    why="The policy names the platforms it is about; of an account on none of them nobody can say what holds.",
    who="An administrator of the Trust’s register",
    whole=True,
)
def in_catalogue(now: datetime) -> "QuerySet[Channel]":
    """Every channel is on a platform we know."""
    return judged(in_use(), fails=~Q(platform__in=list(registers.catalogue().platforms)))


def _current(now: datetime) -> Q:
    day = timezone.localdate(now)
    return (Q(until_date=None) | Q(until_date__gte=day)) & Q(from_date__lte=day)


def _masters() -> "QuerySet[Slot]":
    return Slot.objects.filter(channel=OuterRef("pk"), kind=SlotKind.MASTER)


def _there(school: str = "channel__school_id") -> Q:
    """At the channel's school, or at the trust itself, which stands above every school."""
    return Q(school=None) | Q(school_id=OuterRef(school))


def _not_a_holder(now: datetime) -> Q:
    """Of a slot that names a person: they hold no role and are not engaged there today."""
    somebody = Coalesce(OuterRef("person__merged_into_id"), OuterRef("person_id"))
    role = RoleHolding.objects.filter(_current(now), _there(), person_id=somebody)
    engaged = Engagement.objects.filter(_current(now), _there(), person_id=somebody)
    return Q(person__isnull=False) & ~Q(Exists(role)) & ~Q(Exists(engaged))


def _vacant(now: datetime) -> Q:
    """Of a slot that names an office somebody can hold: nobody of this trust holds it there today."""
    held = RoleHolding.objects.filter(
        _current(now), _there(), role=OuterRef("office"), person__trust_id=OuterRef("channel__trust_id")
    )
    return Q(person=None, office__in=list(ROLES)) & ~Q(Exists(held))


@of_channels(
    "channels.masters_hold_roles",
    clauses=("2.4a",),
    question="Does everybody who holds master access have a role there today?",
    passes="Each holder works or holds a role at that school or the Trust, and each office named is filled.",
    fails="The keys are with somebody who left or never was there, an office nobody fills, or an outside body.",
    why="Whoever holds the keys decides what is posted. When they leave, the account leaves with them.",
    who=_HEADS,
    on=(*WHEN_CHANGED, *ROLES_CHANGED),
)
def masters_hold_roles(now: datetime) -> "QuerySet[Channel]":
    """Words that nobody matched to a person or an office, and offices that are no role here, are unknown."""
    masters = _masters()
    outside = ~Q(outside_body="")
    wrong = masters.filter(outside | _not_a_holder(now) | _vacant(now))
    matched = Q(person__isnull=False) | Q(office__in=list(ROLES)) | outside
    unknown = Exists(masters.exclude(matched)) | ~Exists(masters)
    return judged(of_the_house(), fails=Q(Exists(wrong)), unknown=Q(unknown))


@of_channels(
    "channels.two_owners",
    clauses=("2.4c",),
    question="Do at least two hold master access to every account?",
    passes="Two or more hold master access.",
    fails="Only one holds master access: if they are away, nobody can get in.",
    why="With one, an illness locks the school out; the policy wants few, not one.",
    who=_HEADS,
)
def two_owners(now: datetime) -> "QuerySet[Channel]":
    """Where nobody is named, nobody can tell how many there are."""
    of = Slot.objects.filter(channel=OuterRef("pk"), kind=SlotKind.MASTER).order_by().values("channel")
    number = Coalesce(Subquery(of.annotate(n=Count("pk")).values("n")), Value(0))
    return judged(of_the_house().annotate(masters=number), fails=Q(masters=1), unknown=Q(masters=0))


def _latest(kind: FactKind, now: datetime) -> Subquery:
    """1 if the last fact of a kind holds and is in date, 0 if it does not or ran out, nothing if there is none."""
    good = When(Q(holds=True) & (Q(expires_at=None) | Q(expires_at__gt=now)), then=Value(1))
    # What was shown for another account proves nothing of the one it is now.
    facts = Fact.objects.filter(Q(identity="") | Q(identity=OuterRef("identity")), channel=OuterRef("pk"), kind=kind)
    said = facts.annotate(good=Case(good, default=Value(0), output_field=IntegerField()))
    return Subquery(said.order_by("-at", "-pk").values("good")[:1])


@of_channels(
    "channels.administrators_confirmed",
    clauses=("2.4c",),
    question="Has somebody confirmed lately that nobody can administer the account who need not?",
    passes="Somebody confirmed each administrator, and that is in date.",
    fails="More people can administer it than need to, or the confirmation ran out.",
    why="Ways in pile up: each one more is one more that can be stolen or misused.",
    who=_HEADS,
)
def administrators_confirmed(now: datetime) -> "QuerySet[Channel]":
    """Nobody confirmed it yet: unknown. A limit for each account is not kept yet, so it is not held against one."""
    confirmed = of_the_house().annotate(confirmed=_latest(FactKind.FEW_ADMINISTRATORS, now))
    return judged(confirmed, fails=Q(confirmed=0), unknown=Q(confirmed=None))


@of_channels(
    "channels.rows_complete",
    clauses=("3.1",),
    question="Does the register say of every account what the policy wants it to say?",
    passes="Which account it is, who holds master access, who may post and when it was opened are all known.",
    fails="Of an account, one of these is blank or cannot be read.",
    why="The list is how anybody can tell a real account from a false one, and whom to ask about it.",
    who="An administrator of the Trust’s register",
    whole=True,
)
def rows_complete(now: datetime) -> "QuerySet[Channel]":
    """A blank is a gap in the register itself, so it fails and is not unknown."""
    masters = _masters()
    posters = Slot.objects.filter(channel=OuterRef("pk"), kind=SlotKind.POSTER)
    dated = Q(opened_earliest__isnull=False) | Q(opened_latest__isnull=False)
    return judged(in_use(), fails=~Exists(masters) | ~Exists(posters) | ~dated | Q(identity=""))


@of_channels(
    "channels.purpose_recorded",
    clauses=("3.2a",),
    question="Does every account have a purpose on record?",
    passes="Each says what it is for.",
    fails="What an account is for is written nowhere.",
    why="The policy allows learning and the life of the school. Without a purpose there is nothing to judge.",
    who=_HEADS,
)
def purpose_recorded(now: datetime) -> "QuerySet[Channel]":
    """A purpose is there."""
    return judged(in_use(), fails=Q(purpose=""))


@of_channels(
    "channels.purpose_judged",
    clauses=("3.2a",),
    question="Has somebody judged that the purpose is one the policy allows?",
    passes="Somebody judged it, and it is allowed.",
    fails="It was judged, and is none that the policy allows.",
    why="Writing a purpose down does not make it a good one. A person decides that, never a machine.",
    who=_HEADS,
)
def purpose_judged(now: datetime) -> "QuerySet[Channel]":
    """No judgement can be recorded yet, so of each account that has a purpose nobody can tell."""
    return judged(in_use().exclude(purpose=""), fails=Q(pk=None), unknown=Q(pk__isnull=False))


@of_channels(
    "channels.assessed_and_approved",
    clauses=("3.2b",),
    question="Was the risk of every account assessed, and was it approved, and are both in date?",
    passes="Both are on record for the account as it is now, and neither ran out.",
    fails="The risk assessment or the approval of an account is missing, was refused or ran out.",
    why="Somebody who answers for the school has to have looked before the world does.",
    who=_HEADS,
    whole=True,
)
def assessed_and_approved(now: datetime) -> "QuerySet[Channel]":
    """Nothing on record is a breach: the policy asks for it before the account is opened."""
    kept = of_the_house().annotate(
        assessed=Coalesce(_latest(FactKind.RISK_ASSESSMENT, now), Value(0)),
        approved=Coalesce(_latest(FactKind.APPROVAL, now), Value(0)),
    )
    return judged(kept, fails=Q(assessed=0) | Q(approved=0))
