"""The test's own authenticator is right, so that a refused code is the site's doing."""

import base64

import pytest

from tests.journeys.authenticator import code

# RFC 6238, appendix B: the last six digits of its eight.
VECTORS = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
]


@pytest.mark.parametrize(("at", "digits"), VECTORS)
def test_the_vectors_of_the_standard(at: int, digits: str) -> None:
    assert code(base64.b32encode(b"12345678901234567890").decode(), at) == digits
