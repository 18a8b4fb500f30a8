"""Five more dispatches, judged by hand at four moments each. Columns as in `judged_new`."""

from judged import Away, Paper, Story, module, session, sheet

PASS = ("合格",) * 10

# --- a small CNHIS without interfaces: planned finish Friday 05-15, no wish in the survey --------------------------

SMALL_MOMENTS = ("04-13 12:00", "04-22 12:00", "05-12 12:00", "05-26 12:00")
SMALL = Story(
    type="新装实施", product="CNHIS", issued="04-13 09:00", accepted="04-13 10:00", arrival="04-20", finish="05-15",
    modules=(module("M04", "门诊挂号/预约排班"), module("M06", "门诊收费")),
    trips=(Away("t1", "lu", "陆行舟", "04-20", "04-19 14:00", "04-20 09:30", "05-22 17:00"),),
    papers=(
        Paper("dispatch_order", "04-13 09:00", "04-14 09:00", "05-25 09:00"),
        Paper("handbook_acknowledgement", "04-14 09:00", "04-14 10:00", "05-25 09:00", key="lu.1", suffix="陆行舟", person="lu"),
        Paper("trip_order", "04-17 09:00", "04-17 10:00", "05-25 09:00", key="t1", suffix="陆行舟", person="lu"),
        Paper("survey_report", "04-21 17:00", "04-22 09:00", "05-25 09:00", payload={"hospital": {"current_system": "无"}}),
        Paper("training_plan", "04-24 10:00", "04-25 09:00", "05-25 09:00",
              payload={"sessions": (session("04-28", "分科", "M06 门诊收费", "收费处"), session("04-27", "系统总体"))}),
        Paper("training_sign_in", "04-28 17:00", "04-28 18:00", "05-25 09:00", key="s1",
              payload=sheet("04-28", "M06 门诊收费", "收费处", *PASS)),
        Paper("go_live_notice", "05-11 10:00", "05-12 09:00", "05-25 09:00"),
        Paper("satisfaction_form", "05-22 10:00", "05-22 15:00", "05-25 09:00"),
        Paper("implementation_summary", "05-25 10:00"),
    ),
    filed=(
        ("sales.talked", "", "04-14 09:00"), ("bill_forms.settled", "", "05-08 09:00"),
        ("user_test.done", "", "05-13 09:00"), ("system.live", "", "05-15 08:00"), ("acceptance.asked", "", "05-22 09:00"),
    ),
)  # fmt: skip
SMALL_LIST = """
order.accepted                      | 一-1 | 04-20 00:00 | 成 04-13 10:00 | 成 04-13 10:00 | 成 04-13 10:00 | 成 04-13 10:00
sales.talked                        | 一-1 | 04-20 00:00 | 未 | 成 04-14 09:00 | 成 04-14 09:00 | 成 04-14 09:00
site.asked                          | 一-2 | 04-20 00:00 | 未 | 未 | 未 | 未
arrival.told                        | 一-5 | 04-20 00:00 | 未 | 未 | 未 | 未
arrival.reported t1                 | 一-6 | 04-20 18:00 | 未 | 成 04-20 09:30 | 成 04-20 09:30 | 成 04-20 09:30
trip.settled t1                     | 六-2 | 05-29 18:00 | · | · | · | 未
lodging.settled                     | 二-0 | 04-21 18:00 | 未 - | 未 | 未 | 未
meeting.held                        | 二-1 | 04-23 18:00 | 未 - | 未 | 未 | 未
condition.met                       | 二-2 | - | 未 | · | · | ·
training.done M04                   | 三-4 | - | 未 | 未 | 未 | 未
training.done M06                   | 三-4 | - | 未 | 未 | 成 04-28 18:00 | 成 04-28 18:00
bill_forms.settled                  | 三-2 | - | 未 | 未 | 成 05-08 09:00 | 成 05-08 09:00
self_test.done                      | 四-1 | 05-15 00:00 | 未 | 未 | 未 | 未
user_test.done                      | 四-2 | 05-15 00:00 | 未 | 未 | 未 | 成 05-13 09:00
stocktake.done                      | 四-3 | - | 不 | 不 | 不 | 不
contacts.named                      | 四-3 | 05-15 00:00 | 未 | 未 | 未 | 未
support.arranged                    | 四-3 | 05-15 00:00 | 未 | 未 | 未 | 未
system.live                         | 四-4 | 05-16 00:00 | 未 | 未 | 未 | 成 05-15 08:00
acceptance.asked                    | 四-4 | 05-22 18:00 | 未 - | 未 - | 未 - | 成 05-22 09:00
document.issued dispatch_order      | 一-1 | 04-20 00:00 | 成 04-13 09:00 | 成 04-13 09:00 | 成 04-13 09:00 | 成 04-13 09:00
document.issued trip_order.t1       | 一-5 | 04-20 00:00 | 未 | 成 04-17 09:00 | 成 04-17 09:00 | 成 04-17 09:00
document.issued handbook_acknowledgement.lu.1 | 九-1 | 04-20 00:00 | 未 | 成 04-14 09:00 | 成 04-14 09:00 | 成 04-14 09:00
document.issued survey_report       | 二-2 | 04-22 18:00 | 未 - | 成 04-21 17:00 | 成 04-21 17:00 | 成 04-21 17:00
document.issued implementation_plan | 二-4 | 04-23 18:00 | 未 - | 未 | 未 | 未
document.issued training_plan       | 三-1 | 04-27 00:00 | 未 - | 未 - | 成 04-24 10:00 | 成 04-24 10:00
document.issued module_training_plan | 三-1 | - | 不 | 不 | · | ·
document.issued module_training_plan.M06 | 三-1 | 04-28 00:00 | · | · | 未 | 未
document.issued training_sign_in    | 三-1 | - | 未 | 未 | · | ·
document.issued training_sign_in.收费处 | 三-1 | 04-29 00:00 | · | · | 成 04-28 17:00 | 成 04-28 17:00
document.issued base_data_confirmation | 二-3 | 04-28 00:00 | 未 - | 未 - | 未 | 未
document.issued package_request     | 二-5 | - | 不 | 不 | 不 | 不
document.issued instrument_notice   | 三-3 | - | 不 | 不 | 不 | 不
document.issued insurance_notice    | 三-3 | - | 不 | 不 | 不 | 不
document.issued rural_insurance_notice | 三-3 | - | 不 | 不 | 不 | 不
document.issued go_live_notice      | 三-4 | 05-12 18:00 | 未 | 未 | 成 05-11 10:00 | 成 05-11 10:00
document.issued cutover_plan        | 四-3 | - | 不 | 不 | 不 | 不
document.issued satisfaction_form   | 四-4 | 05-22 18:00 | 未 - | 未 - | 未 - | 成 05-22 10:00
document.issued healthone_certificate | 四-4 | - | 不 | 不 | 不 | 不
document.issued cnhis_certificate   | 四-4 | 05-22 18:00 | 未 - | 未 - | 未 - | 未
document.issued weekly_report.lu.2026-04-20 | 五-1 | 04-26 00:00 | · | 未 | 未 | 未
week.open weekly_report.lu.2026-04-20 | 五-2 | - | · | · | 未 | 未
document.issued weekly_report.lu.2026-04-27 | 五-1 | 05-03 00:00 | · | · | 未 | 未
week.open weekly_report.lu.2026-04-27 | 五-2 | - | · | · | 未 | 未
document.issued weekly_report.lu.2026-05-04 | 五-1 | 05-10 00:00 | · | · | 未 | 未
week.open weekly_report.lu.2026-05-04 | 五-2 | - | · | · | 未 | 未
document.issued weekly_report.lu.2026-05-11 | 五-1 | 05-17 00:00 | · | · | 未 | 未
week.open weekly_report.lu.2026-05-11 | 五-2 | - | · | · | · | 未
document.issued weekly_report.lu.2026-05-18 | 五-1 | 05-24 00:00 | · | · | · | 未
week.open weekly_report.lu.2026-05-18 | 五-2 | - | · | · | · | 未
document.issued training_weekly     | 五-1 | - | 不 | 不 | 不 | 不
document.issued implementation_summary | 六-1 | 05-27 18:00 | 未 - | 未 - | 未 - | 成 05-25 10:00
document.issued service_slip        | 四-5 | - | 不 | 不 | 不 | 不
document.issued project_memo        | 八 | - | 不 | 不 | 不 | 不
document.issued trip_record.t1      | 六-3 | 05-25 18:00 | 未 - | 未 - | 未 - | 未
document.scanned dispatch_order     | 六-2 | 04-20 18:00 | 未 | 成 04-14 09:00 | 成 04-14 09:00 | 成 04-14 09:00
document.scanned handbook_acknowledgement.lu.1 | 六-2 | 04-21 18:00 | · | 成 04-14 10:00 | 成 04-14 10:00 | 成 04-14 10:00
document.scanned trip_order.t1      | 六-2 | 04-24 18:00 | · | 成 04-17 10:00 | 成 04-17 10:00 | 成 04-17 10:00
document.scanned survey_report      | 六-2 | 04-28 18:00 | · | 成 04-22 09:00 | 成 04-22 09:00 | 成 04-22 09:00
document.scanned training_plan      | 六-2 | 05-06 18:00 | · | · | 成 04-25 09:00 | 成 04-25 09:00
document.scanned training_sign_in.s1 | 六-2 | 04-29 00:00 | · | · | 成 04-28 18:00 | 成 04-28 18:00
document.scanned go_live_notice     | 六-2 | 05-18 18:00 | · | · | 成 05-12 09:00 | 成 05-12 09:00
document.scanned satisfaction_form  | 六-2 | 05-29 18:00 | · | · | · | 成 05-22 15:00
document.original dispatch_order    | 六-2 | 05-22 18:00 | 未 - | 未 - | 未 - | 成 05-25 09:00
document.original handbook_acknowledgement.lu.1 | 六-2 | 05-22 18:00 | · | 未 - | 未 - | 成 05-25 09:00
document.original trip_order.t1     | 六-2 | 05-22 18:00 | · | 未 - | 未 - | 成 05-25 09:00
document.original survey_report     | 六-2 | 05-22 18:00 | · | 未 - | 未 - | 成 05-25 09:00
document.original training_plan     | 六-2 | 05-22 18:00 | · | · | 未 - | 成 05-25 09:00
document.original training_sign_in.s1 | 六-2 | 05-22 18:00 | · | · | 未 - | 成 05-25 09:00
document.original go_live_notice    | 六-2 | 05-22 18:00 | · | · | 未 - | 成 05-25 09:00
document.original satisfaction_form | 六-2 | 05-22 18:00 | · | · | · | 成 05-25 09:00
"""
SMALL_REASONS = {
    "stocktake.done": "派遣单没有库房类模块，不需要盘点。",
    "document.issued instrument_notice": "派遣单没有合同内的仪器接口，不需要。",
    "document.issued insurance_notice": "派遣单没有医保接口，不需要。",
    "document.issued rural_insurance_notice": "派遣单没有农合接口，不需要。",
    "document.issued cutover_plan": "没有在用的旧系统，不需要割接。",
    "document.issued healthone_certificate": "本项目的产品是CNHIS，不需要HealthOne启用证明。",
    "document.issued training_weekly": "没有派出培训人员，不需要。",
}


