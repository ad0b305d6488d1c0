"""The outbox: what is to be sent, what was, and what came back."""

from django.db import models
from django.db.models import Q


class State(models.TextChoices):
    """What became of one message."""

    WAITING = "waiting", "Waiting"
    SENDING = "sending", "Being handed over"
    SENT = "sent", "Sent"
    REFUSED = "refused", "Refused by the mail server"
    BOUNCED = "bounced", "Came back"
    LAPSED = "lapsed", "Not sent: its link had run out"

    @classmethod
    def over(cls) -> "tuple[State, ...]":
        """Those in which nothing is sent any more."""
        return cls.SENT, cls.REFUSED, cls.BOUNCED, cls.LAPSED


class Message(models.Model):
    """One message to one address. `key` says what it is for: the same key is never sent twice.

    `message_id` is made with the row, from a random `mark`, and never changes, so that a message which had to be handed
    over twice is known for one by whoever gets it.

    `text` may hold a one-time link, so it is blank once the message is over; `good_until` is when that link runs out.
    """

    trust_id = models.BigIntegerField()
    key = models.CharField(max_length=200)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    good_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    mark = models.CharField(max_length=32, blank=True)
    message_id = models.CharField(max_length=160, blank=True)
    sending_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trust_id", "key"], name="mail_sent_once"),
            models.UniqueConstraint(fields=["mark"], name="mail_mark_once", condition=~Q(mark="")),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending"]) | Q(text=""), name="mail_that_is_over_holds_no_link"
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], name="mail_waiting", condition=Q(state="waiting")),
            models.Index(fields=["sending_at"], name="mail_sending", condition=Q(state="sending")),
            models.Index(fields=["to"], name="mail_came_back", condition=Q(state="bounced")),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.state})"
