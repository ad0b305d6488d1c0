"""Who may read what the log says, for kinds whose own app cannot say it: it knows no people."""

from datetime import date

from django.db.models import Q

from charioteer.audit.kinds import show
from charioteer.people.models import Person
from charioteer.people.roles import Right
from charioteer.people.trail import within_reach


def of_the_house(person: Person, day: date) -> Q:
    """What was done to the installation itself: for who reads the whole log and sees to the machine."""
    if person.reach(Right.READ_TRAIL, day).everywhere and person.reach(Right.SEE_WORK, day).everywhere:
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
):
    show(_key, within_reach)
for _key in ("audit.triggers.reinstalled", "audit.words.erased", "audit.keys.rotated"):
    show(_key, of_the_house)
