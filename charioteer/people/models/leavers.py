"""What an import of people does not name any more."""

from django.db import models

from charioteer.intake.models import Batch
from charioteer.people.models.persons import Engagement


class Missing(models.Model):
    """Somebody whom an earlier file named at a place, and the file of this preview does not: perhaps they left.

    Part of the preview. It ends nothing; only whoever confirms may, one by one or all.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="+")
    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="+")
    elsewhere = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "missing"
        constraints = [models.UniqueConstraint(fields=["batch", "engagement"], name="missing_once_in_an_import")]

    def __str__(self) -> str:
        return f"{self.engagement_id} missing from {self.batch_id}"
