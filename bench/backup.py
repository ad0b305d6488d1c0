"""How fast a backup is made and restored, beside a plain copy of the same files with `cp`, each made to last by `sync`.

Ours also copies the database at one moment, looks at the copy, hashes and seals every byte, and (restoring) opens,
checks and looks at it all again.

    .venv/bin/python bench/backup.py [--megabytes 1000]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, "-c", "from charioteer.cli import main; main()"]
FILE = 4 * 1024 * 1024
FURNISH = """
import io, os, sys, django; django.setup()
from django.utils import timezone
from charioteer.files.actions import store
for number in range(int(sys.argv[1])):
    body = b"\\x89PNG\\r\\n\\x1a\\n" + b"\\0\\0\\0\\rIHDR" + b"\\0\\0\\0\\x28" * 2 + os.urandom({size} - 30)
    store(source=io.BytesIO(body), name=f"{{number}}.png", trust_id=1, by=None, now=timezone.now())
"""


def run(data: Path, *words: str) -> str:
    """One command, to its end."""
    environment = {**os.environ, "CHARIOTEER_DATA": str(data), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([*COMMAND, *words], env=environment, check=True, capture_output=True, text=True)
    return done.stdout


def timed(*command: str | Path, data: Path | None = None) -> float:
    """Seconds of one command, with what it wrote on the disk."""
    os.sync()
    began = time.perf_counter()
    if data is None:
        subprocess.run([str(word) for word in command], check=True)
    else:
        run(data, *map(str, command))
    os.sync()
    return time.perf_counter() - began


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="charioteer-bench-"))
    data, out, identity = folder / "data", folder / "out", folder / "offline.txt"
    run(data, "init", "--example", "auriga")
    environment = {**os.environ, "CHARIOTEER_DATA": str(data), "PYTHONPATH": str(ROOT)}
    environment["DJANGO_SETTINGS_MODULE"] = "charioteer.settings"
    count = options.megabytes * 1024 * 1024 // FILE
    program = [sys.executable, "-c", FURNISH.format(size=FILE), str(count)]
    subprocess.run(program, env=environment, check=True)
    identity.write_text(json.loads(run(data, "backup", "--new-key", "--json"))["new_key"])
    print(f"{count * FILE / 1024 / 1024:.0f} MB in {count} files\n")
    print("run   cp s   backup s   backup, MB/s   beside cp   restore s   beside cp")
    for number in range(1, options.runs + 1):
        copied = timed("cp", "-a", data, folder / "copy")
        made = timed("backup", "--to", out, data=data)
        file = next(out.glob("*.age"))
        back = timed("restore", file, "--identity", identity, "--into", folder / "new", data=folder / "none")
        speed = options.megabytes / made
        print(
            f"{number:3} {copied:6.2f} {made:10.2f} {speed:14.0f} {100 * copied / made:9.0f} % {back:11.2f}"
            f" {100 * copied / back:9.0f} %"
        )
        for path in (folder / "copy", out, folder / "new"):
            shutil.rmtree(path)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
