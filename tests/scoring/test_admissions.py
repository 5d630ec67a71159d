"""The report's own admissions, matched with the deductions."""

from decimal import Decimal
from typing import Any

import pytest

from evalkit.facts.fact import Basis
from evalkit.scoring.scorecard import AdmissionStatus, Scorecard


def _card(kit: Any, *admissions: str, spent: int = 9954) -> Scorecard:
    document = kit.document(*admissions)
    rows = [
        kit.row("travel", 4, kit.share("travel"), title="差旅费控制情况"),
        kit.row(
            "procurement",
            4,
            title="政府采购执行情况",
            parts=(
                kit.row("rate", 2, kit.share("orders"), title="政府采购执行率"),
                kit.row("policy", 2, kit.stated("hotline_open"), title="采购政策落实"),
            ),
        ),
        kit.row("budget", 4, kit.share("progress"), title="预算执行率", admitted_by=("支出进度",)),
        kit.row("targets", 4, kit.ask(), title="目标明确性", admitted_by=("目标值",)),
    ]
    facts = [
        kit.fact("travel_actual", spent),
        kit.fact("travel_budget", 10000),
        kit.fact("orders_closed", 7),
        kit.fact("orders_all", 8),
        kit.fact("hotline_open", False, Basis.STATEMENT),
        kit.fact("progress", "0.8"),
    ]
    evidence = [kit.evidence(quote, document) for quote in admissions]
    sheet = kit.sheet(*facts, admissions=tuple(evidence), documents=(document,))
    card: Scorecard = kit.score(rows, sheet=sheet)
    return card


def _admitted(card: Scorecard) -> dict[str, list[bool]]:
    return {
        result.id: [deduction.admitted for deduction in result.deductions]
        for result in card.dimensions[0].indicators
    }


@pytest.mark.parametrize(
    ("quote", "about"),
    [
        ("差旅费 控制还不够严。", ["travel"]),
        ("提高政府采购执行率。今后加强动态管理。", ["procurement"]),
        ("部门预算执行偏慢。", ["budget"]),
        ("政府采购预算执行偏慢。", []),
        ("全年支出进度不均衡。", ["budget"]),
        ("部分目标值不够量化。", ["targets"]),
        ("人手紧张。", []),
        ("下一步加快支出进度。", []),
        ("差旅费控制不严；预算执行不快。", ["travel", "budget"]),
    ],
)
def test_a_passage_is_about_what_it_mentions(kit: Any, quote: str, about: list[str]) -> None:
    (admission,) = _card(kit, quote).admitted
    assert list(admission.indicators) == about
    assert admission.evidence.quote == quote


def test_what_stands_directly_before_says_what_is_meant(kit: Any) -> None:
    rows = [
        kit.row("procurement", 4, kit.ask(), title="采购", admitted_by=("政府采购",)),
        kit.row("budget", 4, kit.ask(), title="预算执行率"),
    ]
    for quote, about in (
        ("政府采购预算执行率偏低。", ("procurement",)),
        ("政府采购和预算执行率偏低。", ("procurement", "budget")),
    ):
        evidence = kit.evidence(quote)
        (admission,) = kit.score(rows, sheet=kit.sheet(admissions=(evidence,))).admitted
        assert admission.indicators == about


def test_a_printed_rate_tells_which_indicator_is_meant(kit: Any) -> None:
    (admission,) = _card(kit, "差旅支出达到预算的 99.54%，超过了目标。").admitted
    assert (admission.indicators, admission.status) == (("travel",), AdmissionStatus.DEDUCTED)


@pytest.mark.parametrize("quote", ["达到 80% 的项目不多。", "全部为 100%。", "达到 99.5 的不多。"])
def test_a_number_that_could_be_any_tells_nothing(kit: Any, quote: str) -> None:
    (admission,) = _card(kit, quote).admitted
    assert admission.indicators == ()


def test_a_rate_of_several_indicators_tells_nothing(kit: Any) -> None:
    (admission,) = _card(kit, "只有 87.50%。", spent=8750).admitted
    assert admission.indicators == ()


def test_a_deduction_is_admitted_when_a_passage_is_about_its_own_part(kit: Any) -> None:
    card = _card(kit, "政府采购执行率偏低。")
    assert _admitted(card) == {
        "travel": [False],
        "procurement": [True, False],
        "budget": [False],
        "targets": [],
    }


def test_a_passage_about_an_indicator_is_about_all_its_parts(kit: Any) -> None:
    row = kit.row(
        "care",
        2,
        title="群众工作",
        parts=(
            kit.row("a", 1, kit.stated("hotline_open"), title="甲"),
            kit.row("b", 1, kit.ask(), title="乙"),
        ),
        admitted_by=("群众",),
    )
    sheet = kit.sheet(
        kit.fact("hotline_open", False, Basis.STATEMENT), admissions=(kit.evidence("联系群众不够。"),)
    )
    (result,) = kit.score([row], sheet=sheet).dimensions[0].indicators
    assert [deduction.admitted for deduction in result.deductions] == [True]


def test_admitted_but_not_deducted(kit: Any) -> None:
    (one, other) = _card(kit, "部分目标值不够量化。", "差旅费控制不严。").admitted
    assert (one.status, other.status) == (AdmissionStatus.NOT_DEDUCTED, AdmissionStatus.DEDUCTED)


def test_a_report_without_admissions_admits_nothing(kit: Any) -> None:
    card = _card(kit)
    assert card.admitted == ()
    assert not any(any(each) for each in _admitted(card).values())
    assert card.awarded == Decimal("8.9316")
