"""Files that are kept."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "charioteer.files"
