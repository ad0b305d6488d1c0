"""The demonstration: an invented trust, and the switch with which one person is everybody in it. Never anywhere else.

It may use every other room, and only `urls` and `cli` know of it.
"""
