"""Sessions are sealed: while a second factor is set up its seed waits in one, and the database must not hold it."""

from typing import Any

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.signing import BadSignature, JSONSerializer

from charioteer import keyring


class Sealed:
    """A session serializer (`SESSION_SERIALIZER`): JSON, encrypted under the keyring."""

    def dumps(self, obj: Any) -> bytes:
        """Seal one session's data."""
        return keyring.box(settings.DATA, "sessions").encrypt(JSONSerializer().dumps(obj))

    def loads(self, data: bytes) -> Any:
        """Open it again. What another key sealed counts as no session at all."""
        try:
            return JSONSerializer().loads(keyring.box(settings.DATA, "sessions").decrypt(data))
        except InvalidToken:
            raise BadSignature("This session was sealed with another key.") from None
