"""Roles of the vendor and of the hospital (手册 一 to 九; never a person's name)."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A role a person holds, or a relation to one project or document."""

    ENGINEER = "engineer"
    TRAINER = "trainer"
    SUPERVISOR = "supervisor"
    ASSISTANT = "assistant"
    SALES = "sales"
    PACKAGE_KEEPER = "package_keeper"
    SUPPORT = "support"
    ARCHIVIST = "archivist"
    ADMINISTRATOR = "administrator"
    MANAGER = "manager"
    HOSPITAL_HEAD = "hospital_head"
    SITE_LEAD = "site_lead"
    AUTHOR = "author"
    ISSUER = "issuer"
    TRAVELLER = "traveller"
    SUCCESSOR = "successor"
    DEPARTMENT_HEAD = "department_head"


LABELS: dict[Role, str] = {
    Role.ENGINEER: "实施工程师",
    Role.TRAINER: "培训人员",
    Role.SUPERVISOR: "部门主管",
    Role.ASSISTANT: "部门助理",
    Role.SALES: "市场签单人员",
    Role.PACKAGE_KEEPER: "软件包管理员",
    Role.SUPPORT: "接口支援",
    Role.ARCHIVIST: "档案管理员",
    Role.ADMINISTRATOR: "系统管理员",
    Role.MANAGER: "部门经理",
    Role.HOSPITAL_HEAD: "医院负责人",
    Role.SITE_LEAD: "医院系统负责人",
    Role.AUTHOR: "编写人",
    Role.ISSUER: "签发人",
    Role.TRAVELLER: "出差人",
    Role.SUCCESSOR: "接手人",
    Role.DEPARTMENT_HEAD: "科室负责人",
}

COMPANY: tuple[Role, ...] = tuple(LABELS)[:10]
"""Roles a person of the vendor may hold."""

PERSONAL: frozenset[Role] = frozenset({Role.ENGINEER, Role.TRAINER})
"""Relations of those who travel: with them one writes one's own paper (a weekly report), not a colleague's."""

READ_ALL: frozenset[Role] = frozenset({Role.MANAGER, Role.ASSISTANT, Role.ARCHIVIST, Role.ADMINISTRATOR})
"""Roles that see every project (domain 0.3)."""


def label(role: str) -> str:
    """The Chinese word of a role code; the code itself where it is unknown."""
    return LABELS[Role(role)] if role in Role._value2member_map_ else role
