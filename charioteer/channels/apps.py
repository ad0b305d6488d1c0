"""See the package's own words."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "charioteer.channels"
