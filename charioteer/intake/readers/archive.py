"""Looks into the zip that a .xlsx or .docx really is, to make sure that it is no bomb and no macro file."""

import io
import zipfile

from charioteer.errors import BadInput
from charioteer.intake.readers import limits

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_TYPES = "[Content_Types].xml"
_BOMB = (
    "Unpacked, this file is far larger than any register or policy. It was not opened. "
    "Copy the table into a new file and choose that."
)
_OPEN_DOCUMENT = "This is an OpenDocument file. In LibreOffice, save it as .xlsx, .docx or .csv."
_ENCRYPTED = 0x1
_CHUNK = 256 * 1024


def checked(data: bytes) -> str:
    """Make sure that an Office file is safe to parse.

    Every member is unpacked once and counted, because a header may lie about its size.

    Returns:
        Which of `SPREADSHEET` and `WORD` it is.
    Raises:
        BadInput: damaged, too large unpacked, protected, with macros, or another kind of file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive, len(data))
            return _kind(archive)
    except BadInput:
        raise
    except Exception as error:  # a damaged zip raises some ten kinds of error; to the sender it is one thing
        raise BadInput(limits.DAMAGED) from error


def _check_members(archive: zipfile.ZipFile, packed: int) -> None:
    members = archive.infolist()
    if len(members) > limits.MAX_MEMBERS:
        raise BadInput(_BOMB)
    total = 0
    for member in members:
        if member.flag_bits & _ENCRYPTED:
            raise BadInput(
                "This file is protected with a password. Take the password off, save it, and choose it again."
            )
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                _check_total(total, packed)


def _check_total(total: int, packed: int) -> None:
    too_dense = total > limits.RATIO_MATTERS_FROM and total > packed * limits.MAX_RATIO
    if too_dense or total > limits.MAX_UNPACKED:
        raise BadInput(_BOMB)


def _kind(archive: zipfile.ZipFile) -> str:
    names = {name.casefold() for name in archive.namelist()}
    if "mimetype" in names:
        raise BadInput(_OPEN_DOCUMENT)
    if _TYPES.casefold() not in names:
        raise BadInput("This is a compressed folder, not a spreadsheet or a Word document. Choose the one file inside.")
    types = archive.read(_TYPES).lower()
    if b"macroenabled" in types or any(name.endswith("vbaproject.bin") for name in names):
        raise BadInput(
            "This file holds macros (small programs), so it is not opened. "
            "Save it as an ordinary .xlsx or .docx, which leaves the macros out, and choose that."
        )
    if any(name.startswith("xl/") and name.endswith("workbook.bin") for name in names):
        raise BadInput("This is a binary Excel file (.xlsb). Open it in Excel and save it as .xlsx.")
    if b"spreadsheetml" in types:
        return SPREADSHEET
    if b"wordprocessingml" in types:
        return WORD
    raise BadInput("This is an Office file, but neither a spreadsheet nor a Word document. Save the table as .xlsx.")
