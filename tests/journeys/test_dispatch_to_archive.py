"""One project from its dispatch order to its archive, through the browser as the cast, three times:
as it should go, with every form sent twice, and with the worker killed after every upload.
"""

from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect
from python_calamine import load_workbook

from fieldbook.engine.calendar import add_workdays, local_date
from fieldbook.web.demo import dispatch_workbook
from journeys.cast import DESK, PHONE, Actor, stage
from journeys.papers import photographed, scanned, sheets
from journeys.served import Served, wait

PROJECT = "云溪县人民医院HealthOne三期项目"
ORDER, TRIP, READ = "实施派遣单", "出差任务书（陆行舟）", "出差规范流程阅读确认表（陆行舟）"
SURVEY, SHEET, NOTICE = "初步调研报告", "系统培训签到表", "系统启用通知书"
MODULE = {"module": "M28 院感/传染病/不良事件", "version": "8.0", "stations": 2, "interface": "否", "contract": "合同内"}
SWITCH = "核心交换机、楼层交换机"
PLAIN, TWICE, KILLED = "plain", "every form sent twice", "worker killed after every upload"

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("way", [PLAIN, TWICE, KILLED])
def test_a_project_goes_from_its_dispatch_order_to_its_archive(way, served, browser, tmp_path):
    with stage(browser, served, tmp_path, doubled=way == TWICE) as call:
        supervisor = call("guqy", DESK)
        dispatches(supervisor, workbook(tmp_path))

        engineer = call("luxz", PHONE)
        accepts(engineer)
        may_not_leave_without_a_trip_order(engineer)
        orders_the_trip(supervisor)
        arrives(engineer)
        acknowledges_the_handbook(engineer)
        writes_the_survey(engineer)
        begins_the_notice(engineer)
        is_refused_for_everything(engineer)
        trains(engineer)
        papers = {title: downloads(engineer, title, tmp_path) for title in (ORDER, TRIP, READ, SURVEY, sheet())}
        pages = {title: sheets(paper) for title, paper in papers.items()}
        photos = [*photographed(papers[ORDER]), *photographed(papers[TRIP]), *photographed(papers[sheet()])]
        for number, signed in enumerate((scanned(papers[SURVEY]), scanned(papers[READ]), *photos)):
            killing = served.worker_killed(at_work=number == 0) if way == KILLED else contextlib.nullcontext()
            with killing:
                uploads(engineer, signed)
        sees_everything_filed(engineer, served, sum(pages.values()))
        is_refused_for_the_switch_alone(engineer)
        proves_the_switch(engineer, picture(tmp_path))
        issues_the_notice(engineer)

        papers[NOTICE] = downloads(engineer, NOTICE, tmp_path)
        pages[NOTICE] = sheets(papers[NOTICE])
        for signed in photographed(papers[NOTICE]):
            uploads(engineer, signed)
        sees_everything_filed(engineer, served, sum(pages.values()))

        spares_the_rest(supervisor)
        assistant = call("suh", DESK)
        archive = checks_and_packs(assistant, tmp_path)

    everything_is_in(archive, pages)
    nothing_is_there_twice(served, pages)


# ---- the supervisor ----
def today() -> date:
    return local_date(datetime.now(UTC))


def arrival() -> date:
    """A day on which the hospital works."""
    return add_workdays(today(), 3)


def sheet() -> str:
    return f"{SHEET}（院感_传染病_不良事件 {today()}）"


def workbook(folder: Path) -> Path:
    book = folder / "派遣单.xlsx"
    start, finish = arrival(), today() + timedelta(days=62)
    book.write_bytes(
        dispatch_workbook(
            modules=[MODULE],
            project_name=PROJECT,
            contract_number="HT-2026-055",
            type="新增模块",
            colleagues="",
            planned_arrival=start.isoformat(),
            planned_finish=finish.isoformat(),
        )
    )
    return book


def dispatches(supervisor: Actor, book: Path) -> None:
    supervisor.go_to("派遣导入")
    supervisor.choose(book)
    supervisor.press("导入并派遣")
    supervisor.sees(f"已派遣“{PROJECT}”，派遣单已签发，等待工程师接收。")


# ---- the engineer, on a phone ----
def picture(folder: Path) -> Path:
    """What proves: any picture will do, a person looks at it."""
    shot = folder / "凭证.jpg"
    Image.new("RGB", (1200, 900), (225, 220, 205)).save(shot)
    return shot


def accepts(engineer: Actor) -> None:
    engineer.open_project(PROJECT)
    engineer.press("接收派遣")
    engineer.sees("已接收派遣单，请准备出差。")


