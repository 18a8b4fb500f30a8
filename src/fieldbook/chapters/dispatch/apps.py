"""The chapter as a Django app."""

from django.apps import AppConfig


class DispatchConfig(AppConfig):
    """Registered by the assembly."""

    name = "fieldbook.chapters.dispatch"
    label = "dispatch"
