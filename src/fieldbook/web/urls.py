"""All addresses: the shell's own, the record's, and those of each chapter."""

from django.urls import include, path

from fieldbook.web import views, workbench

urlpatterns = [
    path("login/", views.login, name="login"),
    path("logout/", views.logout, name="logout"),
    path("health/", views.health, name="health"),
    path("", workbench.home, name="home"),
    path("work/todo/", workbench.todo, name="work-todo"),
    path("work/done/", workbench.deeds, name="work-done"),
    path("work/begun/", workbench.begun, name="work-begun"),
    path("work/copied/", workbench.copied, name="work-copied"),
    path("", include("fieldbook.record.urls")),
    path("", include("fieldbook.chapters.dispatch.urls")),
    path("", include("fieldbook.chapters.closeout.urls")),
]
