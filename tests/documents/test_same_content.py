"""One sheet in every format that holds sheets gives the same facts."""

import io
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import docx
import openpyxl
import pytest
import xlwt

from evalkit.journey import read_facts
from evalkit.registry import load_plugins

_TITLE = "深圳市云岭区市政园林局2021年度部门整体支出绩效自评表"
_LABELS = ("填报单位：深圳市云岭区市政园林局", "单位：万元")
_BUDGET = (
    ("项目", "年初预算", "调整预算", "决算数", "执行率"),
    ("基本支出", 5215.40, 5348.90, 5290.16, 0.989),
    ("其中：人员经费", 3832.15, 3900.0, 3921.08, 1.0054),
    ("日常公用经费", 1383.25, 1448.90, 1369.08, 0.9449),
    ("项目支出", 12424.60, 13563.90, 12514.11, 0.9226),
    ("“三公”经费", 96.0, 96.0, 81.30, 0.8469),
    ("合计", 17640.0, 18912.80, 17804.27, 0.9414),
)
_SCORES = (
    ("一级指标", "三级指标", "分值", "评分标准", "得分"),
    ("投入", "预算完成率", 10, "预算完成率达到100%得满分。每低1个百分点扣0.5分。", 8.5),
    (None, "“三公”经费控制率", 5, "不超过100%得满分。", 5),
    ("效果", "公众满意度", 6, "达到95%得满分。", 5.5),
    ("合计", None, 100, None, 93.5),
)
Rows = Sequence[Sequence[str | float | None]]


def _text(value: str | float | None, *, last: bool) -> str:
    if isinstance(value, float):
        return f"{value:.2%}" if last and value < 2 else f"{value:,.2f}"
    return "" if value is None else str(value)


def _format(value: object, *, last: bool) -> str:
    if not isinstance(value, float):
        return "General"
    return "0.00%" if last and value < 2 else "#,##0.00"


def _texts(rows: Rows) -> list[list[str]]:
    return [[_text(value, last=at == len(row) - 1) for at, value in enumerate(row)] for row in rows]


def _xlsx(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in ((_TITLE,), (_LABELS[0], None, None, _LABELS[1]), *rows):
        sheet.append(list(row))
    for number, row in enumerate(rows, 3):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).number_format = _format(value, last=column == len(row))
    sheet.merge_cells("A1:E1")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _xls(rows: Rows) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    sheet.write_merge(0, 0, 0, 4, _TITLE)
    sheet.write(1, 0, _LABELS[0])
    sheet.write(1, 3, _LABELS[1])
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row):
            if value is not None:
                style = xlwt.easyxf(num_format_str=_format(value, last=column == len(row) - 1))
                sheet.write(number, column, value, style)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _docx(rows: Rows) -> bytes:
    document = docx.Document()
    for line in (_TITLE, *_LABELS):
        document.add_paragraph(line)
    table = document.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(_texts(rows)):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _html(rows: Rows) -> bytes:
    lines = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in _texts(rows))
    labels = "".join(f"<p>{line}</p>" for line in (_TITLE, *_LABELS))
    return f"<html><body>{labels}<table>{lines}</table></body></html>".encode("gb18030")


def _csv(rows: Rows) -> bytes:
    lines = [",".join(f'"{text}"' for text in row) for row in _texts(rows)]
    return "\n".join((_TITLE, *_LABELS, *lines)).encode("gb18030")


def _tabbed(rows: Rows) -> bytes:
    return "\n\n".join((_TITLE, *_LABELS, "\n".join("\t".join(row) for row in _texts(rows)))).encode()


def _marked(rows: Rows) -> bytes:
    lines = [f"| {' | '.join(row)} |" for row in _texts(rows)]
    lines.insert(1, "|---" * len(rows[0]) + "|")
    return "\n\n".join((_TITLE, *_LABELS, "\n".join(lines))).encode()


_WRITERS = {
    "a.docx": _docx,
    "a.xlsx": _xlsx,
    "a.xls": _xls,
    "a.html": _html,
    "页面.xls": _html,
    "a.csv": _csv,
    "a.txt": _tabbed,
    "a.md": _marked,
}


def _values(path: Path) -> Mapping[str, object]:
    sheet = read_facts([path], load_plugins()).value
    values = {id: fact.value for id, fact in sheet.facts.items()}
    return {**values, "department": sheet.department, "year": sheet.year}


@pytest.mark.parametrize(("rows", "least"), [(_BUDGET, 18), (_SCORES, 3)])
def test_a_sheet_gives_the_same_facts_in_every_format(tmp_path: Path, rows: Rows, least: int) -> None:
    found = {}
    for name, write in _WRITERS.items():
        (tmp_path / name).write_bytes(write(rows))
        found[name] = _values(tmp_path / name)
    assert len(found["a.docx"]) >= least
    for name, values in found.items():
        assert (name, values) == (name, found["a.docx"])


@pytest.mark.needs("soffice")
def test_a_sheet_in_an_old_word_file_gives_the_same_facts(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(_docx(_BUDGET))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.docx")], check=True, capture_output=True)
    assert _values(tmp_path / "a.odt") == _values(tmp_path / "a.docx")
