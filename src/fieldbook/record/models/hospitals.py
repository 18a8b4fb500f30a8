"""Hospitals and the people on their side; links that let hospital staff act without an account."""

from __future__ import annotations

from django.db import models

from fieldbook.record.models.scopes import Scoped


class Hospital(Scoped):
    """A hospital; `name` is the full legal name, lists show `short_name`."""

    name = models.CharField("医院全称", max_length=120, unique=True)
    short_name = models.CharField("简称", max_length=60, blank=True)
    pinyin = models.CharField("拼音", max_length=120, blank=True)
    grade = models.CharField("等级", max_length=20)
    beds = models.PositiveIntegerField("床位数", null=True)
    address = models.CharField("地址", max_length=200, blank=True)
    region = models.CharField("行政区划", max_length=12, blank=True)


class Contact(Scoped):
    """A person of the hospital with a part: its head, its system lead, and so on."""

    hospital = models.ForeignKey(Hospital, on_delete=models.PROTECT, related_name="contacts")
    role = models.CharField("角色", max_length=20)
    name = models.CharField("姓名", max_length=40)
    position = models.CharField("职务", max_length=40, blank=True)
    phone = models.CharField("电话", max_length=30, blank=True)


class Link(Scoped):
    """A link for one person of the hospital, one revision and one purpose. Only the token's hash is stored."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="links")
    revision = models.ForeignKey("record.Revision", on_delete=models.PROTECT, related_name="links")
    purpose = models.CharField("用途", max_length=20)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField("有效期至")
    used_at = models.DateTimeField("使用时间", null=True)
