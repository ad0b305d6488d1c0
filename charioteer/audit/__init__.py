"""The append-only log of what was changed, when and by whom. It has no foreign keys, so it outlives what it speaks of."""
