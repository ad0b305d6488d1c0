"""The connection goes to the pinned number; what is proved, and what the server is called, is the name."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from charioteer.outbound import Fetcher, NoAnswer
from charioteer.outbound.guarding import Guard
from charioteer.outbound.tests.server import serving

NAME = "school.example"


def _certificate(folder: Path) -> Path:
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "both.pem"
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return file


def test_the_name_is_called_and_proved(tmp_path: Path) -> None:
    file, called = _certificate(tmp_path), []
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(file)
    theirs.sni_callback = lambda line, name, context: called.append(name)
    ours = ssl.create_default_context(cafile=str(file))
    with serving(theirs) as server:
        allowed = frozenset({f"{NAME}:{server.port}", f"other.example:{server.port}"})
        guard = Guard(allow=allowed, resolver=lambda host, port: ["127.0.0.1"])
        found = Fetcher(guard=guard, trust=ours).fetch(f"https://{NAME}:{server.port}/")
        assert (found.body, called) == (b"hello", [NAME])
        for trust, host in ((ours, "other.example"), (None, NAME)):
            with pytest.raises(NoAnswer, match="cannot prove its name"):
                Fetcher(guard=guard, trust=trust).fetch(f"https://{host}:{server.port}/")
    assert len(server.asked) == 1
