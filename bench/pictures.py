"""The pictures of the README, made from the running demo in a real browser. Run: ./dev pictures"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

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


def main() -> None:
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
