"""The front door."""

from django.urls import path

from charioteer.look import specimen
from charioteer.web import heads, more, public, views, work

urlpatterns = [
    path("", public.home, name="home"),
    path("report-a-fake/", public.report_a_fake, name="report_a_fake"),
    path("report-a-concern/", public.report_a_concern, name="report_a_concern"),
    path("complaints/", public.complaints, name="complaints"),
    path("log/heads/", heads.page, name="log_heads"),
    path("log/heads/<slug:slug>.json", heads.of_trust, name="log_head"),
    path("log/installation.json", heads.of_installation, name="log_head_of_installation"),
    path("health/", views.health, name="health"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("more/", more.page, name="more"),
    path("work/", work.work, name="work"),
    path("work/<uuid:ref>/", work.begun, name="work_begun"),
    path("work/<uuid:ref>/again/", work.again, name="work_again"),
    path("look/specimen/", specimen.page, name="specimen"),
]