def may_not_leave_without_a_trip_order(engineer: Actor) -> None:
    engineer.go_to("工作台")
    trip = engineer.part("我的出差").filter(has_text=PROJECT)
    expect(trip.get_by_role("button", name="登记到达")).to_be_disabled()
    expect(trip).to_contain_text("尚未编写，请新建《出差任务书（陆行舟）》。（手册 一-5）")


def orders_the_trip(supervisor: Actor) -> None:
    """The supervisor fills in the trip order and signs it by issuing it (手册 一-5)."""
    supervisor.open_project(PROJECT)
    supervisor.press("新建", inside=supervisor.duty(f"签发《{TRIP}》"))
    supervisor.fill("事由", "实施")
    supervisor.fill("出发", f"{arrival()}T06:30")
    supervisor.fill("预计到达", f"{arrival()}T10:00")
    supervisor.fill("目标", "院感系统上线")
    leg = supervisor.part("行程")
    supervisor.fill("日期", arrival(), inside=leg)
    for label, told in {"起点": "江州", "终点": "云溪县", "交通方式": "火车硬卧"}.items():
        supervisor.fill(label, told, inside=leg)
    supervisor.press("签发")
    supervisor.sees("已签发，请打印、签字。")


def arrives(engineer: Actor) -> None:
    engineer.go_to("工作台")
    trip = engineer.part("我的出差").filter(has_text=PROJECT)
    with engineer.within(presses=1):
        engineer.press("登记到达", inside=trip)
    engineer.sees("已登记到达。")
    expect(trip).to_contain_text("第 1 周")


def acknowledges_the_handbook(engineer: Actor) -> None:
    engineer.open_project(PROJECT)
    engineer.press("新建", inside=engineer.duty(f"签发《{READ}》"))
    engineer.fill("岗位", "实施")
    engineer.fill("是否理解", "是")
    engineer.press("签发")
    engineer.sees("已签发，请打印、签字。")


def trains(engineer: Actor) -> None:
    """One lesson of one department, its sign-in sheet with the results (手册 三-1)."""
    engineer.open_project(PROJECT)
    engineer.press(f"新建《{SHEET}》")
    engineer.fill("培训级别", "分科")
    engineer.fill("模块", "M28 院感/传染病/不良事件")
    engineer.fill("讲师", "陆行舟")
    engineer.fill("日期", today())
    for label, told in {"姓名": "秦望舒", "科室": "院感科", "考核结果": "合格"}.items():
        engineer.fill(label, told)
    engineer.press("签发")
    engineer.sees("已签发，请打印、签字。")


def writes_the_survey(engineer: Actor) -> None:
    engineer.open_project(PROJECT)
    engineer.press("新建", inside=engineer.duty(f"签发《{SURVEY}》"))
    engineer.fill("现用系统", "CNHIS")
    engineer.fill("是否具备实施条件", "基本具备")
    switch = engineer.line(SWITCH)
    engineer.fill("是否具备", "不具备", inside=switch)
    engineer.fill("承诺到位时间", today() + timedelta(days=10), inside=switch)
    engineer.fill("责任人(院方)", "祝远航", inside=switch)
    engineer.press_each("本节全部“具备”")
    engineer.press("签发")
    engineer.sees("已签发，请打印、签字。")


def begins_the_notice(engineer: Actor) -> None:
    engineer.open_project(PROJECT)
    engineer.press("新建", inside=engineer.part(NOTICE))
    engineer.fill("计划启用日期", today() + timedelta(days=40))
    engineer.fill("启用范围(科室/模块)", "全院门诊、住院各科室")
    engineer.fill("上线负责人", "祝远航")
    engineer.fill("负责人电话", "199 0000 0101")
    engineer.press("暂存")
    engineer.sees("已暂存。")


def is_refused_for_everything(engineer: Actor) -> None:
    why = engineer.may_not("签发")
    assert f"关键条件“{SWITCH}”：调研时不具备，祝远航承诺 {today() + timedelta(days=10)} 到位。" in why
    assert "另有 1 项待完成。" in why
    assert "手册 二-2" in why
    conditions = engineer.page.locator("#gate").inner_text()
    assert "3 项中 2 项待完成" in conditions
    assert "尚无签字的培训签到表与考核结果" in conditions
    assert "手册 三-4" in conditions


def is_refused_for_the_switch_alone(engineer: Actor) -> None:
    engineer.open_project(PROJECT)
    engineer.press("打开", inside=engineer.part(NOTICE))
    why = engineer.may_not("签发")
    assert f"关键条件“{SWITCH}”：调研时不具备" in why
    assert "另有" not in why


def proves_the_switch(engineer: Actor, proof: Path) -> None:
    engineer.press("上传证明", inside=engineer.page.locator("#gate"))
    engineer.choose(proof)
    engineer.press("登记证明")
    engineer.sees("已登记证明，共证明 1 项。")


