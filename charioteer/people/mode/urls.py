"""The address of the mode."""

from django.urls import path

from charioteer.people.mode import views

urlpatterns = [path("", views.mode, name="set_up_mode")]
