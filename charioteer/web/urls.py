"""The front door."""

from django.urls import path

from charioteer.web import views

urlpatterns = [
    path("health/", views.health, name="health"),
]
