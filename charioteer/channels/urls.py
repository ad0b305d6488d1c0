"""Addresses of the register for people who are signed in."""

from django.urls import path

from charioteer.channels.views.channel import channel
from charioteer.channels.views.editing import add, edit
from charioteer.channels.views.facts import fact
from charioteer.channels.views.importing import batch, columns, confirm, discard, imports
from charioteer.channels.views.platforms import platform, platforms
from charioteer.channels.views.register import channels
from charioteer.channels.views.slots import people

urlpatterns = [
    path("register/", channels, name="register"),
    path("register/add/", add, name="register_add"),
    path("register/import/", imports, name="register_import"),
    path("register/import/<int:pk>/", batch, name="register_import_batch"),
    path("register/import/<int:pk>/columns/", columns, name="register_import_columns"),
    path("register/import/<int:pk>/confirm/", confirm, name="register_import_confirm"),
    path("register/import/<int:pk>/discard/", discard, name="register_import_discard"),
    path("register/<slug:ref>/", channel, name="register_channel"),
    path("register/<slug:ref>/edit/", edit, name="register_edit"),
    path("register/<slug:ref>/people/<slug:kind>/", people, name="register_people"),
    path("register/<slug:ref>/facts/<slug:kind>/", fact, name="register_fact"),
    path("platforms/", platforms, name="platforms"),
    path("platforms/<slug:key>/", platform, name="platform"),
]
