"""How fast reports are read, each measured beside what others need for less, in one run.

``python benchmarks/reading.py [--runs 7]`` makes a report of 35 pages with tables, invented and the same
each time, and prints a table of medians and ratios:

- a Word file: reading, extracting and scoring it, beside python-docx listing the file's text;
- extraction: a document's facts, beside 60 bare ``re`` patterns over the same text, at several lengths;
- a PDF file, with ruled tables and without: reading it, beside pypdfium2 listing its text.

Times are of the processor; those of PDF files by the clock, for they are read in a process of their own.
"""

import argparse
import random
import re
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

import docx
import pypdfium2
from attrs import evolve, frozen
from docx.enum.text import WD_BREAK
from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from evalkit.documents.limits import DEFAULT
from evalkit.documents.pdf.reading import read_pdf
from evalkit.documents.plain.text import read_text
from evalkit.facts.extraction import extract
from evalkit.journey import find_rubric, read_facts, score_sheet
from evalkit.registry import Registry, load_plugins

PAGES = 35
_SONG = "STSong-Light"
RUBRIC = "shenzhen-2020"
LENGTHS = (1, 4, 16)
_PAGES_OF_TEXT = 22
"""About 9,000 characters."""

SUBJECTS = (
    *("部门预算", "基本支出", "项目支出", "人员经费", "日常公用经费", "“三公”经费", "公务接待费"),
    *("公务用车购置及运行维护费", "政府采购", "固定资产", "结转结余", "信访件"),
)
SIDES = ("年初预算", "调整后预算", "决算", "执行率", "完成")
PATTERNS = tuple(
    re.compile(
        f"{subject}[^，。；]{{0,8}}?{side}[数为是约]*([0-9][0-9,]*(?:\\.[0-9]+)?)(亿元|万元|元|%|件|项)"
    )
    for subject in SUBJECTS
    for side in SIDES
)
"""What one would write first: a label, a side, a number with its unit; 60 in all."""


# ---------------------------------------------------------------- an invented report


@frozen
class Page:
    """One page of the report: a heading, paragraphs, and the rows of a table, maybe none."""

    heading: str
    paragraphs: tuple[str, ...]
    table: tuple[tuple[str, ...], ...] = ()


_SUMMARY = (
    "2020年年初预算28,640.00万元，其中基本支出6,215.40万元，项目支出22,424.60万元；调整后预算31,912.80万元，"
    "全年支出决算30,804.27万元，预算完成率96.53%。“三公”经费预算96.00万元，实际支出88.40万元。"
    "全年受理群众信访96件，均按时答复，社会公众满意度为93.4%。"
)
_PROSE = (
    "按照先定任务、后定资金的办法，{0}项目申报的事项由局务会逐项审议，当年不能开工的不予安排，支出全部细化到合同和班组。",
    "{0}项目年初预算{1}万元，年中按程序调整为{2}万元，全年支出{3}万元，执行率{4}%，与上年的{5}万元相比有所下降，主要是压减了零星采购。",
    "养护班组全年巡查{7}次，出动{8}人次，发现并整改{0}方面的隐患{9}个，整改率{4}%，其中当日办结{6}个。",
    "立项、采购、合同、验收均有专人负责，资料齐全并按季归档，半年一次的绩效运行监控没有发现截留、挤占、挪用资金的情况。",
    "{0}项目的合同价款{1}万元，其中材料费{3}万元、人工费{5}万元，分别占{4}%和{10}%，支付均有审批手续，凭证完整。",
)
_HEADINGS = ("资金管理", "项目实施", "资产管理", "履职情况", "效益分析", "存在的问题", "改进措施")
_OBJECTS = ("园区绿化", "路灯维护", "公共厕所保洁", "市容巡查", "垃圾分类", "河道清淤", "护栏更新")
_COLUMNS = ("项目", "年初预算数", "调整后预算数", "决算数", "执行率", "备注")


def pages(count: int) -> Iterator[Page]:
    """Yield `count` pages, the same each time."""
    chance = random.Random(20)  # noqa: S311 - invented figures, no secret
    for number in range(count):
        heading = f"（{number + 1}）{_HEADINGS[number % len(_HEADINGS)]}"
        prose = tuple(_filled(each, chance) for each in _PROSE)
        summary = () if number else (_SUMMARY,)
        yield Page(heading, (*summary, *prose), tuple(_rows(chance)) if number % 2 else ())


def _filled(sentence: str, chance: random.Random) -> str:
    amounts = [f"{chance.randrange(100_000, 9_000_000) / 100:,.2f}" for _ in range(4)]
    counts = [str(chance.randrange(10, 900)) for _ in range(4)]
    rates = [f"{chance.randrange(8000, 10_000) / 100:.2f}" for _ in range(2)]
    return sentence.format(chance.choice(_OBJECTS), *amounts[:3], rates[0], amounts[3], *counts, rates[1])


def _rows(chance: random.Random) -> Iterator[tuple[str, ...]]:
    yield _COLUMNS
    for number in range(12):
        amounts = [f"{chance.randrange(1000, 900_000) / 100:,.2f}" for _ in range(3)]
        yield (
            f"{chance.choice(_OBJECTS)}项目{number + 1}",
            *amounts,
            f"{chance.randrange(80, 100)}%",
            "按期",
        )


