"""All addresses: the shell's own, the record's, and those of each chapter."""

from django.urls import include, path

from fieldbook.web import views

urlpatterns = [
    path("login/", views.login, name="login"),
    path("logout/", views.logout, name="logout"),
    path("health/", views.health, name="health"),
    path("", views.home, name="home"),
    path("", include("fieldbook.record.urls")),
    path("", include("fieldbook.chapters.dispatch.urls")),
    path("", include("fieldbook.chapters.closeout.urls")),
]
