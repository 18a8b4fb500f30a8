"""The shell as a Django app: registers the assembly when Django is ready."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Command line, worker and tests load the same assembly."""

    name = "fieldbook.web"
    label = "web"

    def ready(self) -> None:
        """Register every chapter."""
        from fieldbook.web.assembly import assemble

        assemble()
