"""The judgements file to fill in: valid as it is written, and it works once it is filled in."""

import re
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from evalkit.errors import TomlError
from evalkit.facts.fact import Basis
from evalkit.rubrics.rubric import Adjustment, AdjustmentKind, Rubric, Statements
from evalkit.rules.judgement import Judgement as AskedRule
from evalkit.rules.judgement import Range, Tier
from evalkit.rules.rule import Title
from evalkit.scoring.judgements import Judgements, load_judgements
from evalkit.scoring.template import judgements_template

EXPECTED = f"""\
[judgements]
report = "{"ab" * 32}"
rubric = "small"
# by = "评价员姓名"
# at = 2025-01-31

# ──── 群众工作（care，满分 5 分）
# 条款：酌情计分
# 报告中的相关内容：
#   report.txt 第 2 行：
#     群众送来锦旗。
[[judgement]]
indicator = "care"
# marks =   # 0 到 5
# reason = ""

# ──── 差旅费（money.travel，满分 2 分）
# 条款：总条款
# 缺少：差旅费支出、差旅费预算
[[judgement]]
indicator = "money"
item = "travel"
# marks =   # 0 到 2
# reason = ""

# ──── 资金：后续扣分（money.then）
# 条款：总条款
# 缺少：违规次数
[[judgement]]
indicator = "money"
item = "then"
# count =   # 次数，每次 0.5 分
# reason = ""

# ──── 编制规范（order，满分 4 分）
# 条款：条款 order
[[judgement]]
indicator = "order"
# marks =   # 0 到 4
# count =   # 或者只填次数，每次 1 分
# reason = ""

# ──── 加分（extra，满分 3 分）
# 条款：加分条款
[[judgement]]
indicator = "extra"
# marks =   # 0 到 3
# reason = ""

# ──── 弄虚作假（fraud）
# 条款：否决条款
[[judgement]]
indicator = "fraud"
# count =   # 适用填 1，不适用填 0
# reason = ""
"""


@pytest.fixture(scope="module")
def rubric(kit: Any) -> Rubric:
    """Return a rubric with something of everything that can be open."""
    parts = (
        kit.row("travel", 2, kit.share("travel"), title="差旅费", clause=""),
        kit.row("kept", 1, kit.stated("rules_kept"), title="规范", clause=""),
    )
    adjustments = (
        Adjustment(AdjustmentKind.BONUS, "extra", Title("加分"), "加分条款", at_most=Decimal(3)),
        Adjustment(AdjustmentKind.VETO, "fraud", Title("弄虚作假"), "否决条款"),
    )
    made: Rubric = kit.rubric(
        kit.row("care", 5, kit.ask(), title="群众工作", clause="酌情计分", passages=("群众",)),
        kit.row(
            "money",
            3,
            title="资金",
            clause="总条款",
            parts=parts,
            modifiers=(kit.violations(lose=Decimal("0.5"), count="breaches"),),
        ),
        kit.row("order", 4, kit.violations(lose=Decimal(1)), title="编制规范"),
        kit.row("line", 1, kit.stated("hotline_open"), title="热线"),
        adjustments=adjustments,
    )
    return made


@pytest.fixture(scope="module")
def template(kit: Any, rubric: Rubric) -> str:
    """Return the template for a report that leaves most of it open."""
    return judgements_template(_card(kit, rubric), rubric)


def _card(
    kit: Any, rubric: Rubric, judgements: Judgements | None = None, pages: tuple[int, ...] = (), **more: Any
) -> Any:
    document = evolve(kit.document("#一、群众评价", "群众送来锦旗。"), page_starts=pages)
    facts = (kit.fact("rules_kept", True, Basis.STATEMENT), kit.fact("hotline_open", True, Basis.STATEMENT))
    sheet = kit.sheet(*facts, documents=(document,))
    return kit.score(rubric, sheet=sheet, judgements=judgements, **more)


def _load(text: str, rubric: Rubric) -> Judgements:
    return load_judgements(text.encode(), "j.toml", rubric, "ab" * 32)


def test_everything_open_has_an_entry(template: str) -> None:
    header, body = template.split("\n\n", 1)
    assert header.startswith("# 评判文件：")
    assert body == EXPECTED


def test_passages_of_a_paged_report_are_told_by_the_line_on_the_page(kit: Any, rubric: Rubric) -> None:
    second = kit.document("#一、群众评价", "群众送来锦旗。").text.index("群众送来")
    template = judgements_template(_card(kit, rubric, pages=(0, second)), rubric)
    assert "#   report.txt 第 2 页第 1 行：\n#     群众送来锦旗。" in template


