"""The append-only log: what was changed, when, by whom. It has no foreign keys, so it outlives its subjects."""
