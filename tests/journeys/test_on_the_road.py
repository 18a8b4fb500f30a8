"""The engineer on the road, phone in hand: what is seen without scrolling, and a line that is lost."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from journeys.cast import PHONE, stage

PROJECT = "云溪县人民医院HealthOne升级项目"
SURVEY = "初步调研报告"
SWITCH = "核心交换机、楼层交换机"

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_trip_and_the_first_duty_are_seen_without_scrolling(served, browser, tmp_path):
    with stage(browser, served, tmp_path) as call:
        engineer = call("luxz", PHONE)
        bar = engineer.page.get_by_role("navigation", name="主菜单").filter(visible=True).bounding_box()
        trip, today = engineer.part("我的出差"), engineer.part("今天要做")
        for seen in (trip.get_by_role("button"), today.locator("li").first):
            box = seen.first.bounding_box()
            assert box["y"] + box["height"] < bar["y"]
        assert trip.bounding_box()["y"] < today.bounding_box()["y"]
        expect(trip).to_contain_text("周")


# What the engineer types after the line is lost: a choice, a day, a long text of two lines.
TYPED = {"现状": "机柜已到，\n设备未到", "是否具备": "部分", "承诺到位时间": "2026-12-18", "责任人(院方)": "周景行"}
RISKS = "核心交换机安装进度影响各科联调；\n“二楼”收费窗口缺针式打印机 2 台。"
NOT_SENT = "“暂存”没有送出：网络已断开。填写的内容都还在，网络恢复后请再点一次。"


def test_a_form_filled_while_the_line_is_lost_is_kept_and_saved_once(served, browser, tmp_path):
    with stage(browser, served, tmp_path) as call:
        engineer = call("luxz", PHONE)
        engineer.page.on("dialog", lambda dialog: dialog.accept())  # the browser asks before typed things are left
        engineer.open_project(PROJECT)
        engineer.press(SURVEY, inside=engineer.line(SURVEY))
        engineer.press("修订")
        before = activities(served)

        engineer.context.set_offline(True)
        engineer.sees("网络已断开，现在不能保存。")
        fills(engineer)
        engineer.press("暂存")
        engineer.sees(NOT_SENT)
        holds(engineer)
        assert activities(served) == before

        engineer.context.set_offline(False)
        expect(engineer.page.get_by_role("alert")).to_have_count(0)
        engineer.page.reload()
        engineer.sees("已恢复未保存的内容")
        holds(engineer)
        engineer.press("暂存")
        engineer.sees("已暂存。")
        holds(engineer)
        expect(engineer.page.get_by_text("已恢复未保存的内容")).to_have_count(0)

    assert activities(served) == before + 1
    is_stored(served)


def fills(engineer) -> None:
    for label, value in TYPED.items():
        engineer.fill(label, value, inside=engineer.line(SWITCH))
    engineer.fill("主要风险", RISKS)


def holds(engineer) -> None:
    for label, value in TYPED.items():
        expect(engineer.line(SWITCH).get_by_label(label, exact=True)).to_have_value(value)
    expect(engineer.page.get_by_label("主要风险", exact=True)).to_have_value(RISKS)


def activities(served) -> int:
    return served.number("SELECT count(*) FROM record_activity")


def is_stored(served) -> None:
    newest = "SELECT payload FROM record_revision WHERE state = 'draft' ORDER BY number DESC LIMIT 1"
    payload = json.loads(served.rows(newest)[0][0])
    switch = next(row for row in payload["conditions"] if row.get("responsible") == TYPED["责任人(院方)"])
    kept = {"present": "现状", "ready": "是否具备", "promised_date": "承诺到位时间"}
    assert {code: switch[code] for code in kept} == {code: TYPED[label] for code, label in kept.items()}
    assert payload["conclusion"]["risks"] == RISKS
