"""Pieces that the parts of the review page share."""

from evalkit.messages import Lang, Message
from evalkit.rendering.html import Child, Markup, element

SPACE = Markup(" ")
"""White space between pieces, which text alone would lose."""


def heading(title: Message, lang: Lang, note: str = "") -> Markup:
    """Return the heading of a part of the page."""
    return element("h2", title.text(lang), element("small", note) if note else None)


def labelled(label: Message, lang: Lang, *children: Child, class_: str | None = None) -> Markup:
    """Return a line with what it is about in front."""
    return element("p", element("b", label.text(lang), class_="label"), SPACE, *children, class_=class_)


def folded(summary: str, *children: Child) -> Markup:
    """Return what is shown when somebody asks for it."""
    return element("details", element("summary", summary), *children)