# --- an after-sales visit: one module, two days -------------------------------------------------------------------

VISIT_MOMENTS = ("06-01 12:00", "06-04 12:00", "06-05 20:00", "06-09 12:00")
VISIT = Story(
    type="售后维护", product="HealthOne", issued="06-01 09:00", accepted="06-02 10:00", arrival="06-04", finish="06-05",
    modules=(module("M06", "门诊收费"),),
    trips=(Away("t1", "lu", "陆行舟", "06-04", "06-03 14:00", "06-04 09:30", "06-05 17:00"),),
    papers=(
        Paper("dispatch_order", "06-01 09:00", "06-02 09:00", "06-08 09:00"),
        Paper("trip_order", "06-03 09:00", "06-03 10:00", "06-08 09:00", key="t1", suffix="陆行舟", person="lu"),
        Paper("service_slip", "06-05 16:00", "06-05 21:00", "06-08 09:00", key="t1", suffix="陆行舟", person="lu"),
        Paper("project_memo", "06-05 16:30", key="m1"),
        Paper("trip_record", "06-08 10:00", key="t1", suffix="陆行舟", person="lu"),
    ),
    filed=(("sales.talked", "", "06-02 11:00"), ("site.asked", "", "06-02 11:30"), ("arrival.told", "", "06-03 09:00"),
           ("lodging.settled", "", "06-08 09:00")),
)  # fmt: skip
VISIT_LIST = """
order.accepted                      | 一-1 | 06-04 00:00 | 未 | 成 06-02 10:00 | 成 06-02 10:00 | 成 06-02 10:00
sales.talked                        | 一-1 | 06-04 00:00 | 未 | 成 06-02 11:00 | 成 06-02 11:00 | 成 06-02 11:00
site.asked                          | 一-2 | 06-04 00:00 | 未 | 成 06-02 11:30 | 成 06-02 11:30 | 成 06-02 11:30
arrival.told                        | 一-5 | 06-04 00:00 | 未 | 成 06-03 09:00 | 成 06-03 09:00 | 成 06-03 09:00
arrival.reported t1                 | 一-6 | 06-04 18:00 | 未 | 成 06-04 09:30 | 成 06-04 09:30 | 成 06-04 09:30
trip.settled t1                     | 六-2 | 06-12 18:00 | · | · | 未 | 未
lodging.settled                     | 二-0 | 06-05 18:00 | 未 - | 未 | 未 | 成 06-08 09:00
meeting.held                        | 二-1 | - | 不 | 不 | 不 | 不
self_test.done                      | 四-1 | - | 不 | 不 | 不 | 不
user_test.done                      | 四-2 | - | 不 | 不 | 不 | 不
stocktake.done                      | 四-3 | - | 不 | 不 | 不 | 不
contacts.named                      | 四-3 | - | 不 | 不 | 不 | 不
support.arranged                    | 四-3 | - | 不 | 不 | 不 | 不
system.live                         | 四-4 | - | 不 | 不 | 不 | 不
acceptance.asked                    | 四-4 | - | 不 | 不 | 不 | 不
document.issued dispatch_order      | 一-1 | 06-04 00:00 | 成 06-01 09:00 | 成 06-01 09:00 | 成 06-01 09:00 | 成 06-01 09:00
document.issued trip_order.t1       | 一-5 | 06-04 00:00 | 未 | 成 06-03 09:00 | 成 06-03 09:00 | 成 06-03 09:00
document.issued handbook_acknowledgement.lu.1 | 九-1 | 06-04 00:00 | 未 | 未 | 未 | 未
document.issued survey_report       | 二-2 | - | 不 | 不 | 不 | 不
document.issued implementation_plan | 二-4 | - | 不 | 不 | 不 | 不
document.issued training_plan       | 三-1 | - | 不 | 不 | 不 | 不
document.issued module_training_plan | 三-1 | - | 不 | 不 | 不 | 不
document.issued training_sign_in    | 三-1 | - | 不 | 不 | 不 | 不
document.issued base_data_confirmation | 二-3 | - | 不 | 不 | 不 | 不
document.issued package_request     | 二-5 | - | 不 | 不 | 不 | 不
document.issued instrument_notice   | 三-3 | - | 不 | 不 | 不 | 不
document.issued insurance_notice    | 三-3 | - | 不 | 不 | 不 | 不
document.issued rural_insurance_notice | 三-3 | - | 不 | 不 | 不 | 不
document.issued go_live_notice      | 三-4 | - | 不 | 不 | 不 | 不
document.issued cutover_plan        | 四-3 | - | 不 | 不 | 不 | 不
document.issued satisfaction_form   | 四-4 | - | 不 | 不 | 不 | 不
document.issued healthone_certificate | 四-4 | - | 不 | 不 | 不 | 不
document.issued cnhis_certificate   | 四-4 | - | 不 | 不 | 不 | 不
document.issued weekly_report       | 五-1 | - | 不 | 不 | 不 | 不
document.issued training_weekly     | 五-1 | - | 不 | 不 | 不 | 不
document.issued implementation_summary | 六-1 | - | 不 | 不 | 不 | 不
document.issued service_slip.t1     | 四-5 | 06-05 17:00 | 未 - | 未 - | 成 06-05 16:00 | 成 06-05 16:00
document.issued project_memo        | 八 | - | 不 | 不 | · | ·
document.issued project_memo.m1     | 八 | - | · | · | 成 06-05 16:30 | 成 06-05 16:30
document.issued trip_record.t1      | 六-3 | 06-08 18:00 | 未 - | 未 - | 未 | 成 06-08 10:00
document.scanned dispatch_order     | 六-2 | 06-08 18:00 | 未 | 成 06-02 09:00 | 成 06-02 09:00 | 成 06-02 09:00
document.scanned trip_order.t1      | 六-2 | 06-10 18:00 | · | 成 06-03 10:00 | 成 06-03 10:00 | 成 06-03 10:00
document.scanned service_slip.t1    | 六-2 | 06-05 17:00 | · | · | 未 | 成 06-05 21:00
document.scanned project_memo.m1    | 六-2 | 06-12 18:00 | · | · | 未 | 未
document.original dispatch_order    | 六-2 | 06-05 18:00 | 未 - | 未 - | 未 | 成 06-08 09:00
document.original trip_order.t1     | 六-2 | 06-05 18:00 | · | 未 - | 未 | 成 06-08 09:00
document.original service_slip.t1   | 六-2 | 06-05 18:00 | · | · | 未 | 成 06-08 09:00
document.original project_memo.m1   | 六-2 | 06-05 18:00 | · | · | 未 | 未
"""
VISIT_REASONS = {
    "meeting.held": "派遣类型“售后维护”不需要这一项。",
    "document.issued go_live_notice": "派遣类型“售后维护”不需要这份文档。",
    "document.issued package_request": "按需填写，目前没有。",
    "document.scanned project_memo.m1": "第 1 版缺第 1 页的签字照片",
}

