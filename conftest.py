"""The cast, and the ground every test stands on."""

import os
import tempfile

# Before Django reads its settings: no test may touch a real data folder.
os.environ.setdefault("CHARIOTEER_DATA", tempfile.mkdtemp(prefix="charioteer-test-"))

import pytest
from django.conf import LazySettings


@pytest.fixture(autouse=True)
def plain_static(settings: LazySettings) -> None:
    """No collected files are needed to render a page."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
