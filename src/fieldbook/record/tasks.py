"""Background work of the record. Idempotent: killed in between, it simply runs again."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from django_tasks import task

from fieldbook.record.actions.receipts import give_up, read_upload
from fieldbook.record.models import Upload

TRIES = 3
"""How often the reading of one upload may end its worker before it is given up."""


@task()
def read_upload_task(upload_id: str) -> None:
    """Read the codes of one upload and file its pages (reaction to `upload.received`)."""
    upload = Upload.objects.select_related("file", "person", "project").get(id=upload_id)
    if upload.read_at is not None:
        return
    if upload.tries >= TRIES:
        give_up(upload=upload, at=timezone.now())
        return
    Upload.objects.filter(id=upload_id).update(tries=F("tries") + 1)
    read_upload(upload=upload, at=timezone.now())


def sweep(*, waited: timedelta = timedelta(minutes=1)) -> int:
    """Queue again every upload that waited longer: its worker was killed, or never began. Returns how many.

    A killed task stays in its table as running for ever; queueing twice does no harm.
    """
    late = Upload.objects.filter(read_at=None, at__lt=timezone.now() - waited)
    ids = [str(i) for i in late.values_list("id", flat=True)[:200]]
    for upload_id in ids:
        read_upload_task.enqueue(upload_id)
    return len(ids)
