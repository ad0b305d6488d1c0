"""The calendar, setting up, and signing in, in our look.

Only the allauth pages we use are given an address; there is none for signing up.
"""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.urls import include, path, re_path
from django.views.decorators.cache import never_cache

from charioteer.people import views

urlpatterns = [
    path("calendar/", include("charioteer.people.year.urls")),
    path("set-up/mode/", include("charioteer.people.mode.urls")),
    path("set-up/", include("charioteer.people.set_up.urls")),
    path("sign-in/", allauth.login, name="account_login"),
    path("sign-in/off/", allauth.account_inactive, name="account_inactive"),
    path("sign-out/", allauth.logout, name="account_logout"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("password/", views.password_reset, name="account_reset_password"),
    path("password/sent/", allauth.password_reset_done, name="account_reset_password_done"),
    path("password/changed/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        never_cache(allauth.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("account/", views.account, name="account"),
    path("account/", views.account, name="mfa_index"),  # where allauth returns to
    path("account/password/", allauth.password_change, name="account_change_password"),
    path("account/confirm/", allauth.reauthenticate, name="account_reauthenticate"),
    path("account/confirm/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/second-factor/app/", never_cache(totp.activate_totp), name="mfa_activate_totp"),
    path(
        "account/recovery-codes/",
        never_cache(codes.ViewRecoveryCodesView.as_view(extra_context={"next": settings.LOGIN_REDIRECT_URL})),
        name="mfa_view_recovery_codes",
    ),
    path("account/recovery-codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("", include("charioteer.people.entrance.urls")),
]
