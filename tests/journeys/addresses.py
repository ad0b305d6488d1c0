"""Every address and who gets what there: the one table that the walk obeys and docs/reference/addresses.md shows."""

from charioteer.people.roles import Right
from tests.journeys import within
from tests.journeys.asked import ROLES, Address, Answer, Door, Place

# Pages about a second factor, for those who have none and for those who have one.
_NO_FACTOR = tuple(role.key for role in ROLES if role.signed_in and not role.factor)
_NOTHING_TO_SHOW = dict.fromkeys(_NO_FACTOR, Answer.NOT_THERE)
# What belongs to Amara alone is not there for anybody else.
_ONLY_AMARA = {role.key: Answer.NOT_THERE for role in ROLES if role.signed_in and role.key != "amara"}
_NOWHERE = {"but_all": Answer.NOT_THERE}
_ELSEWHERE = dict.fromkeys(_NO_FACTOR, Answer.LED_ON)
_HAVE_IT = dict.fromkeys((role.key for role in ROLES if role.factor), Answer.LED_ON)

_SIGNING_IN = (
    Address("account_login", "sign in", Door.STRANGERS, forms=({"login": "a@b.example", "password": "wrong"},)),
    Address("mfa_authenticate", "the second step of signing in", Door.ANYBODY, forms=({"code": "1"},), led_on=True),
    Address("account_inactive", "a sign-in that was switched off"),
    Address("account_logout", "sign out", Door.SIGNED_IN, forms=({},), but={"stranger": Answer.LED_ON}),
    Address("invitation", "a one-time link: choose a password", takes={"token": "token"}, forms=({"name": ""},)),
    Address("account_reset_password", "ask for a new password", forms=({"email": "a@b.example"},)),
    Address("account_reset_password_done", "a new password was asked for"),
    Address("account_reset_password_from_key_done", "the new password is set"),
    Address(
        "account_reset_password_from_key",
        "a one-time link: choose a new password",
        takes={"uidb36": "no_user", "key": "no_key"},
        forms=({},),
    ),
    Address("account", "who I am, my roles, how I sign in", Door.SIGNED_IN),
    Address("mfa_index", "the same", Door.SIGNED_IN),
    Address("account_change_password", "change my password", Door.SIGNED_IN, forms=({"oldpassword": "x"},)),
    Address("account_reauthenticate", "type my password again", Door.SIGNED_IN, forms=({"password": "x"},)),
    Address("mfa_reauthenticate", "type a code again", Door.SIGNED_IN, forms=({"code": "1"},), but=_ELSEWHERE),
    Address("second_factor", "choose a second factor: an app or a passkey", Door.SIGNED_IN, led_on=True),
    Address("mfa_activate_totp", "set up an app", Door.SIGNED_IN, forms=({"code": "1"},), but=_HAVE_IT),
    Address("second_factor_change", "use another phone", Door.SIGNED_IN, forms=({"code": "1"},), but=_ELSEWHERE),
    Address("mfa_deactivate_totp", "remove the second factor", Door.SIGNED_IN, forms=({},), but=_NOTHING_TO_SHOW),
    Address("mfa_view_recovery_codes", "my recovery codes", Door.SIGNED_IN, but=_NOTHING_TO_SHOW),
    Address("mfa_generate_recovery_codes", "make new recovery codes", Door.SIGNED_IN, forms=({},)),
)
_PASSKEY = {"forms": ({"credential": ""},)}
_OWN_PASSKEY = {"takes": {"pk": "passkey"}, "but": _ONLY_AMARA}
_NO_PASSKEY = dict.fromkeys(_ONLY_AMARA, Answer.LED_ON)
_WAYS_IN = (
    Address("mfa_login_webauthn", "sign in with a passkey alone", Door.STRANGERS, **_PASSKEY),
    Address("mfa_list_webauthn", "my passkeys", Door.SIGNED_IN),
    Address("mfa_add_webauthn", "add a passkey", Door.SIGNED_IN, **_PASSKEY),
    Address("mfa_edit_webauthn", "rename one of mine", Door.SIGNED_IN, forms=({"name": ""},), **_OWN_PASSKEY),
    Address("mfa_remove_webauthn", "remove one of mine", Door.SIGNED_IN, forms=({},), **_OWN_PASSKEY),
    Address("mfa_reauthenticate_webauthn", "use my passkey again", Door.SIGNED_IN, but=_NO_PASSKEY, **_PASSKEY),
    Address("sessions", "where I am signed in", Door.SIGNED_IN),
    Address("sessions_end", "sign other browsers out", Door.SIGNED_IN, forms=({"device": "others"},), sent_only=True),
    Address("tokens", "my tokens for programs", Door.SIGNED_IN, forms=({"name": ""},)),
    Address(
        "token_revoke",
        "revoke one of mine",
        Door.SIGNED_IN,
        takes={"pk": "api_token"},
        forms=({},),
        sent_only=True,
        but=_ONLY_AMARA,
    ),
    Address("lost_device", "ask to be helped back in", forms=({"email": "a@b.example", "password": "x"},)),
    Address("back_in", "a one-time link: back in, to a new second factor", takes={"token": "back_in"}, forms=({},)),
    Address("back_in_cancel", "a link in a mail: it was not me", takes={"token": "no_help"}, forms=({},), **_NOWHERE),
    Address("help_requests", "who asks to be helped back in", Right.HELP_BACK_IN),
    Address(
        "help_back_in",
        "vouch for one of them",
        Right.HELP_BACK_IN,
        takes={"pk": "help"},
        own=True,
        forms=({},),
        reach=Place.TRUST,
        beyond=Answer.REFUSED,
    ),
)
_INVITATION = {"door": Right.INVITE, "takes": {"pk": "invitation"}, "own": True, "reach": Place.TRUST}
_INVITING = (
    Address("invitations", "who was invited, and what became of it", Right.INVITE, ask=("q=zzzz", "state=used")),
    Address("invite", "invite somebody", Right.INVITE, forms=({},)),
    Address("invitation_made", "one invitation", **_INVITATION),
    Address("invitation_withdraw", "make its link useless", forms=({},), sent_only=True, **_INVITATION),
    Address("invitation_again", "a new link to the same address", forms=({},), sent_only=True, **_INVITATION),
)
_WORK = {"door": Right.SEE_WORK, "reach": Place.TRUST, "beyond": Answer.REFUSED}
_HOUSE = (
    Address("health", "says that the server answers", page=False),
    Address("accessibility", "how accessible this site is, and what to do if a page cannot be used"),
    Address("privacy", "what this site keeps about those who look at it"),
    Address("more", "everything else one may open", Door.SIGNED_IN),
    Address("work", "the work in the background, and how the mail stands", **_WORK),
    Address(
        "work_begun",
        "how far something is that I began",
        Door.SIGNED_IN,
        takes={"ref": "begun"},
        but=_ONLY_AMARA,
    ),
    Address(
        "work_again",
        "have failed work tried again",
        **_WORK,
        takes={"ref": "failed"},
        own=True,
        forms=({},),
        sent_only=True,
    ),
    Address("specimen", "every component of the look, for developers (CHARIOTEER_DEBUG)", Door.NOBODY),
)
_POLICY = (
    Address("policy", "the policy, clause by clause", ask=("q=photograph", "q=zzzz", "kind=P")),
    Address("policy_clause", "one clause, and how the software answers it", takes={"key": "clause"}),
)
_PUBLIC = (
    Address("home", "the front door: check an account, our schools' channels, what changed"),
    Address("report_a_fake", "how to report an account that pretends to be a school's"),
    Address("report_a_concern", "what to do today about a worry"),
    Address("complaints", "how to complain"),
    Address("log_heads", "the signed heads of the log, one an hour"),
    Address("log_head", "the head of a trust's log, as a file", takes={"slug": "trust"}, page=False),
    Address("log_head_of_installation", "the head of the installation's own log, as a file", page=False),
    Address(
        "check",
        "is this account really the school's?",
        ask=(
            "q=https%3A%2F%2Fx.com%2FHouseCapella",
            "q=%40friendsof_strat+on+Twitter",
            "q=https%3A%2F%2Fx.com%2FHouseCapeIla",
            "q=instagram.com%2Fnobody_at_all",
            "q=HouseCapella",
            "q=what%3F+%E2%80%AE%00",
        ),
    ),
    Address("public_register", "the register, by school", ask=("standing=partner", "q=zzzz", "page=99")),
    Address("public_channel", "one channel", takes={"ref": "ref"}),
    Address("public_qr", "its QR code, as a picture", takes={"ref": "ref"}, page=False),
    Address("public_csv", "the register as CSV", page=False),
    Address("public_json", "the register as JSON", page=False),
    Address("changes_feed", "what changed, as an Atom feed", page=False),
    Address("for_websites", "texts for the Privacy Notice and the website"),
    Address(
        "for_websites_file",
        "one of these texts, as a file",
        takes={"slug": "trust", "place": "school", "what": "text"},
        page=False,
    ),
)
_API = (
    Address("api_reference", "the API, in words"),
    Address("api:openapi-json", "the API, as OpenAPI", page=False),
    Address("api:verify", "is this account really the school's? (`?q=`)", page=False, but_all=Answer.CANNOT_TELL),
    Address("api:channels", "the public register, page by page", page=False),
    *(
        Address(f"api:{name}", f"{words}, by token", page=False, but_all=Answer.NO_TOKEN)
        for name, words in (
            ("me", "for whom a token reads"),
            ("people", "the people one may read of"),
            ("my_duties", "what one owes"),
            ("register_channels", "the whole register"),
            ("board", "how each clause stands at the places one may see"),
        )
    ),
    Address("api_nothing_here", "anything else beneath the API", Door.NOBODY, takes={"rest": "rest"}, page=False),
    Address("api:api-root", "the root of the API, where nothing is", Door.NOBODY, page=False),
)

TABLE: tuple[Address, ...] = (
    *_HOUSE,
    *_SIGNING_IN,
    *within.MINE,
    *_WAYS_IN,
    *_INVITING,
    *_POLICY,
    *_PUBLIC,
    *_API,
    *within.REGISTER,
    *within.PEOPLE,
    *within.BOARD,
    *within.YEAR,
    *within.SETTING_UP,
)
