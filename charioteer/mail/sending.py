"""Emptying the outbox: at least once each, and so that a second time can be seen to be one.

A message is marked `sending` before it is handed over, and `sent` after the server has taken it. Between the two the
server knows more than we do: if this process dies there, the message is handed over again, under the same Message-ID.
No protocol for mail can do better.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from charioteer.jobs import Trouble
from charioteer.mail import actions, handing
from charioteer.mail.handing import Answer, Said
from charioteer.mail.models import Message, State

BATCH = 200
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
GIVE_UP = timedelta(days=5)
# Longer than handing over can take; whoever began it and has not ended it by then is dead.
FORGOTTEN = timedelta(minutes=5)


@dataclass
class Round:
    """One emptying of the outbox.

    Args:
        clock: what time it is.
        chance: spreads the waits.
    """

    clock: Callable[[], datetime]
    chance: random.Random = field(default_factory=random.Random)
    sent: int = 0

    def go(self) -> int:
        """Send what is due; returns how many were taken.

        Raises:
            ServerAway, AuthRefused, SenderRefused: none can be sent for now. All keep waiting.
        """
        _take_up_forgotten(self.clock())
        actions.let_lapse(now=self.clock())
        due = self._due()
        if not due:
            return 0
        line = get_connection()
        handing.open_line(line)
        try:
            while due:
                for pk in due:
                    self._one(line, pk)
                due = self._due()
        finally:
            _hang_up(line)
        return self.sent

    def _due(self) -> list[int]:
        now = self.clock()
        due = Message.objects.filter(state=State.WAITING, next_try_at__lte=now).exclude(good_until__lte=now)
        due = due.order_by("next_try_at", "pk")
        return list(due.values_list("pk", flat=True)[:BATCH])

    def _one(self, line: BaseEmailBackend, pk: int) -> None:
        ours = Message.objects.filter(pk=pk)
        if not ours.filter(state=State.WAITING).update(state=State.SENDING, sending_at=self.clock()):
            return
        message = ours.get()
        try:
            said = handing.hand_over(line, message)
        except Trouble as trouble:
            self._settle(message, Said(Answer.NOBODY_KNOWS, type(trouble).says))
            raise
        self._settle(message, said)

    def _settle(self, message: Message, said: Said) -> None:
        now = self.clock()
        what: dict[str, object] = {"tries": message.tries + 1, "last_error": said.code, "sending_at": None}
        if said.answer is Answer.TAKEN:
            what |= {"state": State.SENT, "sent_at": now, "next_try_at": None}
            self.sent += 1
        elif said.answer is Answer.NO_SUCH_ADDRESS:
            what |= {"state": State.BOUNCED, "bounced_at": now, "next_try_at": None}
        elif said.answer is Answer.REFUSED or (said.answer is Answer.LATER and now - message.queued_at >= GIVE_UP):
            what |= {"state": State.REFUSED, "next_try_at": None}
        else:
            what |= {"state": State.WAITING, "next_try_at": now + self._wait(message.tries)}
        if what["state"] in State.over():
            what["text"] = ""  # it may hold a link that lets somebody in
        Message.objects.filter(pk=message.pk, state=State.SENDING).update(**what)

    def _wait(self, tries: int) -> timedelta:
        doubled: int = 2 ** min(tries, 10)
        return min(LONGEST_WAIT, FIRST_WAIT * doubled) * (0.5 + self.chance.random() / 2)


def _take_up_forgotten(now: datetime) -> None:
    forgotten = Message.objects.filter(state=State.SENDING, sending_at__lte=now - FORGOTTEN)
    if forgotten.exists():
        forgotten.update(state=State.WAITING, next_try_at=now, last_error="Perhaps handed over before.")


def _hang_up(line: BaseEmailBackend) -> None:
    try:
        line.close()
    except OSError:  # it is closed, then
        return