# --- training only: a trainer alone -------------------------------------------------------------------------------

COURSE_MOMENTS = ("07-06 12:00", "07-15 12:00", "07-20 12:00", "07-24 20:00")
COURSE = Story(
    type="培训", product="HealthOne", issued="07-06 09:00", accepted="07-06 14:00", arrival="07-13", finish="07-17",
    modules=(module("M07", "门诊医生站"),),
    trips=(Away("t1", "wen", "温言", "07-13", "07-12 14:00", "07-13 09:00", "07-17 18:00", role="trainer", settled="07-24 17:30"),),
    papers=(
        Paper("dispatch_order", "07-06 09:00", "07-06 15:00", "07-20 09:00"),
        Paper("handbook_acknowledgement", "07-07 09:00", "07-07 10:00", "07-20 09:00", key="wen.1", suffix="温言", person="wen"),
        Paper("trip_order", "07-10 09:00", "07-10 10:00", "07-20 09:00", key="t1", suffix="温言", person="wen"),
        Paper("training_plan", "07-13 11:00", "07-13 17:00", "07-20 09:00",
              payload={"sessions": (session("07-14", "分科", "M07 门诊医生站", "门诊部"),)}),
        Paper("training_sign_in", "07-14 17:00", "07-14 18:00", "07-20 09:00", key="s1",
              payload=sheet("07-14", "M07 门诊医生站", "门诊部", *PASS)),
        Paper("training_weekly", "07-18 10:00", "07-20 17:00", "07-20 18:00", key="wen.2026-07-13", suffix="第1周", person="wen"),
        Paper("implementation_summary", "07-22 10:00"),
        Paper("trip_record", "07-20 17:00", key="t1", suffix="温言", person="wen"),
    ),
    filed=(("sales.talked", "", "07-07 11:00"), ("site.asked", "", "07-07 11:30"), ("arrival.told", "", "07-10 09:00"),
           ("lodging.settled", "", "07-13 19:00")),
)  # fmt: skip
COURSE_LIST = """
order.accepted                      | 一-1 | 07-13 00:00 | 未 | 成 07-06 14:00 | 成 07-06 14:00 | 成 07-06 14:00
sales.talked                        | 一-1 | 07-13 00:00 | 未 | 成 07-07 11:00 | 成 07-07 11:00 | 成 07-07 11:00
site.asked                          | 一-2 | 07-13 00:00 | 未 | 成 07-07 11:30 | 成 07-07 11:30 | 成 07-07 11:30
arrival.told                        | 一-5 | 07-13 00:00 | 未 | 成 07-10 09:00 | 成 07-10 09:00 | 成 07-10 09:00
arrival.reported t1                 | 一-6 | 07-13 18:00 | 未 | 成 07-13 09:00 | 成 07-13 09:00 | 成 07-13 09:00
trip.settled t1                     | 六-2 | 07-24 18:00 | · | · | 未 | 成 07-24 17:30
lodging.settled                     | 二-0 | 07-14 18:00 | 未 - | 成 07-13 19:00 | 成 07-13 19:00 | 成 07-13 19:00
meeting.held                        | 二-1 | - | 不 | 不 | 不 | 不
self_test.done                      | 四-1 | - | 不 | 不 | 不 | 不
user_test.done                      | 四-2 | - | 不 | 不 | 不 | 不
stocktake.done                      | 四-3 | - | 不 | 不 | 不 | 不
contacts.named                      | 四-3 | - | 不 | 不 | 不 | 不
support.arranged                    | 四-3 | - | 不 | 不 | 不 | 不
system.live                         | 四-4 | - | 不 | 不 | 不 | 不
acceptance.asked                    | 四-4 | - | 不 | 不 | 不 | 不
document.issued dispatch_order      | 一-1 | 07-13 00:00 | 成 07-06 09:00 | 成 07-06 09:00 | 成 07-06 09:00 | 成 07-06 09:00
document.issued trip_order.t1       | 一-5 | 07-13 00:00 | 未 | 成 07-10 09:00 | 成 07-10 09:00 | 成 07-10 09:00
document.issued handbook_acknowledgement.wen.1 | 九-1 | 07-13 00:00 | 未 | 成 07-07 09:00 | 成 07-07 09:00 | 成 07-07 09:00
document.issued survey_report       | 二-2 | - | 不 | 不 | 不 | 不
document.issued implementation_plan | 二-4 | - | 不 | 不 | 不 | 不
document.issued training_plan       | 三-1 | 07-14 00:00 | 未 - | 成 07-13 11:00 | 成 07-13 11:00 | 成 07-13 11:00
document.issued module_training_plan | 三-1 | - | 不 | · | · | ·
document.issued module_training_plan.M07 | 三-1 | 07-14 00:00 | · | 未 | 未 | 未
document.issued training_sign_in    | 三-1 | - | 未 | · | · | ·
document.issued training_sign_in.门诊部 | 三-1 | 07-15 00:00 | · | 成 07-14 17:00 | 成 07-14 17:00 | 成 07-14 17:00
document.issued base_data_confirmation | 二-3 | - | 不 | 不 | 不 | 不
document.issued package_request     | 二-5 | - | 不 | 不 | 不 | 不
document.issued instrument_notice   | 三-3 | - | 不 | 不 | 不 | 不
document.issued insurance_notice    | 三-3 | - | 不 | 不 | 不 | 不
document.issued rural_insurance_notice | 三-3 | - | 不 | 不 | 不 | 不
document.issued go_live_notice      | 三-4 | - | 不 | 不 | 不 | 不
document.issued cutover_plan        | 四-3 | - | 不 | 不 | 不 | 不
document.issued satisfaction_form   | 四-4 | - | 不 | 不 | 不 | 不
document.issued healthone_certificate | 四-4 | - | 不 | 不 | 不 | 不
document.issued cnhis_certificate   | 四-4 | - | 不 | 不 | 不 | 不
document.issued weekly_report       | 五-1 | - | 不 | 不 | 不 | 不
document.issued training_weekly.wen.2026-07-13 | 五-1 | 07-19 00:00 | · | 未 | 成 07-18 10:00 | 成 07-18 10:00
document.issued implementation_summary | 六-1 | 07-22 18:00 | 未 - | 未 - | 未 | 成 07-22 10:00
document.issued service_slip        | 四-5 | - | 不 | 不 | 不 | 不
document.issued project_memo        | 八 | - | 不 | 不 | 不 | 不
document.issued trip_record.t1      | 六-3 | 07-20 18:00 | 未 - | 未 - | 未 | 成 07-20 17:00
document.scanned dispatch_order     | 六-2 | 07-13 18:00 | 未 | 成 07-06 15:00 | 成 07-06 15:00 | 成 07-06 15:00
document.scanned handbook_acknowledgement.wen.1 | 六-2 | 07-14 18:00 | · | 成 07-07 10:00 | 成 07-07 10:00 | 成 07-07 10:00
document.scanned trip_order.t1      | 六-2 | 07-17 18:00 | · | 成 07-10 10:00 | 成 07-10 10:00 | 成 07-10 10:00
document.scanned training_plan      | 六-2 | 07-20 18:00 | · | 成 07-13 17:00 | 成 07-13 17:00 | 成 07-13 17:00
document.scanned training_sign_in.s1 | 六-2 | 07-15 00:00 | · | 成 07-14 18:00 | 成 07-14 18:00 | 成 07-14 18:00
document.scanned training_weekly.wen.2026-07-13 | 五-3 | 07-17 18:00 | · | · | 未 | 成 07-20 17:00
document.original dispatch_order    | 六-2 | 07-17 18:00 | 未 - | 未 - | 成 07-20 09:00 | 成 07-20 09:00
document.original handbook_acknowledgement.wen.1 | 六-2 | 07-17 18:00 | · | 未 - | 成 07-20 09:00 | 成 07-20 09:00
document.original trip_order.t1     | 六-2 | 07-17 18:00 | · | 未 - | 成 07-20 09:00 | 成 07-20 09:00
document.original training_plan     | 六-2 | 07-17 18:00 | · | 未 - | 成 07-20 09:00 | 成 07-20 09:00
document.original training_sign_in.s1 | 六-2 | 07-17 18:00 | · | 未 - | 成 07-20 09:00 | 成 07-20 09:00
document.original training_weekly.wen.2026-07-13 | 六-2 | 07-17 18:00 | · | · | 未 | 成 07-20 18:00
"""
COURSE_REASONS = {
    "document.issued weekly_report": "派遣类型“培训”不需要这份文档。",
    "document.issued module_training_plan.M07": "尚未编写，请新建《系统具体模块培训计划表（门诊医生站）》。",
}


