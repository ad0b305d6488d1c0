"""Files of every kind, good and bad, made here byte by byte or by the libraries that schools' programs resemble."""

import io
import struct
import zipfile
import zlib

from docx import Document
from fpdf import FPDF
from openpyxl import Workbook


def png(width: int = 40, height: int = 30, *, behind: bytes = b"") -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 99))
        + chunk(b"IEND", b"")
    ) + behind


def jpeg(width: int = 40, height: int = 30) -> bytes:
    comment = b"\xff\xfe" + struct.pack(">H", 12) + b"0123456789"
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return (
        b"\xff\xd8\xff\xe0"
        + struct.pack(">H", 16)
        + b"JFIF\0"
        + b"\0" * 9
        + comment
        + frame
        + b"\xff\xda"
        + b"\xff\xd9"
    )


def gif(width: int = 40, height: int = 30, *, then: bytes = b"") -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0" + then + b";"


def webp(width: int = 40, height: int = 30) -> bytes:
    body = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + (width - 1).to_bytes(3, "little")
    body += (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def heic(width: int = 40, height: int = 30) -> bytes:
    size = b"\x00\x00\x00\x14ispe\0\0\0\0" + struct.pack(">II", width, height)
    return struct.pack(">I", 24) + b"ftypheic\0\0\0\0mif1heic" + size


def pdf(extra: bytes = b"") -> bytes:
    made = FPDF()
    made.add_page()
    made.set_font("helvetica", size=12)
    made.cell(text="A letter home")
    return bytes(made.output()).replace(b"%%EOF", extra + b"\n%%EOF")


def pdf_with_packed(inner: bytes) -> bytes:
    packed = zlib.compress(inner)
    stream = b"9 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    return pdf(stream + packed + b"\nendstream\nendobj")


def docx() -> bytes:
    made, out = Document(), io.BytesIO()
    made.add_paragraph("A letter home")
    made.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    made, out = Workbook(), io.BytesIO()
    made.active.append(["Platform", "Account"])
    made.save(out)
    return out.getvalue()


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


def docx_with(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO(docx())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()
