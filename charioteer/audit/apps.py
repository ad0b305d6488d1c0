"""The append-only log."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "charioteer.audit"

    def ready(self) -> None:
        from charioteer.audit import checks, triggers  # noqa: F401

        post_migrate.connect(triggers.install, sender=self)
