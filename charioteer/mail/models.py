"""The outbox: what is to be sent, what was, and what came back."""

from django.db import models


class State(models.TextChoices):
    """What became of one message."""

    WAITING = "waiting", "Waiting"
    SENT = "sent", "Sent"
    REFUSED = "refused", "Refused by the mail server"
    BOUNCED = "bounced", "Came back"


class Message(models.Model):
    """One message to one address. `key` says what it is for: the same key is never sent twice."""

    trust_id = models.BigIntegerField()
    key = models.CharField(max_length=200)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trust_id", "key"], name="mail_sent_once")]
        indexes = [models.Index(fields=["next_try_at"], name="mail_waiting", condition=models.Q(state="waiting"))]

    def __str__(self) -> str:
        return f"{self.key} ({self.state})"
