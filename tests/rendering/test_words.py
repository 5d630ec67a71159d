"""The words around a scorecard."""

from string import Formatter

import pytest

from evalkit.messages import Message
from evalkit.rendering import words

TEMPLATES = {name: word for name, word in vars(words).items() if isinstance(word, Message)}
TABLES = [table for table in vars(words).values() if isinstance(table, dict)]


def _names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("name", TEMPLATES)
def test_both_languages_are_there_and_take_the_same_values(name: str) -> None:
    word = TEMPLATES[name]
    assert word.zh.strip()
    assert word.en.strip()
    assert _names(word.zh) == _names(word.en)


def test_every_member_of_an_enumeration_has_a_word() -> None:
    enumerations = [table for table in TABLES if table and not isinstance(next(iter(table)), str)]
    assert enumerations
    assert all(set(table) == set(type(next(iter(table)))) for table in enumerations)
