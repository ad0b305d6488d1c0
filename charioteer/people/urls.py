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
from charioteer.people.views import importing, listing, merging, person, roles, staffing

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

#: Who is where as what.
urlpatterns += [
    path("people/", listing.people, name="people"),
    path("people/offices/", listing.offices, name="people_offices"),
    path("people/add/", staffing.add, name="people_add"),
    path("people/import/", importing.imports, name="people_import"),
    path("people/import/<int:pk>/", importing.batch, name="people_import_batch"),
    path("people/import/<int:pk>/columns/", importing.columns, name="people_import_columns"),
    path("people/import/<int:pk>/confirm/", importing.confirm, name="people_import_confirm"),
    path("people/import/<int:pk>/discard/", importing.discard, name="people_import_discard"),
    path("people/<int:pk>/", person.person, name="people_person"),
    path("people/<int:pk>/correct/", staffing.correct, name="people_correct"),
    path("people/<int:pk>/places/add/", staffing.place_add, name="people_place_add"),
    path("people/<int:pk>/places/<int:place>/", staffing.place_change, name="people_place"),
    path("people/<int:pk>/places/<int:place>/leave/", staffing.place_end, name="people_place_end"),
    path("people/<int:pk>/roles/give/", roles.role_give, name="people_role_give"),
    path("people/<int:pk>/roles/<int:role>/end/", roles.role_end, name="people_role_end"),
    path("people/<int:pk>/away/", roles.away, name="people_away"),
    path("people/<int:pk>/away/<int:absence>/back/", roles.back, name="people_back"),
    path("people/<int:pk>/sign-in/", roles.sign_in, name="people_sign_in"),
    path("people/<int:pk>/merge/", merging.merge, name="people_merge"),
    path("people/<int:pk>/unmerge/<int:other>/", merging.unmerge, name="people_unmerge"),
    path("people/<int:pk>/split/", merging.split, name="people_split"),
]
