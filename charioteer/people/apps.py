"""Trusts, schools, people and what each may do."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "charioteer.people"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        from charioteer.people import signals  # noqa: F401

        autodiscover_modules("preconditions")
