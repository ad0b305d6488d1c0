"""The front door."""

from django.urls import path

from charioteer.look import specimen
from charioteer.web import views

urlpatterns = [
    path("health/", views.health, name="health"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("look/specimen/", specimen.page, name="specimen"),
]
