"""Addresses of the chapter."""

from django.urls import path

from fieldbook.chapters.dispatch import views

urlpatterns = [
    path("dispatch/import/", views.dispatch_import, name="dispatch-import"),
    path("dispatch/template/", views.dispatch_template, name="dispatch-template"),
]
