"""Make the pictures of the documentation from the bundled examples: docs/pictures/LANGUAGE/NAME.png.

``python tools/pictures.py`` makes all of them, ``python tools/pictures.py rank compare`` those. Needs Chromium,
LibreOffice with Writer and Calc, playwright (``pip install --group browser``) and ``pip install -e '.[test,web]'``.
"""

import ctypes
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright
from pypdfium2 import raw

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
LANGUAGES = ("zh", "en")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
WIDTH, HEIGHT = 1280, 800
WITH_COMMENTS = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
PAPER = 800
BESIDE = """
body { margin: 0; background: #eceff3; font: 14px/1.45 "Noto Sans CJK SC", sans-serif; position: relative }
img { display: block }
body > b, p > b { background: #f3c614; border-radius: 9px; padding: 0 6px; font-size: 12px }
body > b { position: absolute }
div { position: absolute; left: 820px; width: 430px }
p { background: #fffbe6; border: 1px solid #e3c86a; border-radius: 6px; margin: 0 0 10px; padding: 8px 10px;
    white-space: pre-line }
"""
"""How comments stand beside a page."""
ADDRESS = re.compile(rb"http://[\w.:/-]+/")
JUDGED = ("fits_duties", "by_priority")
BY = {"zh": "评价员甲", "en": "Evaluator A"}
REASONS = {
    "zh": ("预算按任务清单编报，都在部门职责之内", "三项重点都在项目支出中单列，但一项占比偏低"),
    "en": (
        "Budgeted task by task, all within its duties",
        "All three priorities are there, one with little money",
    ),
}
COLOURS, LARGEST = 96, 150_000
"""How many colours a picture keeps, and how many bytes it may have."""


class Studio:
    """A folder with the examples in it, a language, and a browser."""

    def __init__(self, folder: Path, lang: str, page: Page) -> None:
        self.folder, self.lang, self.page = folder, lang, page

    def evalkit(self, *arguments: str) -> None:
        """Run evalkit in the folder; it may say that a bar was missed."""
        command = [sys.executable, "-m", "evalkit", *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, check=False
        )
        if done.returncode not in (0, 1):
            raise SystemExit(f"{' '.join(command)}: {done.stderr.decode()}")

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment that evalkit runs in."""
        return os.environ | {"EVALKIT_LANG": self.lang, "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": "1623974400"}

    def convert(self, name: str, kind: str) -> Path:
        """Return what LibreOffice makes of a file of the folder."""
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", kind, name]
        subprocess.run(command, cwd=self.folder, capture_output=True, check=True)
        return self.folder / f"{Path(name).stem}.{kind.partition(':')[0]}"

    def paper(self, name: str, number: int = 0) -> Image.Image:
        """Return a page of an office file as it is printed."""
        document = pypdfium2.PdfDocument(self.convert(name, "pdf"))
        page = document[number]
        return trimmed(page.render(scale=WIDTH / page.get_width()).to_pil())

    @contextmanager
    def reviewing(self, by: str) -> Iterator[str]:
        """Serve the report's review page, and yield its address."""
        command = [sys.executable, "-u", "-m", "evalkit", "review", "report.txt", "--no-browser", "--by", by]
        pipe, stdout = subprocess.STDOUT, subprocess.PIPE
        served = subprocess.Popen(command, cwd=self.folder, env=self.environment, stdout=stdout, stderr=pipe)
        try:
            yield next(found[0].decode() for line in served.stdout or () if (found := ADDRESS.search(line)))
        finally:
            served.terminate()
            served.wait()

    def open(self, place: str) -> Page:
        """Open a file of the folder, or an address, in the browser."""
        self.page.goto(place if "://" in place else (self.folder / place).as_uri())
        return self.page

    def screen(self, height: int = HEIGHT) -> Image.Image:
        """Return what the browser shows."""
        self.page.set_viewport_size({"width": WIDTH, "height": height})
        self.page.wait_for_timeout(900)
        path = self.folder / "screen.png"
        self.page.screenshot(path=path)
        return Image.open(path)


