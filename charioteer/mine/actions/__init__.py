"""What somebody may do about their own reminders, and the round of mail that reminds everybody."""

from charioteer.mine.actions.choosing import choose_digest
from charioteer.mine.actions.feeds import make_feed, note_handed_out, revoke_feed
from charioteer.mine.actions.rounds import send_round

__all__ = ["choose_digest", "make_feed", "note_handed_out", "revoke_feed", "send_round"]
