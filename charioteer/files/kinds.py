"""What the log may say about files. Who may read it is for the room above to say, which knows whose file it is."""

from charioteer.audit.kinds import kind

STORED = kind("files.file.stored", "File kept")
QUARANTINED = kind("files.file.quarantined", "File put into quarantine")
RELEASED = kind("files.file.released", "File let out of quarantine")
ERASED = kind("files.file.erased", "File erased")
