"""What is typed about people: joining, and who is where as what."""

from charioteer.people.forms.joining import Acceptance

__all__ = ["Acceptance"]
