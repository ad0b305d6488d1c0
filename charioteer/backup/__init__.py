"""Backups: the database, the keys and the files together in one sealed file, and the way back from it.

It has no tables. What each app wants looked at in a restored house is declared in its `restored.py` (`backup.checks`).
"""
