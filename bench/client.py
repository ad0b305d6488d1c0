"""A small HTTP client that keeps several connections busy, in a process of its own.

python bench/client.py PORT PATHS_FILE CONNECTIONS SECONDS   -> requests, seconds, statuses as JSON
"""

import json
import selectors
import socket
import sys
import time
from collections import Counter
from pathlib import Path


def run(port: int, paths: list[bytes], connections: int, seconds: float) -> dict[str, object]:
    """Ask one path after another, each connection as soon as it has its answer."""
    select = selectors.DefaultSelector()
    statuses: Counter[str] = Counter()
    at = done = 0
    for _ in range(connections):
        link = socket.create_connection(("127.0.0.1", port))
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        select.register(link, selectors.EVENT_READ, bytearray())
        link.sendall(paths[at % len(paths)])
        at += 1
    start = time.perf_counter()
    end = start + seconds
    while time.perf_counter() < end:
        for key, _ in select.select(timeout=1):
            link, buffer = key.fileobj, key.data
            buffer += link.recv(65536)
            head = buffer.find(b"\r\n\r\n")
            if head < 0:
                continue
            lower = bytes(buffer[:head]).lower()
            length = int(lower.split(b"content-length:")[1].split(b"\r\n")[0])
            if len(buffer) < head + 4 + length:
                continue
            statuses[buffer[9:12].decode()] += 1
            del buffer[: head + 4 + length]
            done += 1
            link.sendall(paths[at % len(paths)])
            at += 1
    took = time.perf_counter() - start
    return {"requests": done, "seconds": took, "statuses": dict(statuses)}


if __name__ == "__main__":
    port, file, connections, seconds = sys.argv[1:]
    lines = Path(file).read_text().splitlines()
    asks = [f"GET {line} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode() for line in lines]
    print(json.dumps(run(int(port), asks, int(connections), float(seconds))))