def trimmed(paper: Image.Image) -> Image.Image:
    """Return a page without most of its margin, with a thin frame."""
    grey = paper.convert("L").point(lambda value: 0 if value > 250 else 255)
    left, top, right, bottom = grey.getbbox() or (0, 0, *paper.size)
    edge = 24
    box = (
        max(0, left - edge),
        max(0, top - edge),
        min(paper.width, right + edge),
        min(paper.height, bottom + edge),
    )
    framed = Image.new("RGB", (box[2] - box[0] + 2, box[3] - box[1] + 2), "#c8c8c8")
    framed.paste(paper.crop(box), (1, 1))
    return framed


# ---------------------------------------------------------------- the pictures


def summary(studio: Studio) -> Image.Image:
    """The first screen of the review page."""
    studio.evalkit("score", "report.txt", "--format", "html", "--output", "review.html")
    studio.open("review.html")
    return studio.screen()


def review(studio: Studio) -> Image.Image:
    """The review page with a deduction clicked."""
    studio.evalkit("score", "report.txt", "--format", "html", "--output", "review.html")
    page = studio.open("review.html")
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.locator(".deduction a[data-to]:visible").nth(2).click()
    return studio.screen()


def judging(studio: Studio) -> Image.Image:
    """The page of evalkit review, with one judgement made and another begun."""
    with studio.reviewing(BY[studio.lang]) as place:
        page = studio.open(place)
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        first, second = (page.locator(f'form[data-form="judge:budget_reasonableness.{id}"]') for id in JUDGED)
        judge(first, "1", REASONS[studio.lang][0])
        first.locator("button[type=submit]").click()
        page.locator('form[data-form$=".fits_duties"][data-now*="1"]').wait_for(state="attached")
        page.evaluate("scrollTo(0, 0)")
        judge(second, "0.5", REASONS[studio.lang][1])
        second.locator("textarea").evaluate("each => each.scrollIntoView({block: 'center'})")
        return studio.screen()


def judge(form: Locator, marks: str, reason: str) -> None:
    """Fill in the form of a judgement."""
    form.locator("input[name=marks]").fill(marks)
    form.locator("textarea").fill(reason)


def score_sheet(studio: Studio) -> Image.Image:
    """The first page of the score sheet."""
    studio.evalkit("score", "report.txt", "--format", "xlsx", "--output", "score-sheet.xlsx")
    return studio.paper("score-sheet.xlsx")


def word_report(studio: Studio) -> Image.Image:
    """The first page of the report in Word."""
    options = ("--judgements", "judgements.toml", "--format", "docx")
    studio.evalkit("score", "report.txt", *options, "--output", "result.docx")
    return studio.paper("result.docx")


def annotated(studio: Studio) -> Image.Image:
    """A page of the department's report with comments beside it, as a word processor shows them."""
    studio.convert("report.txt", "docx")
    studio.evalkit("annotate", "report.docx", "--output", "annotated.docx")
    document = pypdfium2.PdfDocument(studio.convert("annotated.docx", WITH_COMMENTS))
    page = document[1]
    scale = PAPER / page.get_width()
    page.render(scale=scale, may_draw_forms=False, draw_annots=False).to_pil().save(
        studio.folder / "paper.png"
    )
    found = comments(page, scale)
    marks = "".join(f'<b style="left:{x}px;top:{y}px">{n}</b>' for n, (x, y, _) in enumerate(found, 1))
    said = "".join(f"<p><b>{n}</b> {escape(text)}</p>" for n, (_, _, text) in enumerate(found, 1))
    column = f'<div style="top:{found[0][1]}px">{said}</div>'
    html = f'<meta charset="utf-8"><style>{BESIDE}</style><img src="paper.png">{marks}{column}'
    (studio.folder / "annotated.html").write_text(html, encoding="utf-8")
    studio.open("annotated.html")
    return studio.screen(HEIGHT)


