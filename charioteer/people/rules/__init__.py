"""What may not be done to people, their roles and their ways in, and why."""

from charioteer.people.rules.appointing import cannot_appoint, cannot_let_in, cannot_offer, cannot_take_up
from charioteer.people.rules.entering import (
    ON_THE_SERVER,
    cannot_ask_for_help,
    cannot_end_session,
    cannot_help_back_in,
    cannot_remove_factor,
    cannot_use_request,
    cannot_use_token,
    still_here,
)
from charioteer.people.rules.inviting import ASK_AGAIN, cannot_accept, cannot_invite, cannot_invite_as, cannot_withdraw
from charioteer.people.rules.staffing import (
    cannot_close_sign_in,
    cannot_edit,
    cannot_edit_at,
    cannot_end_engagement,
    cannot_end_role,
    cannot_export_people,
    cannot_give_role,
    cannot_import_people,
    cannot_merge,
    cannot_note_absence,
    cannot_part,
)

__all__ = [
    "ASK_AGAIN",
    "ON_THE_SERVER",
    "cannot_accept",
    "cannot_appoint",
    "cannot_ask_for_help",
    "cannot_close_sign_in",
    "cannot_edit",
    "cannot_edit_at",
    "cannot_end_engagement",
    "cannot_end_role",
    "cannot_end_session",
    "cannot_export_people",
    "cannot_give_role",
    "cannot_help_back_in",
    "cannot_import_people",
    "cannot_invite",
    "cannot_invite_as",
    "cannot_let_in",
    "cannot_merge",
    "cannot_note_absence",
    "cannot_offer",
    "cannot_part",
    "cannot_remove_factor",
    "cannot_take_up",
    "cannot_use_request",
    "cannot_use_token",
    "cannot_withdraw",
    "still_here",
]
