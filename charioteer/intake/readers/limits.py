"""How much a file may hold. Beyond these nobody reads a preview, and a server could be brought down."""

from charioteer.errors import BadInput

DAMAGED = "This file is damaged or was cut short on its way. Save it again where it was made, and choose the new copy."
MEGABYTE = 1024 * 1024
MAX_BYTES = 25 * MEGABYTE
MAX_UNPACKED = 300 * MEGABYTE
MAX_RATIO = 150
RATIO_MATTERS_FROM = 20 * MEGABYTE
MAX_MEMBERS = 5_000
MAX_ROWS = 250_000
MAX_COLUMNS = 200
MAX_CELL = 32_767  # Excel's own limit for one cell
MAX_TABLES = 500
MAX_PAGES = 300
MAX_TEXT = 20_000_000


def check_size(size: int, most: int) -> None:
    """Refuse a file by its size, before a byte of it is understood.

    Raises:
        BadInput: it is empty or too large.
    """
    if not size:
        raise BadInput("This file is empty. Choose it again, or save it again where it was made.")
    if size > most:
        raise BadInput(
            f"This file is {_megabytes(size)}; the most that is read is {_megabytes(most)}. "
            "Take pictures and other sheets out of it, or split it, and try again."
        )


def check_rows(number: int, *, where: str = "") -> None:
    """Refuse a table that has too many rows."""
    if number > MAX_ROWS:
        raise BadInput(f"More than {MAX_ROWS:,} rows. Split the table into several files.", where=where)


def check_columns(width: int, *, where: str = "") -> None:
    """Refuse a table that has too many columns."""
    if width > MAX_COLUMNS:
        raise BadInput(
            f"A row has {width:,} cells; the most that is read is {MAX_COLUMNS}. "
            "Delete the columns that are not needed, also the empty ones at the right.",
            where=where,
        )


def check_cell(cell: str, *, where: str = "") -> None:
    """Refuse a cell nobody could have meant."""
    if len(cell) > MAX_CELL:
        raise BadInput(
            f"A cell holds {len(cell):,} characters; the most that is read is {MAX_CELL:,}. "
            "A quotation mark that was never closed can swallow the rows under it.",
            where=where,
        )


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.1f} MB".replace(".0 MB", " MB")