def save_docx(path: Path, count: int) -> None:
    """Write the report of `count` pages as a Word file."""
    made = docx.Document()
    made.add_heading("某某区城乡事务局2020年度部门整体支出绩效自评报告", 0)
    for number, page in enumerate(pages(count)):
        if number:
            made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        made.add_heading(page.heading, 2)
        for paragraph in page.paragraphs:
            made.add_paragraph(paragraph)
        if page.table:
            table = made.add_table(len(page.table), len(page.table[0]))
            for row, texts in zip(table.rows, page.table, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
    made.save(str(path))


def save_pdf(path: Path, count: int, *, ruled: bool) -> None:
    """Write the report of `count` pages as a PDF file, with its tables only where they are `ruled`."""
    registerFont(UnicodeCIDFont(_SONG))
    style = ParagraphStyle("body", fontName=_SONG, fontSize=12, leading=20, wordWrap="CJK")
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, black), ("FONT", (0, 0), (-1, -1), _SONG, 10)])
    story: list[Flowable] = []
    for page in pages(count):
        story += [Paragraph(text, style) for text in (page.heading, *page.paragraphs)]
        if ruled and page.table:
            story.append(Table(page.table, style=grid))
        story.append(PageBreak())
    SimpleDocTemplate(str(path), invariant=1).build(story)


def plain(count: int) -> str:
    """Return the prose of the report of `count` pages."""
    paragraphs = [text for page in pages(count) for text in (page.heading, *page.paragraphs)]
    return "\n\n".join(("某某区城乡事务局2020年度部门整体支出绩效自评报告", *paragraphs)) + "\n"


# ---------------------------------------------------------------- measuring


@frozen
class Row:
    """One comparison: what evalkit needs and what the other needs, in seconds (medians)."""

    what: str
    ours: float
    other: str
    theirs: float

    @property
    def ratio(self) -> float:
        """Return how many times the other's time evalkit needs."""
        return self.ours / self.theirs


def compared(
    what: str,
    ours: Callable[[], object],
    other: str,
    theirs: Callable[[], object],
    runs: int,
    clock: Callable[[], float] = process_time,
) -> Row:
    """Return both medians of `runs` runs; they take turns, so that neither has the quieter machine."""
    ours(), theirs()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for work, found in zip((ours, theirs), times, strict=True):
            began = clock()
            work()
            found.append(clock() - began)
    return Row(what, statistics.median(times[0]), other, statistics.median(times[1]))


def word_rows(registry: Registry, folder: Path, runs: int) -> Iterator[Row]:
    """Compare reading, extracting and scoring a Word file with python-docx listing its text."""
    path = folder / "report.docx"
    save_docx(path, PAGES)

    # Loaded once, as the plugins are: a rubric serves all reports of a year.
    rubric = find_rubric(RUBRIC, read_facts([path], registry).value, registry).value.rubric

    def scored() -> object:
        return score_sheet(read_facts([path], registry).value, rubric, registry)

    yield compared(
        f"DOCX, {PAGES} pages: read, extract, score", scored, "python-docx: list", lambda: listed(path), runs
    )
    yield compared(
        f"DOCX, {PAGES} pages: read and extract",
        lambda: read_facts([path], registry),
        "python-docx: list",
        lambda: listed(path),
        runs,
    )


def listed(path: Path) -> list[str]:
    """Return the text of every paragraph and of every cell, as python-docx lists them."""
    opened = docx.Document(str(path))
    texts = [paragraph.text for paragraph in opened.paragraphs]
    return texts + [cell.text for table in opened.tables for row in table.rows for cell in row.cells]


def extraction_rows(registry: Registry, runs: int) -> Iterator[Row]:
    """Compare the extraction with bare patterns over the same text, at growing lengths."""
    yield from (extraction_row(registry, plain(_PAGES_OF_TEXT * times), runs) for times in LENGTHS)


def extraction_row(registry: Registry, text: str, runs: int) -> Row:
    """Compare the extraction from `text` with bare patterns over it."""
    document = read_text("report.txt", text.encode())
    return compared(
        f"extraction, {len(text):,} characters",
        lambda: extract([evolve(document)], registry.catalogue),  # one that nobody has gone over yet
        f"{len(PATTERNS)} re patterns",
        lambda: [list(pattern.finditer(text)) for pattern in PATTERNS],
        runs,
    )


def pdf_rows(folder: Path, runs: int) -> Iterator[Row]:
    """Compare reading a PDF, with and without ruled tables, with pypdfium2 listing its text."""
    for what, ruled in (("without tables", False), ("tables on every other page", True)):
        path = folder / "report.pdf"
        save_pdf(path, PAGES, ruled=ruled)
        data = path.read_bytes()
        yield compared(
            f"PDF, {PAGES} pages, {what}: read",
            partial(read_pdf, "report.pdf", data, DEFAULT),
            "pypdfium2: list",
            partial(listed_pdf, data),
            runs,
            perf_counter,
        )


def listed_pdf(data: bytes) -> list[str]:
    """Return the text of every page, as pypdfium2 lists it."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


# ---------------------------------------------------------------- the command


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line a comparison."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=7, help="how often each is measured (at least 5)")
    runs = max(5, parser.parse_args(arguments).runs)
    registry = load_plugins()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [
            *word_rows(registry, folder, runs),
            *extraction_rows(registry, runs),
            *pdf_rows(folder, runs),
        ]
    for row in rows:
        print(
            f"{row.what:<52} {row.ours * 1000:9.1f} ms   {row.other:<18} {row.theirs * 1000:8.2f} ms"
            f"   × {row.ratio:.2f}"
        )


if __name__ == "__main__":
    main()
