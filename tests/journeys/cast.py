"""The cast at their screens: a person in a browser of their own, with the verbs of what they do there.

A verb finds what it presses by the words on the screen, as the person does. Presses are counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Route, expect

from fieldbook.web.demo import PASSWORD
from journeys.served import Served

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
MEDIA = {
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_REFUSED = "the server responded with a status of 422"
"""What Chromium itself writes to the console when a page says no; every other line is an error."""


def twice(route: Route) -> None:
    """Send a form two times, as an impatient finger or a bad line does; the page sees the second answer."""
    if route.request.method != "POST" or route.request.url.endswith("/login/"):
        return route.fallback()
    route.fetch(max_redirects=0)
    return route.fulfill(response=route.fetch(max_redirects=0))


class Actor:
    """One person of the cast in a browser of their own; every error a page reports lands in `errors`."""

    def __init__(self, browser: Browser, base: str, login: str, *, screen: dict, doubled: bool = False) -> None:
        self.login, self.presses, self.errors = login, 0, []
        self.context: BrowserContext = browser.new_context(
            base_url=base, locale="zh-CN", timezone_id="Asia/Shanghai", accept_downloads=True, **screen
        )
        self.context.set_default_timeout(20_000)
        if doubled:
            self.context.route("**/*", twice)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.errors.append(f"{self.page.url}: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and _REFUSED not in message.text:
            self.errors.append(f"{self.page.url}: {message.text}")

    # ---- moving about ----
    def log_in(self) -> None:
        """Log in with the password of the demo."""
        self.page.goto("/login/")
        self.page.get_by_label("账号").fill(self.login)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.press("登录")
        self.sees("工作台")

    def press(self, words: str, *, inside: Locator | None = None) -> None:
        """Press the one button or link with exactly these words."""
        place = inside or self.page
        button = place.get_by_role("button", name=words, exact=True)
        found = button.or_(place.get_by_role("link", name=words, exact=True))
        self.presses += 1
        found.filter(visible=True).click()
        self.page.wait_for_load_state("load")

    def press_each(self, words: str) -> None:
        """Press every button with these words, one after the other."""
        for button in self.page.get_by_role("button", name=words, exact=True).all():
            self.presses += 1
            button.click()

    def go_to(self, words: str) -> None:
        """Choose an entry of the main menu: the tab bar of the phone, the column beside it on a desk."""
        self.press(words, inside=self.page.get_by_role("navigation", name="主菜单").filter(visible=True))

    def open_project(self, name: str) -> None:
        """Open the page of a project from wherever one is."""
        self.go_to("项目")
        self.press(name)
        self.sees(name)

    @contextmanager
    def within(self, presses: int) -> Iterator[None]:
        """What happens inside may take at most so many presses."""
        before = self.presses
        yield
        assert self.presses - before <= presses, f"{self.presses - before} presses instead of {presses}"

    # ---- looking ----
    def sees(self, words: str) -> None:
        """Wait until the words are visible somewhere on the page."""
        expect(self.page.get_by_text(words).filter(visible=True).first).to_be_visible()

    def part(self, title: str) -> Locator:
        """The card with this heading."""
        return self.page.locator("section").filter(has=self.page.get_by_role("heading", name=title, exact=True))

    def duty(self, title: str) -> Locator:
        """The line of a duty with this title."""
        return self.page.locator("li").filter(has=self.page.locator("strong", has_text=re.compile(f"^{re.escape(title)}$")))

    def line(self, title: str) -> Locator:
        """The line of a table whose first words are these."""
        name = self.page.locator(".card-title-cell").filter(has=self.page.get_by_text(title, exact=True))
        return self.page.locator("tr").filter(has=name)

    def may_not(self, words: str) -> str:
        """The reasons that the bar of a document gives for this button, and others, to rest."""
        expect(self.page.get_by_role("button", name=words, exact=True, disabled=False)).to_have_count(0)
        self.page.get_by_text("暂不能办理").filter(visible=True).click()
        return self.page.locator(".doc-refusals").filter(visible=True).inner_text()

    # ---- filling in ----
    def fill(self, label: str, value: str | date, *, inside: Locator | None = None) -> None:
        """Type into the field with this label, or choose where it offers a choice."""
        field = (inside or self.page).get_by_label(label, exact=True)
        if field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(str(value))
        else:
            field.fill(str(value))

    def choose(self, *files: Path) -> None:
        """Choose files in the one place for files of the page: one press opens the chooser or the camera."""
        self.presses += 1
        given = [{"name": f.name, "mimeType": MEDIA[f.suffix], "buffer": f.read_bytes()} for f in files]
        self.page.locator("input[type=file]").set_input_files(given)

    def takes_home(self, folder: Path, download: Callable[[], None]) -> Path:
        """The file that comes down when `download` is done, under the name it was given."""
        with self.page.expect_download() as coming:
            download()
        kept = folder / coming.value.suggested_filename
        coming.value.save_as(kept)
        return kept


@contextmanager
def stage(browser: Browser, served: Served, folder: Path, *, doubled: bool = False) -> Iterator[Callable[..., Actor]]:
    """Calls actors; keeps a picture of every screen when the journey fails, and fails for errors in a page."""
    called: list[Actor] = []

    def call(login: str, screen: dict) -> Actor:
        called.append(Actor(browser, served.base, login, screen=screen, doubled=doubled))
        called[-1].log_in()
        return called[-1]

    try:
        yield call
    except BaseException:
        for actor in called:
            actor.page.screenshot(path=folder / f"{actor.login}.png", full_page=True)
        raise
    assert [e for actor in called for e in actor.errors] == []
