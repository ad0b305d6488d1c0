"""Pages about people: joining and one's own account, who is where, offices, taking people in from a file."""

from charioteer.people.views.joining import BACKEND, account, invitation, password_reset, private

__all__ = ["BACKEND", "account", "invitation", "password_reset", "private"]
