"""Every address, grouped by what it is for."""

from django.urls import include, path

urlpatterns = [
    path("", include("charioteer.web.urls")),
    path("", include("charioteer.people.urls")),
    path("", include("charioteer.policy.urls")),
]

handler400 = "charioteer.web.views.bad_request"
handler403 = "charioteer.web.views.forbidden"
handler404 = "charioteer.web.views.not_found"
handler500 = "charioteer.web.views.broken"
