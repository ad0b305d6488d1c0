"""Seeds are sealed, and with other keys they are refused, never read as something else."""

from pathlib import Path
from typing import Any

import pytest

from charioteer.errors import NotNow
from charioteer.people.adapters import MFAAdapter

SEED = "JBSWY3DPEHPK3PXP"


def test_what_was_sealed_is_opened() -> None:
    sealed = MFAAdapter().encrypt(SEED)
    assert SEED not in sealed
    assert MFAAdapter().decrypt(sealed) == SEED


def test_with_other_keys_it_is_refused_and_never_empty(settings: Any, tmp_path: Path) -> None:
    sealed = MFAAdapter().encrypt(SEED)
    settings.DATA = tmp_path
    with pytest.raises(NotNow, match="does not have the keys"):
        MFAAdapter().decrypt(sealed)
