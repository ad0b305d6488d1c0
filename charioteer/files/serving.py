"""Hands a file to a browser: as an attachment, never as a page, never typed by guessing, never kept by a proxy."""

from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from charioteer.files import rules
from charioteer.files.models import StoredFile
from charioteer.files.opening import checked
from charioteer.files.receiving import chunks

_UNQUOTED = "!#$&+-.^_`|~"  # RFC 8187, besides letters and digits


def attachment(stored: StoredFile, request: HttpRequest) -> HttpResponseBase:
    """The file, whole, to be saved. Whether this person may have it, the caller has asked.

    Raises:
        NotNow: it was erased, or is in quarantine.
        Damaged: its bytes are not those that were kept.
    """
    if refusal := rules.cannot_take(stored):
        raise refusal
    file = checked(stored.blob)
    response: HttpResponseBase
    if request.method == "HEAD":
        file.close()
        response = HttpResponse(content_type=stored.blob.media_type)
    else:
        response = StreamingHttpResponse(_sent(file), content_type=stored.blob.media_type)
    for name, value in _headers(stored).items():
        response[name] = value
    return response


def disposition(name: str) -> str:
    """The header of RFC 6266: a plain name for old programs, and the real one."""
    plain = "".join(letter if " " <= letter <= "~" and letter not in '"\\%;' else "_" for letter in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe=_UNQUOTED)}"


def _headers(stored: StoredFile) -> dict[str, str]:
    return {
        "Content-Disposition": disposition(stored.name),
        "Content-Length": str(stored.blob.size),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
        "Accept-Ranges": "none",
    }


def _sent(file: BinaryIO) -> Iterator[bytes]:
    with file:
        yield from chunks(file)