# --- CNHIS to HealthOne: the cutover is always owed, 农合 was merged into 医保 -------------------------------------

UPGRADE_MOMENTS = ("08-03 10:00", "08-14 12:00", "09-15 12:00", "10-20 12:00")
UPGRADE = Story(
    type="升级割接", product="HealthOne", issued="08-03 09:00", accepted="08-03 11:00", arrival="08-10", finish="09-25",
    modules=(
        module("M06", "门诊收费"),
        module("M32", "医保接口", "医保", "云溪县医保局"),
        module("M33", "农合接口", "农合", "已并入医保"),
    ),
    trips=(Away("t1", "lu", "陆行舟", "08-10", "08-09 14:00", "08-10 09:00", "10-09 17:00"),),
    papers=(
        Paper("dispatch_order", "08-03 09:00", "08-04 09:00"),
        Paper("survey_report", "08-12 17:00", "08-13 09:00",
              payload={"hospital": {"wished_date": "2026-09-21", "current_system": "CNHIS"}}),
        Paper("implementation_plan", "08-13 16:00", "08-14 09:00", payload={"header": {"go_live_date": "2026-09-28"}}),
        Paper("cutover_plan", "09-21 10:00"),
        Paper("insurance_notice", "09-14 10:00", "09-14 16:00"),
        Paper("go_live_notice", "09-22 17:00", "09-23 09:00"),
        Paper("healthone_certificate", "10-08 10:00", "10-08 16:00", sealed="10-12 09:00"),
    ),
    filed=(
        ("insurance.commissioned", "", "09-10 10:00"), ("insurance.approved", "", "09-11 10:00"),
        ("system.live", "", "09-28 06:30"),
    ),
)  # fmt: skip
UPGRADE_LIST = """
order.accepted                      | 一-1 | 08-10 00:00 | 未 | 成 08-03 11:00 | 成 08-03 11:00 | 成 08-03 11:00
sales.talked                        | 一-1 | 08-10 00:00 | 未 | 未 | 未 | 未
site.asked                          | 一-2 | 08-10 00:00 | 未 | 未 | 未 | 未
arrival.told                        | 一-5 | 08-10 00:00 | 未 | 未 | 未 | 未
arrival.reported t1                 | 一-6 | 08-10 18:00 | 未 | 成 08-10 09:00 | 成 08-10 09:00 | 成 08-10 09:00
trip.settled t1                     | 六-2 | 10-15 18:00 | · | · | · | 未
lodging.settled                     | 二-0 | 08-11 18:00 | 未 - | 未 | 未 | 未
meeting.held                        | 二-1 | 08-13 18:00 | 未 - | 未 | 未 | 未
condition.met                       | 二-2 | - | 未 | · | · | ·
training.done M06                   | 三-4 | - | 未 | 未 | 未 | 未
training.done M32                   | 三-4 | - | 未 | 未 | 未 | 未
bill_forms.settled                  | 三-2 | - | 未 | 未 | 未 | 未
insurance.commissioned              | 三-3 | - | 未 | 未 | 成 09-10 10:00 | 成 09-10 10:00
insurance.approved                  | 三-3 | - | 未 | 未 | 成 09-11 10:00 | 成 09-11 10:00
insurance.noticed                   | 三-4 | - | 未 | 未 | 成 09-14 16:00 | 成 09-14 16:00
rural_insurance.commissioned        | 三-3 | - | 不 | 不 | 不 | 不
rural_insurance.approved            | 三-3 | - | 不 | 不 | 不 | 不
rural_insurance.noticed             | 三-4 | - | 不 | 不 | 不 | 不
self_test.done                      | 四-1 | 09-28 00:00 | 未 09-25 00:00 | 未 | 未 | 未
user_test.done                      | 四-2 | 09-28 00:00 | 未 09-25 00:00 | 未 | 未 | 未
stocktake.done                      | 四-3 | - | 不 | 不 | 不 | 不
contacts.named                      | 四-3 | 09-28 00:00 | 未 09-25 00:00 | 未 | 未 | 未
support.arranged                    | 四-3 | 09-28 00:00 | 未 09-25 00:00 | 未 | 未 | 未
system.live                         | 四-4 | 09-29 00:00 | 未 09-26 00:00 | 未 | 未 | 成 09-28 06:30
acceptance.asked                    | 四-4 | 10-08 18:00 | 未 - | 未 - | 未 - | 未
document.issued dispatch_order      | 一-1 | 08-10 00:00 | 成 08-03 09:00 | 成 08-03 09:00 | 成 08-03 09:00 | 成 08-03 09:00
document.issued trip_order.t1       | 一-5 | 08-10 00:00 | 未 | 未 | 未 | 未
document.issued handbook_acknowledgement.lu.1 | 九-1 | 08-10 00:00 | 未 | 未 | 未 | 未
document.issued survey_report       | 二-2 | 08-12 18:00 | 未 - | 成 08-12 17:00 | 成 08-12 17:00 | 成 08-12 17:00
document.issued implementation_plan | 二-4 | 08-13 18:00 | 未 - | 成 08-13 16:00 | 成 08-13 16:00 | 成 08-13 16:00
document.issued training_plan       | 三-1 | - | 未 | 未 | 未 | 未
document.issued module_training_plan | 三-1 | - | 不 | 不 | 不 | 不
document.issued training_sign_in    | 三-1 | - | 未 | 未 | 未 | 未
document.issued base_data_confirmation | 二-3 | - | 未 | 未 | 未 | 未
document.issued package_request     | 二-5 | - | 不 | 不 | 不 | 不
document.issued instrument_notice   | 三-3 | - | 不 | 不 | 不 | 不
document.issued insurance_notice    | 三-3 | 09-22 18:00 | 未 09-22 18:00 | 未 | 成 09-14 10:00 | 成 09-14 10:00
document.issued rural_insurance_notice | 三-3 | - | 不 | 不 | 不 | 不
document.issued go_live_notice      | 三-4 | 09-22 18:00 | 未 09-22 18:00 | 未 | 未 | 成 09-22 17:00
document.issued cutover_plan        | 四-3 | 09-20 18:00 | 未 | 未 | 未 | 成 09-21 10:00
document.issued satisfaction_form   | 四-4 | 10-08 18:00 | 未 - | 未 - | 未 - | 未
document.issued healthone_certificate | 四-4 | 10-08 18:00 | 未 - | 未 - | 未 - | 成 10-08 10:00
document.issued cnhis_certificate   | 四-4 | - | 不 | 不 | 不 | 不
document.issued weekly_report.lu.2026-08-10 | 五-1 | 08-16 00:00 | · | 未 | 未 | 未
week.open weekly_report.lu.2026-08-10 | 五-2 | - | · | · | 未 | 未
document.issued weekly_report.lu.2026-08-17 | 五-1 | 08-23 00:00 | · | · | 未 | 未
week.open weekly_report.lu.2026-08-17 | 五-2 | - | · | · | 未 | 未
document.issued weekly_report.lu.2026-08-24 | 五-1 | 08-30 00:00 | · | · | 未 | 未
week.open weekly_report.lu.2026-08-24 | 五-2 | - | · | · | 未 | 未
document.issued weekly_report.lu.2026-08-31 | 五-1 | 09-06 00:00 | · | · | 未 | 未
week.open weekly_report.lu.2026-08-31 | 五-2 | - | · | · | 未 | 未
document.issued weekly_report.lu.2026-09-07 | 五-1 | 09-13 00:00 | · | · | 未 | 未
week.open weekly_report.lu.2026-09-07 | 五-2 | - | · | · | 未 | 未
document.issued weekly_report.lu.2026-09-14 | 五-1 | 09-20 00:00 | · | · | 未 | 未
week.open weekly_report.lu.2026-09-14 | 五-2 | - | · | · | · | 未
document.issued weekly_report.lu.2026-09-21 | 五-1 | 09-27 00:00 | · | · | · | 未
week.open weekly_report.lu.2026-09-21 | 五-2 | - | · | · | · | 未
document.issued weekly_report.lu.2026-09-28 | 五-1 | 10-04 00:00 | · | · | · | 未
week.open weekly_report.lu.2026-09-28 | 五-2 | - | · | · | · | 未
document.issued weekly_report.lu.2026-10-05 | 五-1 | 10-11 00:00 | · | · | · | 未
week.open weekly_report.lu.2026-10-05 | 五-2 | - | · | · | · | 未
document.issued training_weekly     | 五-1 | - | 不 | 不 | 不 | 不
document.issued implementation_summary | 六-1 | 10-13 18:00 | 未 - | 未 - | 未 - | 未
document.issued service_slip        | 四-5 | - | 不 | 不 | 不 | 不
document.issued project_memo        | 八 | - | 不 | 不 | 不 | 不
document.issued trip_record.t1      | 六-3 | 10-10 18:00 | 未 - | 未 - | 未 - | 未
document.scanned dispatch_order     | 六-2 | 08-10 18:00 | 未 | 成 08-04 09:00 | 成 08-04 09:00 | 成 08-04 09:00
document.scanned survey_report      | 六-2 | 08-19 18:00 | · | 成 08-13 09:00 | 成 08-13 09:00 | 成 08-13 09:00
document.scanned implementation_plan | 六-2 | 08-20 18:00 | · | 成 08-14 09:00 | 成 08-14 09:00 | 成 08-14 09:00
document.scanned insurance_notice   | 六-2 | 09-20 18:00 | · | · | 成 09-14 16:00 | 成 09-14 16:00
document.scanned go_live_notice     | 六-2 | 09-30 18:00 | · | · | · | 成 09-23 09:00
document.scanned healthone_certificate | 六-2 | 10-14 18:00 | · | · | · | 成 10-08 16:00
document.sealed healthone_certificate | 四-4 | 10-14 18:00 | · | · | · | 成 10-12 09:00
document.original dispatch_order    | 六-2 | 10-09 18:00 | 未 - | 未 - | 未 - | 未
document.original survey_report     | 六-2 | 10-09 18:00 | · | 未 - | 未 - | 未
document.original implementation_plan | 六-2 | 10-09 18:00 | · | 未 - | 未 - | 未
document.original insurance_notice  | 六-2 | 10-09 18:00 | · | · | 未 - | 未
document.original go_live_notice    | 六-2 | 10-09 18:00 | · | · | · | 未
document.original healthone_certificate | 六-2 | 10-09 18:00 | · | · | · | 未
"""
UPGRADE_REASONS = {
    "document.issued rural_insurance_notice": "当地农合已并入医保，不适用。",
    "rural_insurance.approved": "当地农合已并入医保，不适用。",
    "document.issued cnhis_certificate": "本项目的产品是HealthOne，不需要CNHIS启用证明。",
}

