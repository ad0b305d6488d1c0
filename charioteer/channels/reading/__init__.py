"""Reading a register as somebody wrote it: dates, people, rows, and every doubt; no channel is touched here."""
