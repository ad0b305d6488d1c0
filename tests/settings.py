"""The product's own settings over a data folder that is thrown away: no test may touch anybody's data.

Named by `--ds` in pyproject.toml, so that it holds however pytest is started: pytest-django reads the settings before
any conftest.py is read.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="charioteer-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["CHARIOTEER_DATA"] = _folder

# A product's setting in the shell of whoever starts the tests must not decide how they go.
for name in [name for name in os.environ if name.startswith("CHARIOTEER_") and name != "CHARIOTEER_DATA"]:
    del os.environ[name]

from charioteer.settings import *  # noqa: F403

# WhiteNoise warns when there is nothing to serve, and a warning is an error here.
(Path(_folder) / "static").mkdir()
