"""See the package's own words."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "charioteer.look"
