"""What the log may say about backups."""

from charioteer.audit.kinds import kind

RESTORED = kind("backup.house.restored", "Restored from a backup")
