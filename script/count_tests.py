"""Adds up what the runs of one `script/test` wrote, prints the last line, and fails if anything failed."""

import argparse
import sys
from pathlib import Path
from xml.etree import ElementTree


def count(folder: Path) -> tuple[int, int, int]:
    """Count the tests of every run.

    Args:
        folder: where the runs left their JUnit files.
    Returns:
        How many passed, failed (or broke) and were skipped.
    """
    passed = failed = skipped = 0
    for file in sorted(folder.glob("*.xml")):
        for suite in ElementTree.parse(file).iter("testsuite"):
            broken = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            left = int(suite.get("skipped", 0))
            passed += max(int(suite.get("tests", 0)) - broken - left, 0)
            failed, skipped = failed + broken, skipped + left
    return passed, failed, skipped


def main() -> int:
    """Print `N passed, N failed`, checks and tests together."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--passed", type=int, default=0, help="checks that passed")
    options.add_argument("--failed", type=int, default=0, help="checks that failed")
    options.add_argument("--seconds", type=int, default=0)
    given = options.parse_args()
    passed, failed, skipped = count(given.folder)
    checks = given.passed + given.failed
    print(
        f"{checks} checks and {passed + failed} tests in {given.seconds} s" + (f", {skipped} skipped" * bool(skipped))
    )
    print(f"{passed + given.passed} passed, {failed + given.failed} failed")
    return 1 if failed + given.failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
