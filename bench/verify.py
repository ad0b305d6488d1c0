"""How fast the public's one question is answered, beside a view that does one indexed ORM read.

Three things are asked over keep-alive connections of the same real server, turn by turn: verify with many channels, the
peer with the same channels, verify with nine channels. 80 of a hundred accounts are on the list and 20 are not. The
peer sends the very bytes of one of our answers.

    .venv/bin/python bench/verify.py [--channels 240000] [--workers 1] [--rounds 5]      # SQLite
    DATABASE_URL=postgres://user@host/name .venv/bin/python bench/verify.py              # makes name_few and name_many
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
FEW = 9


@dataclass
class Site:
    """One database with so many channels, and the server over it."""

    channels: int
    env: dict[str, str]
    server: "subprocess.Popen[bytes] | None" = None
    port: int = 0

    def asks(self, what: str) -> Path:
        """The file of what one view is asked."""
        return Path(self.env["CHARIOTEER_DATA"]) / f"{what}.txt"


def site(channels: int, name: str, folder: Path) -> Site:
    """Make and fill a database."""
    started = time.perf_counter()
    data = folder / name
    env = {**os.environ, "CHARIOTEER_DATA": str(data), "CHARIOTEER_VERIFY_PER_MINUTE": "0"}
    env |= {"DJANGO_SETTINGS_MODULE": "bench_settings", "PYTHONPATH": os.pathsep.join([str(HERE.parent), str(HERE)])}
    if url := os.environ.get("DATABASE_URL"):
        env["DATABASE_URL"] = _database(url, name)
    subprocess.run([sys.executable, str(HERE / "fill.py"), str(channels)], env=env, check=True)
    print(f"{channels:,} channels filled in {time.perf_counter() - started:.0f} s", flush=True)
    return Site(channels, env)


def _database(url: str, name: str) -> str:
    import psycopg  # noqa: PLC0415 (needed for PostgreSQL alone)

    with psycopg.connect(url, autocommit=True) as link:
        base = link.info.dbname
        link.execute(f'DROP DATABASE IF EXISTS "{base}_{name}"')
        link.execute(f'CREATE DATABASE "{base}_{name}"')
    return f"{url}_{name}"


def serve(one: Site, workers: int) -> None:
    """Start the real server on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        one.port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(one.port)]
    command += ["--workers", str(workers), "--blocking-threads", "8", "--log-level", "warning"]
    one.server = subprocess.Popen([*command, "charioteer.wsgi:application"], env=one.env)
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", one.port), timeout=0.2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start.")


def rate(one: Site, what: str, options: argparse.Namespace, seconds: float) -> float:
    """Requests a second."""
    client = [sys.executable, str(HERE / "client.py"), str(one.port), str(one.asks(what))]
    client += [str(options.connections), str(seconds)]
    said = json.loads(subprocess.run(client, capture_output=True, check=True).stdout)
    strange = set(said["statuses"]) - {"200", "404"}
    assert not strange, said
    return float(said["requests"] / said["seconds"])


def measure(many: Site, few: Site, options: argparse.Namespace) -> list[list[float]]:
    """The three rates, turn by turn; the first turn warms up and is not counted."""
    asked = ((many, "ours"), (many, "peer"), (few, "ours"))
    try:
        for one in (many, few):
            serve(one, options.workers)
        for one, what in asked:
            rate(one, what, options, 1.0)
        return [[rate(one, what, options, options.seconds) for one, what in asked] for _ in range(options.rounds)]
    finally:
        for one in (many, few):
            if one.server:
                one.server.terminate()
                one.server.wait(20)


def show(turns: list[list[float]], channels: int, options: argparse.Namespace) -> None:
    """Print the table."""
    engine = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
    print(
        f"\n{engine}, {options.workers} worker(s), {options.connections} connections, median of {options.rounds} turns"
    )
    names = (
        f"verify, {channels:,} channels",
        f"one indexed ORM read, {channels:,} channels",
        f"verify, {FEW} channels",
    )
    for name, rates in zip(names, zip(*turns, strict=True), strict=True):
        print(f"{name:<42}{median(rates):>8,.0f} requests/s   ({min(rates):,.0f} to {max(rates):,.0f})")
    print(f"verify beside one ORM read: {median(ours / peer for ours, peer, _ in turns):.0%} (goal: 70 % or more)")
    print(f"verify beside itself with {FEW} channels: {median(a / c for a, _, c in turns):.0%} (goal: 85 % or more)")


def main() -> None:
    """Fill, measure, print the table."""
    parser = argparse.ArgumentParser(description="How fast the public's one question is answered.")
    parser.add_argument("--channels", type=int, default=240_000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="charioteer-bench-"))
    few, many = site(FEW, "few", folder), site(options.channels, "many", folder)
    show(measure(many, few, options), options.channels, options)


if __name__ == "__main__":
    main()
