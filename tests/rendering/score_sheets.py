"""The filled score sheet read back: a small calculator for its formulas, and what must hold of every sheet."""

import re
import subprocess
from collections.abc import Callable, Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from attrs import evolve, frozen
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from evalkit.facts.fact import FactSheet
from evalkit.messages import Lang
from evalkit.registry import load_plugins
from evalkit.rendering.figures import marks
from evalkit.rendering.renderer import View
from evalkit.rendering.score_sheet.file import render
from evalkit.rendering.visible import visible
from evalkit.rules.rule import Title
from evalkit.scoring.scorecard import IndicatorResult, Outcome, Scorecard

EXAMPLE = Path(__file__).parents[2] / "examples" / "report.txt"
REGISTRY = load_plugins()
NOBODY = FactSheet(None, None, {})


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


def with_title(card: Scorecard, text: str) -> Scorecard:
    first = card.dimensions[0]
    changed: IndicatorResult = evolve(first.indicators[0], title=Title(text))
    dimension = evolve(first, indicators=(changed, *first.indicators[1:]))
    return evolve(card, dimensions=(dimension, *card.dimensions[1:]))


def converted(card: Scorecard, folder: Path, program: Callable[[str], str], kind: str) -> Path:
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
