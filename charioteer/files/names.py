"""What a file is called: as written, and so that no screen, disk or program is misled by it."""

import re
import unicodedata

from charioteer.files.looking.kinds import Kind

LONGEST = 120
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")  # control, direction and join marks, half letters, private ones


def as_written(name: str) -> str:
    """The name exactly as it was sent, as far as a database can hold it."""
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", name)[:1000]


def cleaned(name: str, kind: Kind) -> str:
    """A name that is safe to show and to save under; it ends like the kind of file it is.

    "invoice\\u202efdp.exe" shows as what it is, "../../etc/passwd" is "passwd", and a PDF called "photo.jpg" is
    "photo.jpg.pdf".
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(" " if letter.isspace() else letter for letter in last)
    seen = "".join(letter for letter in seen if unicodedata.category(letter) not in _UNSEEN)
    stem = " ".join(_FORBIDDEN.sub("-", seen).split()).strip(". ")
    ending = next((one for one in kind.endings if stem.casefold().endswith(one)), "")
    stem = stem[: len(stem) - len(ending)].rstrip(". ") if ending else stem
    ending = ending or kind.endings[0]
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return f"{stem[: LONGEST - len(ending)].rstrip('. ') or 'file'}{ending}"


def notes(name: str, clean: str, kind: Kind) -> list[str]:
    """What of the name was not plain, in words."""
    said = []
    if "." in name and not name.rstrip().casefold().endswith(kind.endings):
        ending = as_written(name[name.rindex(".") :][:12])
        shown = "".join(letter for letter in ending if unicodedata.category(letter) not in _UNSEEN)
        said.append(f"The name ends in {shown}, but this is {kind.name}.")
    if any(unicodedata.category(letter) in _UNSEEN for letter in name):
        said.append("The name held characters that cannot be seen. They were taken out.")
    if len(name) > LONGEST:
        said.append("The name was longer than what is shown.")
    return said
