"""Statements that are to be confirmed: what they alone would win waits, and nothing else does."""

from decimal import Decimal
from typing import Any

from evalkit.facts.fact import Basis
from evalkit.messages import plain
from evalkit.rubrics.rubric import Statements
from evalkit.rules.checklist import AnyOf, Bounded
from evalkit.rules.mean import Mean
from evalkit.scoring.scorecard import IndicatorResult


def _marks(result: IndicatorResult) -> tuple[str, str, str]:
    return plain(result.marks), plain(result.low), plain(result.high)


def _spent(kit: Any, spent: int, planned: int) -> tuple[Any, ...]:
    return kit.fact("travel_actual", spent), kit.fact("travel_budget", planned)


def test_under_confirm_only_what_statements_alone_would_win_waits(kit: Any) -> None:
    """A figure proves its own share of a mean, whatever else is only stated."""
    row = kit.row("mean", 2, Mean(("travel", "progress")))
    facts = (*_spent(kit, 4, 5), kit.fact("progress", "0.5", Basis.STATEMENT))
    card = kit.score([row], *facts, statements=Statements.CONFIRM)
    (result,) = card.dimensions[0].indicators
    assert (_marks(result), result.basis) == (("2", "0.8", "1.3"), Basis.FIGURE)
    assert result.missing == ("judgement:mean",)
    assert [plain(each.marks) for each in result.deductions] == ["0.2", "0.5"]
    assert (card.basis.figure, card.basis.statement) == (Decimal("0.8"), 0)


def test_under_confirm_a_figure_behind_a_statement_may_prove_it(kit: Any) -> None:
    row = kit.row("line", 2, AnyOf(("hotline_open", Bounded("travel", to=Decimal(1)))))
    facts = (kit.fact("hotline_open", True, Basis.STATEMENT), *_spent(kit, 9, 10))
    proven = kit.result(row, *facts, statements=Statements.CONFIRM)
    assert (_marks(proven), proven.basis) == (("2", "2", "2"), Basis.FIGURE)
    assert [each.fact for each in proven.inputs] == ["hotline_open", "travel_actual", "travel_budget"]
    facts = (kit.fact("hotline_open", True, Basis.STATEMENT), *_spent(kit, 11, 10))
    disproven = kit.result(row, *facts, statements=Statements.CONFIRM)
    assert (_marks(disproven), disproven.missing) == (("2", "0", "2"), ("judgement:line",))
