"""What the worker does for people."""

from datetime import timedelta

from django.utils import timezone

from charioteer.jobs import job
from charioteer.people import head_mail


@job("Mail the head of the log to those who keep it", every=timedelta(hours=1))
def mail_heads() -> None:
    """Tried every hour, so that no day is missed; a day is mailed once."""
    head_mail.mail_heads(now=timezone.now())
