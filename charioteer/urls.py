"""Every address, grouped by what it is for."""

from django.conf import settings
from django.urls import include, path

from charioteer import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("api/v1/<path:rest>", api.nothing_here, name="api_nothing_here"),
    path("", include("charioteer.web.urls")),
    path("", include("charioteer.mine.urls")),
    path("", include("charioteer.people.urls")),
    path("", include("charioteer.policy.urls")),
    path("", include("charioteer.assurance.urls")),
    path("", include("charioteer.channels.urls")),
    path("", include("charioteer.channels.public.urls")),
]

# Not refused where it is off, but not there at all.
if settings.DEMO:
    urlpatterns += [path("", include("charioteer.demo.urls"))]

handler400 = "charioteer.web.views.bad_request"
handler403 = "charioteer.web.views.forbidden"
handler404 = "charioteer.web.views.not_found"
handler429 = "charioteer.web.views.too_often"  # asked by allauth
handler500 = "charioteer.web.views.broken"
