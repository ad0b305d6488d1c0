"""See the package's own words."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "charioteer.demo"
