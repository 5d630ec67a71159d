"""The agreement of evaluators in every format."""

import json
import re
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from attrs import evolve
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from rich.cells import cell_len
from tests.comparing.making import Judged

from evalkit.comparing.evaluators import Agreement, agreement
from evalkit.comparing.units import Evaluation
from evalkit.messages import Lang
from evalkit.rendering.agreement import contents
from evalkit.rendering.agreement.data import agreement_json
from evalkit.rendering.agreement.page import agreement_page
from evalkit.rendering.agreement.sheets import agreement_workbook
from evalkit.rendering.agreement.terminal import render_agreement
from evalkit.rendering.renderer import View
from evalkit.rendering.schemas import schema

REPORTS = "0123456789ab"


@pytest.fixture(scope="module")
def given(judged: Judged) -> list[Evaluation]:
    """Return what two judged of twelve reports, the second of them half a mark or a case stricter."""
    found = []
    for place, report in enumerate(REPORTS):
        marks, cases = 1 + place % 6, place % 3
        found.append(judged("=甲<b>", {"answers": str(marks), "faults": f"count {cases}"}, report))
        stricter = {"answers": str(marks - Decimal("0.5")), "faults": f"count {cases + place % 2}"}
        found.append(judged("乙\u202e", stricter, report))
    return found


@pytest.fixture(scope="module")
def seen(given: list[Evaluation]) -> Agreement:
    return agreement(given)


@pytest.fixture(scope="module")
def alone(given: list[Evaluation]) -> Agreement:
    return agreement(given[:1])


@pytest.fixture(scope="module")
def again(judged: Judged) -> Agreement:
    one = judged("甲", {"answers": "3", "praise": "1"}, file="first.toml")
    other = judged("甲", {"answers": "3", "praise": "2"}, file="second.toml")
    return agreement([one, other, judged("乙", {"answers": "3"})])


@pytest.fixture(scope="module")
def two_rubrics(given: list[Evaluation]) -> Agreement:
    others = [evolve(each, rubric=evolve(each.rubric, id="other")) for each in given]
    return agreement([*given, *others])


@pytest.fixture(scope="module")
def crowd(judged: Judged) -> Agreement:
    """Return what twenty with long names judged, each in a way of their own."""
    names = [f"第{place}评价组的评价员{'甲' * place}" for place in range(20)]
    given = [(by, str(place % 8), f"count {place % 3}") for place, by in enumerate(names)]
    return agreement(
        [
            judged(by, {"answers": marks, "faults": cases, "late": "0"}, report)
            for by, marks, cases in given
            for report in REPORTS[:2]
        ]
    )


ALL = pytest.mark.parametrize("name", ["seen", "alone", "again", "two_rubrics", "crowd"])


def _lines(found: Agreement, lang: Lang = Lang.ZH, top: int = 10) -> list[str]:
    return [" ".join(line.split()) for line in render_agreement(found, View(lang), top).split("\n")]


def test_the_first_sentences_say_what_matters(seen: Agreement) -> None:
    text = render_agreement(seen, View(Lang.ZH, 120))
    assert "· 两人以上评判的 24 项中，18 项意见不同。" in text
    assert re.search(r"· 得分率的 α 为 0\.9\d\d（95% 区间 0\.\d{3}～0\.9\d\d）：可靠。", text)
    assert re.search(
        r"· 次数的 α 为 0\.\d{3}（95% 区间 −?0\.\d{3}～0\.\d{3}）：(不足为凭|只宜作初步结论)。", text
    )
    assert "· 乙⟨U+202E⟩明显偏严：平均比他人低" in text
    assert "· 分歧最大的指标：“答复”。这几项的评分标准可能要写得更明白。" in text
    assert "· 单份报告的合计最多相差 2 分（1" in text


def test_the_same_is_said_in_english(seen: Agreement) -> None:
    text = render_agreement(seen, View(Lang.EN, 200))
    assert "· Of 24 items that two or more judged, they differ on 18." in text
    assert "· 乙⟨U+202E⟩ is clearly stricter: " in text
    assert "points lower than the others on average (items: 24)." in text
    assert 'The widest disagreement is on "Answers": there the rubric may have to be clearer.' in text
    assert "these are conventions of Krippendorff (2004), not theorems;" in text


def test_a_disagreement_stands_with_what_both_gave_and_why(seen: Agreement) -> None:
    lines = _lines(seen)
    at = lines.index("差错 111111111111 相差 1.5 分（满分 4 分）")
    assert lines[at + 1 : at + 3] == ["=甲<b> 1 次 =甲<b>的理由", "乙⟨U+202E⟩ 2 次 乙⟨U+202E⟩的理由"]


def test_long_lists_are_cut_in_a_terminal_and_say_so(seen: Agreement) -> None:
    assert sum("相差" in line and "满分" in line for line in _lines(seen, top=3)) == 3
    text = render_agreement(seen, View(Lang.ZH, 80), 3)
    assert "前 3 项，共 18 项" in text and "前 3 项，共 12 项" in text


def test_where_nothing_can_be_compared_that_is_all_that_is_said(alone: Agreement) -> None:
    assert _lines(alone)[2:] == ["· 没有任何一项由两位以上评价员评判，无从比较。", ""]


