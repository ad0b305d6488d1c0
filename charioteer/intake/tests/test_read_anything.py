"""Whatever is sent, a reader reads it or refuses it; it never breaks."""

import contextlib
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charioteer.errors import BadInput
from charioteer.intake.readers import Document, archive, process, read
from charioteer.intake.tests import register_table
from charioteer.intake.tests.test_read_office import book, saved, word_register
from charioteer.intake.tests.test_read_pdf import new, ruled

NAMES = st.sampled_from(["a.csv", "a.xlsx", "a.docx", "a.pdf", "a.txt", "a", "", "a.", "ünï.CSV"])
STARTS = st.sampled_from(
    [b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"sep=;\n"]
)


def read_or_refused(name: str, data: bytes) -> None:
    """Either a document whose tables are square, or a sentence."""
    document: Document | None = None
    reason = ""
    try:
        document = read(name, data)
    except BadInput as refusal:
        reason = refusal.reason
    if document is None:
        assert reason.endswith((".", "”"))
        return
    for table in document.tables:
        assert all(len(row.cells) == len(table.header) for row in table.rows)


@given(NAMES, STARTS, st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_random_bytes(name: str, start: bytes, data: bytes) -> None:
    read_or_refused(name, start + data)


@given(NAMES, st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_random_text(name: str, text: str) -> None:
    with contextlib.suppress(UnicodeEncodeError):
        read_or_refused(name, text.encode())


@cache
def good(kind: str) -> bytes:
    if kind == "xlsx":
        return saved(book(register_table.HEADER, *register_table.ROWS))
    if kind == "docx":
        return saved(word_register())
    made = new()
    ruled(made, (register_table.HEADER, *register_table.ROWS))
    return bytes(made.output())


def damaged(data: bytes, place: float, bits: bytes, cut: float) -> bytes:
    at = int(place * len(data))
    return (data[:at] + bits + data[at + len(bits) :])[: max(1, int(cut * len(data)))]


share = st.floats(0, 1)


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@given(share, st.binary(max_size=8), st.one_of(st.just(1.0), share))
@settings(max_examples=60, deadline=None)
def test_damaged_office_files(kind: str, place: float, bits: bytes, cut: float) -> None:
    data = damaged(good(kind), place, bits, cut)
    with contextlib.suppress(BadInput):
        assert process.understand(archive.checked(data), data)  # here and not apart, for speed


@given(share, st.binary(max_size=8), st.one_of(st.just(1.0), share))
@settings(max_examples=8, deadline=None)  # each starts a process
def test_damaged_pdfs(place: float, bits: bytes, cut: float) -> None:
    read_or_refused("a.pdf", damaged(good("pdf"), place, bits, cut))
