"""软件包申请单 (手册 二-5; domain 1.8): packages are asked for from the one package keeper, and their installation is told."""

from __future__ import annotations

from typing import Any

from fieldbook.engine.kinds import Field, Fields, Kind, Medium, Per, Rows, Source, Type
from fieldbook.handbook.catalogue.modules import LABELS
from fieldbook.handbook.roles import Role


def _derived(code: str, label: str, fact: str, **more: Any) -> Field:
    return Field(code=code, label=label, fact=fact, source=Source.DERIVED, **more)


KIND = Kind(
    code="package_request",
    title="软件包申请单",
    aliases=("软件包申请表",),
    per=Per.EVENT,
    medium=Medium.ELECTRONIC,
    series="RJ",
    clause="手册 二-5",
    authors=(Role.ENGINEER, Role.PACKAGE_KEEPER),
    issuers=(Role.PACKAGE_KEEPER,),
    needs=("order.accepted",),
    blocks=(
        Fields(
            code="request",
            title="申请",
            fields=(
                _derived("number", "申请编号", "document.number"),
                Field(code="date", label="日期", type=Type.DATE),
                _derived("project", "项目", "project.name", required=True, wide=True),
                Field(code="applicant", label="申请人", type=Type.PERSON, required=True, source=Source.SUGGESTED, fact="project.engineer.name"),
                Field(code="stations", label="授权站点数", type=Type.NUMBER, least=0, most=9999),
                Field(code="database", label="数据库版本", max_length=60),
                Field(code="system", label="操作系统", max_length=60),
                Field(code="machine", label="机器码", max_length=100, wide=True),
            ),
        ),
        Rows(
            code="modules",
            title="申请的软件包",
            columns=(
                Field(code="module", label="模块", type=Type.MODULE, options=LABELS, required=True, weight=9),
                Field(code="version", label="版本", max_length=20, weight=4),
                Field(code="patch", label="补丁号", max_length=40, weight=6),
                Field(code="use", label="用途", type=Type.ENUM, options=("新装", "升级", "补丁", "接口"), required=True, weight=6),
                Field(code="wanted_date", label="期望时间", type=Type.DATE, weight=7),
            ),
            blank=6,
            least=1,
        ),
        Fields(code="release", title="发放", fields=(Field(code="releaser", label="审批/发放人", type=Type.PERSON, wide=True),)),
        Rows(
            code="packages",
            title="发放包清单",
            columns=(
                Field(code="file", label="文件", required=True, max_length=120, weight=9),
                Field(code="version", label="版本", max_length=20, weight=2),
                Field(code="digest", label="校验值", max_length=128, weight=5),
                Field(code="downloaded_at", label="下载时间", type=Type.DATETIME, weight=6),
            ),
            blank=3,
        ),
        Rows(
            code="installations",
            title="现场安装结果",
            columns=(
                Field(code="server", label="服务器", required=True, max_length=60, weight=4),
                Field(code="at", label="时间", type=Type.DATETIME, weight=4),
                Field(code="succeeded", label="是否成功", type=Type.ENUM, options=("成功", "失败"), required=True, weight=2),
                Field(code="rollback", label="回退点", max_length=120, weight=5),
            ),
            blank=3,
        ),
    ),
    example={
        "facts": {
            "document": {"number": "RJ-2026-0001"},
            "project": {"name": "云溪县人民医院HealthOne升级项目", "engineer": {"name": "陆行舟"}},
        },
        "payload": {
            "request": {
                "date": "2026-03-13",
                "stations": 120,
                "database": "关系型数据库 19.3",
                "system": "服务器版 2022",
                "machine": "7F2C-91AD-0B34-E6D8",
            },
            "modules": [
                {"module": "M06 门诊收费", "version": "8.0", "use": "升级", "wanted_date": "2026-03-16"},
                {"module": "M32 医保接口", "version": "8.0", "patch": "P20260305", "use": "接口", "wanted_date": "2026-03-20"},
            ],
            "release": {"releaser": "程砚"},
            "packages": [
                {"file": "HealthOne-M06-8.0.zip", "version": "8.0", "digest": "3b7e1f90c2a84d51", "downloaded_at": "2026-03-16T09:12:00+08:00"},
                {"file": "HealthOne-M32-8.0-P20260305.zip", "version": "8.0", "digest": "a06c5d7f18e2b943", "downloaded_at": "2026-03-20T10:05:00+08:00"},
            ],
            "installations": [
                {"server": "应用服务器 1", "at": "2026-03-16T19:30:00+08:00", "succeeded": "成功", "rollback": "安装前全备份 0316-1900"},
            ],
        },
    },
)  # fmt: skip
