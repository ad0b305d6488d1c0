"""What the log may say about channels."""

from charioteer.audit.kinds import kind
from charioteer.people.trail import within_reach

LISTED = kind("channels.channel.listed", "Put on the list", visible=within_reach)
EDITED = kind("channels.channel.edited", "Edited", visible=within_reach)
CLOSED = kind("channels.channel.closed", "Closed", visible=within_reach)
PEOPLE_CHANGED = kind("channels.people.changed", "People changed", visible=within_reach)
FACT_NOTED = kind("channels.fact.noted", "Fact recorded", visible=within_reach)
STANDING_CHANGED = kind("channels.standing.changed", "Standing changed", visible=within_reach)
EXPORTED = kind("channels.register.exported", "Register exported", visible=within_reach)
