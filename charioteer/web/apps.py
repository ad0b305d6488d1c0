"""See the package's own words."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "charioteer.web"
