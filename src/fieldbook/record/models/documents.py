"""Documents, their revisions, receipts, files, proofs, reservations, waivers, and uploads on their way."""

from __future__ import annotations

from django.db import models

from fieldbook.handbook.flows import DOCUMENT, DRAFT, ISSUED, SUBMITTED
from fieldbook.record.models.people import Person
from fieldbook.record.models.projects import Project
from fieldbook.record.models.scopes import Scoped


class StoredFile(Scoped):
    """A file as one scope knows it; the bytes lie under their SHA-256."""

    sha256 = models.CharField(max_length=64)
    name = models.CharField("文件名", max_length=255)
    media = models.CharField("类型", max_length=80)
    size = models.PositiveBigIntegerField("大小")


class Document(Scoped):
    """A document of a kind; what it says stands in its revisions. `key` tells several of one kind apart.

    `suffix` does so in file names (手册 七-1); `person` is whose paper it is, where it is somebody's.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField("文档", max_length=40)
    key = models.CharField(max_length=80, blank=True)
    suffix = models.CharField("后缀", max_length=80, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="documents")
    number = models.CharField("编号", max_length=30, unique=True)
    created_at = models.DateTimeField("建立时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "kind", "key"], name="document_once"),
            models.UniqueConstraint(fields=["project", "kind", "suffix"], name="document_suffix_once"),
        ]


class Revision(Scoped):
    """One revision. Once issued it never changes but in its state (替代, 作废)."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField("版次")
    state = models.CharField("状态", max_length=12, choices=list(DOCUMENT.states.items()))
    payload = models.JSONField(default=dict)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="written_revisions")
    touched = models.UUIDField()
    remark = models.CharField("理由", max_length=500, blank=True)
    submitted_at = models.DateTimeField("提交时间", null=True)
    issued_at = models.DateTimeField("签发时间", null=True)
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="issued_revisions")
    ended_at = models.DateTimeField("失效时间", null=True)
    flow = models.JSONField(null=True)
    basis = models.JSONField(null=True)
    digest = models.CharField("校验码", max_length=64, blank=True)
    kind_version = models.PositiveSmallIntegerField(null=True)
    policy_version = models.PositiveIntegerField(null=True)
    stem = models.CharField(max_length=12, unique=True)
    pages = models.PositiveSmallIntegerField("页数", default=0)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="revision_once"),
            models.UniqueConstraint(
                fields=["document"], condition=models.Q(state__in=[DRAFT, SUBMITTED]), name="one_working_revision"
            ),
            models.UniqueConstraint(
                fields=["document"], condition=models.Q(state=ISSUED), name="one_revision_in_force"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ISSUED) | models.Q(file__isnull=False, issued_at__isnull=False),
                name="issued_has_paper",
            ),
        ]


class Receipt(Scoped):
    """Something received for a revision: a signed page (scan), its seal, the original, its archiving."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="receipts")
    type = models.CharField(
        "类别", max_length=10, choices=[("scan", "签字件"), ("seal", "公章"), ("original", "原件"), ("archive", "归档")]
    )
    page = models.PositiveSmallIntegerField("页", default=0)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")


class Proof(Scoped):
    """A filed proof of one requirement, named by (code, subject). Withdrawn, never deleted.

    A record (a talk, a meeting, a test) is a proof too; it needs its note and may go without a file.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="proofs")
    code = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, blank=True)
    title = models.CharField("证明事项", max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    proven_date = models.DateField("日期")
    note = models.CharField("说明", max_length=500, blank=True)
    filed_at = models.DateTimeField("登记时间")
    filed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField("撤销时间", null=True)
    withdrawn_reason = models.CharField("撤销理由", max_length=500, blank=True)


class Reservation(Scoped):
    """A claim left open by a conditional issue: key, reason and date are frozen; a duty until cleared."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="reservations")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="reservations")
    code = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, blank=True)
    title = models.CharField("事项", max_length=200)
    reason = models.CharField("理由", max_length=500)
    due = models.DateField("补齐期限")
    granted_at = models.DateTimeField("时间")
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    cleared_at = models.DateTimeField("补齐时间", null=True)


class Waiver(Scoped):
    """A finding lifted by the supervisor with a reason; freezes what was due."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="waivers")
    code = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, blank=True)
    title = models.CharField("事项", max_length=200)
    reason = models.CharField("理由", max_length=500)
    due = models.DateTimeField("原期限", null=True)
    met_at = models.DateTimeField(null=True)
    granted_at = models.DateTimeField("时间")
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField("撤销时间", null=True)


class Upload(Scoped):
    """A photo or PDF a person sent in, waiting to be read; belongs to that person's scope.

    `tries` is local: how often a worker of this installation has begun to read it.
    """

    LOCAL = frozenset({"tries"})

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="uploads")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, related_name="uploads")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")
    read_at = models.DateTimeField("识别时间", null=True)
    sentence = models.CharField("结果", max_length=500, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)


class UploadPage(Scoped):
    """One page of an upload and what became of it."""

    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="pages")
    index = models.PositiveSmallIntegerField("页序")
    image = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField("结果", max_length=20)
    sentence = models.CharField("说明", max_length=500, blank=True)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, related_name="+")
    page = models.PositiveSmallIntegerField("页", default=0)
    settled_at = models.DateTimeField("处理时间", null=True)
