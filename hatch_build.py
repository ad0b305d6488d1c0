"""Builds the styles into the package, so that a wheel needs no Node and no npm."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent / "script"))

from assets import build


class AssetHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before the wheel is packed (and before an editable install is linked)."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        build(Path(self.root))