def issues_the_notice(engineer: Actor) -> None:
    with engineer.within(presses=3):  # the third one prints
        engineer.press("打开", inside=engineer.part(NOTICE))
        engineer.press("签发")
        engineer.sees("已签发，请打印、签字。")
        expect(engineer.page.get_by_role("link", name="打印", exact=True)).to_be_visible()


def downloads(engineer: Actor, title: str, folder: Path) -> Path:
    engineer.open_project(PROJECT)
    engineer.press(title, inside=engineer.line(title))
    engineer.press("预览打印")
    paper = engineer.takes_home(folder, lambda: engineer.press("下载 PDF"))
    assert paper.name == f"{PROJECT}{title}.pdf"
    return paper


def uploads(engineer: Actor, signed: Path) -> None:
    engineer.go_to("工作台")
    with engineer.within(presses=3):
        engineer.go_to("签字件")
        engineer.choose(signed)
        engineer.press("上传")
    engineer.sees("已收到 1 个文件，正在识别归位。")


def sees_everything_filed(engineer: Actor, served: Served, pages: int) -> None:
    """The page asks again by itself: nobody presses anything."""
    wait(lambda: served.unread() == 0, "an upload is never read", seconds=60)
    filed = engineer.part("最近上传").get_by_text("已归位", exact=True)
    expect(filed).to_have_count(pages)


# ---- the supervisor again: a module of one office needs no more papers ----
def spares_the_rest(supervisor: Actor) -> None:
    supervisor.open_project(PROJECT)
    wanted = supervisor.page.locator("#waive-key option")
    while (left := [t for t in wanted.all_inner_texts() if t.startswith("签发《")]) != []:
        supervisor.press("豁免", inside=supervisor.part("应办事项").locator(".card-header"))
        supervisor.page.get_by_label("事项").select_option(label=left[0])
        supervisor.fill("豁免理由", "只增加一个科室的模块，合同约定从简。")
        supervisor.press("豁免", inside=supervisor.page.get_by_role("dialog"))
        supervisor.sees("已豁免这一项。")


# ---- the assistant ----
def checks_and_packs(assistant: Actor, folder: Path) -> Path:
    assistant.open_project(PROJECT)
    assistant.press("齐全检查")
    assistant.sees("资料齐全")
    assistant.sees("各项资料都已具备，可以打包归档。")
    return assistant.takes_home(folder, lambda: assistant.press("打包归档"))


# ---- afterwards ----
def everything_is_in(archive: Path, pages: dict[str, int]) -> None:
    assert (pages[ORDER], pages[SURVEY]) == (1, 4)
    assert archive.name == f"{PROJECT}归档.zip"
    with zipfile.ZipFile(archive) as packed:
        folders = ("电子版", "签字件")
        papers = {f"{PROJECT}/{folder}/{PROJECT}{title}.pdf" for folder in folders for title in pages}
        assert set(packed.namelist()) == {*papers, f"{PROJECT}/{PROJECT}归档登记表.xlsx"}
        register = packed.read(f"{PROJECT}/{PROJECT}归档登记表.xlsx")
    head, *lines = load_workbook(io.BytesIO(register)).get_sheet_by_index(0).to_python()
    rows = [dict(zip(head, line, strict=True)) for line in lines]
    counted = sorted((title.partition("（")[0], count, count) for title, count in pages.items())
    assert sorted((r["文档名称"], r["页数"], r["签字页"]) for r in rows) == counted


def nothing_is_there_twice(served: Served, pages: dict[str, int]) -> None:
    [(project,)] = served.rows("SELECT id FROM record_project WHERE name = ?", PROJECT)
    documents = "SELECT id FROM record_document WHERE project_id = ?"
    revisions = f"SELECT id FROM record_revision WHERE document_id IN ({documents})"
    assert served.number(f"SELECT count(*) FROM ({documents})", project) == len(pages)
    assert served.number(f"SELECT count(*) FROM ({revisions})", project) == len(pages)
    receipts = f"SELECT type, count(*) FROM record_receipt WHERE revision_id IN ({revisions}) GROUP BY type"
    assert dict(served.rows(receipts, project)) == {"scan": sum(pages.values()), "archive": len(pages)}
    assert served.number("SELECT count(*) FROM record_proof WHERE project_id = ?", project) == 1
    assert served.number("SELECT count(*) FROM record_trip WHERE project_id = ?", project) == 1
    photos = sum(pages[title] for title in (ORDER, TRIP, sheet(), NOTICE))
    assert served.number("SELECT count(*) FROM record_upload") == 2 + photos
    assert served.number("SELECT count(*) FROM record_uploadpage") == sum(pages.values())
