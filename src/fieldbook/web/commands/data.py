"""Commands that bring data in: the first administrator, the demo, a dispatch-order workbook."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import django

from fieldbook.web.commands.files import check_out, read, write


def _ready() -> None:
    """Set Django up and bring the tables up to date."""
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    settings.HOME.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def init(*, login: str, name: str, department: str) -> int:
    """The first administrator of an empty installation; the password is read from standard input."""
    _ready()
    from django.utils import timezone

    from fieldbook.record.actions.people import found_organisation, set_password
    from fieldbook.record.perform import Refusal
    from fieldbook.record.rules.ids import new_id

    password = sys.stdin.readline().rstrip("\n")
    if len(password) < 8:
        print("密码至少 8 位，请从标准输入给出。", file=sys.stderr)
        return 1
    at = timezone.now()
    try:
        person = found_organisation(login=login, name=name, department=department, activity=new_id(at), at=at)
    except Refusal as refusal:
        print(refusal.sentence, file=sys.stderr)
        return 1
    set_password(person, password=password)
    print(f"已建立系统管理员 {login}。")
    return 0


def load_demo(*, reset: bool) -> int:
    """The demo in an empty home; `reset` empties a home that holds the demo and nothing else first."""
    _ready()
    from fieldbook.record.models import Person
    from fieldbook.web import demo

    if Person.objects.exists():
        if not reset:
            print("数据目录不是空的，没有载入演示数据。要重来请加 --reset。", file=sys.stderr)
            return 1
        if not Person.objects.filter(login=demo.CAST[0].login, name=demo.CAST[0].name).exists():
            print("数据目录里有演示以外的数据，拒绝清空。", file=sys.stderr)
            return 1
        _empty()
    project = demo.tell()
    print(f"已载入演示项目 {project.number} {project.name}。")
    return 0


def _empty() -> None:
    from django.conf import settings
    from django.core.management import call_command

    from fieldbook.record.facts import forget

    call_command("flush", verbosity=0, interactive=False)
    shutil.rmtree(settings.FILES, ignore_errors=True)
    forget()


def write_order_template(out: Path) -> int:
    """The dispatch-order workbook with a filled-in example."""
    from fieldbook.chapters.dispatch.rules.workbook import WORKBOOK, example
    from fieldbook.sheets import write_template

    check_out(out)
    write(out, write_template(WORKBOOK, example=example()))
    print(f"已写出 {out.name}。")
    return 0


def import_order(file: Path) -> int:
    """Import a workbook and print the project's number; every fault with sheet, row and column on stderr."""
    data = read(file)
    _ready()
    from django.utils import timezone

    from fieldbook.chapters.dispatch.actions import WorkbookRefused, import_dispatch
    from fieldbook.record.perform import Refusal
    from fieldbook.sheets import Refused

    try:
        project = import_dispatch(data=data, name=file.name, actor=None, at=timezone.now())
    except WorkbookRefused as refusal:
        print(refusal.sentence, *refusal.problems, sep="\n", file=sys.stderr)
        return 1
    except (Refusal, Refused) as refusal:
        print(refusal.sentence, file=sys.stderr)
        return 1
    print(project.number)
    return 0


def prepare(*, demo: bool) -> None:
    """Tables up to date; the demo in an empty home if asked for, with its accounts printed."""
    _ready()
    from fieldbook.record.models import Person
    from fieldbook.web import demo as story

    if demo and not Person.objects.exists():
        story.tell()
    if demo:
        from fieldbook.handbook.roles import label

        print("演示账号（密码均为 fieldbook）：")
        for player in story.CAST:
            print(f"  {player.login:<9}{player.name}  {label(player.roles[0])}")
