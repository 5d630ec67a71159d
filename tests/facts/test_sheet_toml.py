"""The comments of a facts file: where each value stands, and the sentence that says it."""

from collections.abc import Callable

from attrs import evolve

from evalkit.facts.fact import FactSheet
from evalkit.facts.sheet_toml import facts_toml

Sheet = Callable[[str], FactSheet]
TITLE = "澜溪市园林局2023年度部门整体支出绩效自评报告\n\n"


def comments(sheet: FactSheet) -> list[str]:
    return [
        line.removeprefix("#   ") for line in facts_toml(sheet).splitlines() if line.startswith("#   report")
    ]


def test_the_whole_sentence_is_shown_and_no_other(sheet: Sheet) -> None:
    read = sheet(TITLE + "我局精简会议。全年收到群众信访9件，均已答复；满意度为93%。另有说明。\n")
    assert comments(read) == [
        "report.txt:3 “满意度为93%。”",
        "report.txt:3 “全年收到群众信访9件，均已答复；”",
        "report.txt:3 “全年收到群众信访9件，均已答复；”",
    ]


def test_of_a_long_sentence_only_what_is_near_is_shown(sheet: Sheet) -> None:
    far = "按照上级要求并结合本地实际情况，经过反复研究论证和广泛征求各方面意见建议以及专题会议集体审议之后，"
    read = sheet(f"{TITLE}{far}核定编制64名，{far}大家都很满意。\n")
    (shown,) = comments(read)
    assert shown.startswith("report.txt:3 “…") and shown.endswith("…”")
    assert "核定编制64名" in shown and len(shown) < 120


def test_the_row_of_a_table_is_shown_as_it_stands(sheet: Sheet) -> None:
    read = sheet(TITLE + "项目|编制数|在职人数\n人员（名）|64|61\n")
    assert comments(read) == ["report.txt:4 “人员（名）|64”", "report.txt:4 “人员（名）|64|61”"]


def test_a_page_is_named_with_the_line_on_it(sheet: Sheet) -> None:
    read = sheet(TITLE + "核定编制64名。\n")
    fact = read.facts["staff_quota"]
    paged = evolve(fact, evidence=tuple(evolve(each, page=2, page_line=7) for each in fact.evidence))
    assert comments(evolve(read, facts={"staff_quota": paged})) == [
        "report.txt 第 2 页第 7 行 “核定编制64名。”"
    ]
