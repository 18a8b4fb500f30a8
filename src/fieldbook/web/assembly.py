"""The assembly: the only file that knows every chapter."""

from __future__ import annotations

from fieldbook.chapters.closeout.chapter import CHAPTER as CLOSEOUT
from fieldbook.chapters.dispatch.chapter import CHAPTER as DISPATCH
from fieldbook.engine.chapter import Chapter, MenuItem, register
from fieldbook.record.rules.sentences import SENTENCES
from fieldbook.record.tasks import read_upload_task

RECORD = Chapter(
    code="record",
    title="记录",
    sentences=SENTENCES,
    reactions={"upload.received": (read_upload_task,)},
    menu=(
        MenuItem("工作台", "home", "home"),
        MenuItem("项目", "projects", "building-hospital"),
        MenuItem("签字件", "uploads", "photo-up"),
    ),
)


def assemble() -> None:
    """Put the nucleus and every chapter into the registry."""
    register(RECORD, DISPATCH, CLOSEOUT)
