"""The process that reads one file from standard input and answers in JSON on standard output.

A damaged or hostile file can make a parser run for ever or take all memory. Here it can do so only to itself.
"""

import importlib
import json
import logging
import sys
import warnings

from charioteer.errors import BadInput
from charioteer.intake.readers import archive, limits
from charioteer.intake.readers.answers import as_json
from charioteer.intake.readers.content import Content
from charioteer.intake.readers.document import Contents

try:
    import resource
except ImportError:  # Windows has none; the time limit of the caller still holds
    resource = None  # type: ignore[assignment]

_MEMORY = 3 * 1024 * limits.MEGABYTE
_PROCESSOR_SECONDS = 100
# Each parser takes a third of a second to load, so only the one that is needed is, and only here.
_READERS = {Content.PDF.value: "pdf", archive.WORD: "word", archive.SPREADSHEET: "spreadsheet"}


def understand(media_type: str, data: bytes) -> Contents:
    """Read an Office file or a PDF here and now; callers outside this process use `apart.read`.

    Raises:
        BadInput: with the sentence for whoever sent it.
    """
    reader = importlib.import_module(f"charioteer.intake.readers.{_READERS[media_type]}")
    try:
        contents: Contents = reader.read(data)
    except BadInput:
        raise
    except Exception as error:  # a parser fed with damage may raise anything; to the sender it is one thing
        raise BadInput(limits.DAMAGED) from error
    return contents


def answer(media_type: str, data: bytes) -> dict[str, object]:
    """The answer as JSON can hold it: contents, or a refusal."""
    try:
        return as_json(understand(media_type, data))
    except BadInput as refusal:
        return {"refused": {"reason": refusal.reason, "where": refusal.where}}


def main() -> None:
    """Bound this process, read, answer."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")  # what a parser cannot use (styles, drawings) is nothing we read
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_PROCESSOR_SECONDS, _PROCESSOR_SECONDS))
    sys.stdout.write(json.dumps(answer(sys.argv[1], sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
