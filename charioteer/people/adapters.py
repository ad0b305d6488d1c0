"""What allauth is told about us: nobody signs up, seeds are sealed, and errors are sentences in our voice."""

import logging
import smtplib
from typing import Any, ClassVar

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from charioteer import keyring
from charioteer.errors import NotNow

_LOG = logging.getLogger(__name__)
_OTHER_KEYS = (
    "Your second factor cannot be checked: this server does not have the keys it was sealed with. They come back with "
    "the keys folder of the backup that this database is from."
)
_WAIT = "Too many tries. Wait five minutes, then try again."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in is by invitation only."""

    error_messages: ClassVar[dict[str, object]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "That address and that password do not belong together. Type both again.",
        "incorrect_password": "That is not your password. Type it again.",
        "enter_current_password": "That is not your password now. Type it again.",
        "too_many_login_attempts": _WAIT,
        "rate_limited": _WAIT,
        "invalid_password_reset": "This link does not work any more. Ask for a new one.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are made by accepting an invitation."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send it, or say in the log that it was not sent.

        Only an address that signs in is written to, so a page that broke here would tell a stranger which do; that the
        server is away is found and said before (`entrance.forms.AskForLink`).
        """
        try:
            super().send_mail(template_prefix, email, context)
        except (smtplib.SMTPException, OSError):
            _LOG.exception("The mail %s could not be sent.", template_prefix)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the page the change was begun on."""
        return reverse("account")


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Seeds and recovery codes are encrypted under the keyring, so a stolen database holds none."""

    error_messages: ClassVar[dict[str, object]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code does not fit. Codes change every half minute and work once: type the next one.",
    }

    def encrypt(self, text: str) -> str:
        """Seal one secret for storage."""
        return keyring.box(settings.DATA, "sign-in seeds").encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open it again.

        Raises:
            NotNow: these are not the keys it was sealed with. Never an empty secret instead: codes could be made of it.
        """
        try:
            return keyring.box(settings.DATA, "sign-in seeds").decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise NotNow(_OTHER_KEYS, who_can="Whoever runs this server: `charioteer doctor` says more") from error

    def build_totp_svg(self, url: str) -> str:
        """Draw the QR code as SVG that stands in the page itself, since our CSP allows no data: image."""
        drawing: str = segno.make(url).svg_inline(scale=5, dark="#131b33", light="#ffffff")
        return drawing
