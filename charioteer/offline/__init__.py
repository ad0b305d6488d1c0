"""The key that is kept offline, and what is sealed to it. The server holds only the half that can close, never the half
that opens: whoever takes the server cannot read the backups.
"""
