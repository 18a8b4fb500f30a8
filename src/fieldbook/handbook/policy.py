"""Policy: what the vendor's manager may set, as one typed value with its version (手册 五-3, 七-3).

A project keeps the version it was dispatched under. Every value says what it is, its unit, its clause, and
whether we assumed it because the handbook is silent. Refuses to hold what nobody may set: the Saturday lock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, time
from typing import Any

WORKDAYS, DAYS, PERCENT = "个工作日", "天", "%"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a value of the policy is: label, unit, clause, and whether it was assumed."""

    label: str
    clause: str
    unit: str = ""
    assumed: bool = True


def _value(default: Any, label: str, clause: str, unit: str = "", *, assumed: bool = True) -> Any:
    return field(default=default, metadata={"setting": Setting(label, clause, unit, assumed)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Deadlines, close of business, the own table of holidays (day → True: people work)."""

    version: int = 1
    handbook_version: int = _value(1, "手册版本", "手册 九-1", assumed=False)
    close_of_business: time = _value(time(18, 0), "下班时间", "手册 五-3")
    lodging_after_arrival: int = _value(1, "到场后落实食宿", "手册 二-0", WORKDAYS)
    survey_after_arrival: int = _value(2, "到场后提交初步调研报告", "手册 二-2", WORKDAYS)
    meeting_after_arrival: int = _value(3, "到场后召开实施动员会", "手册 二-1", WORKDAYS)
    plan_after_arrival: int = _value(3, "到场后提交实施计划表", "手册 二-4", WORKDAYS)
    pass_rate: int = _value(90, "培训考核合格率", "手册 三-4", PERCENT)
    pass_mark: int = _value(80, "考核合格分数", "手册 三-4", "分")
    notice_before_go_live: int = _value(3, "上线前提交启用和接口通知书", "手册 三-4", WORKDAYS)
    cutover_before_go_live: int = _value(5, "上线前提交割接方案", "手册 四-3", WORKDAYS)
    acceptance_days: int = _value(7, "正常使用后申请验收", "手册 四-4", DAYS, assumed=False)
    summary_after_return: int = _value(3, "返回后提交实施总结", "手册 六-1", WORKDAYS)
    record_after_return: int = _value(1, "返回后完成出差记录", "手册 六-3", WORKDAYS)
    settle_after_return: int = _value(5, "返回后办理出差注销", "手册 六-2", WORKDAYS)
    scan_after_issue: int = _value(5, "签发后上传签字件", "手册 六-2", WORKDAYS)
    holidays: Mapping[date, bool] = field(default_factory=dict)


DEFAULT = Policy()
VERSIONS: Mapping[int, Policy] = {DEFAULT.version: DEFAULT}
"""Every version that a project may have been dispatched under."""
SETTINGS: Mapping[str, Setting] = {f.name: f.metadata["setting"] for f in fields(Policy) if f.metadata}
"""What each value of the policy is, by its name."""
