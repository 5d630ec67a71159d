"""The names and the values of WordprocessingML, the XML of a Word file."""

from evalkit.documents.packed.xml import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of WordprocessingML, before the name of a tag."""


def value(element: Element | None) -> str:
    """Return the ``w:val`` of an element, "" where it has none or there is no element."""
    return "" if element is None else element.get(f"{W}val", "")


def number(element: Element | None, otherwise: int) -> int:
    """Return the ``w:val`` of an element as a number, `otherwise` where it is none or very large."""
    said = value(element)
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else otherwise


def is_on(element: Element | None) -> bool:
    """Return whether a switch such as ``w:vanish`` is there and not turned off."""
    return element is not None and value(element) not in ("0", "false", "off", "none")
