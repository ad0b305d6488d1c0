"""How often somebody is written to."""

from datetime import datetime

from django.db import transaction

from charioteer.audit.actions import record
from charioteer.mine import kinds
from charioteer.mine.models import Digest, Notices
from charioteer.people.models import Person


@transaction.atomic
def choose_digest(*, digest: Digest, by: Person, now: datetime) -> None:
    """Say how often one wants to be written to. Choosing the same again changes nothing."""
    row, _ = Notices.objects.select_for_update().get_or_create(person=by)
    if row.digest == digest:
        return
    facts = {"was": row.digest, "now": digest.value}
    row.digest = digest
    row.save(update_fields=["digest"])
    record(kinds.NOTICES_CHANGED, of=row, by=by, now=now, trust_id=by.trust_id, facts=facts)
