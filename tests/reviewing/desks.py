"""A review that is served, and the windows of a browser that show it."""

import tomllib
from typing import Any

from attrs import define
from tests.browsing import Shown, opened_page
from tests.reviewing.places import Place
from tests.reviewing.serving import Running

CONTENT, FILES, CARS = "judge:petitions.content", "judge:files", "judge:cars"


ACTUAL = "correct:three_public_actual"


HOSTILE = "<script>document.title='seized'</script><img src='http://127.0.0.1:9/x' onerror='seized()'>"


@define
class Window:
    """A window that shows the review."""

    shown: Shown

    @property
    def page(self) -> Any:
        """The page of the browser."""
        return self.shown.page

    def form(self, key: str) -> Any:
        """The form with that key."""
        return self.page.locator(f'form[data-form="{key}"]')

    def type(self, key: str, **values: str) -> None:
        """Type values into a form, which is unfolded first."""
        form = self.form(key)
        form.evaluate("e => { for (; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true; }")
        for name, value in values.items():
            field = form.locator(f'[name="{name}"]')
            if field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def save(self, key: str, **values: str) -> None:
        """Type values into a form and save them."""
        self.type(key, **values)
        self.form(key).locator("button.main").click()

    def says(self, text: str) -> None:
        """Wait until the bar says `text`."""
        self.page.wait_for_function(
            "text => document.getElementById('saved').textContent.includes(text)", arg=text
        )

    @property
    def total(self) -> str:
        """The total in the bar, which is that of the scorecard."""
        shown = self.shown.text("#desk-total")
        assert shown.startswith(self.shown.text("#card .total strong"))
        return shown


@define
class Desk:
    """A review that is served, and the windows that show it."""

    place: Place
    served: Running
    browser: Any
    windows: list[Window]

    def window(self, width: int = 1280, **options: Any) -> Window:
        """Open a window of its own."""
        found = Window(opened_page(self.browser, width, **options))
        self.windows.append(found)
        found.page.goto(self.served.address)
        return found

    def saved(self) -> dict[str, Any]:
        """Return the judgements in the file, by address."""
        rows = tomllib.loads(self.place.files.judgements.read_text("utf-8")).get("judgement", [])
        return {".".join(filter(None, (row["indicator"], row.get("item")))): row for row in rows}

    def corrected(self) -> dict[str, Any]:
        """Return the facts in the file, by id."""
        rows = tomllib.loads(self.place.files.facts.read_text("utf-8")).get("fact", [])
        return {row["id"]: row for row in rows}


def quiet(window: Window) -> bool:
    return not window.shown.complaints
