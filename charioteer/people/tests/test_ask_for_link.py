"""Asking for a new password while mail does not go out: calm, and no stranger learns who signs in."""

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from charioteer.mail.tests import post_office
from charioteer.mail.tests.post_office import PostOffice
from charioteer.people.models import Person

pytestmark = pytest.mark.django_db


def test_with_the_mail_server_away_it_is_said_calmly_and_of_everybody_alike(
    client: Client, priya: Person, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SENDS_MAIL, settings.EMAIL_BACKEND = True, "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post_office.free_port()
    answers = [
        client.post(reverse("account_reset_password"), {"email": email})
        for email in (priya.email, "stranger@elsewhere.example")
    ]
    assert [answer.status_code for answer in answers] == [409, 409]
    assert answers[0].content == answers[1].content
    assert "We cannot send mail at this moment" in answers[0].content.decode()
    assert [record.getMessage() for record in caplog.records if record.name.endswith("entrance.forms")] == [
        "A link for a new password could not be sent: The mail server could not be reached. Mail waits, and is tried "
        "again."
    ] * 2


def test_a_mail_the_server_refuses_tells_a_stranger_nothing(
    client: Client, priya: Person, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SENDS_MAIL, settings.EMAIL_BACKEND = True, "django.core.mail.backends.smtp.EmailBackend"
    with post_office.open_office(PostOffice(to_recipient={priya.email: ["550 5.1.1 No such mailbox"]})) as office:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "charioteer", post_office.PASSWORD.decode()
        pages = [
            client.post(reverse("account_reset_password"), {"email": email}, follow=True)
            for email in (priya.email, "stranger@elsewhere.example")
        ]
    assert pages[0].status_code == 200
    assert pages[0].content == pages[1].content
    assert "could not be sent" in caplog.text
