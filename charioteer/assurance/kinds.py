"""What the log may say about the board and about itself."""

from charioteer.audit.kinds import kind
from charioteer.people.trail import within_reach

BOARD_ASKED = kind("assurance.board.asked", "Board asked anew", visible=within_reach)
BOARD_EXPORTED = kind("assurance.board.exported", "Board exported", visible=within_reach)
TRAIL_EXPORTED = kind("assurance.trail.exported", "Log exported", visible=within_reach)
