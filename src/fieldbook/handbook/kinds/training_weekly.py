"""培训周报 (手册 五-1; domain 1.4): a trainer's week on the sections of the weekly report, with what was taught and how many passed."""

from __future__ import annotations

from fieldbook.engine.kinds import Field, Kind, Medium, Per, Rows, Type
from fieldbook.handbook.catalogue.modules import LABELS
from fieldbook.handbook.kinds import weekly_sections
from fieldbook.handbook.roles import Role

_TRAININGS = Rows(
    code="trainings",
    title="本周培训情况",
    columns=(
        Field(code="module", label="模块", type=Type.MODULE, options=LABELS, weight=6, help="系统总体培训可不填"),
        Field(code="department", label="科室", max_length=60, weight=6),
        Field(code="sessions", label="培训场次", type=Type.NUMBER, required=True, least=0, most=999, weight=4),
        Field(code="attendances", label="人次", type=Type.NUMBER, required=True, least=0, most=99999, weight=4),
        Field(code="passed_percent", label="考核通过率%", type=Type.DECIMAL, least=0, most=100, weight=5),
    ),
    blank=5,
)

KIND = Kind(
    code="training_weekly",
    title="培训周报",
    aliases=("培训工作周报", "培训周总结"),
    per=Per.PERSON_WEEK,
    medium=Medium.BOTH,
    series="PZ",
    clause="手册 五-1",
    needs=("week.open:training_weekly.{key}",),
    authors=(Role.TRAINER,),
    issuers=(Role.TRAINER,),
    own=weekly_sections.own,
    blocks=weekly_sections.sections(_TRAININGS),
    rules=weekly_sections.RULES,
    example={
        "facts": {
            "project": {
                "name": "云溪县人民医院HealthOne升级项目",
                "engineers": [
                    {"name": "陆行舟", "department": "实施一部", "role": "engineer"},
                    {"name": "温言", "department": "培训部", "role": "trainer"},
                ],
            },
            "hospital": {"name": "云溪县人民医院"},
            "trip": {"person": "温言", "arrived_at": "2026-04-01T10:15:00+08:00"},
            "week": {"number": 2, "monday": "2026-04-06", "friday": "2026-04-10", "words": "实施第 2 周(04.06–04.10)"},
        },
        "payload": {
            "header": {"overtime": "3", "phase": "培训/接口/票据"},
            "done": [
                {"date": "2026-04-07", "module": "M06 门诊收费", "department": "收费处", "work": "门诊收费培训两场，练习退费与补打票据。", "category": "培训", "hours": "7", "result": "完成"},
                {"date": "2026-04-08", "module": "M09 药库", "department": "药剂科", "work": "药库采购入库、调价、盘点培训与上机考核。", "category": "培训", "hours": "6", "result": "完成"},
                {"date": "2026-04-09", "module": "M13 住院护士站", "department": "内一科、内二科", "work": "护士站第一轮培训，夜班护士另排一场。", "category": "培训", "hours": "5", "result": "部分"},
            ],
            "trainings": [
                {"module": "M06 门诊收费", "department": "收费处", "sessions": 2, "attendances": 22, "passed_percent": "91.7"},
                {"module": "M09 药库", "department": "药剂科", "sessions": 1, "attendances": 6, "passed_percent": "100"},
                {"module": "M13 住院护士站", "department": "内一科、内二科", "sessions": 1, "attendances": 14},
            ],
            "problems": [
                {"problem": "三名收费员退费练习不合格。", "cause": "不熟悉票据作废的登记。", "handling": "课后单独练习，安排 4 月 10 日补考。", "solved": "部分"},
            ],
            "progress": {"words": "收费与药库培训完成，护士站培训进行到第一轮。下一步培训医生站，预计 12 天后全部考核完毕。", "percent": 45},
            "undone": [
                {"work": "内二科夜班护士培训", "reason": "科室排班未能调出人员。", "cause": "客户人员", "help": "请主管与护理部商定脱产时间。", "helper": "顾清源", "help_due": "2026-04-13", "due": "2026-04-15"},
            ],
            "demands": [
                {"who": "护理部", "demand": "增加医嘱执行单打印的练习题。", "sort": "合同内", "urgency": "较急", "answer": "已加入第二轮练习。"},
            ],
            "next": [{"work": "护士站第二轮、医生站第一轮培训", "due": "2026-04-17"}],
            "review": {"supervisor": "夜班护士培训时间由我与护理部协调。"},
        },
    },
)  # fmt: skip
