"""What allauth is told about us: nobody signs up, and seeds are sealed."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest

from charioteer import keyring


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in is by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are made by accepting an invitation."""
        return False


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Seeds and recovery codes are encrypted under the keyring, so a stolen database holds none."""

    def encrypt(self, text: str) -> str:
        """Seal one secret for storage."""
        return keyring.box(settings.DATA, "sign-in seeds").encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open it again."""
        return keyring.box(settings.DATA, "sign-in seeds").decrypt(encrypted_text.encode()).decode()