def test_untouched_it_is_valid_and_judges_nothing(kit: Any, rubric: Rubric, template: str) -> None:
    judgements = _load(template, rubric)
    assert judgements.entries == {}
    untouched, without = _card(kit, rubric, judgements), _card(kit, rubric)
    assert (untouched.low, untouched.high, untouched.missing) == (without.low, without.high, without.missing)


def _filled(template: str) -> str:
    """Return `template` as an evaluator fills it in: counts where only a count is asked for, else marks."""
    text = template.replace('# by = "评价员姓名"', 'by = "评价员甲"').replace("# at =", "at =")
    text = re.sub(r"# marks =  (.*)\n# count =.*", r"marks = 1\1", text)
    text = re.sub(r"# (marks|count) =  ", r"\1 = 1", text)
    return text.replace('# reason = ""', 'reason = "看过佐证"')


def test_filled_in_it_decides_all(kit: Any, rubric: Rubric, template: str) -> None:
    judgements = _load(_filled(template), rubric)
    assert sorted(judgements.entries) == ["care", "extra", "fraud", "money.then", "money.travel", "order"]
    veto = _card(kit, rubric, judgements)
    assert (veto.low, veto.high, veto.missing) == (0, 0, ())
    spared = _load(_filled(template).replace("count = 1 # 适用", "count = 0 # 适用"), rubric)
    card = _card(kit, rubric, spared)
    assert (card.low, card.high, card.missing) == (Decimal("5.5"), Decimal("5.5"), ())


def test_an_entry_that_is_uncommented_and_left_empty_is_refused_with_its_line(
    rubric: Rubric, template: str
) -> None:
    text = template.replace("# marks =   # 0 到 5", "marks =   # 0 到 5")
    with pytest.raises(TomlError) as refused:
        _load(text, rubric)
    line = text[: text.index("\nmarks =")].count("\n") + 2
    assert refused.value.problems[0].line == line


def test_a_template_for_a_settled_card_has_no_entries(kit: Any, rubric: Rubric) -> None:
    small = kit.rubric(kit.row("line", 1, kit.stated("hotline_open")))
    assert "[[judgement]]" not in judgements_template(_card(kit, small), small)
    confirmed = judgements_template(_card(kit, small, statements=Statements.CONFIRM), small)
    assert 'indicator = "line"' in confirmed


def test_whatever_a_report_says_stays_in_its_comment(kit: Any) -> None:
    wild = '锦旗\u2028marks = 9\x0b[[judgement]]\x7f\ud800"""' + "群众" * 400
    document = kit.document("#一、群众\t评价", wild, name='a\nb"\ud800.txt')
    row = kit.row("care", 5, kit.ask(), title="群众\r\n工作", clause="甲\n乙", passages=("群众",))
    rubric = kit.rubric(row)
    card = kit.score(rubric, sheet=kit.sheet(documents=(document,)))
    text = judgements_template(card, rubric)
    assert _load(text, rubric).entries == {}
    assert "……（全文见报告）" in text
    assert all(line.startswith("#") for line in text.splitlines() if "锦旗" in line or "工作" in line)


def test_what_broke_and_what_no_count_settles_is_judged_as_a_whole(kit: Any) -> None:
    parts = (kit.row("line", 2, kit.stated("hotline_open")), kit.row("care", 2, kit.ask()))
    row = kit.row("order", 4, parts=parts, modifiers=(kit.share("travel"),))
    rubric = kit.rubric(row, kit.row("bad", 1, kit.says(ValueError("no"))))
    text = judgements_template(kit.score(rubric, kit.fact("hotline_open", True)), rubric)
    heads = re.findall(r"──── .*（([a-z.]+)，满分 ([0-9]+) 分）", text)
    assert heads == [("order.care", "2"), ("order", "4"), ("bad", "1")]


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (AskedRule(range=Range(Decimal(1), step=Decimal("0.5"))), "# marks =   # 1 到 4，以 0.5 为一档"),
        (AskedRule(tiers=(Tier("好", Decimal(4)), Tier("差", Decimal(0)))), "# marks =   # 好 4 分、差 0 分"),
    ],
)
def test_the_template_shows_which_marks_may_be_given(kit: Any, rule: AskedRule, line: str) -> None:
    small = kit.rubric(kit.row("care", 4, rule))
    assert line in judgements_template(_card(kit, small), small).splitlines()
