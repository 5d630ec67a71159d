"""Pages in Chromium, and what they ask for and complain of."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import define

_ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@define
class Shown:
    """A page as it is shown, and what it asked for and complained of."""

    page: Any
    requests: list[str]
    complaints: list[str]

    def text(self, selector: str) -> str:
        """Return the text of an element."""
        return str(self.page.locator(selector).inner_text())

    def is_in_view(self, selector: str) -> bool:
        """Return whether an element stands within the window."""
        box = self.page.locator(selector).first.bounding_box()
        return box is not None and 0 <= box["y"] < self.page.viewport_size["height"]

    @property
    def flashing(self) -> str:
        """The text of what flashes."""
        self.page.wait_for_selector(".flash", state="attached")
        return "".join(self.page.locator(".flash").all_inner_texts())


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        opened = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield opened
        opened.close()


def opened_page(browser: Any, width: int = 1280, **options: Any) -> Shown:
    """Return an empty page that notes what it asks for; `options` are those of the browser's pages."""
    page = browser.new_page(viewport={"width": width, "height": 800}, **options)
    page.set_default_timeout(10_000)
    shown = Shown(page, [], [])
    page.on("request", lambda request: shown.requests.append(request.url))
    page.on("console", lambda message: shown.complaints.append(message.text))
    page.on("pageerror", lambda error: shown.complaints.append(str(error)))
    return shown


_WATCHED = ("serious", "critical")


_TALLEST = "Math.max(...[...document.querySelectorAll('*')].map(each => each.scrollHeight))"


def barriers(page: Any, axe: Path) -> list[str]:
    """Return what axe-core, whose package is in the folder `axe`, finds seriously wrong with a page, and where.

    Everything is unfolded and brought into the window first: what is out of sight is not judged.
    """
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    width = page.viewport_size["width"]
    page.set_viewport_size({"width": width, "height": min(page.evaluate(_TALLEST), 30_000)})
    page.evaluate((axe / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{each['id']}: {node['html']} {node['failureSummary']}"
        for each in found["violations"]
        if each["impact"] in _WATCHED
        for node in each["nodes"]
    ]
