"""People of the vendor: departments, persons, the roles they hold, deputies."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from fieldbook.handbook.roles import COMPANY, LABELS
from fieldbook.record.models.scopes import Scoped


class Department(Scoped):
    """A department of the vendor."""

    name = models.CharField("名称", max_length=60, unique=True)


class Person(AbstractBaseUser, Scoped):
    """A person who can log in. Password and last login are local to an installation."""

    LOCAL = frozenset({"password", "last_login"})
    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    login = models.CharField("账号", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    pinyin = models.CharField("拼音", max_length=80, blank=True)
    phone = models.CharField("电话", max_length=30, blank=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, related_name="people")
    is_active = models.BooleanField("在职", default=True)

    objects = BaseUserManager()

    def __str__(self) -> str:
        return self.name


class Assignment(Scoped):
    """A role somebody holds; with `deputy_of` set, somebody stands in for that person in that role."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField("角色", max_length=20, choices=[(str(r), LABELS[r]) for r in COMPANY])
    deputy_of = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="deputies")
    since = models.DateField("自")
    until = models.DateField("至", null=True)
