"""Lines become paragraphs: what was split is joined, what was not stays apart."""

import pytest

from evalkit.documents.document import Block, BlockKind
from evalkit.documents.plain.paragraphs import blocks_of

_FIRST = "全年完成道路养护工程三十余处，新增停车泊位若干，受到"
_SECOND = "周边居民的一致好评。"


def _read(text: str, block: Block) -> str:
    return "/".join(text[piece.start : piece.end] for piece in block.pieces)


def _paragraphs(text: str) -> list[str]:
    return [_read(text, block) for block in blocks_of(text) if block.kind is BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    "gap",
    [
        "\n\n",
        "\n\n\n",
        "\x0c",
        "\n\x0c",
        "\n- 3 -\n",
        "\n\n—3—\n\n",
        "\n第 3 页 共 9 页\n",
        "\n3\n",
        "\n\n  3\n\n",
        "\n3 / 9\n",
        "\n \u3000\n",
        "\n\x0c- 3 -\n",
    ],
)
def test_what_a_page_break_split_is_one_paragraph(gap: str) -> None:
    assert _paragraphs(_FIRST + gap + _SECOND) == [f"{_FIRST}/{_SECOND}"]


def test_three_pages_of_one_paragraph() -> None:
    middle = "有关部门和社会各界的肯定，同时还得到了"
    assert _paragraphs(f"{_FIRST}\n\n- 1 -\n{middle}\n- 2 -\n{_SECOND}") == [f"{_FIRST}/{middle}/{_SECOND}"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (_FIRST + "肯定。", "此外还有其他工作。"),
        (_FIRST + "肯定。”", "此外还有其他工作。"),
        (_FIRST + "下列奖项：", "优秀单位。"),
        (_FIRST + "肯定；", "改造公园。"),
        ("青禾县档案局部门整体绩效自评", "报告"),
        ("填报单位：青禾县档案局", "填报日期：四月"),
        (_FIRST, "1.加强管理。继续努力"),
        (_FIRST, "● 加强管理"),
        (_FIRST, "表2 收支情况"),
        (_FIRST, "注：数据来自决算"),
    ],
)
def test_what_stands_by_itself_is_not_joined(first: str, second: str) -> None:
    assert _paragraphs(f"{first}\n\n{second}") == [first, second]


def test_nothing_is_joined_onto_a_heading_or_a_table() -> None:
    text = f"{_FIRST}\n\n二、预算执行\n\n{_SECOND}\n\n甲|乙\n丙|丁\n{_SECOND}"
    assert [block.kind for block in blocks_of(text)] == [
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.TABLE,
        BlockKind.PARAGRAPH,
    ]


def test_an_item_goes_on_behind_a_page_break() -> None:
    item = "1.提高执行率。我局将按月通报进度，并督促"
    assert _paragraphs(f"{item}\n- 4 -\n{_SECOND}") == [f"{item}/{_SECOND}"]


@pytest.mark.parametrize("rest", ["，并按时报送。", "）等单位。", "%，较上年提高。", "”工程建设。"])
def test_no_paragraph_begins_with_a_closing_sign(rest: str) -> None:
    assert _paragraphs(f"短句\n{rest}") == [f"短句/{rest}"]


_WRAPPED = (
    "我局严格按照预算管理要求编制年度预算，全年收入",
    "总体平稳，支出进度符合要求。其中项目支出重点用",
    "于城区绿化、道路养护和公园建设，日常公用支出得",
    "到有效控制。",
)


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = "\n".join(_WRAPPED)
    assert _paragraphs(text) == ["/".join(_WRAPPED)]


def test_wrapping_is_told_by_columns_and_not_by_characters() -> None:
    lines = (
        "决算支出 1234.56 万元，比上年增加 78.90 万元，",
        "其中项目支出超过一半，用于城区绿化和道路养护",
        "及公园建设等三个方面的重点工作任务落实，基本",
        "完成。",
    )
    assert _paragraphs("\n".join(lines)) == ["/".join(lines)]


def test_an_indent_begins_a_paragraph_of_hard_wrapped_text() -> None:
    first = (
        "\u3000\u3000我局严格按照预算管理要求编制年度预算，全",
        "年收入总体平稳，支出进度符合各项规定的要求。",
        "其中项目支出重点用于城区绿化和道路养护工程，",
    )
    second = (
        "\u3000\u3000日常公用支出得到有效控制，全年没有发生超",
        "支，各项制度执行到位，财务管理比较规范，资产",
        "管理完善。",
    )
    text = "\n".join((*first, *second))
    assert _paragraphs(text) == ["/".join(line.strip() for line in lines) for lines in (first, second)]


def test_a_wrapped_item_is_no_heading() -> None:
    text = "\n".join((*_WRAPPED, "1.加强预算编制管理，细化项目支出内容，提高资金", "使用效益。"))
    assert _paragraphs(text)[-1] == "1.加强预算编制管理，细化项目支出内容，提高资金/使用效益。"


@pytest.mark.parametrize(
    "text",
    [
        "第一段文字比较长，"
        + "叙述了全年的工作情况" * 8
        + "\n"
        + "第二段文字也比较长，"
        + "叙述了全年的工作情况" * 8
        + "\n第三段短\n第四段短",
        "短行\n另一短行\n再一行",
        "完成工作\n" + "叙述了全年的工作情况" * 10 + "\n其他\n其他工作",
    ],
)
def test_one_line_a_paragraph_is_not_hard_wrapped(text: str) -> None:
    assert _paragraphs(text) == text.split("\n")


def test_headings_have_levels_and_markdown_loses_its_hashes() -> None:
    text = "# 自评报告\n## 一、概况\n一、概况\n（一）职能\n1. 预算\n"
    assert [(_read(text, block), block.level) for block in blocks_of(text)] == [
        ("自评报告", 1),
        ("一、概况", 2),
        ("一、概况", 2),
        ("（一）职能", 3),
        ("1. 预算", 4),
    ]


def test_a_rule_parts_what_it_stands_between() -> None:
    assert _paragraphs("短句\n-----\n另一句") == ["短句", "另一句"]


def test_an_empty_text_has_no_blocks() -> None:
    assert blocks_of("") == ()
    assert blocks_of("\n\f\n- 1 -\n") == ()


@pytest.mark.parametrize(
    "line",
    ["甲，乙\n", "甲|乙\n", "甲\t乙\n", "1\n", "\n", "\f", "a|\n\n", "一、甲\n", "- 1 -\n", "|" * 600 + "\n"],
)
def test_long_texts_are_read_in_one_go(line: str) -> None:
    text = line * (60_000 // len(line))
    last = 0
    for block in blocks_of(text):
        assert last <= block.pieces[0].start < block.pieces[-1].end <= len(text)
        last = block.pieces[-1].end
