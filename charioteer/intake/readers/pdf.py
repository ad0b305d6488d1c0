"""Reads PDF: its words, and its tables with or without lines."""

import io
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfplumber.utils.exceptions import PdfminerException

from charioteer.errors import BadInput
from charioteer.intake.readers import limits, pdf_tables
from charioteer.intake.readers.document import Contents

_PROTECTED = (
    "This PDF is protected with a password, so nothing in it can be read. "
    "Open it, print it to a new PDF without a password, and choose that."
)
_PICTURE = (
    "This PDF is a picture of a page: there are no words in it to read. "
    "Save it as PDF from Word instead of scanning it, or type the table into a spreadsheet."
)


def read(data: bytes) -> Contents:
    """Read a PDF.

    Raises:
        BadInput: protected, without text, or too long.
    """
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return _read(document)
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError | PDFTextExtractionNotAllowed):
            raise BadInput(_PROTECTED) from error
        raise


def _read(document: Any) -> Contents:
    pages = document.pages
    if len(pages) > limits.MAX_PAGES:
        raise BadInput(f"This PDF has {len(pages):,} pages; the most that is read is {limits.MAX_PAGES}. Split it.")
    texts: list[str] = []
    notes: list[str] = []
    found = pdf_tables.Found()
    for page in pages:
        text = page.extract_text()
        texts.append(text)
        if not text.strip() and page.images:
            notes.append(f"Page {page.page_number} is a picture; nothing on it was read.")
        pdf_tables.gather(page, found)
        page.close()
    if not "".join(texts).strip():
        raise BadInput(_PICTURE)
    tables, said = pdf_tables.finish(found)
    return Contents(text="\n".join(texts)[: limits.MAX_TEXT], tables=tables, notes=(*notes, *said))
