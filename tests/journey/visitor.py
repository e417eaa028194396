"""Somebody at a browser: signs in, walks, reads, and complains about what is not accessible."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

OVERFLOW = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


class Visitor:
    """A person using the portal. ``complaints`` are console errors, among them broken CSP."""

    def __init__(self, page: Page, site: str, password: str) -> None:
        self.page, self.site, self.password = page, site, password
        self.complaints: list[str] = []
        page.on("console", self._hear)

    def _hear(self, message: ConsoleMessage) -> None:
        # A page that answers 404 on purpose is an error to the console, not to us.
        if message.type in ("error", "warning") and "the server responded with a status" not in message.text:
            self.complaints.append(message.text)

    def signs_in(self, person: str) -> "Visitor":
        """Sign in as one of the demo's people, by the part of the address before @."""
        self.page.context.clear_cookies()
        self.page.goto(f"{self.site}/konto/login/")
        self.page.fill("input[name=login]", f"{person}@demo.example")
        self.page.fill("input[name=password]", self.password)
        self.page.click("main button[type=submit]")
        self.page.wait_for_selector("text=Logga ut")
        return self

    def goes_to(self, path: str) -> "Visitor":
        """Open a page by its path."""
        self.page.goto(self.site + path)
        return self

    def presses(self, name: str) -> "Visitor":
        """Press the button with this name."""
        self.page.get_by_role("button", name=name, exact=False).last.click()
        self.page.wait_for_load_state()
        return self

    def ticks(self, label: str) -> "Visitor":
        """Tick the box with this label; FKUI draws it on the label, so that is what is clicked."""
        self.page.locator("label.checkbox__label", has_text=label).click()
        return self

    def reads(self, text: str) -> "Visitor":
        """Wait until the page says this."""
        self.page.get_by_text(text, exact=False).first.wait_for()
        return self

    def is_pleased(self) -> "Visitor":
        """No axe violation, no console error, no sideways scroll, at three widths."""
        for width in (1280, 400, 320):
            self.page.set_viewport_size({"width": width, "height": 900})
            assert not self.page.evaluate(OVERFLOW), f"{self.page.url} scrolls sideways at {width} px"
        self.page.set_viewport_size({"width": 1280, "height": 900})
        found = Axe().run(self.page)
        assert found.violations_count == 0, found.generate_report()
        assert not self.complaints, self.complaints
        return self
