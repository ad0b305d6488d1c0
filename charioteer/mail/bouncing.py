"""Matching a delivery report with the message it is about."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from charioteer.mail import actions, reports
from charioteer.mail.models import Message


@dataclass(frozen=True)
class Matched:
    """What a report brought: how many messages it named, how many are now known to have come back."""

    named: int
    noted: int


@transaction.atomic
def take(data: bytes, *, now: datetime) -> Matched:
    """Read a report and write down what came back.

    Anybody can write a report, so it counts only where it names a message of ours by its random mark *and* the address
    that message went to.

    Raises:
        BadInput: it is not a report.
    """
    report = reports.read(data)
    named = noted = 0
    for mark in report.marks[:50]:
        message = Message.objects.filter(mark=mark).first()
        if message is None:
            continue
        named += 1
        if status := report.failed.get(message.to.lower()):
            noted += actions.came_back(message=message, said=status, now=now)
    return Matched(named, noted)
