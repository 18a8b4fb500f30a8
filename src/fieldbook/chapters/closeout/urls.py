"""Addresses of the chapter."""

from django.urls import path

from fieldbook.chapters.closeout import views

urlpatterns = [
    path("projects/<str:number>/completeness/", views.completeness, name="completeness"),
    path("projects/<str:number>/archive/pack/", views.archive_pack, name="archive-pack"),
    path("projects/<str:number>/archive/", views.archive_download, name="archive-download"),
]
