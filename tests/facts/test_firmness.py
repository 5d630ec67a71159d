"""Which readings contradict each other: those that speak plainly of the same whole."""

from collections.abc import Callable

import pytest

from evalkit.facts.fact import FactSheet, FindingKind

Sheet = Callable[[str], FactSheet]

TITLE = "青禾市城乡事务局2021年度部门整体支出绩效自评报告"


def conflicts(sheet: Sheet, *paragraphs: str) -> set[str]:
    """Return the facts that a report of `paragraphs` is said to give two values."""
    found = sheet("\n\n".join((TITLE, *paragraphs)) + "\n").findings
    return {id for each in found if each.kind is FindingKind.CONFLICT for id in each.facts}


@pytest.mark.parametrize(
    ("fact", "first", "second"),
    [
        ("three_public_actual", "“三公”经费支出8.34万元。", "全年“三公”经费支出8.43万元虽有下降，仍需控制。"),
        (
            "expenditure_actual",
            "全年支出决算512.6万元。",
            "2021年支出决算数521.6万元，与年初预算有一定偏离。",
        ),
        ("budget_completion_rate", "全年预算执行率97.35%。", "全年预算执行率97.53%，仍有提升空间。"),
        ("procurement_execution_rate", "政府采购执行率92.18%。", "三是采购完成率92.81%，仍需提高。"),
        ("budget_initial", "年初部门预算318万元。", "2021年部门年初预算381万元的编制不够精准。"),
    ],
)
def test_a_problem_that_repeats_a_figure_otherwise_contradicts_it(
    sheet: Sheet, fact: str, first: str, second: str
) -> None:
    assert conflicts(sheet, "二、资金情况", first, "五、存在的问题", second) == {fact}


@pytest.mark.parametrize(
    "text",
    [
        "离退休人员33人（离休2人、退休31人）。",
        "在职在编48人（局机关18人、二级单位30人）。",
        "收到来信来访71件次，其中来信20件、来访51件次。",
        "全县“三公”经费支出1,350万元。我局“三公”经费支出8.4万元。",
        "出院患者满意度96.1%，职工满意度88.4%，综合满意度为93.2%。",
        "群众满意度95.2%。承办热线工单418件，满意率98.1%。",
        "社会公众对我局工作的满意度为92.8%；经营主体对登记服务的满意率为97.9%。",
        "区级民生实事共12项，我局负责3项。",
        "基本支出调整预算90万元。基本支出86万元，与调整预算基本持平。",
        "收到信访件53件，办结52件，办结率98.11%，没有超期件。",
    ],
)
def test_parts_other_groups_and_wider_figures_contradict_nothing(sheet: Sheet, text: str) -> None:
    assert conflicts(sheet, text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "全年收到群众信访件58件（来信11件、来访47件）。",
        "收入决算905.6万元，其中财政拨款收入811.2万元。",
        "2021年“三公”经费支出18.2万元，同比下降9.1%。2022年“三公”经费预算再压减5%。",
    ],
)
def test_a_part_named_at_once_and_a_year_to_come_contradict_nothing(sheet: Sheet, text: str) -> None:
    assert conflicts(sheet, "二、资金情况", text) == set()
