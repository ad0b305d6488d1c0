"""The append-only log."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    name = "charioteer.audit"
    _lacked: tuple[str, ...] = ()

    def ready(self) -> None:
        from charioteer.audit import checks  # noqa: F401

        autodiscover_modules("kinds")
        pre_migrate.connect(self._before_migrating, sender=self)
        post_migrate.connect(self._after_migrating, sender=self)

    def _before_migrating(self, using: str, **_: Any) -> None:
        # A migration may rebuild a table and so drop its triggers; what lacked before it did so was somebody’s doing.
        from charioteer.audit import triggers

        self._lacked = tuple(triggers.missing(using))

    def _after_migrating(self, using: str, **_: Any) -> None:
        from charioteer.audit import mending

        mending.mend(using, lacked=self._lacked)
        self._lacked = ()
