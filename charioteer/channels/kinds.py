"""What the log may say about channels."""

from charioteer.audit.kinds import kind

LISTED = kind("channels.channel.listed", "Put on the list")
EDITED = kind("channels.channel.edited", "Edited")
CLOSED = kind("channels.channel.closed", "Closed")
PEOPLE_CHANGED = kind("channels.people.changed", "People changed")
FACT_NOTED = kind("channels.fact.noted", "Fact recorded")
STANDING_CHANGED = kind("channels.standing.changed", "Standing changed")
EXPORTED = kind("channels.register.exported", "Register exported")
