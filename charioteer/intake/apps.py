"""See the package's own words."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "charioteer.intake"
