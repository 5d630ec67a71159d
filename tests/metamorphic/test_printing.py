"""However a number is printed, it is the same number: facts and marks do not move.

The report below is written with blanks. A blank ⟦m 1280.5⟧ is money in 万元, ⟦r 98.5⟧ a percentage and
⟦n 36⟧ a count; every test prints them in its own way.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit import Registry, load_plugins, score_sheet
from evalkit.documents.plain.text import read_text
from evalkit.facts.extraction import extract
from evalkit.facts.fact import FactSheet
from evalkit.journey import find_rubric

REPORT = """白鹭洲市园林管理局2021年度部门整体支出绩效自评报告

一、部门概况
我局编制⟦n 86⟧名，年末实有在职人员⟦n 79⟧人，离退休人员⟦n 21⟧人。

二、预算执行情况
年初预算⟦m 4280.5⟧万元，调整预算数⟦m 4615.3⟧万元，支出决算⟦m 4431.02⟧万元，预算执行率⟦r 96.01⟧。
其中基本支出⟦m 1860.44⟧万元，项目支出⟦m 2570.58⟧万元。
基本支出中，人员经费支出⟦m 1630.2⟧万元，日常公用经费支出⟦m 230.24⟧万元。
日常公用经费预算数⟦m 245.6⟧万元。
年末结转结余⟦m 184.28⟧万元，年初结转结余⟦m 92.6⟧万元。

三、“三公”经费
全年“三公”经费预算⟦m 38.5⟧万元，决算⟦m 31.72⟧万元，上年决算⟦m 33.9⟧万元。
公务接待费决算⟦m 4.31⟧万元，公务用车运行维护费决算⟦m 27.41⟧万元，因公出国（境）费决算⟦m 0⟧万元。

四、政府采购
政府采购预算⟦m 1320⟧万元，实际采购金额⟦m 1187.36⟧万元。

五、资产管理
固定资产总额⟦m 6204.8⟧万元，在用固定资产⟦m 5987.15⟧万元，固定资产利用率⟦r 96.49⟧。

