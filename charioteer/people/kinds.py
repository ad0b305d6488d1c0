"""What the log may say about people, their places and their roles."""

from charioteer.audit.kinds import kind
from charioteer.people import kinds_of_others  # noqa: F401 (found and read together with this module)
from charioteer.people.trail import within_reach

ADDED = kind("people.person.added", "Added somebody", visible=within_reach)
CORRECTED = kind("people.person.corrected", "Corrected somebody’s details", visible=within_reach)
MERGED = kind("people.person.merged", "Merged two entries into one person", visible=within_reach)
UNMERGED = kind("people.person.unmerged", "Undid a merge", visible=within_reach)
SPLIT = kind("people.person.split", "Split one entry into two people", visible=within_reach)
BEGUN = kind("people.engagement.begun", "Noted where somebody is", visible=within_reach)
CHANGED = kind("people.engagement.changed", "Changed where somebody is", visible=within_reach)
ENDED = kind("people.engagement.ended", "Noted that somebody leaves", visible=within_reach)
ROLE_GIVEN = kind("people.role.given", "Gave a role", visible=within_reach)
ROLE_ENDED = kind("people.role.ended", "Ended a role", visible=within_reach)
AWAY = kind("people.absence.noted", "Noted that somebody is away", visible=within_reach)
BACK = kind("people.absence.ended", "Noted that somebody is back", visible=within_reach)
CLOSED = kind("people.sign_in.closed", "Closed a sign-in", visible=within_reach)
REOPENED = kind("people.sign_in.reopened", "Opened a sign-in again", visible=within_reach)
EXPORTED = kind("people.people.exported", "Exported people", visible=within_reach)
