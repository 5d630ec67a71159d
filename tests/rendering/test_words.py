"""The words around a scorecard."""

from collections.abc import Mapping
from enum import Enum
from string import Formatter

import pytest

from evalkit.facts.fact import Basis, FindingKind
from evalkit.messages import Message
from evalkit.rendering import words
from evalkit.rubrics.rubric import AdjustmentKind, Standing, Statements
from evalkit.scoring.scorecard import AdmissionStatus, Outcome

TEMPLATES = {name: word for name, word in vars(words).items() if isinstance(word, Message)}


def _names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("name", TEMPLATES)
def test_both_languages_are_there_and_take_the_same_values(name: str) -> None:
    word = TEMPLATES[name]
    assert word.zh.strip()
    assert word.en.strip()
    assert _names(word.zh) == _names(word.en)


@pytest.mark.parametrize(
    ("table", "enumeration"),
    [
        (words.BASES, Basis),
        (words.BASES_EXPLAINED, Basis),
        (words.SIGNS, Outcome),
        (words.STANDINGS, Standing),
        (words.STATEMENT_POLICIES, Statements),
        (words.FINDING_KINDS, FindingKind),
        (words.ADMISSION_STATUSES, AdmissionStatus),
        (words.ADJUSTMENT_KINDS, AdjustmentKind),
    ],
)
def test_every_member_of_an_enumeration_has_a_word(
    table: Mapping[Enum, object], enumeration: type[Enum]
) -> None:
    assert set(table) == set(enumeration)
