"""What the worker does for people, without anybody asking."""

from datetime import timedelta

from django.utils import timezone

from charioteer.jobs import job
from charioteer.people import head_mail
from charioteer.people.actions.sessions import forget_sessions
from charioteer.people.actions.sign_ins import close_for_leavers


@job("Forget sessions that ran out", every=timedelta(days=1))
def forget_old_sessions() -> None:
    """Sessions end by themselves; what is left of them goes too."""
    forget_sessions(now=timezone.now())


@job("Mail the head of the log to those who keep it", every=timedelta(hours=1))
def mail_heads() -> None:
    """Tried every hour, so that no day is missed; a day is mailed once."""
    head_mail.mail_heads(now=timezone.now())


@job("Close the sign-in of whoever has left", every=timedelta(hours=1))
def close_sign_ins_of_leavers() -> None:
    """The last day of somebody is over: nothing of theirs opens a door any more."""
    close_for_leavers(now=timezone.now())
