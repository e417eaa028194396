"""A real browser: Debian's Chromium, driven by Playwright, against a running portal."""

import os
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.journey.visitor import Visitor
from tests.services import browser as find_browser

# Playwright's loop runs in this thread; Django would refuse the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

HERE = Path(__file__).parent
SCREENS = Path(__file__).resolve().parents[2] / "var" / "screens"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; each gets a fresh profile of its own."""
    path = find_browser()
    if path is None:
        pytest.fail("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page with nothing remembered; what it looked like is kept if the test fails."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    page = context.new_page()
    page.set_default_timeout(15_000)
    failed_before = request.session.testsfailed
    yield page
    if request.session.testsfailed > failed_before:
        SCREENS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENS / f"{request.node.name[:80]}.png", full_page=True)
    context.close()


@pytest.fixture
def visitor(page: Page, live_server: LiveServer) -> Visitor:
    """Somebody at the browser of a portal with the demo's figures and people, not signed in yet."""
    said = StringIO()
    call_command("demo", "--demo-people", stdout=said)
    return Visitor(page, live_server.url, password_in(said.getvalue()))


def password_in(said: str) -> str:
    """The password that `demo` prints, which is another each time outside development."""
    return said.strip().rpartition(": ")[2]
