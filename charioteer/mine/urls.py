"""Mine to do, how one is reminded, the private calendar feed."""

from django.urls import path

from charioteer.mine import feed, views

urlpatterns = [
    path("mine/", views.mine, name="mine"),
    path("account/notices/", views.notices, name="notices"),
    path("account/notices/feed/", views.make_feed, name="notices_feed"),
    path("account/notices/feed/revoke/", views.revoke_feed, name="notices_feed_revoke"),
    path("calendar-feed/<str:secret>.ics", feed.calendar_feed, name="calendar_feed"),
]
