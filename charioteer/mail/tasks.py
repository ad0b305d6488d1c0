"""The outbox is emptied."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from charioteer.jobs import job
from charioteer.mail.actions import let_lapse
from charioteer.mail.sending import Round


@job("Send mail that waits", every=timedelta(seconds=10))
def send_waiting() -> None:
    """Where there is no mail server, mail keeps waiting, and the page of work says so.

    What waited longer than its link was good is given up.
    """
    if settings.SENDS_MAIL:
        Round(timezone.now).go()
    else:
        let_lapse(now=timezone.now())
