"""Setting up a trust, step by step: its places, who holds which office, what is still missing."""
