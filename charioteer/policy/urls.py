"""The policy in public."""

from django.urls import path

from charioteer.policy import views

urlpatterns = [
    path("policy/", views.index, name="policy"),
    path("policy/<str:key>/", views.clause, name="policy_clause"),
]