# --- a LIS added to a running system: instruments, base data for the new module, no cutover -------------------------

LIS_MOMENTS = ("10-12 10:00", "10-21 12:00", "11-05 12:00", "11-20 12:00")
LIS = Story(
    type="新增模块", product="HealthOne", issued="10-12 09:00", accepted="10-12 09:30", arrival="10-19", finish="11-12",
    modules=(module("M18", "LIS检验"), module("M34", "仪器接口", "仪器", "检验科 3 台仪器")),
    trips=(Away("t1", "lu", "陆行舟", "10-19", "10-18 14:00", "10-19 09:00"),),
    papers=(
        Paper("dispatch_order", "10-12 09:00"),
        Paper("survey_report", "10-20 17:00", payload={"hospital": {"current_system": "HealthOne"}}),
        Paper("package_request", "10-21 10:00", key="r1"),
        Paper("base_data_confirmation", "10-26 10:00", "10-27 10:00", key="e1"),
        Paper("instrument_notice", "11-04 10:00", "11-06 10:00"),
    ),
    filed=(("instruments.working", "", "11-03 10:00"), ("training.done", "M18", "11-02 10:00")),
)  # fmt: skip
LIS_LIST = """
order.accepted                      | 一-1 | 10-19 00:00 | 成 10-12 09:30 | 成 10-12 09:30 | 成 10-12 09:30 | 成 10-12 09:30
sales.talked                        | 一-1 | 10-19 00:00 | 未 | 未 | 未 | 未
site.asked                          | 一-2 | 10-19 00:00 | 未 | 未 | 未 | 未
arrival.told                        | 一-5 | 10-19 00:00 | 未 | 未 | 未 | 未
arrival.reported t1                 | 一-6 | 10-19 18:00 | 未 | 成 10-19 09:00 | 成 10-19 09:00 | 成 10-19 09:00
lodging.settled                     | 二-0 | 10-20 18:00 | 未 - | 未 | 未 | 未
meeting.held                        | 二-1 | 10-22 18:00 | 未 - | 未 | 未 | 未
condition.met                       | 二-2 | - | 未 | · | · | ·
training.done M18                   | 三-4 | - | 未 | 未 | 未 | 未
training.done M34                   | 三-4 | - | 未 | 未 | 未 | 未
instruments.working                 | 三-3 | - | 未 | 未 | 成 11-03 10:00 | 成 11-03 10:00
instruments.noticed                 | 三-4 | - | 未 | 未 | 未 | 成 11-06 10:00
self_test.done                      | 四-1 | 11-12 00:00 | 未 | 未 | 未 | 未
user_test.done                      | 四-2 | 11-12 00:00 | 未 | 未 | 未 | 未
stocktake.done                      | 四-3 | - | 不 | 不 | 不 | 不
contacts.named                      | 四-3 | 11-12 00:00 | 未 | 未 | 未 | 未
support.arranged                    | 四-3 | 11-12 00:00 | 未 | 未 | 未 | 未
system.live                         | 四-4 | 11-13 00:00 | 未 | 未 | 未 | 未
acceptance.asked                    | 四-4 | - | 未 | 未 | 未 | 未
document.issued dispatch_order      | 一-1 | 10-19 00:00 | 成 10-12 09:00 | 成 10-12 09:00 | 成 10-12 09:00 | 成 10-12 09:00
document.issued trip_order.t1       | 一-5 | 10-19 00:00 | 未 | 未 | 未 | 未
document.issued handbook_acknowledgement.lu.1 | 九-1 | 10-19 00:00 | 未 | 未 | 未 | 未
document.issued survey_report       | 二-2 | 10-21 18:00 | 未 - | 成 10-20 17:00 | 成 10-20 17:00 | 成 10-20 17:00
document.issued implementation_plan | 二-4 | 10-22 18:00 | 未 - | 未 | 未 | 未
document.issued training_plan       | 三-1 | - | 未 | 未 | 未 | 未
document.issued module_training_plan | 三-1 | - | 不 | 不 | 不 | 不
document.issued training_sign_in    | 三-1 | - | 未 | 未 | 未 | 未
document.issued base_data_confirmation | 二-3 | - | 未 | 未 | 成 10-26 10:00 | 成 10-26 10:00
document.issued package_request     | 二-5 | - | 不 | · | · | ·
document.issued package_request.r1  | 二-5 | - | · | 成 10-21 10:00 | 成 10-21 10:00 | 成 10-21 10:00
document.issued instrument_notice   | 三-3 | 11-09 18:00 | 未 | 未 | 成 11-04 10:00 | 成 11-04 10:00
document.issued insurance_notice    | 三-3 | - | 不 | 不 | 不 | 不
document.issued rural_insurance_notice | 三-3 | - | 不 | 不 | 不 | 不
document.issued go_live_notice      | 三-4 | 11-09 18:00 | 未 | 未 | 未 | 未
document.issued cutover_plan        | 四-3 | - | 不 | 不 | 不 | 不
document.issued satisfaction_form   | 四-4 | - | 未 | 未 | 未 | 未
document.issued healthone_certificate | 四-4 | - | 未 | 未 | 未 | 未
document.issued cnhis_certificate   | 四-4 | - | 不 | 不 | 不 | 不
document.issued weekly_report.lu.2026-10-19 | 五-1 | 10-25 00:00 | · | 未 | 未 | 未
week.open weekly_report.lu.2026-10-19 | 五-2 | - | · | · | 未 | 未
document.issued weekly_report.lu.2026-10-26 | 五-1 | 11-01 00:00 | · | · | 未 | 未
week.open weekly_report.lu.2026-10-26 | 五-2 | - | · | · | 未 | 未
document.issued weekly_report.lu.2026-11-02 | 五-1 | 11-08 00:00 | · | · | 未 | 未
week.open weekly_report.lu.2026-11-02 | 五-2 | - | · | · | · | 未
document.issued weekly_report.lu.2026-11-09 | 五-1 | 11-15 00:00 | · | · | · | 未
week.open weekly_report.lu.2026-11-09 | 五-2 | - | · | · | · | 未
document.issued weekly_report.lu.2026-11-16 | 五-1 | 11-22 00:00 | · | · | · | 未
document.issued training_weekly     | 五-1 | - | 不 | 不 | 不 | 不
document.issued implementation_summary | 六-1 | - | 未 | 未 | 未 | 未
document.issued service_slip        | 四-5 | - | 不 | 不 | 不 | 不
document.issued project_memo        | 八 | - | 不 | 不 | 不 | 不
document.issued trip_record.t1      | 六-3 | - | 未 | 未 | 未 | 未
document.scanned dispatch_order     | 六-2 | 10-19 18:00 | 未 | 未 | 未 | 未
document.scanned survey_report      | 六-2 | 10-27 18:00 | · | 未 | 未 | 未
document.scanned base_data_confirmation.e1 | 六-2 | 11-02 18:00 | · | · | 成 10-27 10:00 | 成 10-27 10:00
document.scanned instrument_notice  | 六-2 | 11-11 18:00 | · | · | 未 | 成 11-06 10:00
document.original dispatch_order    | 六-2 | - | 未 | 未 | 未 | 未
document.original survey_report     | 六-2 | - | · | 未 | 未 | 未
document.original base_data_confirmation.e1 | 六-2 | - | · | · | 未 | 未
document.original instrument_notice | 六-2 | - | · | · | 未 | 未
"""
LIS_REASONS = {
    "document.issued cutover_plan": "派遣类型“新增模块”不需要这份文档。",
    "stocktake.done": "派遣单没有库房类模块，不需要盘点。",
    "training.done M18": "尚无签字的培训签到表与考核结果",
}
"""A file uploaded as proof of training meets nothing: the sheet itself does, signed and filed."""
