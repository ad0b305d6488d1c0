"""Mail that is over holds its text no more: it may have held a link."""

from django.db import migrations, models
from django.db.models import Q


def forget(apps, _editor):
    apps.get_model("mail", "Message").objects.exclude(state__in=["waiting", "sending"]).update(text="")


class Migration(migrations.Migration):
    dependencies = [("mail", "0002_handing_over")]

    operations = [
        migrations.AddField("message", "good_until", models.DateTimeField(null=True)),
        migrations.AlterField("message", "text", models.TextField(blank=True)),
        migrations.AlterField(
            "message",
            "state",
            models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("sending", "Being handed over"),
                    ("sent", "Sent"),
                    ("refused", "Refused by the mail server"),
                    ("bounced", "Came back"),
                    ("lapsed", "Not sent: its link had run out"),
                ],
                default="waiting",
                max_length=8,
            ),
        ),
        migrations.RunPython(forget, migrations.RunPython.noop),
        migrations.AddConstraint(
            "message",
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending"]) | Q(text=""), name="mail_that_is_over_holds_no_link"
            ),
        ),
    ]
