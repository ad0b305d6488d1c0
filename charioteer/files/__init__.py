"""Files that are kept: stored once under the hash of their bytes, typed by what is in them, served as attachments only.

It has no address of its own: the rooms above decide who may store, take or erase a file.
"""
