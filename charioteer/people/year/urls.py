"""The addresses of the calendar."""

from django.urls import path

from charioteer.people.year import views

urlpatterns = [
    path("", views.calendar, name="calendar"),
    path("add/", views.add, name="calendar_add"),
    path("bank-holidays/", views.bank_holidays, name="calendar_bank_holidays"),
    path("<str:part>/<int:pk>/", views.entry, name="calendar_entry"),
    path("<str:part>/<int:pk>/remove/", views.remove, name="calendar_remove"),
]
