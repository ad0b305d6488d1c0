"""The register's verbs. Each is one function: rule, change and log entry in one transaction."""

from charioteer.channels.actions.facts import note_fact
from charioteer.channels.actions.platforms import set_school_use
from charioteer.channels.actions.registering import add, edit, set_people

__all__ = ["add", "edit", "note_fact", "set_people", "set_school_use"]
