"""Finds every app's duties."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MineConfig(AppConfig):
    name = "charioteer.mine"

    def ready(self) -> None:
        autodiscover_modules("duties")
