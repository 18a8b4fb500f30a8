"""The list of 100 projects and 工作台 over them, through the product's own pages on SQLite, against a bare Django page.

Every project is dispatched, accepted and on site. The peer reads their names with one query and prints them:
what Django itself takes. Cold empties the product's cache of facts first. Run: ./dev bench projects [rounds]
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 15
COUNT = 100


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def told(name: str, ours: Callable[[], object], peer: Callable[[], object]) -> None:
    mine, theirs = [], []
    for _ in range(ROUNDS):
        mine.append(timed(ours))
        theirs.append(timed(peer))
    spread = " / ".join(f"{1000 * v:.0f}" for v in (min(mine), statistics.median(mine), max(mine)))
    print(f"{name}: {spread} ms min/median/max; bare page {1000 * statistics.median(theirs):.1f} ms in the median")


def main() -> None:
    home = tempfile.mkdtemp()
    os.environ.update(FIELDBOOK_HOME=home, DJANGO_SETTINGS_MODULE="fieldbook.settings")
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.http import HttpResponse
    from django.template import engines
    from django.test import Client

    from fieldbook.chapters.dispatch.actions import import_dispatch
    from fieldbook.record.actions.projects import accept_order
    from fieldbook.record.facts import forget
    from fieldbook.record.models import DispatchOrder, Project, Trip
    from fieldbook.web.demo import PASSWORD, START, Story, dispatch_workbook, tell_hospital, tell_people

    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    people = tell_people()
    tell_hospital(Story(1000), people["admin"])
    story = Story(2000)
    for n in range(COUNT):
        book = dispatch_workbook(project_name=f"云溪县人民医院第{n + 1}期项目", contract_number=f"HT-2026-{n + 100}")
        project = import_dispatch(data=book, name="派遣单.xlsx", actor=people["guqy"], at=START)
        order = DispatchOrder.objects.get(project=project)
        accept_order(order=order.id, project=project.id, **story.act(people["luxz"], START + timedelta(hours=2)))
    Trip.objects.update(state="on_site", arrived_at=START + timedelta(days=9))
    forget()
    boss = Client()
    boss.post("/login/", {"username": "guqy", "password": PASSWORD})
    template = engines["django"].from_string("<ul>{% for name in names %}<li>{{ name }}</li>{% endfor %}</ul>")

    def page(address: str) -> Callable[[], None]:
        def ask() -> None:
            answer = boss.get(address)
            assert answer.status_code == 200

        return ask

    def cold(address: str) -> Callable[[], None]:
        def ask() -> None:
            forget()
            page(address)()

        return ask

    def bare() -> HttpResponse:
        names = Project.objects.filter(supervisor=people["guqy"]).values_list("name", flat=True)
        return HttpResponse(template.render({"names": list(names)}))

    assert boss.get("/projects/").content.decode().count("card-title-cell") == COUNT
    for name, address in (("list of 100", "/projects/"), ("工作台 over 100", "/")):
        told(f"{name}, warm", page(address), bare)
        told(f"{name}, cold", cold(address), bare)


if __name__ == "__main__":
    main()
