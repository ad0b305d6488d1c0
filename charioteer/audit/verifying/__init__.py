"""Checking the whole log anew: every entry, every place, every head, and what is said about people."""

from charioteer.audit.verifying.report import Log, Report
from charioteer.audit.verifying.whole import verify

__all__ = ["Log", "Report", "verify"]
