"""A rubric that extends another: what is taken over, changed, added and removed, and what cannot be."""

from collections.abc import Callable, Mapping
from contextlib import suppress

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.errors import RubricError
from evalkit.facts.unit import Unit
from evalkit.messages import Lang
from evalkit.rubrics.extending import MOST_LEVELS, RubricFile, effective
from evalkit.rubrics.loading import load_effective, load_rubric
from evalkit.rubrics.rubric import Indicator, Rubric, Statements
from evalkit.rubrics.writing import rubric_toml
from evalkit.rules.rule import Rule

HEAD = """\
[rubric]
extends = "base.toml"
id = "own"
title = "某街道评分标准"
version = "1.0.0"
source = "某街道〔2032〕2 号"
standing = "example"
"""

Extend = Callable[..., Rubric]
Wrong = Callable[..., list[str]]


@pytest.fixture(scope="session")
def extend(small: str, known: Mapping[str, Unit], rules: Mapping[str, type[Rule]]) -> Extend:
    """Load the last of some texts, each of which may extend a text before it; the small rubric comes first."""

    def load(*texts: str) -> Rubric:
        files = {"base.toml": small}
        files |= {f"{place}.toml": text for place, text in enumerate(texts, 1)}

        def find(name: str, _: RubricFile) -> RubricFile:
            return RubricFile(name, files[name].encode())

        whole = effective(find(f"{len(texts)}.toml", RubricFile("", b"")), find)
        return load_effective(whole, rules, known)

    return load


@pytest.fixture(scope="session")
def wrong(extend: Extend) -> Wrong:
    """Load texts that come to no rubric and return what is wrong, a line a problem."""

    def found(*texts: str, lang: Lang = Lang.ZH) -> list[str]:
        with pytest.raises(RubricError) as raised:
            extend(*texts)
        return raised.value.text(lang).splitlines()

    return found


def _row(rubric: Rubric, id: str) -> Indicator:
    rows = [row for dimension in rubric.dimensions for row in dimension.indicators]
    return next(row for row in rows if row.id == id)


def _ids(rubric: Rubric) -> list[str]:
    return [row.id for dimension in rubric.dimensions for row in dimension.indicators]


ECONOMY = '\n[[dimension]]\nid = "economy"\n'


def _change(id: str, text: str) -> str:
    return f'\n[[dimension.indicator]]\nid = "{id}"\n{text}\n'


# ---------------------------------------------------------------- what is taken over and what is not


def test_what_is_not_written_is_taken_over(extend: Extend, load: Callable[[str], Rubric], small: str) -> None:
    rubric, base = extend(HEAD), load(small)
    assert rubric.dimensions == base.dimensions
    assert rubric.grades == base.grades
    assert rubric.adjustments == base.adjustments
    assert rubric.total == 10


def test_which_rubric_it_is_and_what_it_is_for_is_its_own(extend: Extend, wrong: Wrong) -> None:
    rubric = extend(HEAD)
    assert (rubric.id, rubric.version, rubric.applies_to.region) == ("own", "1.0.0", "")
    head = HEAD.replace('source = "某街道〔2032〕2 号"\nstanding = "example"\n', "")
    assert wrong(head) == [
        "1.toml:1:1: rubric: 缺少键“source”",
        "1.toml:1:1: rubric: 缺少键“standing”",
    ]


def test_one_field_of_an_indicator_is_changed(
    extend: Extend, load: Callable[[str], Rubric], small: str
) -> None:
    before = _row(load(small), "travel")
    after = _row(extend(HEAD + ECONOMY + _change("travel", 'clause = "新的条款。"')), "travel")
    assert after.clause == "新的条款。"
    assert (after.rule, after.marks, after.title) == (before.rule, before.marks, before.title)


def test_a_rule_that_is_written_anew_takes_nothing_over(extend: Extend) -> None:
    rule = 'rule = "proportional"\nmeasure = "progress"'
    row = _row(extend(HEAD + ECONOMY + _change("travel", rule)), "travel")
    assert row.rule is not None
    assert row.rule.name == "proportional"
    assert row.title.zh == "差旅费控制率"


def test_an_item_of_a_checklist_is_changed_removed_and_added(extend: Extend) -> None:
    items = """
items = [
  { id = "channel", statements = "confirm" },
  { id = "visited", remove = true },
  { id = "thanked", title = "致谢", marks = 1 },
]"""
    row = _row(extend(HEAD + ECONOMY + _change("petitions", items)), "petitions")
    assert [part.id for part in row.parts] == ["channel", "answered", "thanked"]
    assert row.parts[0].statements is Statements.CONFIRM
    assert row.parts[0].title.en == "Channel"


def test_a_part_is_changed_and_modifiers_are_removed(extend: Extend) -> None:
    text = 'then = []\nparts = [{ id = "progress", title = "执行进度" }]'
    rubric = extend(HEAD + ECONOMY + _change("spending", text))
    row = _row(rubric, "spending")
    assert row.modifiers == ()
    assert [part.title.zh for part in row.parts] == ["执行进度", "规范"]


