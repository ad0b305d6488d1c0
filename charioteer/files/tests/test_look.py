"""What a file is, is told by its bytes; what is dangerous in it is found without opening it."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charioteer.errors import BadInput
from charioteer.files.looking import Look, kinds, look
from charioteer.files.tests import samples


def seen(folder: Path, data: bytes, name: str = "file") -> Look:
    path = folder / "bytes"
    path.write_bytes(data)
    return look(path, name)


GOOD = {
    "application/pdf": samples.pdf(),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": samples.docx(),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": samples.xlsx(),
    "image/png": samples.png(),
    "image/jpeg": samples.jpeg(),
    "image/gif": samples.gif(),
    "image/webp": samples.webp(),
    "image/heic": samples.heic(),
    "text/plain; charset=utf-8": "A letter home – with a dash".encode(),
    "text/plain; charset=windows-1252": "Café".encode("cp1252"),
    "text/plain; charset=utf-16": "A letter home".encode("utf-16"),
}


@pytest.mark.parametrize("media_type", GOOD)
def test_it_is_told_by_its_bytes_whatever_it_is_called(tmp_path: Path, media_type: str) -> None:
    found = seen(tmp_path, GOOD[media_type], "holiday.exe")
    assert (found.media_type, found.dangers) == (media_type, ())


def test_every_kind_that_is_kept_can_be_told(tmp_path: Path) -> None:
    avif, deck = b"\0\0\0\x18ftypavif\0\0\0\0" + samples.heic()[24:], "presentationml.presentation.main+xml"
    told = {seen(tmp_path, data).kind.media_type for data in (*GOOD.values(), avif)}
    told.add(seen(tmp_path, samples.packed({"[Content_Types].xml": deck.encode()})).kind.media_type)
    told.add(seen(tmp_path, b"a,b\n", "list.csv").kind.media_type)
    assert told == set(kinds.kinds())


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (samples.packed({"a.txt": b"hello"}), "compressed folder"),
        (b"PK\x05\x06" + b"\0" * 18, "compressed folder"),
        (b"\x1f\x8b\x08" + b"\0" * 20, "compressed folder"),
        (b"MZ\x90\0" + b"\0" * 60, "a program"),
        (b"#!/bin/sh\necho hello\n", "a program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 60, "of an old kind"),
        (b"<!DOCTYPE html><p>hello", "web page"),
        (b"\xef\xbb\xbf  \n<svg onload=alert(1)>", "web page or a drawing"),
        ("<?xml version='1.0'?><svg/>".encode("utf-16"), "web page or a drawing"),
        (b"<!-- hello --><script>", "web page"),
        (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2" + b"\0" * 40, "not a kind of file that is kept"),
        (b"SQLite format 3\0" + b"\0" * 90, "database"),
        (b"hello" * 2000 + b"\0", "neither text"),
        (samples.pdf()[:400], "cut short"),
        (samples.docx()[:3000], "damaged or was cut short"),
        (samples.png()[:18], "damaged"),
        (samples.jpeg()[:24], "damaged"),
        (samples.png(60_000, 60_000), "60,000 by 60,000 dots"),
        (samples.gif(65_535, 3), "65,535 by 3 dots"),
        (samples.jpeg(20_000, 20_000), "20,000 by 20,000 dots"),
        (samples.webp(16_000, 16_000), "more than can be opened safely"),
        (samples.heic(30_000, 30_000), "more than can be opened safely"),
        (samples.png(0, 30), "damaged"),
        (samples.packed({"[Content_Types].xml": b"macroEnabled", "word/vbaProject.bin": b"x"}), "macros"),
        (samples.docx_with({"word/media/zeros.bin": b"\0" * 60_000_000}), "far larger than any document"),
        (samples.packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
    ],
)
def test_what_is_not_kept_says_why(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        seen(tmp_path, data)


OUTWARD = b'<Relationship Type="x/attachedTemplate" Target="https://evil.example/t.dotm" TargetMode="External"/>'
LINK = b'<Relationship Type="x/hyperlink" Target="https://school.example" TargetMode="External"/>'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (samples.pdf(b"<< /S /Launch /F (calc.exe) >>"), "start a program"),
        (samples.pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>"), "a script"),
        (samples.pdf(b"<< /S /J#61vaScript >>"), "a script"),
        (samples.pdf_with_packed(b"1 0 << /S /JavaScript >>"), "a script"),
        (samples.pdf(b"<< /Type /EmbeddedFile >>"), "hidden inside"),
        (samples.pdf(b"trailer << /Encrypt 5 0 R >>"), "locked"),
        (b"hello\n" + samples.pdf(), "before the beginning"),
        (samples.pdf() + samples.packed({"a": b"b"}), "also a compressed folder"),
        (samples.png(behind=samples.packed({"a": b"b"})), "also a compressed folder"),
        (samples.gif(then=b"<script>alert(1)</script>"), "also a web page"),
        (samples.gif(then=b"%PDF-1.7"), "also a PDF"),
        (samples.docx_with({"word/vbaProject.bin": b"x"}), "macros"),
        (samples.docx_with({"word/embeddings/oleObject1.bin": b"x"}), "hidden inside"),
        (samples.docx_with({"word/_rels/settings.xml.rels": OUTWARD}), "from elsewhere"),
    ],
)
def test_what_is_dangerous_is_found(tmp_path: Path, data: bytes, says: str) -> None:
    assert any(says in danger for danger in seen(tmp_path, data).dangers)


@pytest.mark.parametrize(
    "data",
    [
        samples.docx_with({"word/_rels/other.xml.rels": LINK}),
        samples.pdf(b"<< /URI (https://school.example/JavaScripting) >>"),
        samples.pdf(b"(/JS and /Launcher are only words)"),
    ],
)
def test_what_is_only_a_link_or_a_word_is_left_alone(tmp_path: Path, data: bytes) -> None:
    assert seen(tmp_path, data).dangers == ()


def test_a_packed_stream_that_never_ends_is_not_unpacked_for_ever(tmp_path: Path) -> None:
    found = seen(tmp_path, samples.pdf_with_packed(b"\0" * 70_000_000))
    assert any("far larger" in danger for danger in found.dangers)


@pytest.mark.parametrize("name", ["list.csv", "LIST.CSV"])
def test_a_name_settles_only_whether_text_is_a_table(tmp_path: Path, name: str) -> None:
    assert seen(tmp_path, b"a,b\n1,2\n", name).kind.media_type == "text/csv"
    assert seen(tmp_path, samples.png(), name).kind.media_type == "image/png"


@given(data=st.binary(min_size=1, max_size=300), start=st.sampled_from([b"", b"%PDF-1.7\n", b"\xff\xd8\xff", b"RIFF"]))
def test_any_bytes_are_told_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes, start: bytes) -> None:
    with suppress(BadInput):
        assert seen(tmp_path_factory.getbasetemp(), start + data).kind.media_type in kinds.kinds()
