"""Plain text is what is left when nothing else fits: every byte of it must be letters, and it must be no web page."""

import codecs
import mmap
import re

from charioteer.errors import BadInput

_CHUNK = 256 * 1024
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP = re.compile(r"\s*<(?:!--|\?xml|(?:!doctype|html|head|body|svg|script|iframe|meta|style|table|div)\b)", re.I)
_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def charset_of(data: mmap.mmap) -> str:
    """How the letters are written: "utf-8", "utf-16" or "windows-1252".

    Raises:
        BadInput: it is no text after all, or it is a web page or a drawing written as text.
    """
    marked = next((charset for mark, charset in _MARKS.items() if data[:3].startswith(mark)), "")
    for charset in (marked,) if marked else ("utf-8", "windows-1252"):
        if _all_letters(data, charset):
            return charset
    raise BadInput("This is neither text nor any other kind of file that is kept. Keep it as a PDF or a picture.")


def _all_letters(data: mmap.mmap, charset: str) -> bool:
    decoder = codecs.getincrementaldecoder(charset)()
    try:
        for start in range(0, len(data), _CHUNK):
            piece = decoder.decode(data[start : start + _CHUNK], final=start + _CHUNK >= len(data))
            if start == 0 and _MARKUP.match(piece.lstrip("\ufeff")):
                raise BadInput(
                    "This is a web page or a drawing made of code (HTML, SVG or XML), which can run programs. "
                    "Print it to a PDF, or take a picture of the screen, and keep that."
                )
            if _NO_TEXT.search(piece):
                return False
    except UnicodeDecodeError:
        return False
    return True
