"""The filled score sheet, read back by another program: marks, reasons, and what its formulas come to."""

import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.adjusting import adjustments_of

from evalkit.facts.fact import FactSheet
from evalkit.journey import find_rubric, read_facts, score_sheet
from evalkit.messages import Lang, say
from evalkit.registry import Registry, load_plugins
from evalkit.rendering.contents import losses, used_facts
from evalkit.rendering.figures import marks
from evalkit.rendering.renderer import View
from evalkit.rendering.score_sheet.file import render
from evalkit.rendering.visible import visible
from evalkit.rubrics.rubric import AdjustmentKind, Rubric
from evalkit.rules.rule import Title
from evalkit.scoring.scorecard import AdjustmentResult, IndicatorResult, Outcome, Scorecard, SignOff
from evalkit.testing.strategies import fact_sheets

EXAMPLE = Path(__file__).parents[2] / "examples" / "report.txt"
SHIPPED = (
    "four-e",
    "project-self-evaluation",
    "project-self-evaluation-capped",
    "shenzhen-2020",
    "sichuan-2017",
    "yueyang-2018",
)
ADJUSTED = """\
[rubric]
id = "adjusted"
title = "有调整项的标准"
version = "1.0.0"
source = "测试"
standing = "example"
total = 12
not_applicable = "rescale"

[[dimension]]
id = "economy"
title = "经济性"
marks = 12

[[dimension.indicator]]
id = "cars"
title = "“三公”经费控制率"
marks = 7
clause = "低于 90% 得 7 分，不超过 100% 得 3.5 分。"
rule = "bands"
measure = "three_public_control"
bands = [ { below = "90%", marks = 7 }, { to = "100%", marks = 3.5 }, { marks = 0 } ]

[[dimension.indicator]]
id = "daily"
title = "日常公用经费控制率"
marks = 5
clause = "按比例。"
rule = "proportional"
measure = "public_expense_control"
full_at = "90%"

"""
REGISTRY = load_plugins()
NOBODY = FactSheet(None, None, {})


# ---------------------------------------------------------------- another reader, and a small calculator


@frozen
class Sheets:
    """A workbook twice: with its formulas, and with the values stored beside them."""

    live: Workbook
    stored: Workbook

    def form(self, *, values: bool = True) -> Worksheet:
        page = (self.stored if values else self.live).worksheets[0]
        assert isinstance(page, Worksheet)
        return page

    def rows(self, place: int) -> list[list[str]]:
        page = self.stored.worksheets[place]
        return [[str(cell) if cell is not None else "" for cell in row] for row in page.values]

    def worked_out(self, cell: str, place: int = 0) -> float | str:
        """Return what a cell comes to: the few functions that the score sheet uses."""
        content = self.live.worksheets[place][cell].value
        if not isinstance(content, str) or not content.startswith("="):
            return content if isinstance(content, str) else float(content or 0)
        return self._formula(content[1:])

    def _formula(self, text: str) -> float | str:
        if found := re.fullmatch(r"SUM\(([A-Z])(\d+):[A-Z](\d+)\)", text):
            cells = [f"{found[1]}{row}" for row in range(int(found[2]), int(found[3]) + 1)]
            return sum(each for each in map(self.worked_out, cells) if not isinstance(each, str))
        if found := re.fullmatch(r"IF\(ISNUMBER\((\w+)\),\1,(-?[\d.]+)\)", text):
            value = self.worked_out(found[1])
            return float(found[2]) if isinstance(value, str) else value
        if found := re.fullmatch(
            r'IF\(ROUND\((\w+)-(\w+),9\)=0,\2,TEXT\(\2,"0\.(0+)"\)&"–"&TEXT\(\1,"0\.\3"\)\)', text
        ):
            high, low = self._number(found[1]), self._number(found[2])
            places = len(found[3])
            return low if round(high - low, 9) == 0 else f"{low:.{places}f}–{high:.{places}f}"
        if found := re.fullmatch(r"'[^']+'!\$([A-Z])\$(\d+)", text):
            return self.worked_out(f"{found[1]}{found[2]}")
        cells = re.findall(r"N\((\w+)\)", text)
        if cells:
            assert "+".join(f"N({each})" for each in cells) == text
            return sum(map(self._number, cells))
        return 0.0 if text == "0" else self.worked_out(text)

    def _number(self, cell: str) -> float:
        value = self.worked_out(cell)
        return 0.0 if isinstance(value, str) else value


