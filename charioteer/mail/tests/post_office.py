"""A real mail server on this machine, with AUTH, that answers as it is told."""

import socket
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = b"charioteer", b"otter plum"
TAKEN = "250 OK"


@dataclass
class PostOffice:
    """What it took, and what it answers.

    Args:
        to_recipient: answers to RCPT, by address; taken without one.
        to_data: answers to DATA, one after the other; taken when there are none left. "" hangs up.
    """

    to_recipient: dict[str, list[str]] = field(default_factory=dict)
    to_data: list[str] = field(default_factory=list)
    taken: list[Envelope] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answers := self.to_recipient.get(address):
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return TAKEN

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self.to_data.pop(0) if self.to_data else TAKEN
        if not answer:
            server.transport.close()
        elif answer.startswith("250"):
            self.taken.append(envelope)
        return answer or TAKEN


def _knows(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER, PASSWORD)
    return AuthResult(success=right, handled=right)


def free_port() -> int:
    """A port nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def open_office(office: PostOffice) -> Iterator[PostOffice]:
    """It is open for a while, at the same port each time."""
    office.port = office.port or free_port()
    doors = {"authenticator": _knows, "auth_required": True, "auth_require_tls": False}
    controller = Controller(office, hostname="127.0.0.1", port=office.port, **doors)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # AUTH without TLS: it is on this machine only
        controller.start()
        try:
            yield office
        finally:
            controller.stop()
