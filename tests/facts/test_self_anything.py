"""Whatever stands in tables and lines, reading self-scores from them fails at nothing and quotes what is there."""

from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.document import Document
from evalkit.documents.limits import DEFAULT
from evalkit.documents.passage import passages
from evalkit.documents.plain.text import read_text
from evalkit.documents.web.page import read_html
from evalkit.facts.self_findings import self_findings
from evalkit.facts.self_scores import self_sheets

CELL = st.sampled_from(
    [
        *(
            "一级指标",
            "二级指标",
            "三级指标",
            "指标名称",
            "分值",
            "权重",
            "得分",
            "自评得分",
            "扣分原因",
            "执行率",
        ),
        *(
            "合计",
            "小计",
            "总分",
            "一、投入",
            "（一）管理",
            "1.完成率",
            "完成率（5分）",
            "预算完成率",
            "及时率",
            "备注",
        ),
        *(
            "5",
            "4.5",
            "10",
            "0",
            "0.5",
            "40%",
            "得3",
            "扣1分",
            "-2",
            "—",
            "",
            "按比例计分。",
            "年末有结余",
            "99999999",
        ),
    ]
)
HEAD = st.sampled_from(
    [("一级指标", "三级指标", "分值", "自评得分", "扣分原因"), ("指标名称", "权重", "得分", "备注", ""), ()]
)
ROWS = st.lists(st.lists(CELL, min_size=1, max_size=6), max_size=12)


def _checked(document: Document) -> None:
    sheets = self_sheets(passages(document))
    list(self_findings(sheets, {}))
    for sheet in sheets:
        assert sheet.rows
        for row in sheet.rows:
            assert row.title
            assert row.full is None or row.full > 0
            assert row.evidence
            assert all(document.text[each.start : each.end] == each.quote for each in row.evidence)


@given(HEAD, ROWS, st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=8))
def test_tables_with_whatever_is_merged(
    head: tuple[str, ...], rows: list[list[str]], spans: list[tuple[int, int]]
) -> None:
    lines = ["".join(f"<td>{cell}</td>" for cell in head)]
    for number, row in enumerate(rows):
        down, right = spans[number % len(spans)]
        first = f'<td rowspan="{down}" colspan="{right}">{row[0]}</td>'
        lines.append(first + "".join(f"<td>{cell}</td>" for cell in row[1:]))
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    page = f"<html><meta charset=utf-8><body><p>自评表</p><table>{body}</table></body></html>"
    _checked(read_html("r.html", page.encode(), DEFAULT))


@given(HEAD, st.lists(CELL, max_size=40))
def test_lines_of_whatever_order(head: tuple[str, ...], cells: list[str]) -> None:
    _checked(read_text("r.txt", "\n".join(("自评表", "", *head, *cells, "")).encode(), DEFAULT))
