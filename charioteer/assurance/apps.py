"""Finds every app's controls."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AssuranceConfig(AppConfig):
    name = "charioteer.assurance"

    def ready(self) -> None:
        autodiscover_modules("controls")
