"""Trusts, schools, people and what each may do."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "charioteer.people"

    def ready(self) -> None:
        from charioteer.people import duties, signals  # noqa: F401
