"""What people owe about people and the house, by what it is about."""

from charioteer.people.duties import offices, signing_in

__all__ = ["offices", "signing_in"]
