"""New installation of HealthOne with everything: what is owed at four moments, judged by hand.

Columns: key · clause · due · then one per moment: `·` not there, `未` open, `成 MM-DD hh:mm` met then, `不` not applicable.
Wednesday 03-11 planned arrival, wished go-live Wednesday 05-06; 04-06, 05-01, 05-04 and 05-05 are public holidays.
"""

from judged import Away, Paper, Story, module, session, sheet

MOMENTS = ("03-02 10:00", "03-13 12:00", "04-30 12:00", "05-22 12:00")

CORE_SWITCH = {"key": "core_switch", "ready": "不具备", "promised_date": "2026-03-20", "responsible": "祝远航"}
ISOLATION = {"key": "isolation", "ready": "部分", "promised_date": "2026-04-10", "responsible": "祝远航"}
PLAN = (
    session("03-20", "系统总体"),
    session("03-23", "分科", "M04 门诊挂号/预约排班", "门诊部"),
    session("03-24", "分科", "M06 门诊收费", "收费处"),
    session("03-26", "分科", "M09 药库", "药剂科"),
    session("04-01", "分科", "M18 LIS检验", "检验科"),
)
PASS = ("合格",) * 9

STORY = Story(
    type="新装实施",
    product="HealthOne",
    issued="03-02 09:00",
    accepted="03-02 11:00",
    arrival="03-11",
    finish="05-08",
    modules=(
        module("M04", "门诊挂号/预约排班"),
        module("M06", "门诊收费"),
        module("M09", "药库"),
        module("M18", "LIS检验"),
        module("M32", "医保接口", "医保", "云溪县医保局"),
        module("M33", "农合接口", "农合", "云溪县农保局"),
        module("M34", "仪器接口", "仪器", "检验科 10 台仪器"),
    ),
    trips=(
        Away("t1", "lu", "陆行舟", "03-11", "03-10 14:00", "03-11 10:00", "05-15 17:00"),
        Away("t2", "wen", "温言", "03-11", "03-17 14:00", "03-18 09:00", "04-03 17:00", role="trainer", settled="04-10 17:00"),
    ),
    papers=(
        Paper("dispatch_order", "03-02 09:00", "03-09 10:00", "05-18 09:00"),
        Paper("handbook_acknowledgement", "03-05 09:00", "03-06 09:00", "05-18 09:00", key="lu.1", suffix="陆行舟", person="lu"),
        Paper("trip_order", "03-09 15:00", "03-09 16:00", "05-18 09:00", key="t1", suffix="陆行舟", person="lu"),
        Paper("survey_report", "03-12 17:00", "03-16 10:00", "05-18 09:00",
              payload={"hospital": {"wished_date": "2026-05-06", "current_system": "其他厂商"},
                       "conditions": [CORE_SWITCH, ISOLATION]}),
        Paper("implementation_plan", "03-16 16:00", "03-18 10:00", "05-18 09:00"),
        Paper("trip_order", "03-17 10:00", "03-17 11:00", key="t2", suffix="温言", person="wen"),
        Paper("training_plan", "03-19 10:00", "03-23 09:00", "05-18 09:00", payload={"sessions": PLAN}),
        Paper("module_training_plan", "03-19 11:00", "03-23 09:00", "05-18 09:00", key="M04", suffix="门诊挂号/预约排班"),
        Paper("training_sign_in", "03-23 17:00", "03-23 18:30", "05-18 09:00", key="s1",
              payload=sheet("03-23", "M04 门诊挂号/预约排班", "门诊部", *PASS)),
        Paper("training_sign_in", "03-24 17:00", "03-24 18:30", "05-18 09:00", key="s2",
              payload=sheet("03-24", "M06 门诊收费", "收费处", *PASS, "不合格", "不合格")),
        Paper("training_sign_in", "04-02 09:00", "04-02 10:00", "05-18 09:00", key="s4",
              payload=sheet("04-01", "M18 LIS检验", "检验科", *PASS, "不合格")),
        Paper("weekly_report", "03-13 20:00", "03-16 09:00", "05-18 09:00", key="lu.2026-03-09", suffix="第1周", person="lu"),
        Paper("base_data_confirmation", "04-03 10:00", "04-07 10:00", "05-18 09:00", key="e1"),
        Paper("insurance_notice", "04-23 10:00", "04-24 10:00", "05-18 09:00"),
        Paper("instrument_notice", "04-28 10:00", "05-06 10:00", "05-18 09:00"),
    ),
    filed=(
        ("sales.talked", "", "03-03 10:00"),
        ("site.asked", "", "03-04 10:00"),
        ("arrival.told", "", "03-09 17:00"),
        ("lodging.settled", "", "03-11 17:00"),
        ("meeting.held", "", "03-12 11:00"),
        ("condition.met", "core_switch", "03-24 10:00"),
        ("condition.promised", "isolation", "04-09 10:00"),
        ("bill_forms.settled", "", "04-15 10:00"),
        ("insurance.commissioned", "", "04-20 10:00"),
        ("insurance.approved", "", "04-22 10:00"),
        ("rural_insurance.commissioned", "", "04-25 10:00"),
        ("instruments.working", "", "04-27 10:00"),
        ("self_test.done", "", "05-04 10:00"),
        ("contacts.named", "", "05-07 10:00"),
    ),
)

