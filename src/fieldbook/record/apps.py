"""The record as a Django app."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Registers the nucleus; chapters are registered by the assembly."""

    name = "fieldbook.record"
    label = "record"
    verbose_name = "记录"
