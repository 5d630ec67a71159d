"""A judgements file is read, or refused with everything that is wrong with it."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.errors import JudgementError, TomlError
from evalkit.messages import Lang
from evalkit.rubrics.rubric import Adjustment, AdjustmentKind, Rubric
from evalkit.rules.judgement import Judgement as AskedRule
from evalkit.rules.judgement import Tier
from evalkit.rules.rule import Title
from evalkit.scoring.judgements import Judgement, Signature, load_judgements

HEAD = f"""[judgements]
report = "{"ab" * 32}"
rubric = "small"
by = "评价员甲"
at = 2031-03-01

"""


@pytest.fixture(scope="session")
def rubric(kit: Any) -> Rubric:
    """Return a rubric with something of everything that can be judged."""
    nested = kit.row("inner", 2, parts=(kit.row("deep", 2, kit.ask()),))
    adjustments = [
        Adjustment(
            AdjustmentKind.BONUS, "extra", Title("加分"), "加分条款", each=Decimal(1), at_most=Decimal(3)
        ),
        Adjustment(AdjustmentKind.VETO, "fraud", Title("弄虚作假"), "否决条款"),
        Adjustment(AdjustmentKind.ROUNDING, "round", Title("取整"), "", places=0),
        Adjustment(
            AdjustmentKind.PENALTY,
            "late",
            Title("迟报"),
            "迟报条款",
            at_least=Decimal("0.5"),
            at_most=Decimal(2),
        ),
    ]
    made: Rubric = kit.rubric(
        kit.row("care", 5, parts=(kit.row("social", 3, kit.ask()), nested)),
        kit.row("order", 4, kit.violations(lose=Decimal(1))),
        kit.row(
            "money",
            2,
            parts=(kit.row("kept", 2, kit.stated("rules_kept")),),
            modifiers=(kit.violations(lose=Decimal(1)),),
        ),
        adjustments=tuple(adjustments),
    )
    return made


@pytest.fixture(scope="session")
def problems(rubric: Rubric) -> Callable[..., list[str]]:
    """Return the lines with which a file is refused."""

    def of(entries: str, head: str = HEAD) -> list[str]:
        with pytest.raises(JudgementError) as refused:
            load_judgements((head + entries).encode(), "j.toml", rubric, "ab" * 32)
        return refused.value.text(Lang.ZH).splitlines()

    return of


def _loaded(rubric: Rubric, entries: str, head: str = HEAD) -> dict[str, Judgement]:
    return dict(load_judgements((head + entries).encode(), "j.toml", rubric, "ab" * 32).entries)


def test_judgements_are_read_by_address(rubric: Rubric) -> None:
    text = """
[[judgement]]
indicator = "care"
item = "social"
marks = 2.5
reason = " 群众反映良好 "

[[judgement]]
indicator = "care"
item = "inner.deep"
marks = "1"
reason = "有佐证"
by = "评价员乙"
at = "2031-04-05T10:30:00+08:00"

[[judgement]]
indicator = "order"
count = 2
reason = "两起"
at = 2031-03-02T08:00:00

[[judgement]]
indicator = "money"
item = "then"
count = 0
reason = "没有"

[[judgement]]
indicator = "extra"
count = 1
reason = "一项"

