"""Words in the labels of tables: whose satisfaction, which vehicles."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from evalkit.facts.fact import FactSheet

Sheet = Callable[[str], FactSheet]
TITLE = "澜溪市园林局2023年度部门整体支出绩效自评报告\n\n"
HEAD = "三级指标|目标值|完成值\n"


@pytest.mark.parametrize("who", ["游客", "家长", "患者", "用户"])
def test_the_satisfaction_of_those_served_is_read(sheet: Sheet, who: str) -> None:
    found = sheet(f"{TITLE}{HEAD}{who}满意度|≥90%|92.15%\n")
    assert found.facts["satisfaction_rate"].value == Decimal("0.9215")


def test_two_groups_that_are_satisfied_differently_are_no_contradiction(sheet: Sheet) -> None:
    found = sheet(f"{TITLE}{HEAD}学生满意度|≥90%|92.15%\n家长满意度|≥90%|95.4%\n")
    assert found.facts["satisfaction_rate"].value == Decimal("0.9215")
    assert found.findings == ()


def test_the_satisfaction_of_all_goes_before_that_of_one_group(sheet: Sheet) -> None:
    found = sheet(f"{TITLE}{HEAD}学生满意度|≥90%|92.15%\n公众满意度|≥90%|95.4%\n")
    assert found.facts["satisfaction_rate"].value == Decimal("0.954")
    assert found.findings == ()


def test_two_satisfactions_of_all_contradict_each_other(sheet: Sheet) -> None:
    found = sheet(f"{TITLE}{HEAD}公众满意度|≥90%|92.15%\n\n经调查，公众满意度为95.4%。\n")
    assert [finding.kind.value for finding in found.findings] == ["conflict"]


@pytest.mark.parametrize("header", ["公车数量", "公务车数量", "公务用车数量"])
def test_vehicles_are_counted_below_their_header(sheet: Sheet, header: str) -> None:
    assert sheet(f"{TITLE}编制数|在职人数|{header}\n41|38|4\n").facts["vehicles_kept"].value == 4
