"""Who may read what the log says, for kinds whose own app cannot say it: it knows no people, or is about signing in."""

from datetime import date

from django.db.models import Q

from charioteer.audit.kinds import show
from charioteer.people.models import Person, User
from charioteer.people.roles import Right
from charioteer.people.trail import within_reach


def by_oneself_or_trust_wide(person: Person, day: date) -> Q:
    """Entries about one's own sign-in; those of everybody only for who may read the whole trust's log."""
    if person.reach(Right.READ_TRAIL, day).everywhere:
        return Q(trust_id=person.trust_id)
    user = User.objects.filter(person=person).values_list("pk", flat=True).first()
    mine = Q(actor=f"people.person:{person.pk}")
    return Q(trust_id=person.trust_id) & (mine | Q(subject=f"people.user:{user}") if user else mine)


def of_the_house(person: Person, day: date) -> Q:
    """What was done to the installation itself: for who reads the whole log and sees to the machine."""
    if person.reach(Right.READ_TRAIL, day).everywhere and person.may(Right.SEE_WORK, day):
        return Q(trust_id=person.trust_id) | Q(trust_id=None)
    return Q(pk__in=())


for _key in (
    "intake.batch.previewed",
    "intake.batch.rematched",
    "intake.batch.confirmed",
    "intake.batch.discarded",
    "intake.batch.expired",
    "reference.entry.overlaid",
    "files.file.stored",
    "files.file.quarantined",
    "files.file.released",
    "files.file.erased",
    "backup.house.restored",
    "people.invitation.made",
    "people.invitation.withdrawn",
    "people.invitation.used",
    "people.password_link.made",
    "people.trust.set_up",
    "people.trust.changed",
):
    show(_key, within_reach)
for _key in (
    "people.user.signed_in",
    "people.user.signed_out",
    "people.user.refused",
    "people.password.changed",
    "people.second_factor.set",
    "people.second_factor.removed",
    "people.second_factor.refused",
    "people.recovery_codes.made",
    "people.recovery_code.used",
):
    show(_key, by_oneself_or_trust_wide)
for _key in ("audit.triggers.reinstalled", "audit.words.erased", "audit.keys.rotated"):
    show(_key, of_the_house)