def opened(card: Scorecard, lang: Lang = Lang.ZH, view: View | None = None) -> Sheets:
    made = render(card, view or View(lang))
    return Sheets(
        openpyxl.load_workbook(BytesIO(made)), openpyxl.load_workbook(BytesIO(made), data_only=True)
    )


def formulas(page: Worksheet) -> Iterator[str]:
    for row in page.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                yield cell.coordinate


def row_of(page: Worksheet, title: str) -> int:
    """Return the last row of which the first cell says `title`."""
    return [row for row in range(1, page.max_row + 1) if page.cell(row, 1).value == title][-1]


def interval(low: Decimal, high: Decimal) -> str:
    return f"{marks(low)}–{marks(high)}"


def check(card: Scorecard) -> None:
    """Hold that the sheet shows every mark and every reason, and that its formulas come to the scorecard."""
    sheets = opened(card)
    form = sheets.form()
    for cell in formulas(sheets.form(values=False)):
        stored = form[cell].value
        worked = sheets.worked_out(cell)
        if isinstance(stored, str):
            assert isinstance(worked, str)
            assert [float(each) for each in worked.split("–")] == pytest.approx(
                [float(each) for each in stored.split("–")], abs=0.011
            )
        else:
            assert worked == pytest.approx(stored, abs=1e-6), cell
    rows = [each for part in card.dimensions for each in part.indicators]
    titles = {form.cell(row, 3).value: row for row in range(4, form.max_row + 1)}
    for each in rows:
        row = titles[visible(each.title.zh)]
        assert form.cell(row, 4).value == pytest.approx(float(each.marks))
        shown = form.cell(row, 6).value
        if each.low != each.high:
            assert shown == f"{marks(each.low, each.marks)}–{marks(each.high, each.marks)}"
        elif each.outcome is Outcome.NOT_APPLICABLE:
            assert shown == "不适用"
        else:
            assert shown == pytest.approx(float(each.low))
        said = str(form.cell(row, 7).value or "")
        assert all(visible(one.reason.text(Lang.ZH)) in said for one in each.deductions)
    last = row_of(form, "总分")
    assert form.cell(last, 4).value == pytest.approx(float(card.marks))
    if card.low == card.high:
        assert form.cell(last, 6).value == pytest.approx(float(card.low))
    else:
        assert [form.cell(last, column).value for column in (9, 10)] == pytest.approx(
            [float(card.low), float(card.high)]
        )


# ---------------------------------------------------------------- every rubric


@pytest.fixture(scope="module")
def registry() -> Registry:
    return REGISTRY


@pytest.fixture(scope="module", params=[*SHIPPED, "adjusted"])
def rubric(
    request: pytest.FixtureRequest, registry: Registry, tmp_path_factory: pytest.TempPathFactory
) -> Rubric:
    name = request.param
    if name == "adjusted":
        name = str(tmp_path_factory.mktemp("rubric") / "adjusted.toml")
        Path(name).write_text(ADJUSTED + adjustments_of(8), encoding="utf-8")
    return find_rubric(name, NOBODY, registry).value.rubric


@given(data=st.data())
@settings(max_examples=6)
def test_marks_reasons_and_formulas_are_those_of_the_scorecard(
    rubric: Rubric, registry: Registry, data: st.DataObject
) -> None:
    sheet = data.draw(fact_sheets(rubric, registry))
    check(score_sheet(sheet, rubric, registry))


