"""The cast, for pages that span rooms."""

from tests.conftest import cast

__all__ = ["cast"]
