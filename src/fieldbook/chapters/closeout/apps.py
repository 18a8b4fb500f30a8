"""The chapter as a Django app."""

from django.apps import AppConfig


class CloseoutConfig(AppConfig):
    """Registered by the assembly."""

    name = "fieldbook.chapters.closeout"
    label = "closeout"
