"""What may be done to trusts, people and their ways in."""

from charioteer.people.actions.invitations import accept, invite, make_password_link, open_invitation, withdraw
from charioteer.people.actions.trusts import load_trust

__all__ = ["accept", "invite", "load_trust", "make_password_link", "open_invitation", "withdraw"]
