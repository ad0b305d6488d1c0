"""See the package's own words."""

from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "charioteer.reference"
