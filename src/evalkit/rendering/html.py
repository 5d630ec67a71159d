"""Pages that stand alone in one file: elements whose text is escaped, a strict policy, one style sheet.

Nothing is loaded from elsewhere: the policy of a page allows its own style sheet, its own script where it has
one, and no more.
"""

import html
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from importlib.resources import files

from evalkit.frozen import frozen
from evalkit.messages import Lang
from evalkit.rendering.visible import seen, visible

_LANGUAGES = {Lang.ZH: "zh-CN", Lang.EN: "en"}
_UNPAIRED = frozenset({"meta", "link", "br", "hr", "input"})
_EMPTY = _UNPAIRED | {"line", "rect", "circle", "path", "polyline"}
"""Elements without an end tag, and those of pictures that never hold anything."""


@frozen
class Markup:
    """Ready-made HTML, which is not escaped again."""

    text: str


Child = Markup | str | int | None
"""What an element holds: elements, text, which is escaped, or nothing."""


def element(name: str, *children: Child, **attributes: str | float | None) -> Markup:
    """Return the element `name`; an attribute that is None is left out, ``class_`` is ``class``."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(_attribute(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _EMPTY:
        return Markup(f"<{name}{given}>" if name in _UNPAIRED else f"<{name}{given}/>")
    return Markup(f"<{name}{given}>{joined(children).text}</{name}>")


def _attribute(value: str | float) -> str:
    return visible(value) if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def joined(children: Iterable[Child]) -> Markup:
    """Return the children one after another, their text escaped and with nothing hidden in it."""
    return Markup(
        "".join(
            each.text if isinstance(each, Markup) else html.escape(visible(str(each)))
            for each in children
            if each is not None
        )
    )


def verbatim(text: str) -> Markup:
    """Return text of a report to the letter, escaped, with what cannot be seen in it shown."""
    return Markup(html.escape(seen(text)))


def page(
    title: str,
    body: Iterable[Child],
    lang: Lang,
    *,
    style: str = "",
    script: str = "",
    ahead: Child = None,
    asks: bool = False,
) -> str:
    """Return a whole page of its own.

    `style` is added to the style sheet that all pages share, `script` is run when the page has been read;
    `ahead` stands before the main part; `asks` lets the script ask the server that the page came from.
    """
    style = files(__package__).joinpath("page.css").read_text("utf-8") + style
    allowed = f"default-src 'none'; style-src {_hashed(style)}"
    allowed += f"; script-src {_hashed(script)}" if script else ""
    allowed += "; connect-src 'self'" if asks else ""
    policy = f"{allowed}; base-uri 'none'; form-action 'none'"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy, quote=False)}">'),
        element("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name_="color-scheme", content="light dark"),
        element("title", title),
        Markup(f"<style>{style}</style>"),
    )
    run = Markup(f"<script>{script}</script>") if script else None
    whole = element("html", head, element("body", ahead, element("main", *body), run), lang=_LANGUAGES[lang])
    return f"<!DOCTYPE html>\n{whole.text}\n"


def _hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def table(heads: Iterable[tuple[str, bool]], rows: Iterable[tuple[Child, ...]]) -> Markup:
    """Return a table; a head with True stands over numbers, which are set flush right."""
    named = list(heads)
    classes = ["number" if number else None for _, number in named]
    head = element(
        "tr",
        *(
            element("th", title, scope="col", class_=each)
            for (title, _), each in zip(named, classes, strict=True)
        ),
    )
    lines = (
        element("tr", *(element("td", cell, class_=each) for cell, each in zip(row, classes, strict=True)))
        for row in rows
    )
    whole = element("table", element("thead", head), element("tbody", *lines))
    return element("div", whole, class_="scroll")
