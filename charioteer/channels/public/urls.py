"""Addresses that anybody may open."""

from django.urls import path

from charioteer.channels.public import changes, check, files, reference, register, websites

urlpatterns = [
    path("api/", reference.api, name="api_reference"),
    path("check/", check.check, name="check"),
    path("channels/", register.register, name="public_register"),
    path("channels/list.csv", files.as_csv, name="public_csv"),
    path("channels/list.json", files.as_json, name="public_json"),
    path("channels/changes.atom", changes.feed, name="changes_feed"),
    path("channels/for-websites/", websites.for_websites, name="for_websites"),
    path("channels/for-websites/<slug:slug>/<slug:place>/<str:what>", websites.as_file, name="for_websites_file"),
    path("channels/<slug:ref>/", register.channel, name="public_channel"),
    path("channels/<slug:ref>/qr.svg", register.qr, name="public_qr"),
]