@pytest.fixture(scope="module")
def example() -> Scorecard:
    sheet = read_facts([EXAMPLE], REGISTRY).value
    return score_sheet(sheet, find_rubric("shenzhen-2020", sheet, REGISTRY).value.rubric, REGISTRY)


def test_the_bundled_example_is_on_the_sheet_whole(example: Scorecard) -> None:
    check(example)


def test_a_scorecard_with_something_of_everything_is_on_the_sheet_whole(card: Scorecard) -> None:
    check(card)


# ---------------------------------------------------------------- the form


@pytest.mark.parametrize(
    ("lang", "heads"),
    [
        (Lang.ZH, ["一级指标", "二级指标", "三级指标", "分值", "评分标准", "得分", "扣分原因", "依据"]),
        (
            Lang.EN,
            [
                "Dimension",
                "Group",
                "Indicator",
                "Marks",
                "Clause",
                "Score",
                "Why marks were lost",
                "Evidence",
            ],
        ),
    ],
)
def test_the_columns_are_those_of_the_official_form(card: Scorecard, lang: Lang, heads: list[str]) -> None:
    form = opened(card, lang).form()
    assert [cell.value for cell in form[3]][:8] == heads


def settled(card: Scorecard) -> Scorecard:
    """Return a scorecard on which nothing is open: all that was open is won."""
    parts = []
    for part in card.dimensions:
        rows = tuple(evolve(each, low=each.high, awarded=each.high, missing=()) for each in part.indicators)
        parts.append(evolve(part, indicators=rows, low=part.high, awarded=part.high))
    high = sum((each.high for each in parts), Decimal(0))
    return evolve(
        card, dimensions=tuple(parts), low=high, high=high, awarded=high, adjustments=(), missing=()
    )


def test_a_settled_scorecard_has_the_official_columns_alone_and_plain_sums(card: Scorecard) -> None:
    done = settled(card)
    sheets = opened(done)
    form = sheets.form(values=False)
    assert form.max_column == 8
    total = row_of(form, "总分")
    assert re.fullmatch(r"=(N\(F\d+\)\+?)+", str(form.cell(total, 6).value))
    assert sheets.form().cell(total, 6).value == pytest.approx(float(done.low))
    check(done)


def test_marks_entered_for_what_is_open_move_the_total(example: Scorecard) -> None:
    sheets = opened(example)
    form, added = sheets.form(values=False), Decimal(0)
    for row in range(4, row_of(form, "总分")):
        if isinstance(form.cell(row, 6).value, str) and "–" in str(form.cell(row, 6).value)[:12]:
            form.cell(row, 6).value = float(str(form.cell(row, 4).value))
            added += 1
    assert added
    total = sheets.worked_out(f"F{row_of(form, '总分')}")
    open_rows = [each for part in example.dimensions for each in part.indicators if each.low != each.high]
    settled_rows = [each for part in example.dimensions for each in part.indicators if each.low == each.high]
    wanted = sum(each.marks for each in open_rows) + sum(each.low for each in settled_rows)
    assert total == pytest.approx(float(wanted))


def test_what_acts_on_the_total_has_rows_of_its_own(card: Scorecard) -> None:
    done = settled(card)
    loss = done.low - 20
    cap = AdjustmentResult(
        AdjustmentKind.CAP,
        "cap",
        Title("封顶"),
        -loss,
        -loss,
        say("执行率低", "low rate"),
        "最多 20 分。",
        (),
        None,
    )
    capped = evolve(done, adjustments=(cap,), low=Decimal(20), high=Decimal(20), awarded=Decimal(20))
    sheets = opened(capped)
    form = sheets.form()
    total = row_of(form, "总分")
    assert [form.cell(row, 1).value for row in (total - 2, total - 1)] == ["各指标合计", "封顶"]
    amounts = [form.cell(row, 6).value for row in (total - 2, total - 1, total)]
    assert amounts == pytest.approx([float(done.low), float(-loss), 20])
    assert form.cell(total - 1, 7).value == "执行率低"
    assert any("请重新评分" in str(form.cell(row, 1).value) for row in range(total + 1, form.max_row + 1))
    check(capped)


