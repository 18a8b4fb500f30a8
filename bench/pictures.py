"""The pictures of the README, made from the running demo in a real browser. Run: ./dev pictures"""

from __future__ import annotations

import math
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from fieldbook.engine.flow import flow
from fieldbook.engine.kinds import Kind
from fieldbook.handbook.kinds import KINDS
from fieldbook.paper import Mark, render_pdf
from fieldbook.paper.token import stem_of

OUT = Path(__file__).parents[1] / "docs" / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
PROJECT = "/projects/XM-2026-0001/"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the demo did not start")


def enter(browser: Browser, root: str, login: str, width: int, height: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
    page.goto(f"{root}/login/")
    page.fill("input[name=username]", login)
    page.fill("input[name=password]", "fieldbook")
    page.click("button[type=submit]")
    page.wait_for_load_state()
    return page


def take(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=str(OUT / f"{name}.png"))
    print(f"docs/pictures/{name}.png")


def make(root: str) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        desk = enter(browser, root, "luxz", 1280, 800)
        take(desk, f"{root}/", "home")
        take(desk, f"{root}{PROJECT}", "project")
        desk.goto(f"{root}{PROJECT}")
        paper = desk.get_by_role("link", name="初步调研报告").first.get_attribute("href")
        take(desk, f"{root}{paper}?tab=preview", "paper")
        take(desk, f"{root}{PROJECT}completeness/", "completeness")
        phone = enter(browser, root, "luxz", 390, 844)
        take(phone, f"{root}/", "phone")
        browser.close()


def contact_sheet() -> None:
    """The first page of every kind's example, six in a row, as docs/pictures/papers.png."""
    thumbs = [first_page(kind) for kind in KINDS.values()]
    wide, high, gap = 300, 424, 16
    rows = math.ceil(len(thumbs) / 6)
    sheet = Image.new("L", (6 * (wide + gap) + gap, rows * (high + gap) + gap), 225)
    for n, thumb in enumerate(thumbs):
        thumb.thumbnail((wide, high), Image.Resampling.LANCZOS)
        left, top = gap + n % 6 * (wide + gap), gap + n // 6 * (high + gap)
        sheet.paste(thumb, (left + (wide - thumb.width) // 2, top + (high - thumb.height) // 2))
    sheet.quantize(16).save(OUT / "papers.png", optimize=True)
    print("docs/pictures/papers.png")


def first_page(kind: Kind) -> Image.Image:
    payload, facts = kind.example["payload"], dict(kind.example["facts"])
    facts["own"] = kind.own(payload, facts) if kind.own else {}
    mark = Mark(number=f"{kind.series}-2026-0001", revision=1, digest="0" * 8, stem=stem_of(uuid.UUID(int=1)))
    pdf = render_pdf(title=kind.title, style=kind.style, blocks=flow(kind, payload, facts), mark=mark)
    return pypdfium2.PdfDocument(pdf.data)[0].render(scale=1.2).to_pil().convert("L")


def main() -> None:
    contact_sheet()
    home, port = tempfile.mkdtemp(), free_port()
    command = [sys.executable, "-m", "fieldbook.cli", "serve", "--demo", "--port", str(port)]
    served = subprocess.Popen(command, env={**os.environ, "FIELDBOOK_HOME": home}, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/health/")
        make(f"http://127.0.0.1:{port}")
    finally:
        served.terminate()
        served.wait(30)
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
