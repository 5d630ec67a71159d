"""Sentences in Chinese and English, put together only when somebody reads them."""

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Protocol, TypeGuard, runtime_checkable

from attrs import field

from evalkit.frozen import frozen


class Lang(Enum):
    """The languages in which evalkit speaks to people."""

    ZH = "zh"
    EN = "en"


@runtime_checkable
class Readable(Protocol):
    """Anything that can say itself in a language: a message, a title, an amount with its unit."""

    def text(self, lang: Lang) -> str:
        """Return the words in `lang`."""


def plain(number: Decimal) -> str:
    """Return `number` in plain notation: no exponent, no trailing zeros, no minus zero."""
    if not number:
        return "0"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _shown(value: object, lang: Lang) -> str:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Decimal):
        return plain(value)
    if _is_readable(value):
        return value.text(lang)
    return str(value)


def _is_readable(value: object) -> TypeGuard[Readable]:
    kind: Any = type(value)
    return _says_itself(kind)


@cache
def _says_itself(kind: type) -> bool:
    """Return whether values of `kind` are Readable; asked once a kind, for Python takes its time to say so."""
    return issubclass(kind, Readable)


@frozen
class Message:
    """One sentence in both languages; `values` fill the `{names}` of the templates.

    The templates are ours (or a plugin's); text from a report or a rubric goes into `values`
    only, so braces in it stay braces.
    """

    zh: str
    en: str
    values: Mapping[str, object] = field(factory=dict)

    def text(self, lang: Lang) -> str:
        """Return the sentence in `lang`, with its values shown in that language."""
        template = self.zh if lang is Lang.ZH else self.en
        return template.format_map({name: _shown(value, lang) for name, value in self.values.items()})

    def __str__(self) -> str:
        return self.text(Lang.EN)


def say(zh: str, en: str, **values: object) -> Message:
    """Return a message whose `{names}` are filled by `values` when it is read."""
    return Message(zh, en, values)


@frozen
class Joined:
    """Several readable pieces as one list: 、 between them in Chinese, commas in English."""

    pieces: tuple[object, ...]

    def text(self, lang: Lang) -> str:
        """Return the pieces one after the other."""
        return ("、" if lang is Lang.ZH else ", ").join(_shown(piece, lang) for piece in self.pieces)
