"""A trust's own word on an entry of a packaged register, with its reason, kept for ever."""

from typing import Any

from django.db import models
from django.db.models import Max, Q


class OverlayQuerySet(models.QuerySet["Overlay"]):
    """Reads of overlays."""

    def current(self, *, register: str, trust_id: int) -> "OverlayQuerySet":
        """The latest row of each key, for one trust and one register."""
        mine = self.filter(trust_id=trust_id, register=register)
        latest = mine.order_by().values("key").annotate(last=Max("pk")).values("last")
        return mine.filter(pk__in=latest).order_by("key")

    def history(self, *, register: str, key: str, trust_id: int) -> "OverlayQuerySet":
        """Everything this trust ever said about one entry, newest first."""
        return self.filter(trust_id=trust_id, register=register, key=key).order_by("-pk")

    def update(self, **kwargs: Any) -> int:
        """Refused: history is not rewritten.

        Raises:
            TypeError: always.
        """
        raise TypeError("An overlay is never changed: write a new one.")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused, as above.

        Raises:
            TypeError: always.
        """
        raise TypeError("An overlay is never deleted: write one without changes.")


class Overlay(models.Model):
    """What one trust says differently about one entry. The latest row counts; an older one is never changed.

    The trust and the person are kept by number and not by key, because they live further up the staircase.
    """

    trust_id = models.BigIntegerField()
    register = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    changes = models.JSONField()
    reason = models.TextField()
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    objects = OverlayQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["trust_id", "register", "key", "-id"], name="overlay_latest")]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="overlay_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.register} {self.key}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert. A second save would rewrite history.

        Raises:
            TypeError: the row is already there.
        """
        if not self._state.adding:
            raise TypeError("An overlay is never changed: write a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: an overlay that ends is followed by one without changes.

        Raises:
            TypeError: always.
        """
        raise TypeError("An overlay is never deleted: write one without changes.")
