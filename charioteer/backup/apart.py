"""Has something done in a process of its own that takes another folder for its house: a copy, or a restored one.

So the program that looks at a backup is the whole program, with the copy's database, the copy's keys, the copy's files.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from charioteer.errors import BadInput, NotNow

_PROGRAM = "import django; django.setup(); from charioteer.backup.process import main; main()"


def ask(what: str, house: Path, *, database: str = "", given: Any = None) -> dict[str, Any]:
    """Ask `backup.process` about a house.

    Args:
        what: "describe", "look" or "settle".
        house: the folder it takes for its data folder.
        database: DATABASE_URL of its PostgreSQL database; "" for the SQLite file in the folder.
        given: what it needs to know besides, as JSON can hold it.
    Raises:
        BadInput: the house cannot be used; the sentence says why.
        NotNow: the process broke.
    """
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"CHARIOTEER_DATA": str(house), "DJANGO_SETTINGS_MODULE": "charioteer.settings"}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    if database:
        environment["DATABASE_URL"] = database
    done = subprocess.run(  # noqa: S603 (our own module; nothing that anybody sent is in the command)
        [sys.executable, "-c", _PROGRAM, what],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        said = done.stderr.strip().rpartition("\n")[2] or f"it ended with {done.returncode}"
        raise NotNow(f"The copy could not be opened: {said}") from None
    if reason := answer.get("refused"):
        raise BadInput(reason)
    return answer
