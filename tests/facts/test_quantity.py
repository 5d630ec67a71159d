"""Quantities: every notation gives the same value, unit and step, each once and in order."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.normal import normal
from evalkit.facts.nouns import COUNTS, MONEY
from evalkit.facts.quantity import Quantity, rescaled, scan
from evalkit.facts.unit import Unit

_DIGITS = "零一二三四五六七八九"
_WIDE = str.maketrans("0123456789.%-", "０１２３４５６７８９．％－")


def _only(text: str) -> Quantity:
    found = scan(text)
    assert len(found) == 1, (text, found)
    return found[0]


def _grouped(whole: int, comma: str) -> str:
    return f"{whole:,}".replace(",", comma)


# ---------------------------------------------------------------- round trips


@given(
    whole=st.integers(0, 10**9),
    fraction=st.text("0123456789", max_size=4),
    separator=st.sampled_from(["", ",", "，"]),
    wide=st.booleans(),
    noun=st.sampled_from([*MONEY, "%", "‰", "个百分点", "件", "人次", "分"]),
    negative=st.booleans(),
)
def test_a_printed_number_reads_the_same_in_every_notation(
    whole: int, fraction: str, separator: str, wide: bool, noun: str, negative: bool
) -> None:
    printed = _grouped(whole, separator) + (f".{fraction}" if fraction else "")
    printed = ("-" if negative else "") + printed
    text = normal(f"金额{printed.translate(_WIDE) if wide else printed}{noun}。")
    found = _only(text)
    factor = {"%": Decimal("0.01"), "‰": Decimal("0.001"), "个百分点": Decimal("0.01")}.get(
        noun
    ) or MONEY.get(noun, Decimal(1))
    value = Decimal(f"{whole}.{fraction}" if fraction else whole) * factor
    assert found.value == (-value if negative else value)
    assert found.step == Decimal(1).scaleb(-len(fraction)) * factor
    assert found.noun == noun
    assert text[found.start : found.end] == normal(printed) + noun
    assert not found.approximate
    assert found.high is None


@given(st.integers(1, 99), st.sampled_from([*COUNTS, "元"]), st.sampled_from(["", "万", "亿"]))
def test_a_spoken_number_reads_like_the_printed_one(number: int, noun: str, myriad: str) -> None:
    tens, ones = divmod(number, 10)
    said = (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
    spoken, printed = scan(f"共有{said}{myriad}{noun}。"), scan(f"共有{number}{myriad}{noun}。")
    if said + myriad + noun in ("十分", "一起", "一种", "一类", "一套"):
        assert not spoken
        return
    assert [(each.value, each.unit) for each in spoken] == [(each.value, each.unit) for each in printed]


@given(st.integers(0, 99), st.integers(0, 99))
def test_percentages_in_words(whole: int, fraction: int) -> None:
    tens, ones = divmod(whole, 10)
    said = (
        "零"
        if not whole
        else (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
    )
    parts = "".join(_DIGITS[int(digit)] for digit in f"{fraction:02d}")
    found = _only(f"完成百分之{said}点{parts}。")
    assert found.value == Decimal(f"{whole}.{fraction:02d}") / 100
    assert (found.unit, found.noun, found.step) == (Unit.RATIO, "%", Decimal("0.0001"))


@given(st.text("0123456789,，.-至%万元件年第一二十百点（）。、:/〔〕号成折 约余多分之", max_size=60))
def test_quantities_stand_in_order_and_never_overlap(text: str) -> None:
    last = 0
    for found in scan(text):
        assert last <= found.start < found.end <= len(text)
        assert found.step > 0
        assert found.high is None or found.high >= found.value
        last = found.end


# ---------------------------------------------------------------- notations


@pytest.mark.parametrize(
    ("text", "value", "noun"),
    [
        ("12.5亿元", 1_250_000_000, "亿元"),
        ("3,200千元", 3_200_000, "千元"),
        ("4百万元", 4_000_000, "百万元"),
        ("84万件", 840_000, "件"),
        ("9.8万立方米", 98_000, "立方米"),
        ("1万余次", 10_000, "次"),
        ("3千多人", 3000, "人"),
        ("20多万人", 200_000, "人"),
        ("五万二千元", 52_000, "元"),
        ("壹万柒仟元整", 17_000, "元"),
        ("三点二亿元", 320_000_000, "元"),
        ("六千三百余人", 6300, "人"),
        ("百余项", 100, "项"),
        ("两项", 2, "项"),
        ("九成", "0.9", "%"),
        ("九成五", "0.95", "%"),
        ("9成", "0.9", "成"),
        ("八折", "0.8", "%"),
        ("八五折", "0.85", "%"),
        ("8.5折", "0.85", "折"),
        ("百分之百", 1, "%"),
        ("百分百", 1, "%"),
        ("千分之三", "0.003", "%"),
        ("百分之3.5", "0.035", "%"),
        ("零点五个百分点", "0.005", "个百分点"),
        ("负1.5%", "-0.015", "%"),
        ("二〇一九年", 2019, "年"),
        ("二零二一年度", 2021, "年度"),
        ("三月", 3, "月"),
        ("一季度", 1, "季度"),
        ("第2季度", 2, "季度"),
        ("第三季度", 3, "季度"),
        ("24小时", 24, "小时"),
        ("100万美元", 1_000_000, "美元"),
        ("2.3亿", 230_000_000, "亿"),
        ("¥1,234.50", "1234.5", "¥"),
        ("RMB 8,200", 8200, "元"),
        ("RMB8200", 8200, "元"),
        ("CNY 7.6万", 76_000, "万"),
        ("人民币8200", 8200, "元"),
        ("4.6个亿", 460_000_000, "个亿"),
        ("3亿6千万元", 360_000_000, "千万元"),
        ("3亿600万元", 306_000_000, "万元"),
        ("7万4千元", 74_000, "千元"),
        ("2万5千人", 25_000, "人"),
        ("50万元整", 500_000, "万元"),
        ("78 901.20元", "78901.2", "元"),
        ("4 567 890万元", 45_678_900_000, "万元"),
        ("91.7分", "91.7", "分"),
        ("12345", 12345, ""),
    ],
)
def test_a_number_in_its_notation(text: str, value: object, noun: str) -> None:
    found = _only(f"为{text}，")
    assert (found.value, found.noun) == (Decimal(str(value)), noun)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("3万元", Unit.MONEY),
        ("3%", Unit.RATIO),
        ("3件", Unit.COUNT),
        ("3万件", Unit.COUNT),
        ("3分", Unit.SCORE),
        ("3分钟", None),
        ("3公里", None),
        ("3年", None),
        ("3", None),
        ("3万", None),
    ],
)
def test_what_a_number_counts(text: str, unit: Unit | None) -> None:
    assert _only(text).unit is unit


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("17,109万元", "10000"),
        ("24,041.75万元", "100"),
        ("0.85%", "0.0001"),
        ("52%", "0.01"),
        ("四十七万三千元", "1000"),
        ("一百二十三万元", "10000"),
        ("三千二百件", "1"),
        ("九成五", "0.01"),
        ("九成", "0.1"),
        ("1.5", "0.1"),
    ],
)
def test_the_step_is_one_unit_in_the_last_printed_place(text: str, step: str) -> None:
    assert _only(text).step == Decimal(step)


@pytest.mark.parametrize(
    "text",
    [
        "约3件",
        "近3件",
        "逾3件",
        "3余件",
        "3多件",
        "3件左右",
        "3件以上",
        "超过3件",
        "约占3件",
        "三十余件",
        "3件以内",
        "不足3件",
    ],
)
def test_what_the_report_itself_calls_approximate(text: str) -> None:
    assert _only(text).approximate


@pytest.mark.parametrize("text", ["约定3件", "剩余3件", "3件多", "较多3件", "超市3家", "以上3件"])
def test_what_only_looks_approximate(text: str) -> None:
    assert not _only(text).approximate


@pytest.mark.parametrize(
    ("text", "low", "high", "noun"),
    [
        ("10-20%", "0.1", "0.2", "%"),
        ("10%-20%", "0.1", "0.2", "%"),
        ("10%～20%", "0.1", "0.2", "%"),
        ("5至10万元", "50000", "100000", "万元"),
        ("3-5万件", "30000", "50000", "件"),
        ("20到30人", "20", "30", "人"),
        ("三至五个", "3", "5", "个"),
        ("百分之十至百分之二十", "0.1", "0.2", "%"),
        ("1-12月", "1", "12", "月"),
        ("三月至十二月", "3", "12", "月"),
        ("七八项", "7", "8", "项"),
        ("二三十人", "20", "30", "人"),
        ("七八万元", "70000", "80000", "元"),
    ],
)
def test_a_range_is_one_quantity(text: str, low: str, high: str, noun: str) -> None:
    found = _only(f"为{text}。")
    assert (found.value, found.high, found.noun) == (Decimal(low), Decimal(high), noun)
    assert found.approximate
    assert f"为{text}。"[found.start : found.end] == text


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2019年-2021年", [2019, 2021]),
        ("2019-2021年", [2019, 2021]),
        ("20%-10件", ["0.2", 10]),
        ("30%至20%", ["0.3", "0.2"]),
        ("30元、20元", [30, 20]),
        ("较20%——30%", ["0.2", "0.3"]),
        ("7×24小时", [7, 24]),
        ("21.3%、48.9%、76.4%和98.05%", ["0.213", "0.489", "0.764", "0.9805"]),
        ("决算3万元;比上年多1.5万元", [30_000, 15_000]),
        ("5元3角", [5, 3]),
        ("百分之百一次通过", [1, 1]),
    ],
)
def test_several_quantities(text: str, values: list[object]) -> None:
    assert [found.value for found in scan(text)] == [Decimal(str(value)) for value in values]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("增长-5%", ["-0.05"]),
        ("（-5%）", ["-0.05"]),
        ("-5%", ["-0.05"]),
        ("10%-5%", ["0.1", "0.05"]),
        ("A-5%", []),
        ("--5%", ["0.05"]),
        ("2020-5%", [2020, "0.05"]),
    ],
)
def test_a_dash_is_a_minus_only_where_it_joins_nothing(text: str, values: list[object]) -> None:
    assert [found.value for found in scan(text)] == [Decimal(str(value)) for value in values]


@pytest.mark.parametrize(
    "text",
    [
        "“三公”经费",
        "一是加强",
        "两化融合",
        "十四五规划",
        "上半年",
        "一把手",
        "基本一致",
        "万一",
        "统一",
        "单一",
        "千方百计",
        "一般公共预算",
        "一体化",
        "三重一大",
        "零星维修",
        "第三方",
        "双随机一公开",
        "五星级",
        "百分比",
        "百分点",
        "万众一心",
        "十九大精神",
        "一网通办",
        "四风问题",
        "三农工作",
        "千万",
        "一",
        "第一名",
        "第十二届",
        "三分之一",
        "三级",
        "二十大",
    ],
)
def test_words_with_numerals_that_are_no_quantities(text: str) -> None:
    assert scan(text) == ()


@pytest.mark.parametrize(
    "text", ["2021人员经费", "2021项目支出", "2021支出", "2021本年", "2021日常公用经费", "2021处置"]
)
def test_a_bare_year_takes_no_unit_from_the_next_word(text: str) -> None:
    assert [(found.noun, found.unit) for found in scan(text)] == [("", None)]


# ---------------------------------------------------------------- units from elsewhere


@pytest.mark.parametrize(
    ("printed", "noun", "value", "unit"),
    [
        ("2,589", "万元", 25_890_000, Unit.MONEY),
        ("93.2", "%", "0.932", Unit.RATIO),
        ("3.5", "万人次", 35_000, Unit.COUNT),
        ("12", "项", 12, Unit.COUNT),
        ("12", "吨公里", 12, None),
    ],
)
def test_a_bare_number_takes_the_unit_of_its_header(
    printed: str, noun: str, value: object, unit: Unit | None
) -> None:
    found = rescaled(_only(printed), noun)
    assert (found.value, found.noun, found.unit) == (Decimal(str(value)), noun, unit)


def test_rescaling_takes_step_and_range_along() -> None:
    bare = Quantity(0, 3, Decimal("1.5"), None, "", Decimal("0.1"), high=Decimal("2.5"))
    assert rescaled(bare, "万元") == Quantity(
        0, 3, Decimal(15_000), Unit.MONEY, "万元", Decimal(1000), high=Decimal(25_000)
    )


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("为4、6和9万元", [40_000, 60_000, 90_000]),
        ("为14、17.5万元", [140_000, 175_000]),
        ("为91、92及93.5%", ["0.91", "0.92", "0.935"]),
        ("见表4和9万元", [4, 90_000]),
        ("为4，9万元", [4, 90_000]),
        ("为4、9万余元", [4, 90_000]),
    ],
)
def test_a_unit_given_once_is_for_the_whole_list(text: str, values: list[object]) -> None:
    assert [found.value for found in scan(text)] == [Decimal(str(value)) for value in values]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("四至六万元", 40_000, 60_000),
        ("四至六人", 4, 6),
        ("4万至6万元", 40_000, 60_000),
        ("十至二十亿元", 10**9, 2 * 10**9),
    ],
)
def test_both_ends_of_a_range_are_of_one_kind(text: str, low: int, high: int) -> None:
    found = _only(text)
    assert found.value == low and found.high == high


def test_groups_of_digits_without_a_unit_are_several_numbers_in_a_sentence() -> None:
    assert [found.value for found in scan("共12 345件")] == [12, 345]
    assert _only("12 345.60").value == Decimal("12345.60")


# ---------------------------------------------------------------- hostile texts


@pytest.mark.parametrize(
    "unit",
    [
        "百分之",
        "一",
        "万",
        "零",
        "一点",
        "1-",
        "1%-",
        "一多余来万",
        "九成",
        "“一",
        "三分之",
        "一百二十三万",
        "二〇一九年",
        "-",
        "负",
        "第一",
        "一人一",
        "七八",
        "七八十",
        "百分之1",
        "1万",
        "-1",
        "¥1",
        "一位一",
    ],
)
def test_long_texts_of_one_kind_are_read_in_one_go(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    assert all(0 <= found.start < found.end <= len(text) for found in scan(text))


def test_a_number_beyond_all_bounds_is_left_out() -> None:
    assert scan("9" * 1_000_000 + "元") == ()
    assert scan("0." + "1" * 1_000_000 + "元") == ()
