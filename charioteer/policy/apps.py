"""See the package's own words."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "charioteer.policy"
