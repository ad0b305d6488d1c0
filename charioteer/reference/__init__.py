"""Packaged data files (checked, sourced, with a schema) and each trust's own changes beside them."""
