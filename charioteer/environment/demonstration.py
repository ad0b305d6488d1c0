"""Where the demonstration may run: on this machine alone, in a data folder of its own."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from charioteer.environment import BadSetting

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""The names by which a machine calls itself."""
MARKER = "demonstration.txt"
_WORDS = "This folder holds Charioteer’s demonstration: everybody in it is invented. Throw it away as you like.\n"
_SWITCH = "CHARIOTEER_DEMO lets whoever opens a page be anybody, so it is for this machine alone"


def refuse_elsewhere(*, hosts: Iterable[str], address: str, https: bool, proxies: int) -> None:
    """Raises BadSetting where others could reach the demonstration."""
    beyond = sorted(set(hosts) - LOOPBACK)
    if beyond:
        raise BadSetting(f"{_SWITCH}; CHARIOTEER_HOSTS names {', '.join(beyond)}. Leave one of the two out.")
    host = urlsplit(address).netloc
    if (host if host.endswith("]") else host.rpartition(":")[0] or host) not in LOOPBACK:
        raise BadSetting(f"{_SWITCH}; CHARIOTEER_ADDRESS is {address}. Leave one of the two out.")
    if https or proxies:
        other = "CHARIOTEER_HTTPS" if https else "CHARIOTEER_PROXIES"
        raise BadSetting(f"{_SWITCH}; {other} says that others reach it. Leave one of the two out.")


def refuse_real_data(data: Path, database: str) -> None:
    """Raises BadSetting where the data folder (or a PostgreSQL) may hold a trust that is not invented."""
    if database:
        raise BadSetting(f"{_SWITCH}, with a SQLite of its own. Leave DATABASE_URL out.")
    if any(data.glob("*.sqlite3")) and not (data / MARKER).is_file():
        raise BadSetting(
            f"{data} holds a trust that is not the demonstration’s, and with CHARIOTEER_DEMO anybody could be anybody. "
            "Give the demonstration a folder of its own with CHARIOTEER_DATA, or leave CHARIOTEER_DEMO out."
        )


def mark(data: Path) -> None:
    """Say of a folder that the demonstration lives in it; called before there is anything in it."""
    refuse_real_data(data, "")
    data.mkdir(parents=True, exist_ok=True)
    (data / MARKER).write_text(_WORDS, encoding="utf-8")
