"""What the log says about reminders. A person's own choices are theirs, so only the rounds are read by others."""

from charioteer.audit.kinds import kind
from charioteer.people.trail import by_oneself, within_reach

ROUND_SENT = kind("mine.round.sent", "Wrote to people what is theirs to do", visible=within_reach)
NOTICES_CHANGED = kind("mine.notices.changed", "Chose how often to be written to", visible=by_oneself)
FEED_MADE = kind("mine.feed.made", "Made a private calendar feed", visible=by_oneself)
FEED_REVOKED = kind("mine.feed.revoked", "Took the private calendar feed back", visible=by_oneself)
