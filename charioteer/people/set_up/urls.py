"""The addresses of setting up."""

from django.urls import path

from charioteer.people.posts import Step
from charioteer.people.set_up.views import offices, pages

urlpatterns = [
    path("", pages.start, name="set_up"),
    path("places/", pages.places, name="set_up_places"),
    path("offices/", pages.step, {"key": Step.OFFICES}, name="set_up_offices"),
    path("stand-ins/", pages.step, {"key": Step.STAND_INS}, name="set_up_stand_ins"),
    path("clearing/", pages.step, {"key": Step.CLEARING}, name="set_up_clearing"),
    path("custody/", pages.step, {"key": Step.CUSTODY}, name="set_up_custody"),
    path("terms/", pages.terms, name="set_up_terms"),
    path("gaps/", pages.missing, name="set_up_gaps"),
    path("place/<int:pk>/", pages.place, name="set_up_place"),
    path("office/<str:key>/", offices.office, name="set_up_office"),
    path("office/<str:key>/open/", offices.take_out, name="set_up_office_open"),
]
