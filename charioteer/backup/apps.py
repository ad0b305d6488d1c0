"""Backups: no tables of their own; what each app wants looked at in a restored house is found in its `restored.py`."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class BackupConfig(AppConfig):
    name = "charioteer.backup"

    def ready(self) -> None:
        autodiscover_modules("restored")
