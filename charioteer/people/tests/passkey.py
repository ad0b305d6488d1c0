"""A passkey made of software, as a browser would hand it in: real keys, real signatures, no browser."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class SoftKey:
    """One passkey at one site.

    Args:
        host: the site's name.
        verifies: whether it asks who holds it (finger, face or PIN).
    """

    host: str = "localhost"
    verifies: bool = True
    name: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    user: str = ""

    def enrol(self, options: dict[str, Any], *, alone: bool = True) -> str:
        """Answer `creation_options`, as the hidden field of the form takes it."""
        asked = options["publicKey"]
        self.user = asked["user"]["id"]
        return self.made(asked["challenge"], alone=alone)

    def made(self, challenge: str = "AAAA", *, alone: bool = True) -> str:
        """What a browser says of a new passkey."""
        public = ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(Aaguid.NONE, self.name, public)
        data = AuthenticatorData.create(self._site(), self._flags() | ATTESTED, 0, credential)
        response = {"attestationObject": websafe_encode(AttestationObject.create("none", data, {}))}
        response["clientDataJSON"] = websafe_encode(self._client("webauthn.create", challenge))
        return self._told(response, {"credProps": {"rk": alone}})

    def use(self, options: dict[str, Any], *, user: str | None = None) -> str:
        """Answer `request_options`."""
        data = AuthenticatorData.create(self._site(), self._flags(), 1)
        client = self._client("webauthn.get", options["publicKey"]["challenge"])
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {"authenticatorData": websafe_encode(data), "clientDataJSON": websafe_encode(client)}
        response |= {"signature": websafe_encode(signature), "userHandle": self.user if user is None else user}
        return self._told(response, {})

    def _site(self) -> bytes:
        return hashlib.sha256(self.host.encode()).digest()

    def _flags(self) -> int:
        return PRESENT | (VERIFIED if self.verifies else 0)

    def _client(self, kind: str, challenge: str) -> bytes:
        made: bytes = CollectedClientData.create(kind, websafe_decode(challenge), f"http://{self.host}:8000")
        return made

    def _told(self, response: dict[str, str], results: dict[str, Any]) -> str:
        name = websafe_encode(self.name)
        body = {"id": name, "rawId": name, "type": "public-key", "response": response}
        return json.dumps({**body, "clientExtensionResults": results})
