"""Projects, their members, dispatch orders with module rows, trips."""

from __future__ import annotations

from django.db import models

from fieldbook.handbook.roles import Role
from fieldbook.record.models.hospitals import Hospital
from fieldbook.record.models.people import Person
from fieldbook.record.models.scopes import Scoped


class Project(Scoped):
    """A project at one hospital; its id is the id of its scope."""

    number = models.CharField("项目编号", max_length=20, unique=True)
    name = models.CharField("项目名称", max_length=120, unique=True)
    contract_number = models.CharField("合同编号", max_length=40, blank=True)
    product_line = models.CharField("产品", max_length=20)
    hospital = models.ForeignKey(Hospital, on_delete=models.PROTECT, related_name="projects")
    supervisor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="supervised_projects")
    salesperson = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sold_projects")
    policy_version = models.PositiveIntegerField("制度版本", default=1)
    created_at = models.DateTimeField("建立时间")

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Member(Scoped):
    """A person of the vendor at work in a project; the lowest position leads."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField("角色", max_length=20)
    position = models.PositiveSmallIntegerField(default=0)
    until = models.DateField("至", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "person"], name="member_once")]


class DispatchOrder(Scoped):
    """The dispatch order as issued: written by the issue of its document, one row per revision."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="orders")
    revision = models.OneToOneField("record.Revision", on_delete=models.PROTECT, related_name="order")
    number = models.CharField("派遣单编号", max_length=20)
    type = models.CharField("派遣类型", max_length=20)
    planned_arrival = models.DateField("计划到达")
    planned_days = models.PositiveIntegerField("计划天数")
    planned_finish = models.DateField("计划完成")
    state = models.CharField("状态", max_length=20)
    issued_at = models.DateTimeField("派遣时间")
    accepted_at = models.DateTimeField("接收时间", null=True)
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="accepted_orders")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(planned_finish__gte=models.F("planned_arrival")), name="order_finish_after_arrival"
            )
        ]


class OrderModule(Scoped):
    """One module row of an issued dispatch order."""

    order = models.ForeignKey(DispatchOrder, on_delete=models.PROTECT, related_name="modules")
    position = models.PositiveSmallIntegerField("序号")
    code = models.CharField("模块编码", max_length=10)
    name = models.CharField("模块", max_length=60)
    version = models.CharField("版本", max_length=20, blank=True)
    stations = models.PositiveIntegerField("站点数", null=True)
    interface = models.CharField("是否接口", max_length=10)
    counterpart = models.CharField("接口对象", max_length=200, blank=True)
    contract = models.CharField("合同内外", max_length=10)
    remark = models.CharField("备注", max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "code"], name="order_module_once")]


class Trip(Scoped):
    """One person's trip under an order; `role` is what they were sent as, `passed` what was handed over."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="trips")
    order = models.ForeignKey(DispatchOrder, on_delete=models.PROTECT, related_name="trips")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="trips")
    state = models.CharField("状态", max_length=20)
    departed_at = models.DateTimeField("出发", null=True)
    arrived_at = models.DateTimeField("到达", null=True)
    returned_at = models.DateTimeField("返回", null=True)
    role = models.CharField("角色", max_length=20, default=Role.ENGINEER)
    successor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="taken_trips")
    passed = models.JSONField("移交清单", default=list)
    settled_at = models.DateTimeField("注销", null=True)
