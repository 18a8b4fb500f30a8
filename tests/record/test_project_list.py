"""项目列表: trouble first, why it is late, what comes next, who is there; and the filters in the address."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from builders import act
from fieldbook.chapters.dispatch.actions import import_dispatch
from fieldbook.record.actions.trips import report_trip
from fieldbook.record.facts import facts_of
from fieldbook.record.models import Trip
from fieldbook.record.rules.presence import presence
from fieldbook.web.demo import START, dispatch_workbook
from visitors import text, visitor


@pytest.fixture
def waiting(people, project):
    """A second project, dispatched a moment ago and not accepted."""
    book = dispatch_workbook(project_name="云溪县人民医院LIS二期项目", contract_number="HT-2026-077")
    return import_dispatch(data=book, name="派遣单.xlsx", actor=people["guqy"], at=START)


def rows(people, at, login="guqy", **query):
    with time_machine.travel(at):
        told = text(visitor(people[login]).get(reverse("projects"), query))
    return {re.search(r">([^<]*)</a>", row)[1]: row for row in re.findall(r"<tr(?: class=\"is-late\")?>\s*<td class=\"card-title-cell\">.*?</tr>", told, re.S)}


def cell(row, label):
    return re.sub(r"<[^>]+>|\s+", " ", re.search(rf'data-label="{label}">(.*?)</td>', row, re.S)[1]).strip()


def test_a_line_says_how_late_and_why_and_what_comes_next(people, project, at):
    [row] = rows(people, at.replace(month=10, day=22)).values()  # the day after the arrival
    assert cell(row, "阶段") == "到场"
    late = cell(row, "逾期")
    assert re.match(r"\d+ 项，最长 3 天 ", late)
    assert late.endswith("《实施派遣单》签字件")
    assert cell(row, "下一项").startswith("落实食宿")
    assert cell(row, "在场") == "陆行舟"
    assert cell(row, "人天") == "2 / 120"
    assert int(cell(row, "缺文档")) > 10


def test_more_trouble_stands_above(people, waiting, at):
    assert list(rows(people, START + timedelta(days=8))) == ["云溪县人民医院HealthOne升级项目", waiting.name]


def test_filters_stand_in_the_address(people, project, waiting):
    at = START + timedelta(days=1)  # nothing is late yet, by now somebody has arrived in the first one
    assert set(rows(people, at)) == {project.name, waiting.name}
    assert set(rows(people, at, phase="待接收")) == {waiting.name}
    assert set(rows(people, at, phase="到场")) == {project.name}
    assert set(rows(people, at, there="on")) == {project.name}
    assert set(rows(people, at, late="on")) == set()
    assert set(rows(people, at + timedelta(days=30), late="on")) == {project.name, waiting.name}
    assert rows(people, at, phase="<script>") == {}


def test_a_filter_that_finds_nothing_says_so(people, project, at):
    with time_machine.travel(at):
        told = text(visitor(people["guqy"]).get(reverse("projects"), {"phase": "已归档"}))
    assert "没有符合条件的项目" in told
    assert "重置" in told


def test_person_days_count_first_and_last_day(people, project, at):
    trip = Trip.objects.get(project=project, person=people["luxz"])
    core = facts_of(project.id)[1].core
    assert presence(core, at).spent == (at.date() - trip.arrived_at.date()).days + 1
    report_trip(verb="trip.returned", trip=trip.id, project=project.id, **act(people["luxz"], at))
    later = presence(facts_of(project.id)[1].core, at + timedelta(days=50))
    assert (later.there, later.spent) == ((), presence(core, at).spent)
