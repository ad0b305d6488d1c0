"""The outbox is emptied."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from charioteer.jobs import job
from charioteer.mail.sending import Round


@job("Send mail that waits", every=timedelta(seconds=10))
def send_waiting() -> None:
    """Where there is no mail server, mail keeps waiting, and the page of work says so."""
    if settings.SENDS_MAIL:
        Round(timezone.now).go()
