"""Charioteer runs a school trust's social media policy."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("charioteer-policy")
except PackageNotFoundError:  # a bare checkout on the path, not installed
    __version__ = "0"
