"""One morning's round of mail to a trust's people."""

from datetime import datetime
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from charioteer.audit.actions import record
from charioteer.mail.actions import send
from charioteer.mine import digests, kinds, rules
from charioteer.mine.models import Round
from charioteer.people.models import Trust

AT_ONCE = 100


def send_round(*, trust: Trust, now: datetime) -> int:
    """Write to everybody of a trust who has something to do, if the round of this morning is due.

    Safe to run twice, and to be killed at any point: each message has a key of its person and week (or day), and the
    round counts as done only when all of them are in the outbox.

    Returns:
        How many messages were put into the outbox.
    """
    if not rules.round_due(trust.pk, now):
        return 0
    weekly = rules.first_of_week(trust.pk, now)
    letters, sent = digests.letters(trust.pk, now, weekly=weekly), 0
    link = settings.SITE_ADDRESS + reverse("mine")
    # Not one transaction for all: on SQLite nobody else could write meanwhile.
    while some := list(islice(letters, AT_ONCE)):
        with transaction.atomic():
            for one in some:
                message = send(
                    to=one.to,
                    subject=one.subject,
                    lines=one.lines,
                    link=link,
                    trust_id=trust.pk,
                    key=one.key,
                    now=now,
                )
                sent += message is not None
    with transaction.atomic():
        done = {"weekly": weekly, "messages": sent, "sent_at": now}
        row, made = Round.objects.get_or_create(trust=trust, day=timezone.localdate(now), defaults=done)
        if made:
            facts = {"messages": sent, "weekly": weekly}
            record(kinds.ROUND_SENT, of=row, by=None, now=now, trust_id=trust.pk, facts=facts)
    return sent
