"""The scorecard as a whole: what it is of, what it was made by, what it comes to."""

from decimal import Decimal
from typing import Any

from attrs import evolve

from evalkit.facts.fact import Basis, Finding, FindingKind
from evalkit.facts.unit import Unit
from evalkit.messages import Lang, say
from evalkit.rubrics.rubric import Grade, RubricDimension, Standing, Statements
from evalkit.rules.rule import Title
from evalkit.scoring.scorecard import PluginIdentity, ReportIdentity, RubricIdentity


def test_a_scorecard_says_what_it_is_of_and_what_it_was_made_by(kit: Any) -> None:
    document = kit.document("工单 3 件。", name="甲.txt")
    sheet = kit.sheet(documents=(document,), supplied_sha256="77" * 32)
    rubric = kit.rubric(kit.row("care", 1, kit.ask()))
    plugins = [PluginIdentity("small", "1.2")]
    fault = say("某插件不可用", "a plugin is not there")
    card = kit.score(rubric, sheet=sheet, plugins=plugins, faults=[fault], version="9.9")
    assert card.report == ReportIdentity("某局", 2031, kit.report, {"甲.txt": "cd" * 32})
    assert card.rubric == RubricIdentity(
        "small", Title("小标准"), "1", Standing.EXAMPLE, "ef" * 32, Statements.ACCEPTED
    )
    assert (card.evalkit, card.plugins, card.faults) == ("9.9", tuple(plugins), (fault,))
    assert (card.judgements_sha256, card.supplied_sha256) == (None, "77" * 32)


def test_a_scorecard_says_by_which_policy_statements_counted(kit: Any) -> None:
    rubric = kit.rubric(kit.row("care", 1, kit.ask()), statements=Statements.CONFIRM)
    assert kit.score(rubric).rubric.statements is Statements.CONFIRM
    accepted = kit.score(rubric, statements=Statements.ACCEPTED)
    assert accepted.rubric.statements is Statements.ACCEPTED


def test_the_reports_own_total_stands_beside(kit: Any) -> None:
    row = kit.row("care", 1, kit.ask())
    assert kit.score([row]).self_score is None
    stated = evolve(kit.fact("progress", "96.5"), id="self_score", unit=Unit.SCORE)
    assert kit.score([row], stated).self_score == Decimal("96.5")


def test_dimensions_are_the_sums_of_their_indicators(kit: Any) -> None:
    rubric = kit.rubric(kit.row("a", 2, kit.share("progress")), kit.row("b", 3, kit.ask()))
    first, second = rubric.dimensions[0].indicators
    dimensions = (
        RubricDimension("one", Title("一"), Decimal(2), (first,)),
        RubricDimension("two", Title("二"), Decimal(3), (second,)),
    )
    card = kit.score(evolve(rubric, dimensions=dimensions), kit.fact("progress", "0.5"))
    sums = [(each.id, each.marks, each.awarded, each.low, each.high) for each in card.dimensions]
    assert sums == [("one", 2, 1, 1, 1), ("two", 3, 0, 0, 3)]
    assert (card.marks, card.low, card.high) == (Decimal(5), Decimal(1), Decimal(4))


def test_a_grade_is_given_only_when_nothing_can_change_it(kit: Any) -> None:
    grades = (Grade(Title("优"), Decimal(9)), Grade(Title("良"), Decimal(8)), Grade(Title("差"), Decimal(0)))
    rows = [kit.row("a", 9, kit.share("progress")), kit.row("b", 1, kit.ask())]
    rubric = kit.rubric(*rows, grades=grades)
    sure = kit.score(rubric, kit.fact("progress", 1))
    assert (sure.grade, sure.possible_grades) == (Title("优"), ())
    unsure = kit.score(rubric, kit.fact("progress", "0.9"))
    assert (unsure.grade, unsure.possible_grades) == (None, (Title("良"), Title("优")))
    judged = kit.score(rubric, kit.fact("progress", "0.9"), judgements=kit.judgements(b="0.5"))
    assert (judged.grade, judged.possible_grades) == (Title("良"), ())


def test_the_marks_are_told_by_what_they_rest_on(kit: Any) -> None:
    rows = [
        kit.row("figure", 1, kit.share("progress")),
        kit.row("claim", 2, kit.share("travel")),
        kit.row("statement", 3, kit.stated("hotline_open")),
        kit.row("supplied", 4, kit.stated("rules_kept")),
        kit.row("judgement", 5, kit.ask()),
        kit.row("open", 6, kit.ask()),
    ]
    card = kit.score(
        rows,
        kit.fact("progress", 1),
        kit.fact("travel_rate", "0.75", Basis.CLAIM),
        kit.fact("hotline_open", True, Basis.STATEMENT),
        kit.fact("rules_kept", True, Basis.SUPPLIED, ()),
        judgements=kit.judgements(judgement="2"),
    )
    basis = card.basis
    assert (basis.figure, basis.claim, basis.statement) == (1, Decimal("1.5"), 3)
    assert (basis.supplied, basis.judgement) == (4, 2)
    assert card.awarded == Decimal("11.5")


def test_findings_of_the_report_come_first(kit: Any) -> None:
    known = Finding(FindingKind.SUM, ("orders_all",), say("合计不符", "the sum differs"), ())
    sheet = kit.sheet(
        kit.fact("travel_rate", "0.5", Basis.CLAIM),
        kit.fact("travel_actual", 9, Basis.SUPPLIED, ()),
        kit.fact("travel_budget", 10, Basis.SUPPLIED, ()),
        findings=(known,),
    )
    card = kit.score([kit.row("travel", 2, kit.share("travel"))], sheet=sheet)
    assert [each.message.text(Lang.ZH) for each in card.findings] == [
        "合计不符",
        "按补充的数据，差旅费控制率为 90.00%，报告自述为 50.00%；按补充的数据计分",
    ]


def test_a_measure_whose_plugin_is_not_there_costs_its_indicator(kit: Any) -> None:
    rows = [kit.row("wind", 2, kit.share("wind_speed")), kit.row("a", 1, kit.share("progress"))]
    card = kit.score(rows, kit.fact("progress", 1))
    assert (card.low, card.high) == (1, 3)
    assert card.dimensions[0].indicators[0].fault.text(Lang.EN) == (
        "there is no measure or fact wind_speed: the plugin that gives it is not loaded"
    )
