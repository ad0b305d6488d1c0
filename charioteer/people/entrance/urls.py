"""The addresses of the ways in."""

from django.urls import path
from django.views.decorators.cache import never_cache

from charioteer.people.entrance import devices, helping, inviting, passkeys, tokens

urlpatterns = [
    path("sign-in/passkey/", passkeys.SignIn.as_view(), name="mfa_login_webauthn"),
    path("sign-in/code/", passkeys.SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-in/lost/", helping.lost_device, name="lost_device"),
    path("back-in/stop/<str:token>/", helping.back_in_cancel, name="back_in_cancel"),
    path("back-in/<str:token>/", helping.back_in, name="back_in"),
    path("help-back-in/", helping.requests, name="help_requests"),
    path("help-back-in/<int:pk>/", helping.vouch, name="help_back_in"),
    path("account/second-factor/", passkeys.choose, name="second_factor"),
    path("account/second-factor/app/change/", passkeys.ChangeApp.as_view(), name="second_factor_change"),
    path("account/second-factor/remove/", passkeys.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("account/confirm/passkey/", passkeys.Confirm.as_view(), name="mfa_reauthenticate_webauthn"),
    path("account/passkeys/", passkeys.Listed.as_view(), name="mfa_list_webauthn"),
    path("account/passkeys/add/", passkeys.Add.as_view(), name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/name/", passkeys.Rename.as_view(), name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/remove/", passkeys.Remove.as_view(), name="mfa_remove_webauthn"),
    path("account/sessions/", devices.sessions, name="sessions"),
    path("account/sessions/end/", devices.end, name="sessions_end"),
    path("account/tokens/", never_cache(tokens.tokens), name="tokens"),
    path("account/tokens/<int:pk>/revoke/", tokens.revoke, name="token_revoke"),
    path("invitations/", inviting.invitations, name="invitations"),
    path("invitations/new/", inviting.new, name="invite"),
    path("invitations/<int:pk>/", inviting.one, name="invitation_made"),
    path("invitations/<int:pk>/withdraw/", inviting.take_back, name="invitation_withdraw"),
    path("invitations/<int:pk>/again/", inviting.again, name="invitation_again"),
]
