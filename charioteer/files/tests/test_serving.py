"""A file is handed out as an attachment, checked to the last byte first, or not at all."""

import io
from pathlib import Path

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from charioteer.errors import NotNow
from charioteer.files import actions, serving
from charioteer.files.opening import Damaged
from charioteer.files.tests import samples
from charioteer.files.tests.conftest import NOW, Keep, on_disk
from charioteer.files.verifying import verify
from charioteer.people.models import Person

GET = RequestFactory().get("/")


def test_it_is_an_attachment_and_nothing_else(keep: Keep, amara: Person) -> None:
    body = samples.png()
    response = serving.attachment(keep(body, amara, "Llŷr’s holiday.png"), GET)
    assert b"".join(response.streaming_content) == body
    assert response["Content-Type"] == "image/png"
    assert response["Content-Length"] == str(len(body))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"] == (
        "attachment; filename=\"Ll_r_s holiday.png\"; filename*=UTF-8''Ll%C5%B7r%E2%80%99s%20holiday.png"
    )


def test_the_policy_of_the_whole_site_does_not_loosen_it(keep: Keep, amara: Person) -> None:
    from csp.middleware import CSPMiddleware

    response = CSPMiddleware(lambda request: serving.attachment(keep(samples.png(), amara), request))(GET)
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_head_sends_no_bytes(keep: Keep, amara: Person) -> None:
    response = serving.attachment(keep(samples.png(), amara), RequestFactory().head("/"))
    assert response.content == b""
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("harm", [b"another", None])
def test_damage_is_never_handed_out_and_is_found(data: Path, keep: Keep, amara: Person, harm: bytes | None) -> None:
    stored = keep(samples.png(), amara)
    assert list(verify(data)) == []
    place = data / on_disk(data)[0]
    place.unlink()
    if harm is not None:
        place.write_bytes(harm)
    with pytest.raises(Damaged, match="damaged on the server"):
        serving.attachment(stored, GET)
    (found,) = verify(data)
    assert found.about == stored.blob.sha256
    assert found.seen == ("Its bytes are not those that were kept." if harm else "It is gone from the disk.")


def test_quarantine_and_tombstones_are_not_handed_out(data: Path, keep: Keep, amara: Person) -> None:
    held = keep(samples.pdf(b"<< /S /Launch >>"), amara)
    with pytest.raises(NotNow, match="in quarantine"):
        serving.attachment(held, GET)
    actions.erase(stored=held, by=amara, now=NOW)
    with pytest.raises(NotNow, match="was erased"):
        serving.attachment(held, GET)


def test_what_no_row_speaks_of_is_found(data: Path, keep: Keep, amara: Person) -> None:
    stored = keep(samples.pdf(b"<< /S /Launch >>"), amara)
    (data / "files" / "stray").mkdir()
    (data / "files" / "stray" / "x").write_bytes(b"x")
    assert [found.about for found in verify(data)] == ["files/stray/x"]
    sealed = data / "quarantine" / str(amara.trust_id) / stored.blob.sha256
    sealed.write_bytes(sealed.read_bytes()[:-1])
    assert "Its seal is broken." in {found.seen for found in verify(data)}


def test_a_file_larger_than_a_chunk_comes_whole(data: Path, amara: Person) -> None:
    body = ("Minutes of the meeting.\n" * 60_000).encode()
    stored = actions.store(source=io.BytesIO(body), name="m.txt", trust_id=amara.trust_id, by=amara, now=NOW)
    assert b"".join(serving.attachment(stored, GET).streaming_content) == body


@given(st.text(min_size=1, max_size=80))
def test_no_name_breaks_out_of_the_header(name: str) -> None:
    header = serving.disposition(name.encode("utf-8", "replace").decode())
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