# What an issued paper owes besides itself: `scanned` is due five working days after issue unless its kind says otherwise.
LIST = """
order.accepted                              | 一-1 | 03-11 00:00 | 未 | 成 03-02 11:00 | 成 03-02 11:00 | 成 03-02 11:00
sales.talked                                | 一-1 | 03-11 00:00 | 未 | 成 03-03 10:00 | 成 03-03 10:00 | 成 03-03 10:00
site.asked                                  | 一-2 | 03-11 00:00 | 未 | 成 03-04 10:00 | 成 03-04 10:00 | 成 03-04 10:00
arrival.told                                | 一-5 | 03-11 00:00 | 未 | 成 03-09 17:00 | 成 03-09 17:00 | 成 03-09 17:00
arrival.reported t1                         | 一-6 | 03-11 18:00 | 未 | 成 03-11 10:00 | 成 03-11 10:00 | 成 03-11 10:00
arrival.reported t2                         | 一-6 | 03-11 18:00 | 未 | 未 | 成 03-18 09:00 | 成 03-18 09:00
trip.settled t1                             | 六-2 | 05-22 18:00 | · | · | · | 未
trip.settled t2                             | 六-2 | 04-13 18:00 | · | · | 成 04-10 17:00 | 成 04-10 17:00
lodging.settled                             | 二-0 | 03-12 18:00 | 未 - | 成 03-11 17:00 | 成 03-11 17:00 | 成 03-11 17:00
meeting.held                                | 二-1 | 03-16 18:00 | 未 - | 成 03-12 11:00 | 成 03-12 11:00 | 成 03-12 11:00
condition.met                               | 二-2 | -           | 未 | · | · | ·
condition.met core_switch                   | 二-2 | 03-20 18:00 | · | 未 | 成 03-24 10:00 | 成 03-24 10:00
condition.promised isolation                    | 二-2 | 04-10 18:00 | · | 未 | 成 04-09 10:00 | 成 04-09 10:00
training.done M04                           | 三-4 | -           | 未 | 未 | 成 03-23 18:30 | 成 03-23 18:30
training.done M06                           | 三-4 | -           | 未 | 未 | 未 | 未
training.done M09                           | 三-4 | -           | 未 | 未 | 未 | 未
training.done M18                           | 三-4 | -           | 未 | 未 | 成 04-02 10:00 | 成 04-02 10:00
training.done M32                           | 三-4 | -           | 未 | 未 | 未 | 未
training.done M33                           | 三-4 | -           | 未 | 未 | 未 | 未
training.done M34                           | 三-4 | -           | 未 | 未 | 未 | 未
bill_forms.settled                          | 三-2 | -           | 未 | 未 | 成 04-15 10:00 | 成 04-15 10:00
insurance.commissioned                      | 三-3 | -           | 未 | 未 | 成 04-20 10:00 | 成 04-20 10:00
insurance.approved                          | 三-3 | -           | 未 | 未 | 成 04-22 10:00 | 成 04-22 10:00
insurance.noticed                           | 三-4 | -           | 未 | 未 | 成 04-24 10:00 | 成 04-24 10:00
rural_insurance.commissioned                | 三-3 | -           | 未 | 未 | 成 04-25 10:00 | 成 04-25 10:00
rural_insurance.approved                    | 三-3 | -           | 未 | 未 | 未 | 未
rural_insurance.noticed                     | 三-4 | -           | 未 | 未 | 未 | 未
instruments.working                         | 三-3 | -           | 未 | 未 | 成 04-27 10:00 | 成 04-27 10:00
instruments.noticed                         | 三-4 | -           | 未 | 未 | 未 | 成 05-06 10:00
self_test.done                              | 四-1 | 05-06 00:00 | 未 05-08 00:00 | 未 | 未 | 成 05-04 10:00
user_test.done                              | 四-2 | 05-06 00:00 | 未 05-08 00:00 | 未 | 未 | 未
stocktake.done                              | 四-3 | 05-06 00:00 | 未 05-08 00:00 | 未 | 未 | 未
contacts.named                              | 四-3 | 05-06 00:00 | 未 05-08 00:00 | 未 | 未 | 成 05-07 10:00
support.arranged                            | 四-3 | 05-06 00:00 | 未 05-08 00:00 | 未 | 未 | 未
system.live                                 | 四-4 | 05-07 00:00 | 未 05-09 00:00 | 未 | 未 | 未
acceptance.asked                            | 四-4 | -           | 未 | 未 | 未 | 未
document.issued dispatch_order              | 一-1 | 03-11 00:00 | 成 03-02 09:00 | 成 03-02 09:00 | 成 03-02 09:00 | 成 03-02 09:00
document.issued trip_order.t1               | 一-5 | 03-11 00:00 | 未 | 成 03-09 15:00 | 成 03-09 15:00 | 成 03-09 15:00
document.issued trip_order.t2               | 一-5 | 03-11 00:00 | 未 | 未 | 成 03-17 10:00 | 成 03-17 10:00
document.issued handbook_acknowledgement.lu.1  | 九-1 | 03-11 00:00 | 未 | 成 03-05 09:00 | 成 03-05 09:00 | 成 03-05 09:00
document.issued handbook_acknowledgement.wen.1 | 九-1 | 03-11 00:00 | 未 | 未 | 未 | 未
document.issued survey_report               | 二-2 | 03-13 18:00 | 未 - | 成 03-12 17:00 | 成 03-12 17:00 | 成 03-12 17:00
document.issued implementation_plan         | 二-4 | 03-16 18:00 | 未 - | 未 | 成 03-16 16:00 | 成 03-16 16:00
document.issued training_plan               | 三-1 | 03-20 00:00 | 未 - | 未 - | 成 03-19 10:00 | 成 03-19 10:00
document.issued module_training_plan        | 三-1 | -           | 不 | 不 | · | ·
document.issued module_training_plan.M04    | 三-1 | 03-23 00:00 | · | · | 成 03-19 11:00 | 成 03-19 11:00
document.issued module_training_plan.M06    | 三-1 | 03-24 00:00 | · | · | 未 | 未
document.issued module_training_plan.M09    | 三-1 | 03-26 00:00 | · | · | 未 | 未
document.issued module_training_plan.M18    | 三-1 | 04-01 00:00 | · | · | 未 | 未
document.issued training_sign_in            | 三-1 | -           | 未 | 未 | · | ·
document.issued training_sign_in.门诊部     | 三-1 | 03-24 00:00 | · | · | 成 03-23 17:00 | 成 03-23 17:00
document.issued training_sign_in.收费处     | 三-1 | 03-25 00:00 | · | · | 成 03-24 17:00 | 成 03-24 17:00
document.issued training_sign_in.药剂科     | 三-1 | 03-27 00:00 | · | · | 未 | 未
document.issued training_sign_in.检验科     | 三-1 | 04-02 00:00 | · | · | 成 04-02 09:00 | 成 04-02 09:00
document.issued base_data_confirmation      | 二-3 | 03-23 00:00 | 未 - | 未 - | 成 04-03 10:00 | 成 04-03 10:00
document.issued package_request             | 二-5 | -           | 不 | 不 | 不 | 不
document.issued instrument_notice           | 三-3 | 04-28 18:00 | 未 04-30 18:00 | 未 | 成 04-28 10:00 | 成 04-28 10:00
document.issued insurance_notice            | 三-3 | 04-28 18:00 | 未 04-30 18:00 | 未 | 成 04-23 10:00 | 成 04-23 10:00
document.issued rural_insurance_notice      | 三-3 | 04-28 18:00 | 未 04-30 18:00 | 未 | 未 | 未
document.issued go_live_notice              | 三-4 | 04-28 18:00 | 未 04-30 18:00 | 未 | 未 | 未
document.issued cutover_plan                | 四-3 | 04-24 18:00 | 不 - | 未 | 未 | 未
document.issued satisfaction_form           | 四-4 | -           | 未 | 未 | 未 | 未
document.issued healthone_certificate       | 四-4 | -           | 未 | 未 | 未 | 未
document.issued cnhis_certificate           | 四-4 | -           | 不 | 不 | 不 | 不
document.issued implementation_summary      | 六-1 | 05-20 18:00 | 未 - | 未 - | 未 - | 未
document.issued service_slip                | 四-5 | -           | 不 | 不 | 不 | 不
document.issued project_memo                | 八   | -           | 不 | 不 | 不 | 不
document.issued trip_record.t1              | 六-3 | 05-18 18:00 | 未 - | 未 - | 未 - | 未
document.issued trip_record.t2              | 六-3 | 04-07 18:00 | 未 - | 未 - | 未 | 未
document.issued weekly_report.lu.2026-03-09 | 五-1 | 03-15 00:00 | · | 未 | 成 03-13 20:00 | 成 03-13 20:00
document.issued weekly_report.lu.2026-03-16 | 五-1 | 03-22 00:00 | · | · | 未 | 未
week.open weekly_report.lu.2026-03-16 | 五-2 | - | · | · | 未 | 未
document.issued weekly_report.lu.2026-03-23 | 五-1 | 03-29 00:00 | · | · | 未 | 未
week.open weekly_report.lu.2026-03-23 | 五-2 | - | · | · | 未 | 未
document.issued weekly_report.lu.2026-03-30 | 五-1 | 04-05 00:00 | · | · | 未 | 未
week.open weekly_report.lu.2026-03-30 | 五-2 | - | · | · | 未 | 未
document.issued weekly_report.lu.2026-04-06 | 五-1 | 04-12 00:00 | · | · | 未 | 未
week.open weekly_report.lu.2026-04-06 | 五-2 | - | · | · | 未 | 未
document.issued weekly_report.lu.2026-04-13 | 五-1 | 04-19 00:00 | · | · | 未 | 未
week.open weekly_report.lu.2026-04-13 | 五-2 | - | · | · | 未 | 未
document.issued weekly_report.lu.2026-04-20 | 五-1 | 04-26 00:00 | · | · | 未 | 未
week.open weekly_report.lu.2026-04-20 | 五-2 | - | · | · | 未 | 未
document.issued weekly_report.lu.2026-04-27 | 五-1 | 05-03 00:00 | · | · | 未 | 未
week.open weekly_report.lu.2026-04-27 | 五-2 | - | · | · | · | 未
document.issued weekly_report.lu.2026-05-04 | 五-1 | 05-10 00:00 | · | · | · | 未
week.open weekly_report.lu.2026-05-04 | 五-2 | - | · | · | · | 未
document.issued weekly_report.lu.2026-05-11 | 五-1 | 05-17 00:00 | · | · | · | 未
week.open weekly_report.lu.2026-05-11 | 五-2 | - | · | · | · | 未
document.issued training_weekly.wen.2026-03-16 | 五-1 | 03-22 00:00 | · | · | 未 | 未
week.open training_weekly.wen.2026-03-16 | 五-2 | - | · | · | 未 | 未
document.issued training_weekly.wen.2026-03-23 | 五-1 | 03-29 00:00 | · | · | 未 | 未
week.open training_weekly.wen.2026-03-23 | 五-2 | - | · | · | 未 | 未
document.issued training_weekly.wen.2026-03-30 | 五-1 | 04-05 00:00 | · | · | 未 | 未
week.open training_weekly.wen.2026-03-30 | 五-2 | - | · | · | 未 | 未
document.scanned dispatch_order             | 六-2 | 03-09 18:00 | 未 | 成 03-09 10:00 | 成 03-09 10:00 | 成 03-09 10:00
document.scanned handbook_acknowledgement.lu.1 | 六-2 | 03-12 18:00 | · | 成 03-06 09:00 | 成 03-06 09:00 | 成 03-06 09:00
document.scanned trip_order.t1              | 六-2 | 03-16 18:00 | · | 成 03-09 16:00 | 成 03-09 16:00 | 成 03-09 16:00
document.scanned trip_order.t2              | 六-2 | 03-24 18:00 | · | · | 成 03-17 11:00 | 成 03-17 11:00
document.scanned survey_report              | 六-2 | 03-19 18:00 | · | 未 | 成 03-16 10:00 | 成 03-16 10:00
document.scanned implementation_plan        | 六-2 | 03-23 18:00 | · | · | 成 03-18 10:00 | 成 03-18 10:00
document.scanned training_plan              | 六-2 | 03-26 18:00 | · | · | 成 03-23 09:00 | 成 03-23 09:00
document.scanned module_training_plan.M04   | 六-2 | 03-26 18:00 | · | · | 成 03-23 09:00 | 成 03-23 09:00
document.scanned training_sign_in.s1        | 六-2 | 03-24 00:00 | · | · | 成 03-23 18:30 | 成 03-23 18:30
document.scanned training_sign_in.s2        | 六-2 | 03-25 00:00 | · | · | 成 03-24 18:30 | 成 03-24 18:30
document.scanned training_sign_in.s4        | 六-2 | 04-02 00:00 | · | · | 成 04-02 10:00 | 成 04-02 10:00
document.scanned weekly_report.lu.2026-03-09 | 五-3 | 03-13 18:00 | · | · | 成 03-16 09:00 | 成 03-16 09:00
document.scanned base_data_confirmation.e1  | 六-2 | 04-13 18:00 | · | · | 成 04-07 10:00 | 成 04-07 10:00
document.scanned insurance_notice           | 六-2 | 04-30 18:00 | · | · | 成 04-24 10:00 | 成 04-24 10:00
document.scanned instrument_notice          | 六-2 | 05-08 18:00 | · | · | 未 | 成 05-06 10:00
document.original dispatch_order            | 六-2 | 05-15 18:00 | 未 - | 未 - | 未 - | 成 05-18 09:00
document.original handbook_acknowledgement.lu.1 | 六-2 | 05-15 18:00 | · | 未 - | 未 - | 成 05-18 09:00
document.original trip_order.t1             | 六-2 | 05-15 18:00 | · | 未 - | 未 - | 成 05-18 09:00
document.original trip_order.t2             | 六-2 | 04-03 18:00 | · | · | 未 | 未
document.original survey_report             | 六-2 | 05-15 18:00 | · | 未 - | 未 - | 成 05-18 09:00
document.original implementation_plan       | 六-2 | 05-15 18:00 | · | · | 未 - | 成 05-18 09:00
document.original training_plan             | 六-2 | 05-15 18:00 | · | · | 未 - | 成 05-18 09:00
document.original module_training_plan.M04  | 六-2 | 05-15 18:00 | · | · | 未 - | 成 05-18 09:00
document.original training_sign_in.s1       | 六-2 | 05-15 18:00 | · | · | 未 - | 成 05-18 09:00
document.original training_sign_in.s2       | 六-2 | 05-15 18:00 | · | · | 未 - | 成 05-18 09:00
document.original training_sign_in.s4       | 六-2 | 05-15 18:00 | · | · | 未 - | 成 05-18 09:00
document.original weekly_report.lu.2026-03-09 | 六-2 | 05-15 18:00 | · | · | 未 - | 成 05-18 09:00
document.original base_data_confirmation.e1 | 六-2 | 05-15 18:00 | · | · | 未 - | 成 05-18 09:00
document.original insurance_notice          | 六-2 | 05-15 18:00 | · | · | 未 - | 成 05-18 09:00
document.original instrument_notice         | 六-2 | 05-15 18:00 | · | · | 未 - | 成 05-18 09:00
"""

GRACE = {"document.scanned weekly_report.lu.2026-03-09": "03-16 18:00"}

REASONS = {
    "document.issued module_training_plan": "实施培训计划没有按模块安排培训。",
    "document.issued package_request": "按需填写，目前没有。",
    "document.issued project_memo": "按需填写，目前没有。",
    "document.issued cnhis_certificate": "本项目的产品是HealthOne，不需要CNHIS启用证明。",
    "document.issued service_slip": "派遣类型“新装实施”不需要这份文档。",
    "document.issued handbook_acknowledgement.wen.1": "尚未编写，请新建《出差规范流程阅读确认表（温言）》。",
    "rural_insurance.approved": "尚无农保局审核凭证",
    "training.done M06": "考核合格率 81%，不到 90%",
    "user_test.done": "尚未登记",
}
"""Key → how its reason begins while it is open or not applicable, at the last moment it is."""