def comments(page: pypdfium2.PdfPage, scale: float) -> list[tuple[int, int, str]]:
    """Return the comments on a page from the top: how far from the left and the top, in pixels, and their text."""
    found = []
    for place in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, place)
        if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_TEXT:
            box = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(annotation, box)
            top = page.get_height() - box.top
            found.append((round(box.left * scale), round(top * scale), contents(annotation)))
        raw.FPDFPage_CloseAnnot(annotation)
    return sorted(found, key=lambda each: each[1])


def contents(annotation: Any) -> str:
    """Return the text of a comment."""
    size = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
    text = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(
        annotation, b"Contents", ctypes.cast(text, ctypes.POINTER(ctypes.c_ushort)), size
    )
    return text.raw[:size].decode("utf-16-le").rstrip("\0")


def compare(studio: Studio) -> Image.Image:
    """One report before and after it was judged."""
    for name, options in (("before", ()), ("after", ("--judgements", "judgements.toml"))):
        studio.evalkit("score", "report.txt", *options, "--format", "json", "--output", f"{name}.json")
    studio.evalkit("compare", "before.json", "after.json", "--format", "html", "--output", "compare.html")
    studio.open("compare.html")
    return studio.screen(1000)


def rank(studio: Studio) -> Image.Image:
    """Ten invented departments of one year in order, their benefits judged."""
    reports = studio.folder / "reports"
    reports.mkdir()
    (studio.folder / "judged").mkdir()
    for place, path in enumerate(sorted((ROOT / "benchmarks" / "reports").glob("*.facts.toml"))):
        text = re.sub(r"^year = \d+$", "year = 2021", path.read_text("utf-8"), count=1, flags=re.MULTILINE)
        name = path.name.replace(".facts", "")
        (reports / name).write_text(text, encoding="utf-8")
        judged = studio.folder / "judged" / name
        options = ("--rubric", "four-e", "--judgements-template", f"judged/{name}", "--output", "out.txt")
        studio.evalkit("score", f"reports/{name}", *options)
        judged.write_text(filled_in(judged.read_text("utf-8"), place), encoding="utf-8")
    names = sorted(f"reports/{path.name}" for path in reports.iterdir())
    options = ("--rubric", "four-e", "--judgements", "judged", "--executor", "serial")
    studio.evalkit("batch", *names, "--output", "scored", *options)
    studio.evalkit("rank", "scored/results.db", "--format", "html", "--output", "rank.html")
    studio.open("rank.html")
    return studio.screen(1080)


def filled_in(template: str, place: int) -> str:
    """Return a template of judgements with the benefits judged, not alike for every report."""
    signed = re.sub(r"^# by = .*\n# at = .*$", 'by = "甲"\nat = 2022-04-01', template, flags=re.MULTILINE)
    marks = iter(5 - (place * 3 + number) % 4 / 2 for number in range(100))
    benefit = re.compile(r'(indicator = "benefits"\nitem = "\w+"\n)# marks = .*\n# reason = ""')
    return benefit.sub(lambda found: f'{found[1]}marks = {next(marks)}\nreason = "已核实"', signed)


ALL: dict[str, Callable[[Studio], Image.Image]] = {
    "summary": summary,
    "review": review,
    "judging": judging,
    "score-sheet": score_sheet,
    "word-report": word_report,
    "annotated": annotated,
    "compare": compare,
    "rank": rank,
}


def saved(picture: Image.Image, path: Path) -> None:
    """Save a picture small."""
    path.parent.mkdir(parents=True, exist_ok=True)
    few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}  {size / 1000:.0f} kB")
    if size > LARGEST:
        raise SystemExit(f"{path} is larger than {LARGEST} bytes")


def main(names: list[str]) -> None:
    """Make the pictures of these names in every language."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for lang in LANGUAGES:
            for name in names:
                with tempfile.TemporaryDirectory() as folder:
                    for example in (ROOT / "examples").glob("*.t*"):
                        shutil.copy(example, folder)
                    page = browser.new_page(locale=lang, reduced_motion="reduce", color_scheme="light")
                    saved(ALL[name](Studio(Path(folder), lang, page)), PICTURES / lang / f"{name}.png")
                    page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:] or list(ALL))
