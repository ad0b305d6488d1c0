"""A real server on this machine that answers well or badly, as its path says."""

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Answer = Callable[["Conversation"], None]


@dataclass
class Conversation:
    """One connection: what was asked, and the line to answer on."""

    line: socket.socket
    asked: str
    port: int

    def say(self, text: str | bytes) -> None:
        """Send something."""
        self.line.sendall(text.encode("latin-1") if isinstance(text, str) else text)

    def answer(self, body: bytes, *headers: str, status: str = "200 OK") -> None:
        """A whole, well-made answer."""
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
        self.say("\r\n".join(lines) + "\r\n\r\n")
        self.say(body)


def _endless(it: Conversation) -> None:
    it.say("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    with suppress(OSError):
        while True:
            it.say(b"x" * 65536)


def _drip(it: Conversation, text: str) -> None:
    with suppress(OSError):
        for letter in text:
            it.say(letter)
            time.sleep(0.1)


BOMB = gzip.compress(b"\0" * 50_000_000)
ANSWERS: dict[str, Answer] = {
    "/": lambda it: it.answer(b"hello", "X-One: 1", "X-One: 2"),
    "/cookie": lambda it: it.answer(b"", "Set-Cookie: a=b", "Location: /echo", status="302 Found"),
    "/echo": lambda it: it.answer(it.asked.encode()),
    "/gone": lambda it: it.answer(b"gone", status="410 Gone"),
    "/loop": lambda it: it.answer(b"", "Location: /loop", status="302 Found"),
    "/hop": lambda it: it.answer(b"", "Location: /", status="301 Moved Permanently"),
    "/to-private": lambda it: it.answer(b"", "Location: http://10.0.0.1/", status="302 Found"),
    "/to-metadata": lambda it: it.answer(b"", "Location: http://169.254.169.254/latest/", status="307 Temporary"),
    "/to-file": lambda it: it.answer(b"", "Location: file:///etc/hostname", status="302 Found"),
    "/to-nonsense": lambda it: it.answer(b"", "Location: http://[", status="302 Found"),
    "/to-other": lambda it: it.answer(b"", f"Location: http://other.example:{it.port}/echo", status="302 Found"),
    "/endless": _endless,
    "/long": lambda it: it.answer(b"x" * 2_000_000),
    "/gzip": lambda it: it.answer(gzip.compress(b"hello"), "Content-Encoding: gzip"),
    "/bomb": lambda it: it.answer(BOMB, "Content-Encoding: gzip"),
    "/not-gzip": lambda it: it.answer(b"hello", "Content-Encoding: gzip"),
    "/brotli": lambda it: it.answer(b"hello", "Content-Encoding: br"),
    "/half": lambda it: it.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"),
    "/half-gzip": lambda it: it.answer(gzip.compress(b"hello" * 50)[:-9], "Content-Encoding: gzip"),
    "/silent": lambda it: time.sleep(3),
    "/drip": lambda it: _drip(it, "HTTP/1.1 200 OK\r\nX: " + "y" * 100),
    "/huge-header": lambda it: it.say("HTTP/1.1 200 OK\r\nX: " + "y" * 400_000 + "\r\n\r\n"),
    "/nonsense": lambda it: it.say("SSH-2.0-OpenSSH\r\n"),
}


@dataclass
class Server:
    """The server, and what it was asked."""

    port: int
    asked: list[str] = field(default_factory=list)

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        """An address of it."""
        return f"http://{host}:{self.port}{path}"


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server for a while; with `tls` it speaks that alone."""
    listening = socket.create_server(("127.0.0.1", 0))
    if tls:
        listening = tls.wrap_socket(listening, server_side=True)
    found = Server(listening.getsockname()[1])
    thread = threading.Thread(target=_serve, args=(listening, found), daemon=True)
    thread.start()
    try:
        yield found
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(5)


def _serve(listening: socket.socket, server: Server) -> None:
    while True:
        try:
            line, _ = listening.accept()
        except ssl.SSLError:  # a client that does not trust us
            continue
        except OSError:
            return
        threading.Thread(target=_talk, args=(line, server), daemon=True).start()


def _talk(line: socket.socket, server: Server) -> None:
    with line, suppress(OSError):
        line.settimeout(10)
        asked = b""
        while b"\r\n\r\n" not in asked:
            piece = line.recv(65536)
            if not piece:
                return
            asked += piece
        text = asked.decode("latin-1")
        server.asked.append(text)
        ANSWERS[text.split(" ")[1]](Conversation(line, text, server.port))
