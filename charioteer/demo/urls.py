"""The addresses of the demonstration. They exist only where `settings.DEMO` is on (see charioteer/urls.py)."""

from django.urls import path

from charioteer.demo import views

urlpatterns = [
    path("demo/personas/", views.choose, name="personas"),
    path("demo/personas/<slug:key>/", views.become, name="become"),
]
