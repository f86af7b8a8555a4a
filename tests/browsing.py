"""A real browser for the tests of the pages.

A test module of them says `pytestmark = pytest.mark.xdist_group("browser")`, so that one browser is started, whatever
the number of cores.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Page, Request

DESK, PHONE = (1280, 900), (390, 844)
PATIENCE = 10_000  # milliseconds that a test waits for what should be there at once


class Visit:
    """A page that is open, and what it did that no page of lawrep may do: `offences` must stay empty."""

    def __init__(self, page: "Page", address: str) -> None:
        self.page = page
        self.address = address
        self.offences: list[str] = []
        self.watched = {
            "request": self.see_request,
            "console": self.see_console,
            "dialog": self.see_dialog,
            "pageerror": self.see_error,
        }
        for event, see in self.watched.items():
            page.on(event, see)  # type: ignore[call-overload]
        page.goto(address)

    def leave(self) -> None:
        """Look away from the page."""
        for event, see in self.watched.items():
            self.page.remove_listener(event, see)

    def see_request(self, request: "Request") -> None:
        if request.url.partition("#")[0] != self.address.partition("#")[0]:
            self.offences.append(f"request: {request.url[:200]}")

    def see_console(self, message: "ConsoleMessage") -> None:  # a violation of the policy is told there too
        if message.type in ("error", "warning"):
            self.offences.append(f"console: {message.text}")

    def see_dialog(self, dialog: "Dialog") -> None:
        self.offences.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def see_error(self, error: "Error") -> None:
        self.offences.append(f"error: {error}")


Open = Callable[..., Visit]


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Debian's chromium, once for all tests; without it they are skipped."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium: apt-get install chromium")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


class Tabs:
    """Pages of the browser that are opened once and used again: to start one takes longer than most tests."""

    def __init__(self, browser: "Browser") -> None:
        self.contexts = {script: browser.new_context(java_script_enabled=script) for script in (True, False)}
        self.idle: dict[bool, list[Page]] = {True: [], False: []}

    def take(self, *, script: bool) -> "Page":
        """Return a page that no test uses."""
        page = self.idle[script].pop() if self.idle[script] else self.contexts[script].new_page()
        page.set_default_timeout(PATIENCE)
        return page


@pytest.fixture(scope="session")
def tabs(browser: "Browser") -> Tabs:
    """Keep the pages that the tests use one after the other."""
    return Tabs(browser)


@pytest.fixture
def open_page(tabs: Tabs, tmp_path: Path) -> Iterator[Open]:
    """Write a page to a file and open it: `open_page(html, size=PHONE, dark=True, script=False, hash="#q3").page`.

    At the end each page that was opened must have loaded nothing, said nothing and asked nothing.
    """
    visits: list[tuple[bool, Visit]] = []

    def open_one(
        html: str,
        *,
        size: tuple[int, int] = DESK,
        dark: bool = False,
        script: bool = True,
        hash: str = "",  # noqa: A002
    ) -> Visit:
        file = tmp_path / f"page-{len(visits)}.html"
        file.write_text(html, encoding="utf-8", newline="")
        page = tabs.take(script=script)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(media="screen", color_scheme="dark" if dark else "light")
        visit = Visit(page, file.as_uri() + hash)
        visits.append((script, visit))
        return visit

    yield open_one
    for script, visit in visits:
        visit.leave()
        tabs.idle[script].append(visit.page)
    assert [offence for _, visit in visits for offence in visit.offences] == []
