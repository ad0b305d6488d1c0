"""The outbox."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "charioteer.mail"