def test_a_sum_that_is_not_that_of_its_rows_is_no_formula(card: Scorecard) -> None:
    other = evolve(settled(card), marks=Decimal(100), low=Decimal("1.5"), high=Decimal("1.5"))
    form = opened(other).form(values=False)
    assert form.cell(row_of(form, "总分"), 6).value == 1.5


def test_dimensions_and_groups_are_merged_and_the_page_is_set_up_for_print(card: Scorecard) -> None:
    form = opened(card).form()
    ranges = {str(each) for each in form.merged_cells.ranges}
    assert {"A4:A8", "B4:B5"} <= ranges
    assert (form.page_setup.orientation, form.page_setup.paperSize) == ("landscape", 9)
    properties = form.sheet_properties.pageSetUpPr
    assert properties is not None and properties.fitToPage  # one page wide where nothing else is said
    assert (form.page_setup.fitToWidth, form.page_setup.fitToHeight) == (None, 0)
    assert (form.freeze_panes, form.print_title_rows) == ("D4", "$3:$3")


def test_judgements_and_faults_are_told_beside_the_marks(card: Scorecard) -> None:
    form = opened(card).form()
    said = "\n".join(str(form.cell(row, 7).value) for row in range(4, form.max_row + 1))
    assert "评判 6 分：两个项目未报送绩效目标表，其余齐全（评价员甲，2022-03-18）" in said
    assert "插件 assets 出错：除数为零" in said
    assert "未定 6 分：缺按时完成的项目数、计划完成的项目数" in said
    assert "未定 1.5 分：缺决算已公开" in said


# ---------------------------------------------------------------- the lists


def test_the_sheets_are_named_in_both_languages(card: Scorecard) -> None:
    assert opened(card).live.sheetnames == ["评分表", "扣分明细", "事实", "疑点", "补件", "评定"]
    names = ["Score sheet", "Deductions", "Facts", "Findings", "Still missing", "Assessment"]
    assert opened(card, Lang.EN).live.sheetnames == names


def test_every_deduction_has_a_row_and_they_add_up(card: Scorecard) -> None:
    sheets = opened(card)
    rows = sheets.rows(1)
    lost = losses(card)
    assert [row[4:7] for row in rows[1:-1]] == [
        [visible(each.text(Lang.ZH)) for each in (one.deduction.reason, one.deduction.remedy)]
        + [visible(one.deduction.clause)]
        for one in lost
    ]
    assert float(rows[-1][3]) == pytest.approx(float(sum(one.deduction.marks for one in lost)))


def test_facts_stand_with_their_sentence_place_and_basis(example: Scorecard) -> None:
    sheet = read_facts([EXAMPLE], REGISTRY).value
    rows = opened(example, view=View(documents=sheet.documents)).rows(2)
    assert len(rows) == 1 + len(used_facts(example))
    (spent,) = (row for row in rows if row[6] == "three_public_actual")
    assert spent[:4] == ["“三公”经费控制率", "“三公”经费决算数（实际支出）", "81.30 万元", "报告数据"]
    assert "实际支出81.3万元" in spent[4] and spent[4].endswith("。")
    assert spent[5].startswith("第 ")


def test_findings_admissions_and_what_is_missing_have_rows(card: Scorecard) -> None:
    sheets = opened(card)
    findings = sheets.rows(3)
    assert [row[0] for row in findings[1:]] == [
        "前后不一",
        "比率不符",
        "数字有误",
        "自认且已扣分",
        "自认而未扣分",
    ]
    missing = sheets.rows(4)
    assert [row[3] for row in missing[1 : 1 + len(card.missing)]] == [
        f"{each.marks:f}" for each in card.missing
    ]
    assert missing[3][4].startswith("全年新建口袋公园18个") and missing[4][4] == "（同上）"