[[judgement]]
indicator = "fraud"
count = 0
reason = "未发现"
"""
    first = datetime(2031, 3, 1)
    later = datetime(2031, 4, 5, 10, 30, tzinfo=timezone(timedelta(hours=8)))
    one, half = "评价员甲", Decimal("2.5")
    assert _loaded(rubric, text) == {
        "care.social": Judgement("care.social", half, None, "群众反映良好", one, first),
        "care.inner.deep": Judgement("care.inner.deep", Decimal(1), None, "有佐证", "评价员乙", later),
        "order": Judgement("order", None, 2, "两起", one, datetime(2031, 3, 2, 8)),
        "money.then": Judgement("money.then", None, 0, "没有", one, first),
        "extra": Judgement("extra", None, 1, "一项", one, first),
        "fraud": Judgement("fraud", None, 0, "未发现", one, first),
    }


def test_a_file_carries_its_digest(rubric: Rubric) -> None:
    data = HEAD.encode()
    assert load_judgements(data, "j.toml", rubric, "ab" * 32).sha256 == hashlib.sha256(data).hexdigest()


def test_an_entry_that_is_not_filled_in_judges_nothing(rubric: Rubric) -> None:
    assert _loaded(rubric, '[[judgement]]\nindicator = "order"\n# marks =\nreason = " "\n') == {}
    assert _loaded(rubric, "") == {}


def _entry(indicator: str, rest: str = "marks = 1", reason: str = 'reason = "有"') -> str:
    return f'[[judgement]]\nindicator = "{indicator}"\n{rest}\n{reason}\n'


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (
            _entry("order", "marks = 4.5"),
            "j.toml:9:9: judgement[1].marks: 4.5 分超出范围（可用：0 到 4）",
        ),
        (_entry("order", "marks = -1"), "j.toml:9:9: judgement[1].marks: -1 分超出范围（可用：0 到 4）"),
        (
            _entry("order", "marks = 1.12345678901"),
            "j.toml:9:9: judgement[1].marks: 1.12345678901 的小数位太多（可用：最多 10 位）",
        ),
        (_entry("order", "marks = 1e98"), "j.toml:9:9: judgement[1].marks: 1E+98 分超出范围（可用：0 到 4）"),
        (_entry("order", "count = -1"), "j.toml:9:9: judgement[1].count: 次数不能是 -1（可用：0 或更多）"),
        (_entry("fraud", "count = 2"), "j.toml:9:9: judgement[1].count: 次数不能是 2（可用：0 或 1）"),
        (_entry("fraud"), "j.toml:9:9: judgement[1].marks: 这里要写 count，不写 marks（可用：0 或 1）"),
        (
            _entry("late", "marks = 0.4"),
            "j.toml:9:9: judgement[1].marks: 不能给 0.4 分（可用：0，或 0.5 到 2）",
        ),
        (
            _entry("late", "marks = 2.5"),
            "j.toml:9:9: judgement[1].marks: 2.5 分超出范围（可用：0，或 0.5 到 2）",
        ),
        (_entry("extra", "marks = 4"), "j.toml:9:9: judgement[1].marks: 4 分超出范围（可用：0 到 3）"),
        (
            _entry("care", 'item = "social"\ncount = 1'),
            "j.toml:10:9: judgement[1].count: 这里要写 marks，不写 count（可用：0 到 3）",
        ),
        (
            _entry("order", "marks = 1\ncount = 1"),
            "j.toml:10:9: judgement[1].count: marks 与 count 只能写一个",
        ),
        (_entry("order", ""), "j.toml:7:1: judgement[1]: 写了理由，没有写 marks（可用：0 到 4）"),
        (_entry("fraud", ""), "j.toml:7:1: judgement[1]: 写了理由，没有写 count（可用：0 或 1）"),
        (_entry("order", reason='reason = " "'), "j.toml:10:10: judgement[1].reason: 没有写理由"),
        (_entry("order", reason=""), "j.toml:7:1: judgement[1].reason: 没有写理由"),
        (
            _entry("ordr"),
            (
                "j.toml:8:13: judgement[1].indicator: 评分标准中没有指标“ordr”，是不是“order”？"
                "（可用：care、order、money、extra、fraud、late）"
            ),
        ),
        (
            _entry("care", 'item = "sociall"\nmarks = 1'),
            (
                "j.toml:9:8: judgement[1].item: 指标“care”没有“sociall”这一项，是不是“social”？"
                "（可用：social、inner、inner.deep）"
            ),
        ),
        (
            _entry("round"),
            (
                "j.toml:8:13: judgement[1].indicator: 评分标准中没有指标“round”"
                "（可用：care、order、money、extra、fraud、late）"
            ),
        ),
        (
            _entry("order", "marks = 1\nat = 3"),
            "j.toml:10:6: judgement[1].at: 应为日期或日期时间或字符串，这里是整数 3",
        ),
        (
            _entry("order", 'marks = 1\nat = "昨天"'),
            "j.toml:10:6: judgement[1].at: “昨天”不是日期（可用：如 2025-03-01 或 2025-03-01T09:30:00）",
        ),
        (
            _entry("order", "mark = 1"),
            (
                "j.toml:9:1: judgement[1].mark: 不认识的键“mark”，是不是“marks”？"
                "（可用：indicator、item、marks、count、reason、by、at）"
            ),
        ),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(
    problems: Callable[..., list[str]], entry: str, problem: str
) -> None:
    assert problems(entry) == [problem]


def test_an_indicator_is_judged_once_and_not_together_with_its_items(
    problems: Callable[..., list[str]],
) -> None:
    item = _entry("care", 'item = "inner"\nmarks = 1')
    deep = _entry("care", 'item = "inner.deep"\nmarks = 1')
    assert problems(_entry("order") + _entry("order")) == [
        "j.toml:11:1: judgement[2]: “order”在第 7 行已经评过"
    ]
    assert problems(item + _entry("care")) == [
        "j.toml:12:1: judgement[2]: “care”与第 7 行的“care.inner”重复：指标和它的分项不能都评"
    ]
    assert problems(deep + item) == [
        "j.toml:12:1: judgement[2]: “care.inner”与第 7 行的“care.inner.deep”重复：指标和它的分项不能都评"
    ]


def test_all_problems_are_told_at_once(problems: Callable[..., list[str]]) -> None:
    found = problems(_entry("order", "marks = 9", "") + _entry("none") + "[[other]]\n")
    assert [line.split(": ")[0] for line in found] == [
        "j.toml:7:1",
        "j.toml:9:9",
        "j.toml:12:13",
        "j.toml:15:3",
    ]


def test_judgements_on_another_report_or_by_another_rubric_are_refused(
    problems: Callable[..., list[str]],
) -> None:
    other = HEAD.replace("ab" * 32, "12" * 32).replace('"small"', '"large"')
    assert problems("", other) == [
        (
            "j.toml:2:10: judgements.report: 评判针对的是另一份报告："
            "文件中的摘要为 121212121212…，本报告为 abababababab…"
        ),
        "j.toml:3:10: judgements.rubric: 评判针对的是另一个评分标准：文件中为“large”，本次为“small”",
    ]


def test_a_head_that_says_nothing_is_refused(problems: Callable[..., list[str]]) -> None:
    assert problems("", "[judgements]\n") == [
        "j.toml:1:1: judgements.report: 没有写明评判的是哪份报告",
        "j.toml:1:1: judgements.rubric: 没有写明按哪个评分标准评判",
    ]
    assert problems("", "") == ["j.toml:1:1: 缺少表 [judgements]"]
    assert problems("", "judgements = 1\n") == ["j.toml:1:14: judgements: 应为表，这里是整数 1"]
    assert problems("", f"judgement = 1\n{HEAD}") == ["j.toml:1:13: judgement: 应写成 [[judgement]]"]


def test_who_and_when_must_be_said_somewhere(problems: Callable[..., list[str]]) -> None:
    head = HEAD.replace('by = "评价员甲"\nat = 2031-03-01\n', "")
    assert problems(_entry("order"), head) == [
        "j.toml:5:1: judgement[1].by: 没有写由谁评判",
        "j.toml:5:1: judgement[1].at: 没有写何时评判",
    ]


def test_a_date_in_the_head_that_is_none_is_told_where_it_stands(problems: Callable[..., list[str]]) -> None:
    found = problems(_entry("order"), HEAD.replace("2031-03-01", '"2031 年"'))
    assert found == [
        "j.toml:5:6: judgements.at: “2031 年”不是日期（可用：如 2025-03-01 或 2025-03-01T09:30:00）"
    ]


def test_what_is_not_toml_is_refused(rubric: Rubric) -> None:
    with pytest.raises(TomlError):
        load_judgements(b"[judgements", "j.toml", rubric, "ab" * 32)


@given(marks=st.decimals(-10, 10, places=2))
def test_a_judgement_stays_within_the_marks(kit: Any, rubric: Rubric, marks: Decimal) -> None:
    text = _entry("order", f"marks = {marks}")
    if not 0 <= marks <= 4:
        with pytest.raises(JudgementError):
            _loaded(rubric, text)
        return
    judgements = load_judgements((HEAD + text).encode(), "j.toml", rubric, "ab" * 32)
    card = kit.score(rubric, judgements=judgements)
    result = card.dimensions[0].indicators[1]
    assert result.low == result.high == marks


TIERED = AskedRule(tiers=(Tier("好", Decimal(4)), Tier("一般", Decimal(2)), Tier("差", Decimal(0))))


def test_marks_between_the_tiers_are_refused_with_what_may_be_given(kit: Any) -> None:
    small = kit.rubric(kit.row("care", 4, TIERED))
    for marks in ("3", "5"):
        with pytest.raises(JudgementError) as refused:
            _loaded(small, _entry("care", f"marks = {marks}"))
        (line,) = refused.value.text(Lang.ZH).splitlines()
        assert line.endswith("（可用：好 4 分、一般 2 分、差 0 分）")
    assert _loaded(small, _entry("care", "marks = 2"))["care"].marks == 2


def test_without_a_report_to_expect_the_file_says_which_it_is_about(rubric: Rubric) -> None:
    head = HEAD.replace("ab" * 32, "cd" * 32)
    text = '[[judgement]]\nindicator = "order"\ncount = 2\nreason = "两起"\n'
    found = load_judgements((head + text).encode(), "j.toml", rubric, None)
    assert list(found.entries) == ["order"]


@pytest.mark.parametrize(
    ("report", "line"),
    [
        ("", "j.toml:2:10: judgements.report: 没有写明评判的是哪份报告"),
        (
            "AB",
            "j.toml:2:10: judgements.report: “AB”不是报告的摘要（可用：SHA-256，64 位小写十六进制）",
        ),
    ],
)
def test_a_file_that_names_no_report_is_refused_then_too(rubric: Rubric, report: str, line: str) -> None:
    head = HEAD.replace("ab" * 32, report)
    with pytest.raises(JudgementError) as refused:
        load_judgements(head.encode(), "j.toml", rubric, None)
    assert refused.value.text(Lang.ZH) == line


SIGNED = """[signed]
by = " 评价员甲 "
at = 2031-03-05T16:20:00+08:00
digest = "ef"
"""


def test_a_signature_is_read(rubric: Rubric) -> None:
    signature = load_judgements((HEAD + SIGNED).encode(), "j.toml", rubric, "ab" * 32).signature
    zone = timezone(timedelta(hours=8))
    assert signature == Signature("评价员甲", datetime(2031, 3, 5, 16, 20, tzinfo=zone), "ef")
    assert load_judgements(HEAD.encode(), "j.toml", rubric, "ab" * 32).signature is None


@pytest.mark.parametrize(
    ("written", "instead", "problem"),
    [
        ('by = " 评价员甲 "', 'by = " "', "j.toml:8:6: signed.by: 没有写由谁签字"),
        (
            "2031-03-05T16:20:00+08:00",
            '"三月五日"',
            "j.toml:9:6: signed.at: “三月五日”不是日期（可用：如 2025-03-01 或 2025-03-01T09:30:00）",
        ),
        ('digest = "ef"\n', "", "j.toml:7:1: signed: 缺少键“digest”"),
    ],
)
def test_half_a_signature_is_refused(
    problems: Callable[..., list[str]], written: str, instead: str, problem: str
) -> None:
    assert problems(SIGNED.replace(written, instead)) == [problem]
