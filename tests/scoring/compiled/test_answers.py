"""Yes/no facts that decide indicators are multiplied together wherever they are all given."""

from collections.abc import Callable

import numpy as np
import pytest

from evalkit.journey import scorer_for
from evalkit.registry import Registry
from evalkit.rubrics.rubric import Rubric, Statements
from evalkit.scoring.compiled.answers import Answers
from evalkit.scoring.compiled.columns import Chunk
from evalkit.scoring.compiled.scorer import Scorer
from evalkit.scoring.compiled.table import Table


@pytest.fixture
def scorer(load: Callable[[str], Rubric], registry: Registry) -> Scorer:
    return scorer_for(load("shenzhen-2020"), registry)


def answers_of(scorer: Scorer) -> Answers:
    found = Answers.of(scorer.lines, scorer.sources)
    assert found is not None
    return found


def test_each_place_has_the_marks_that_its_fact_decides(scorer: Scorer) -> None:
    answers = answers_of(scorer)
    table = Table.of_columns({fact: np.array([1.0, 0.0]) for fact in answers.facts})
    left = answers.left(Chunk(table, scorer.sources))
    assert left is not None
    alone = scorer.marks(dict.fromkeys(answers.facts, True)).by_indicator
    for place in set(answers.places):
        rows = [row for row, each in zip(left, answers.places, strict=True) if each == place]
        assert sum(row[0] for row in rows) == float(alone[scorer.lines[place].id][1])
        assert sum(row[1] for row in rows) == 0.0


def test_they_are_taken_singly_where_one_is_missing(scorer: Scorer) -> None:
    answers = answers_of(scorer)
    columns = {fact: np.array([1.0, 1.0]) for fact in answers.facts}
    columns[answers.facts[0]][1] = np.nan
    assert answers.left(Chunk(Table.of_columns(columns), scorer.sources)) is None
    found = scorer.columns(Table.of_columns(columns), detail=True)
    open = [float(kept.high[1] - kept.low[1]) for kept in found.indicators.values()]
    without = dict.fromkeys(answers.facts[1:], True)
    assert open == [float(high - low) for _, low, high in scorer.marks(without).by_indicator.values()]


def test_what_waits_for_a_statement_to_be_confirmed_is_no_part_of_them(
    load: Callable[[str], Rubric], registry: Registry
) -> None:
    scorer = scorer_for(load("shenzhen-2020"), registry, statements=Statements.CONFIRM)
    assert Answers.of(scorer.lines, scorer.sources) is None
