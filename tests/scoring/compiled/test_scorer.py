"""A rubric made ready gives the very marks of the whole scorer, whatever the report says."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from evalkit import Dimension, Ratio, hookimpl, registry_of
from evalkit.facts.fact import Basis, FactSheet
from evalkit.journey import find_rubric, score_sheet, scorer_for
from evalkit.messages import Lang
from evalkit.registry import Registry
from evalkit.rubrics.rubric import Rubric, Statements
from evalkit.rules.forms import ByCurve, Form
from evalkit.rules.one_value import OneValueRule
from evalkit.rules.proportional import Proportional
from evalkit.rules.rule import Assessment, Known, Loss, Rule, Title
from evalkit.scoring.compiled.scorer import Marks
from evalkit.scoring.judgements import Judgement, Judgements
from evalkit.scoring.scorecard import Scorecard
from evalkit.testing import fact_sheets
from evalkit.testing.strategies import sheet_of

from .conftest import HEAD, every_shape

EMPTY = FactSheet(None, None, {})


def assert_same(marks: Marks, card: Scorecard) -> None:
    """Assert that both ways keep the same of every indicator and come to the same total and grade."""
    indicators = [each for dimension in card.dimensions for each in dimension.indicators]
    assert marks.by_indicator == {each.id: (each.marks, each.low, each.high) for each in indicators}
    assert (marks.low, marks.high, marks.grade) == (card.low, card.high, card.grade)
