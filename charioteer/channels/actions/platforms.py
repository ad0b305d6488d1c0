"""The Trust's own word on whether a platform is for school use."""

from datetime import datetime

from django.db import transaction

from charioteer.channels import rules
from charioteer.channels.school_use import USES, changes_for
from charioteer.errors import BadInput
from charioteer.people.models import Person, Trust
from charioteer.reference.actions import overlay
from charioteer.reference.models import Overlay


@transaction.atomic
def set_school_use(*, trust: Trust, key: str, use: str, reason: str, by: Person, now: datetime) -> Overlay:
    """Say whether a platform may be used for school, from now on.

    Args:
        key: the platform ("x").
        use: "yes", "ask", "no", or "packaged" for what Charioteer suggests.
        reason: why; kept with the decision.
    Raises:
        NotAllowed: this person may not.
        BadInput: no reason, or another answer.
    """
    if refusal := rules.cannot_set_platform(by, now):
        raise refusal
    if use not in USES and use != "packaged":
        raise BadInput("Say yes, ask first, or no.", where="use")
    changes = changes_for(key, use, reason.strip())
    return overlay(trust_id=trust.pk, register="platforms", key=key, changes=changes, reason=reason, by=by, now=now)
