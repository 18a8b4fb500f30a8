"""出差规范流程阅读确认表 (手册 九-1; domain 1.3): one traveller has read one version of the handbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fieldbook.engine.flow import look_up
from fieldbook.engine.kinds import (
    Field,
    Fields,
    Kind,
    Medium,
    Per,
    Prose,
    Signatures,
    Signer,
    Source,
    Type,
)
from fieldbook.handbook.roles import Role

POSTS = ("实施", "培训", "售后")
_POST_OF: dict[str, str] = {Role.ENGINEER: POSTS[0], Role.TRAINER: POSTS[1]}


def _own(payload: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, str]:
    """The version that was read, which ends the key of the document, and the post of the reader."""
    key = look_up(known, "document.key") or ""
    return {
        "version": key.rpartition(".")[2],
        "post": _POST_OF.get(look_up(known, "person.role") or "", ""),
    }


def _derived(code: str, label: str, fact: str, **more: Any) -> Field:
    return Field(code=code, label=label, fact=fact, source=Source.DERIVED, **more)


KIND = Kind(
    code="handbook_acknowledgement",
    title="出差规范流程阅读确认表",
    aliases=("阅读确认表",),
    per=Per.PERSON,
    medium=Medium.BOTH,
    series="YD",
    clause="手册 九-1",
    authors=(Role.ENGINEER, Role.TRAINER),
    issuers=(Role.ENGINEER, Role.TRAINER),
    own=_own,
    blocks=(
        Prose(code="read", text="本人已通读第 {version} 版《实施工程师工作手册》，了解出差和项目实施的规范与流程，并在工作中遵照执行。"),
        Prose(code="invite", text="对手册内容有疑问，或者有改进建议的，请在“意见建议”中写明。每次改版后须重新阅读确认。"),
        Fields(
            code="reader",
            fields=(
                _derived("name", "姓名", "person.name", required=True),
                _derived("department", "部门", "person.department"),
                Field(code="post", label="岗位", type=Type.ENUM, options=POSTS, required=True, source=Source.SUGGESTED, fact="own.post"),
                _derived("version", "阅读版本号", "own.version", required=True),
                Field(code="understood", label="是否理解", type=Type.ENUM, options=("是", "有疑问"), required=True),
                Field(code="date", label="日期", type=Type.DATE),
                Field(code="advice", label="意见建议", type=Type.LONG, max_length=2000),
            ),
        ),
        Signatures(signers=(Signer(Role.TRAVELLER, "签字"),)),
    ),
    example={
        "facts": {
            "document": {"number": "YD-2026-0001", "key": "p-luxz.1"},
            "person": {"name": "陆行舟", "department": "实施一部", "role": "engineer"},
        },
        "payload": {
            "reader": {
                "understood": "是",
                "date": "2026-03-05",
                "advice": "建议补充县级医院医保专线的常见问题与联系方法。",
            }
        },
    },
)  # fmt: skip