def test_indicators_are_added_and_removed(extend: Extend) -> None:
    new = 'title = "新指标"\nmarks = 3\nclause = "由人评判。"\nrule = "judgement"'
    text = HEAD + ECONOMY + _change("travel", "remove = true") + _change("new", new)
    assert _ids(extend(text)) == ["petitions", "spending", "new"]


def test_dimensions_are_added_and_grades_replaced(extend: Extend) -> None:
    text = (
        HEAD
        + 'total = 12\n[[grade]]\ntitle = "合格"\nfrom = 0\n'
        + '[[dimension]]\nid = "more"\ntitle = "其他"\nmarks = 2\n'
        + _change("new", 'title = "新指标"\nmarks = 2\nclause = "由人评判。"\nrule = "judgement"')
        + '[[adjustment]]\nid = "slow"\nat_most = 7\n'
    )
    rubric = extend(text)
    assert [dimension.id for dimension in rubric.dimensions] == ["economy", "more"]
    assert [grade.title.zh for grade in rubric.grades] == ["合格"]
    assert [f"{each.title.zh} {each.at_most}" for each in rubric.adjustments] == ["进度过慢 7"]


def test_a_rubric_extends_one_that_extends_another(extend: Extend) -> None:
    first = HEAD + ECONOMY + _change("travel", 'title = "甲"\nclause = "甲。"')
    second = HEAD.replace("base", "1") + ECONOMY + _change("travel", 'clause = "乙。"')
    row = _row(extend(first, second), "travel")
    assert (row.title.zh, row.clause) == ("甲", "乙。")
    assert row.marks == 3


def test_the_digest_depends_on_the_bases(extend: Extend, load: Callable[[str], Rubric], small: str) -> None:
    second = HEAD.replace("base", "1")
    plain, spaced = extend(HEAD, second), extend(HEAD + "\n", second)
    assert plain.dimensions == spaced.dimensions
    assert len({plain.sha256, spaced.sha256, extend(HEAD).sha256, load(small).sha256}) == 4


# ---------------------------------------------------------------- what is wrong, and where


def test_a_problem_stands_in_the_file_that_the_value_came_from(wrong: Wrong, small: str) -> None:
    line = next(n for n, text in enumerate(small.splitlines(), 1) if text == "marks = 10")
    text = HEAD + ECONOMY + _change("travel", "marks = 4")
    assert wrong(text) == [
        f"base.toml:{line}:9: dimension.economy.marks: 各指标的分值合计 11，这里写的是 10",
        f"base.toml:{line + 9}:9: dimension.economy.indicator.travel.bands: 没有一档能得满分 4 分",
    ]
    text = (
        HEAD
        + "\n[[dimension]]\nid = 'economy'\nmarks = 11\n"
        + _change("travel", "marks = 4\nbands = [{ marks = 4 }]")
    )
    assert wrong(text, lang=Lang.EN)[0].startswith(
        "base.toml:7:9: rubric.total: the dimensions add up to 11 marks"
    )


def test_an_id_that_the_base_does_not_have_must_be_a_whole_row(wrong: Wrong) -> None:
    text = HEAD + ECONOMY + _change("travle", 'clause = "错了。"') + _change("gone", "remove = true")
    assert wrong(text) == [
        (
            "1.toml:13:6: dimension.economy.indicator.travle.id: 所继承的标准中没有指标“travle”，"
            "是不是“travel”？（可用：新增时还要写 title、marks、rule/parts）"
        ),
        "1.toml:17:6: dimension.economy.indicator.gone.id: 所继承的标准中没有指标“gone”",
    ]
    assert wrong(text, lang=Lang.EN)[0] == (
        "1.toml:13:6: dimension.economy.indicator.travle.id: the rubric extended has no indicator “travle” here; "
        "did you mean “travel”? (allowed: a new one needs title, marks, rule/parts too)"
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("remove = false", "remove 只能是 true（可用：true）"),
        ("remove = true\nmarks = 2", "要删除的一行不能再写“marks”"),
    ],
)
def test_a_row_is_removed_and_nothing_else(change: str, said: str, wrong: Wrong) -> None:
    assert any(line.endswith(said) for line in wrong(HEAD + ECONOMY + _change("travel", change)))


def test_an_id_is_changed_once(wrong: Wrong) -> None:
    text = HEAD + ECONOMY + _change("travel", 'clause = "甲。"') + _change("travel", 'clause = "乙。"')
    assert wrong(text) == ["1.toml:17:6: dimension.economy.indicator.travel.id: 编号“travel”已在第 13 行用过"]


def test_all_problems_of_all_files_are_reported_at_once(wrong: Wrong) -> None:
    first = HEAD + ECONOMY + _change("gone", "remove = true")
    second = HEAD.replace("base", "1") + ECONOMY + _change("travel", "marsk = 3")
    assert [line.split(": ")[0] for line in wrong(first, second)] == ["1.toml:13:6", "2.toml:14:1"]


