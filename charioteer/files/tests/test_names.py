"""A name misleads nobody: no path, no hidden turn of direction, no wrong ending, no endless length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charioteer.files import names
from charioteer.files.looking.kinds import kind_of, kinds

PDF = kind_of("application/pdf")


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("letter.pdf", "letter.pdf"),
        ("LETTER.PDF", "LETTER.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\amara\\letter.pdf", "letter.pdf"),
        ("photo.jpg", "photo.jpg.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie- x.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ('who "said" <that>?.pdf', "who -said- -that--.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("...", "file.pdf"),
        ("", "file.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("Llythyr – Ysgol Llŷr 学校.pdf", "Llythyr – Ysgol Llŷr 学校.pdf"),
    ],
)
def test_a_name_is_cleaned(name: str, clean: str) -> None:
    assert names.cleaned(name, PDF) == clean


def test_what_was_not_plain_is_said() -> None:
    said = names.notes("photo\u202e.jpg", "photo.jpg.pdf", PDF)
    assert said[0] == "The name ends in .jpg, but this is a PDF."
    assert "cannot be seen" in said[1]
    assert names.notes("letter.PDF", "letter.pdf", PDF) == []


def test_the_name_as_written_is_kept_as_far_as_a_database_holds_it() -> None:
    assert names.as_written("../a\u202eb.pdf") == "../a\u202eb.pdf"
    assert names.as_written("a\x00\ud800b") == "a\ufffd\ufffdb"


@given(name=st.text(max_size=400), kind=st.sampled_from(sorted(kinds())))
def test_no_name_misleads(name: str, kind: str) -> None:
    clean = names.cleaned(name, kind_of(kind))
    assert clean.endswith(kind_of(kind).endings)
    assert len(clean) <= names.LONGEST
    assert not set(clean) & set('/\\<>:"|?*\r\n\x00\u202e')
    assert names.cleaned(clean, kind_of(kind)) == clean