六、履职情况
年度重点工作任务⟦n 18⟧项，完成⟦n 17⟧项。全年安排预算项目⟦n 45⟧个，按期完成⟦n 43⟧个。
全年收到群众信访件⟦n 264⟧件，答复⟦n 261⟧件。
社会公众满意度为⟦r 93.75⟧。
"""

_BLANK = re.compile(r"⟦([mrn]) ([0-9.]+)⟧(万元)?")
_RUBRICS = ("shenzhen-2020", "four-e")

Printer = Callable[[str, Decimal], str]


@cache
def registry() -> Registry:
    return load_plugins()


def written(printer: Printer) -> str:
    """Return the report with every blank as `printer`, given its kind and number, prints it."""
    return _BLANK.sub(lambda blank: printer(blank[1], Decimal(blank[2])), REPORT)


def usual(kind: str, number: Decimal) -> str:
    return f"{number}{ {'m': '万元', 'r': '%', 'n': ''}[kind] }"


def read(text: str) -> FactSheet:
    return extract([read_text("report.txt", text.encode())], registry().catalogue)


def values(sheet: FactSheet) -> dict[str, object]:
    return {id: fact.value for id, fact in sheet.facts.items()}


def marks(sheet: FactSheet) -> list[tuple[str, Decimal, Decimal]]:
    cards = [
        score_sheet(sheet, find_rubric(rubric, sheet, registry()).value.rubric, registry())
        for rubric in _RUBRICS
    ]
    return [
        (indicator.id, indicator.low, indicator.high)
        for card in cards
        for dimension in card.dimensions
        for indicator in dimension.indicators
    ]


def assert_same(text: str) -> None:
    """Check that `text` gives the facts and marks of the report as it is usually printed."""
    plain, other = read(written(usual)), read(text)
    assert values(other) == values(plain)
    assert other.department == plain.department and other.year == plain.year == 2021
    assert marks(other) == marks(plain)
    assert other.findings == plain.findings == ()


def test_the_report_is_read_to_begin_with() -> None:
    blanks = len(_BLANK.findall(REPORT))
    found = values(read(written(usual)))
    numbers = [value for value in found.values() if isinstance(value, Decimal)]
    assert len(numbers) == blanks
    assert found["expenditure_actual"] == Decimal(44310200)
    assert found["satisfaction_rate"] == Decimal("0.9375")


# ---------------------------------------------------------------- units

_UNITS = {"元": 0, "千元": 3, "万元": 4, "百万元": 6, "亿元": 8}


def _in(unit: str, wan: Decimal) -> str:
    return f"{wan.scaleb(4 - _UNITS[unit]).normalize():f}{unit}"


@settings(max_examples=25)
@given(data=st.data())
def test_units_may_be_mixed(data: st.DataObject) -> None:
    def mixed(kind: str, number: Decimal) -> str:
        if kind != "m":
            return usual(kind, number)
        return _in(data.draw(st.sampled_from(sorted(_UNITS))), number)

    assert_same(written(mixed))


# ---------------------------------------------------------------- separators and widths


def _grouped(number: Decimal, separator: str) -> str:
    return f"{number:,f}".replace(",", separator)


@settings(max_examples=25)
@given(data=st.data())
def test_separators_and_widths_may_be_mixed(data: st.DataObject) -> None:
    wide = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}

    def mixed(kind: str, number: Decimal) -> str:
        if kind == "m":
            yuan = data.draw(st.booleans())
            amount = (number * 10000).normalize() if yuan else number
            shown = _grouped(Decimal(f"{amount:f}"), data.draw(st.sampled_from(["", ",", "，"])))
            shown += "元" if yuan else "万元"
        else:
            shown = usual(kind, number)
        return shown.translate(wide) if data.draw(st.booleans()) else shown

    assert_same(written(mixed))


# ---------------------------------------------------------------- Chinese numerals

_DIGITS = "零一二三四五六七八九"
_BANKERS = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def _below_ten_thousand(number: int) -> str:
    text = ""
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            text += _DIGITS[digit] + name
        elif text and number and not text.endswith("零"):
            text += "零"
    return text


def spoken(number: int) -> str:
    """Return a whole number below 10¹² as it is said in Chinese."""
    if not number:
        return "零"
    text, gap = "", False
    for place, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group, number = divmod(number, place)
        if group:
            text += ("零" if text and (gap or group < 1000) else "") + _below_ten_thousand(group) + name
            gap = False
        elif text:
            gap = True
    return text


def _percent(number: Decimal) -> str:
    whole, _, rest = f"{number.normalize():f}".partition(".")
    return (
        "百分之" + spoken(int(whole)) + ("点" + "".join(_DIGITS[int(each)] for each in rest) if rest else "")
    )


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "零"),
        (17, "一十七"),
        (1002, "一千零二"),
        (10_0010, "一十万零一十"),
        (4280_5000, "四千二百八十万五千"),
        (1_0000_0300, "一亿零三百"),
    ],
)
def test_numbers_are_said_as_people_say_them(number: int, said: str) -> None:
    assert spoken(number) == said


@settings(max_examples=25)
@given(data=st.data())
def test_numbers_may_be_spelt_out(data: st.DataObject) -> None:
    def mixed(kind: str, number: Decimal) -> str:
        if not data.draw(st.booleans()):
            return usual(kind, number)
        if kind == "r":
            return _percent(number)
        if kind == "n":
            return spoken(int(number))
        said = spoken(int(number * 10000)) + "元"
        return said.translate(_BANKERS) if data.draw(st.booleans()) else said

    assert_same(written(mixed))


# ---------------------------------------------------------------- characters


def test_traditional_characters_are_read() -> None:
    text = opencc.OpenCC("s2t").convert(written(usual))
    plain = read(written(usual))
    other = read(text)
    assert "預算" in text
    assert values(other) == values(plain)
    assert marks(other) == marks(plain)
    for fact in other.facts.values():
        assert all(text[each.start : each.end] == each.quote for each in fact.evidence)


@settings(max_examples=15)
@given(data=st.data())
def test_traditional_and_simplified_lines_may_be_mixed(data: st.DataObject) -> None:
    converter = opencc.OpenCC("s2t")
    lines = written(usual).splitlines(keepends=True)
    mixed = [converter.convert(line) if data.draw(st.booleans()) else line for line in lines]
    assert_same("".join(mixed))