def test_a_circle_is_refused(wrong: Wrong) -> None:
    first, second = HEAD.replace("base", "2"), HEAD.replace("base", "1")
    assert wrong(first, second) == [
        "1.toml:2:11: rubric.extends: 继承成了循环，找不到最初的标准：2.toml、1.toml、2.toml"
    ]
    assert wrong(HEAD.replace("base", "1"), lang=Lang.EN) == [
        "1.toml:2:11: rubric.extends: extends itself in the end: 1.toml, 1.toml"
    ]


def test_too_many_levels_are_refused(wrong: Wrong) -> None:
    texts = [HEAD, *(HEAD.replace("base", str(place)) for place in range(1, MOST_LEVELS))]
    assert wrong(*texts) == [
        f"1.toml:2:11: rubric.extends: 继承的层数太多（可用：最多 {MOST_LEVELS} 个文件）"
    ]


def test_a_base_is_named_by_text(wrong: Wrong) -> None:
    assert wrong(HEAD.replace('"base.toml"', "1"))[0].startswith("1.toml:2:11: rubric.extends: ")


def test_a_rubric_that_stands_alone_cannot_name_a_base(problems: Callable[..., list[str]]) -> None:
    assert problems(HEAD) == ["d.toml:2:11: rubric.extends: 没有评分标准“base.toml”"]


MALFORMED = (
    '"x"',
    "[]",
    "[1]",
    "{}",
    "[{}]",
    "[{ id = 3 }]",
    '[{ id = "economy", indicator = [{}] }]',
    '[{ id = "economy", indicator = 3 }]',
    '[{ id = "economy", remove = true }]',
    '[{ id = "slow", remove = 1 }]',
    '[{ id = "economy", indicator = [{ id = "petitions", items = [1, { id = "channel" }] }] }]',
)


@settings(max_examples=40)
@given(
    st.dictionaries(
        st.sampled_from(["dimension", "grade", "adjustment", "measure"]), st.sampled_from(MALFORMED)
    )
)
def test_whatever_is_malformed_is_a_problem_and_nothing_worse(extend: Extend, keys: dict[str, str]) -> None:
    text = "".join(f"{key} = {value}\n" for key, value in keys.items()) + HEAD
    with suppress(RubricError):
        assert extend(text).id == "own"


CHANGES = (
    '{ id = "travel", remove = true }',
    '{ id = "travel", clause = "甲。" }',
    '{ id = "travel", rule = "proportional", measure = "progress" }',
    '{ id = "petitions", items = [{ id = "visited", remove = true }, { id = "new", title = "新", marks = 1 }] }',
    '{ id = "petitions", rule = "judgement" }',
    '{ id = "spending", then = [] }',
    '{ id = "spending", parts = [{ id = "regular", passages = ["甲", "乙丙"] }] }',
    '{ id = "spending", parts = [{ id = "regular", remove = true }] }',
    '{ id = "added", title = "新", marks = 3, clause = "丙。", rule = "judgement" }',
)


def _sound(extend: Extend, text: str) -> Rubric | None:
    try:
        return extend(text)
    except RubricError:
        return None


@settings(max_examples=60)
@given(st.lists(st.sampled_from(CHANGES), max_size=4, unique_by=lambda change: change[:16]))
def test_the_effective_rubric_as_toml_is_the_same_rubric(
    extend: Extend, small: str, rules: Mapping[str, type[Rule]], known: Mapping[str, Unit], changes: list[str]
) -> None:
    text = f'{HEAD}\n[[dimension]]\nid = "economy"\nindicator = [{", ".join(changes)}]\n'
    rubric = _sound(extend, text)
    files = {"base.toml": small, "1.toml": text}

    def find(name: str, _: RubricFile) -> RubricFile:
        return RubricFile(name, files[name].encode())

    written = rubric_toml(effective(find("1.toml", RubricFile("", b"")), find).file.data)
    if rubric is None:
        with pytest.raises(RubricError):
            load_rubric(written.encode(), "whole.toml", rules, known)
    else:
        whole = load_rubric(written.encode(), "whole.toml", rules, known)
        assert evolve(whole, sha256="") == evolve(rubric, sha256="")


def test_examples_of_the_base_stay_with_it(small: str) -> None:
    files = {"base.toml": f'{small}\n[[example]]\ntitle = "甲"\n', "1.toml": HEAD}

    def find(name: str, _: RubricFile) -> RubricFile:
        return RubricFile(name, files[name].encode())

    assert "example" not in effective(find("1.toml", RubricFile("", b"")), find).file.data


def test_the_text_of_a_value_is_that_of_its_file(small: str) -> None:
    files = {"base.toml": small, "1.toml": HEAD}

    def find(name: str, _: RubricFile) -> RubricFile:
        return RubricFile(name, files[name].encode())

    file = effective(find("1.toml", RubricFile("", b"")), find).file
    assert file.source(("rubric", "id")) == '"own"'
    assert file.source(("rubric", "total")) == "10"
