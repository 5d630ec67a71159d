"""What may be done on the review page: which things are judged, which facts are corrected."""

from datetime import datetime
from decimal import Decimal

from attrs import evolve

from evalkit.facts.fact import Basis, Fact, FactDefinition, FactSheet
from evalkit.facts.unit import Unit
from evalkit.rendering.review.desk import Correctable, correctables, judgeables
from evalkit.rules.rule import Title
from evalkit.scoring.judgements import Judgement
from evalkit.scoring.scorecard import MissingItem, Scorecard
from evalkit.scoring.targets import Target


def test_everything_that_can_be_judged_is_there_with_how_it_is_judged() -> None:
    open_one = Target("benefits.social", Title("社会效益"), Decimal(4))
    done = Target("files", Title("档案"), Decimal(2))
    given = Judgement("files", Decimal(1), None, "缺一册", "评价员", datetime(2022, 3, 1))
    found = judgeables({each.address: each for each in (open_one, done)}, {"files": given})
    assert [(each.target, each.given) for each in found] == [(open_one, None), (done, given)]


def test_facts_that_were_used_or_are_missing_can_be_corrected(card: Scorecard, sheet: FactSheet) -> None:
    daily = Fact(
        "public_expense_actual",
        "日常公用经费决算数",
        Unit.MONEY,
        Decimal(6038300),
        Basis.FIGURE,
        step=Decimal(100),
    )
    definitions = {
        id: FactDefinition(id, title, unit)
        for id, title, unit in (
            ("public_expense_actual", "日常公用经费决算数", Unit.MONEY),
            ("petitions_received", "信访受理件数", Unit.COUNT),
            ("unheard_of", "没有用到的数", Unit.COUNT),
        )
    }
    wanting = evolve(
        card, missing=(MissingItem("petitions_received", Title("信访受理件数"), Decimal(1), "petitions"),)
    )
    found = correctables(
        wanting, evolve(sheet, facts={daily.id: daily}), definitions, {"public_expense_actual": "按决算报表"}
    )
    assert found == (
        Correctable(
            "public_expense_actual", "日常公用经费决算数", Unit.MONEY, "603.83", "万元", True, "按决算报表"
        ),
        Correctable("petitions_received", "信访受理件数", Unit.COUNT, "", "", False, ""),
    )