def test_a_scorecard_without_losses_says_so(card: Scorecard) -> None:
    bare = tuple(
        evolve(
            each, indicators=tuple(evolve(one, deductions=(), inputs=(), parts=()) for one in each.indicators)
        )
        for each in card.dimensions
    )
    sheets = opened(evolve(card, dimensions=bare, missing=(), findings=(), admitted=()))
    said = [sheets.rows(place)[1][0] for place in (1, 2, 3, 4)]
    assert said == ["没有扣分。", "没有采用任何事实。", "未发现报告自相矛盾之处。", "没有缺项，总分已定。"]


def test_the_last_sheet_has_total_grade_digests_judgements_and_lines_to_sign(card: Scorecard) -> None:
    sheets = opened(card)
    rows = {row[0]: row[1] for row in sheets.rows(5)}
    assert rows["总分"] == interval(card.low, card.high)
    assert rows["等级"] == "暂不能定，可能为：良、中、差"
    assert rows["报告指纹（SHA-256）"] == card.report.sha256
    assert rows["评判文件指纹（SHA-256）"] == card.judgements_sha256
    assert rows["目标完整性"] == "两个项目未报送绩效目标表，其余齐全"
    assert {"评价人（签字）：", "复核人（签字）：", "日期："} <= set(rows)
    (cell,) = (row[1].coordinate for row in sheets.live.worksheets[5].iter_rows() if row[0].value == "总分")
    assert str(sheets.worked_out(cell, 5)) == rows["总分"]


def test_who_signed_stands_below_the_form_and_on_the_last_sheet(card: Scorecard) -> None:
    sign = SignOff("评价员乙", datetime(2022, 3, 20, 9, 5), "9d" * 32, changed_since=True)
    sheets = opened(evolve(card, signed=sign))
    form = sheets.form()
    said = "评价员乙于 2022-03-20 09:05:00 签字；此后有改动"
    assert f"评定：{said}" in [form.cell(row, 1).value for row in range(1, form.max_row + 1)]
    assert ["评定", said] in [row[:2] for row in sheets.rows(5)]


def test_the_reports_own_marks_stand_beside_ours_on_a_sheet_of_their_own(tmp_path: Path) -> None:
    text = (
        "某区渔业局2031年度部门整体支出绩效自评报告\n\n"
        "2031年，我局“三公”经费预算10万元，实际支出9.5万元。\n\n部门整体支出绩效自评表\n\n"
        "一级指标 | 三级指标             | 分值 | 自评得分\n"
        "---      | ---                  | ---  | ---\n"
        "经济性   | “三公”经费控制率     | 5    | 5\n"
        "公平性   | 公章管理规范性       | 5    | 5\n"
    )
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    sheet = read_facts([tmp_path / "report.txt"], REGISTRY).value
    card = score_sheet(sheet, find_rubric("four-e", sheet, REGISTRY).value.rubric, REGISTRY)
    sheets = opened(card)
    assert sheets.live.sheetnames[5:] == ["自评对照", "评定"]
    head, row, *notes = sheets.rows(5)
    assert head == ["指标", "自评", "本卡", "自评高出", "理由", "报告原文", "出处"]
    assert row[:4] == ["“三公”经费控制率", "5/5，折合 10 分", "7/10", "+3"]
    assert row[4].startswith("本卡扣分：−3 “三公”经费控制率为 95.00%")
    assert notes[-1][0] == "自评表中未对应的行（没有对应的指标）：公章管理规范性 5/5"


# ---------------------------------------------------------------- hostile text


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "{=1}", '=HYPERLINK("x")', "http://a.cn"]
)
def test_text_that_looks_like_a_formula_stays_text(card: Scorecard, text: str) -> None:
    sheets = opened(_with_title(card, text))
    cell = sheets.form(values=False)["C4"]
    assert (cell.value, cell.data_type) == (text.strip(), "s")
    assert cell.quotePrefix is (text.strip()[0] in "=+-@")
    assert cell.hyperlink is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x1b[31m", "a⟨U+0000⟩b⟨U+001B⟩[31m"),
        ("半\ud800个", "半⟨U+D800⟩个"),
        ("左\u202e右", "左⟨U+202E⟩右"),
        ("<r><t>x</t></r>", "<r><t>x</t></r> "),
        ("_x0041_", "_x0041_"),
    ],
)
def test_what_cannot_be_seen_is_shown_and_markup_is_text(card: Scorecard, text: str, shown: str) -> None:
    assert opened(_with_title(card, text)).form()["C4"].value == shown


