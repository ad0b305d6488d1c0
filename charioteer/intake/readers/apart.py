"""Has an Office file or a PDF read in a process of its own, which is stopped when it takes too much time or memory."""

import json
import os
import subprocess
import sys

from charioteer.errors import BadInput
from charioteer.intake.readers.answers import from_json
from charioteer.intake.readers.document import Contents

_SECONDS = 120
_NEEDED = ("PATH", "SYSTEMROOT", "LANG")  # and no key or password of ours
_STOPPED = (
    "Reading this file took too much time or memory, so it was stopped. "
    "Copy the table into a new spreadsheet, save it as .csv, and choose that."
)


def read(media_type: str, data: bytes) -> Contents:
    """Read a file apart.

    Raises:
        BadInput: what the reader refused, or it could not be read in time.
    """
    command = [sys.executable, "-m", "charioteer.intake.readers.process", media_type]
    environment = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    try:
        # The command is our own module; nothing of the file is in it.
        done = subprocess.run(  # noqa: S603
            command, input=data, capture_output=True, timeout=_SECONDS, env=environment, check=False
        )
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise BadInput(_STOPPED) from error
    if refusal := answer.get("refused"):
        raise BadInput(refusal["reason"], where=refusal["where"])
    return from_json(answer)
