"""Mail: a row in the caller's transaction, sent by a job. Plain words and a link, never content."""