def test_a_text_longer_than_a_cell_is_cut_with_a_mark(card: Scorecard) -> None:
    value = str(opened(_with_title(card, "长" * 40_000)).form()["C4"].value)
    assert len(value) == 32_767 and value.endswith("长…")


def test_a_text_higher_than_a_row_gets_several_and_the_sums_stay_true(card: Scorecard) -> None:
    first = card.dimensions[1]
    indicator = first.indicators[1]
    (loss,) = indicator.deductions
    long = evolve(loss, reason=say("{text}", "{text}", text="很长的理由。" * 500))
    changed = evolve(first, indicators=(first.indicators[0], evolve(indicator, deductions=(long,))))
    told = evolve(card, dimensions=(card.dimensions[0], changed, *card.dimensions[2:]))
    check(told)
    form = opened(told).form()
    assert all((each.height or 0) <= 409 for each in form.row_dimensions.values())
    (row,) = (each for each in range(4, form.max_row) if "很长的理由" in str(form.cell(each, 7).value))
    (merged,) = (each for each in form.merged_cells.ranges if each.coord.startswith(f"G{row}:"))
    assert merged.size["rows"] > 1
    assert f"F{row}:F{row + merged.size['rows'] - 1}" in {str(each) for each in form.merged_cells.ranges}


def _with_title(card: Scorecard, text: str) -> Scorecard:
    first = card.dimensions[0]
    changed: IndicatorResult = evolve(first.indicators[0], title=Title(text))
    dimension = evolve(first, indicators=(changed, *first.indicators[1:]))
    return evolve(card, dimensions=(dimension, *card.dimensions[1:]))


def test_the_same_scorecard_gives_the_same_bytes(card: Scorecard) -> None:
    assert render(card, View()) == render(card, View(width=200))


# ---------------------------------------------------------------- LibreOffice


def _converted(card: Scorecard, folder: Path, program: Callable[[str], str], kind: str) -> Path:
    """Return what LibreOffice makes of the sheet; it has to work out every formula, for the values are left out."""
    folder.mkdir(exist_ok=True)
    made = folder / "sheet.xlsx"
    with ZipFile(BytesIO(render(card, View()))) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", old.read(name)))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    target = folder / "converted"
    command = [program("soffice"), profile, "--headless", "--convert-to", kind, "--outdir", str(target)]
    subprocess.run([*command, str(made)], check=True, capture_output=True)
    return target / f"sheet.{kind.partition(':')[0]}"


@pytest.mark.needs("calc")
def test_libreoffice_works_out_the_same_totals(
    example: Scorecard, card: Scorecard, tmp_path: Path, program: Callable[[str], str]
) -> None:
    for number, each in enumerate((example, card, settled(card))):
        path = _converted(each, tmp_path / str(number), program, "xlsx")
        again = openpyxl.load_workbook(path, data_only=True)
        ours = opened(each)
        for place, page in enumerate(ours.live.worksheets):
            for cell in formulas(page):
                stored, worked = (book.worksheets[place][cell].value for book in (ours.stored, again))
                if isinstance(stored, str):
                    assert worked == stored
                else:
                    assert worked == pytest.approx(stored, abs=1e-6)


@pytest.mark.needs("calc")
def test_libreoffice_takes_text_for_text(
    card: Scorecard, tmp_path: Path, program: Callable[[str], str]
) -> None:
    hostile = _with_title(card, "=1+1")
    path = _converted(hostile, tmp_path, program, "csv:Text - txt - csv (StarCalc):44,34,76")
    assert "=1+1" in path.read_text("utf-8")