def test_who_judged_twice_is_named_with_the_files_and_what_does_not_count(again: Agreement) -> None:
    text = render_agreement(again, View(Lang.ZH, 200))
    assert (
        "甲在几个文件里评判了同一份报告（aaaaaaaaaaaa）：first.toml、second.toml。每项以时间较晚的为准。"
        in text
    )
    assert "其中 praise 时间相同而结果不同，都不计入。" in text


def test_one_unit_has_a_reason_in_the_place_of_an_interval(again: Agreement) -> None:
    assert "答复 – 只有一项 1 1 0 0%" in _lines(again)
    assert "Answers – only one item 1 1 0 0%" in _lines(again, Lang.EN)
    assert "得分率的 α 无法计算：只有一项。" in render_agreement(again, View())


def test_of_too_few_units_nobody_is_said_not_to_be_stricter(again: Agreement) -> None:
    text = render_agreement(again, View(Lang.ZH, 200))
    assert "同评的不足 10 项，看不出谁偏严或偏宽。" in text


def test_several_rubrics_are_told_apart(two_rubrics: Agreement) -> None:
    lines = _lines(two_rubrics)
    assert [line for line in lines if line.startswith("养护评分标准")] == [
        "养护评分标准 other",
        "养护评分标准 upkeep",
    ]


@ALL
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("lang", Lang)
def test_no_line_is_wider_than_the_screen(
    name: str, lang: Lang, width: int, request: pytest.FixtureRequest
) -> None:
    text = render_agreement(request.getfixturevalue(name), View(lang, width))
    assert max(map(cell_len, text.split("\n"))) <= width


@ALL
def test_the_json_keeps_to_its_schema(name: str, request: pytest.FixtureRequest) -> None:
    tree = json.loads(agreement_json(request.getfixturevalue(name)))
    problems = Draft202012Validator(json.loads(schema("agreement"))).iter_errors(tree)
    assert [f"{each.json_path}: {each.message}" for each in problems] == []


def test_the_json_says_why_there_is_no_alpha(again: Agreement) -> None:
    tree: Any = json.loads(agreement_json(again))
    (only,) = tree["overall"]
    assert (only["alpha"], only["undefined"], only["convention"]) == (None, "one_unit", None)
    assert tree["twice"][0]["unsettled"] == ["praise"]


@ALL
@pytest.mark.parametrize("lang", Lang)
def test_the_workbook_has_a_sheet_a_question_and_no_formula(
    name: str, lang: Lang, request: pytest.FixtureRequest
) -> None:
    with ZipFile(BytesIO(agreement_workbook(request.getfixturevalue(name), lang))) as archive:
        parts = {each: archive.read(each).decode() for each in archive.namelist()}
    assert len(re.findall("<sheet name=", parts["xl/workbook.xml"])) == 4
    assert not any("<f>" in text for part, text in parts.items() if "worksheets" in part)


def test_the_workbook_has_numbers_to_reckon_with(seen: Agreement) -> None:
    book = load_workbook(BytesIO(agreement_workbook(seen, Lang.ZH)))
    rows = [[cell.value for cell in row] for row in book["一致程度"].iter_rows()]
    (answers,) = [row for row in rows if row[2] == "答复"]
    assert answers[1:4] == ["指标", "答复", "得分率"]
    assert answers[4] == pytest.approx(
        json.loads(agreement_json(seen))["rubrics"][0]["indicators"][1]["alpha"], abs=1e-6
    )
    assert answers[7:11] == [12, 12, 12, 0.0625]
    strict = next(row for row in book["宽严"].iter_rows(values_only=True) if str(row[0]).startswith("乙"))
    assert isinstance(strict[1], float) and strict[1] < 0
    assert strict[-1] == "明显偏严"


@ALL
@pytest.mark.parametrize("lang", Lang)
def test_the_page_escapes_what_files_say_and_loads_nothing(
    name: str, lang: Lang, request: pytest.FixtureRequest
) -> None:
    text = agreement_page(request.getfixturevalue(name), lang)
    assert "<b>" not in text and "\u202e" not in text
    assert "<script" not in text and "http" not in text.replace("http-equiv", "")


def test_the_page_has_every_disagreement_with_its_reasons(seen: Agreement) -> None:
    text = agreement_page(seen, Lang.ZH)
    assert text.count("=甲&lt;b&gt;的理由") == 18
    assert "相差 1.5 分（满分 4 分） · 报告 111111111111" in text


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (1.0, "1.000"),
        (0.9999, "0.999"),
        (0.8, "0.800"),
        (0.7996, "0.799"),
        (-0.0001, "−0.001"),
        (0.0, "0.000"),
    ],
)
def test_no_number_is_shown_as_more_than_it_is(number: float, shown: str) -> None:
    assert contents.floored(number) == shown


@pytest.mark.parametrize("lang", Lang)
def test_a_count_of_many_digits_is_a_number_like_another(judged: Judged, lang: Lang) -> None:
    many = 10**98
    found = agreement(
        [
            judged(by, {"faults": f"count {count + place}"}, report)
            for by, count in (("甲", many), ("乙", 0))
            for place, report in enumerate(REPORTS)
        ]
    )
    assert str(many) in render_agreement(found, View(lang, 200))
    assert json.loads(agreement_json(found))["disagreements"][0]["gap"] == pytest.approx(1e98)
    assert str(many) in agreement_page(found, lang)
    assert agreement_workbook(found, lang).startswith(b"PK")
