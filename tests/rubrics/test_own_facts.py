"""Facts that a rubric defines itself: what they become, and what is wrong with them."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from evalkit.errors import RubricError
from evalkit.facts.unit import Unit
from evalkit.hookspecs import hookimpl
from evalkit.journey import catalogue_of, load, prepare, score_sheet
from evalkit.messages import Lang
from evalkit.offers import effective_file, find_rubric_file
from evalkit.registry import Registry, load_plugins, registry_of
from evalkit.rubrics.difference import differences
from evalkit.rubrics.lint import lint_file
from evalkit.rubrics.rubric import Rubric
from evalkit.rubrics.writing import rubric_toml
from evalkit.testing.running import failures_of, load_suite

HEAD = """\
[rubric]
id = "training"
title = "培训项目支出绩效自评"
version = "1.0.0"
source = "示例"
standing = "example"
total = 20
"""
FACTS = """
[[fact]]
id = "trained"
title = "培训人次"
unit = "count"
words = ["参训"]
nouns = ["人", "人次"]

[[fact]]
id = "cost_each"
title = "人均培训成本"
unit = "money"

[[fact]]
id = "plan_published"
title = "培训计划已公布"
unit = "yes_no"
yes = [{ words = ["培训计划", "已公布|公开发布"] }]
"""
ROWS = """
[[dimension]]
id = "output"
title = "产出"
marks = 20

[[dimension.indicator]]
id = "people"
title = "培训人次"
marks = 10
clause = "目标 200 人次，按完成比例得分。"
rule = "proportional"
measure = "trained"
full_at = 200

[[dimension.indicator]]
id = "cost"
title = "人均培训成本"
marks = 8
clause = "目标不超过 800 元，按反比例得分。"
rule = "reverse_proportional"
measure = "cost_each"
full_at = 800

[[dimension.indicator]]
id = "plan"
title = "计划公布"
marks = 2
clause = "培训计划公布的得 2 分。"
rule = "checklist"
items = [{ id = "published", title = "已公布", marks = 2, any = ["plan_published"] }]
"""
REPORT = "某区人才服务中心2020年度培训项目绩效自评报告\n\n全年参训180人次。培训计划已公布。\n"

Write = Callable[..., str]


@pytest.fixture(scope="module")
def registry() -> Registry:
    """Everything that ships."""
    return load_plugins()


@pytest.fixture
def written(tmp_path: Path) -> Write:
    """Return how a rubric file is written: its own facts, and what stands before and behind them."""

    def write(facts: str = FACTS, more: str = "", head: str = HEAD, name: str = "training.toml") -> str:
        path = tmp_path / name
        path.write_text(head + facts + more, "utf-8", newline="\n")
        return str(path)

    return write


def loaded(name: str, registry: Registry) -> Rubric:
    return load(find_rubric_file(name, registry), registry)


def refused(name: str, registry: Registry, lang: Lang = Lang.ZH) -> list[str]:
    with pytest.raises(RubricError) as raised:
        loaded(name, registry)
    return [line.split("training.toml:", 1)[1] for line in raised.value.text(lang).splitlines()]


def test_a_report_is_read_for_them(written: Write, registry: Registry, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT, "utf-8")
    ready = prepare([report], written(more=ROWS), registry)
    facts = {id: (str(fact.value), fact.basis.value) for id, fact in ready.sheet.facts.items()}
    assert facts == {"trained": ("180", "figure"), "plan_published": ("True", "statement")}
    assert ready.sheet.facts["trained"].title == "培训人次"
    assert ready.sheet.facts["trained"].evidence[0].quote == "全年参训180人次"
    card = score_sheet(ready.sheet, ready.standard.rubric, registry)
    assert (card.low, card.high) == (Decimal(11), Decimal(19))
    assert [each.id for each in card.missing] == ["cost_each"]
    assert card.missing[0].title.text(Lang.ZH) == "人均培训成本"


def test_one_without_words_is_supplied(written: Write, registry: Registry, tmp_path: Path) -> None:
    report, facts = tmp_path / "report.txt", tmp_path / "facts.toml"
    report.write_text(REPORT, "utf-8")
    facts.write_text('[[fact]]\nid = "cost_each"\nvalue = "1,000"\nunit = "元"\n', "utf-8")
    ready = prepare([report], written(more=ROWS), registry, facts)
    card = score_sheet(ready.sheet, ready.standard.rubric, registry)
    assert (card.low, card.high) == (Decimal("17.4"), Decimal("17.4"))
    assert card.basis.supplied == Decimal("6.4")


def test_a_rubric_that_is_chosen_by_the_report_brings_its_facts(written: Write, tmp_path: Path) -> None:
    head = HEAD + 'applies_to = { region = "某区人才服务中心", years = { from = 2020, to = 2020 } }\n'
    path = Path(written(more=ROWS, head=head))

    class District:
        @hookimpl
        def evalkit_rubrics(self) -> list[Path]:
            return [path]

    offered = registry_of({"district": District()})
    report, sheet, facts = tmp_path / "report.txt", tmp_path / "sheet.toml", tmp_path / "facts.toml"
    report.write_text(REPORT, "utf-8")
    facts.write_text('[[fact]]\nid = "cost_each"\nvalue = "800"\n', "utf-8")
    sheet.write_text(
        '[report]\ndepartment = "某区人才服务中心"\nyear = 2020\n[[fact]]\nid = "trained"\nvalue = "50"\n',
        "utf-8",
    )
    for handed_in, people in ((report, "180"), (sheet, "50")):
        ready = prepare([handed_in], None, offered, facts)
        assert ready.standard.rubric.id == "training"
        assert str(ready.sheet.facts["trained"].value) == people
        assert str(ready.sheet.facts["cost_each"].value) == "800"


def test_they_have_a_unit_a_title_and_a_wording_like_any_fact(written: Write, registry: Registry) -> None:
    rubric = loaded(written(more=ROWS), registry)
    assert rubric.units_among({}) == {
        "trained": Unit.COUNT,
        "cost_each": Unit.MONEY,
        "plan_published": Unit.YES_NO,
    }
    definition = rubric.definitions_among({})["trained"]
    assert (definition.title, definition.owner) == ("培训人次", "training")
    catalogue = catalogue_of(rubric, registry)
    assert catalogue.wordings["trained"].subject == "training/trained"
    assert catalogue.subjects["training/trained"].words == ("参训",)
    assert set(catalogue.definitions) == {*registry.catalogue.definitions, *rubric.units_among({})}
    assert catalogue_of(None, registry) is registry.catalogue


def test_two_sides_of_one_thing_share_a_subject(written: Write, registry: Registry, tmp_path: Path) -> None:
    facts = """
[[fact]]
id = "course_budget"
title = "课程开发预算数"
unit = "money"
subject = "courses"
words = ["课程开发经费"]
aspects = ["budget"]

[[fact]]
id = "course_actual"
title = "课程开发决算数"
unit = "money"
subject = "courses"
aspects = ["actual", "spent"]

[[measure]]
id = "course_execution"
title = "课程开发执行率"
formula = "course_actual ÷ course_budget"

[[dimension]]
id = "output"
title = "产出"
marks = 20

[[dimension.indicator]]
id = "courses"
title = "课程开发"
marks = 20
clause = "按执行率得分。"
rule = "proportional"
measure = "course_execution"
"""
    report = tmp_path / "report.txt"
    report.write_text("某区人才服务中心2020年度报告\n\n课程开发经费预算20万元，实际支出15万元。\n", "utf-8")
    ready = prepare([report], written(facts), registry)
    assert {id: str(fact.value) for id, fact in ready.sheet.facts.items()} == {
        "course_budget": "200000",
        "course_actual": "150000",
    }
    assert score_sheet(ready.sheet, ready.standard.rubric, registry).low == 15


@pytest.mark.parametrize(
    ("facts", "zh"),
    [
        (
            '[[fact]]\nid = "budget_initial"\ntitle = "预算"\nunit = "money"\n',
            "9:6: fact.budget_initial.id: 已有叫“budget_initial”的测算或事实",
        ),
        (
            '[[fact]]\nid = "x"\ntitle = "一"\nunit = "money"\n[[fact]]\nid = "x"\ntitle = "二"\nunit = "count"\n',
            "13:6: fact.x.id: 编号“x”已在第 9 行用过",
        ),
        (
            '[[fact]]\nid = "x"\ntitle = "一"\nunit = "meter"\n',
            "11:8: fact.x.unit: 不能是字符串“meter”（可用：money、ratio、count、score、yes_no、text）",
        ),
        (
            '[[fact]]\nid = "x"\ntitle = "一"\n',
            "8:1: fact.x: 缺少键“unit”",
        ),
        (
            '[[fact]]\nid = "x"\ntitle = "一"\nunit = "count"\nsubject = "petition"\n',
            "12:11: fact.x.subject: 没有叫“petition”的主题，是不是“petitions”？（可用：目录中的主题，或用 words 写出措辞）",
        ),
        (
            '[[fact]]\nid = "x"\ntitle = "一"\nunit = "count"\nwords = ["参训", "信访"]\n',
            '12:16: fact.x.words[2]: “信访”已是主题 petitions 的措辞（可用：subject = "petitions"）',
        ),
        (
            '[[fact]]\nid = "x"\ntitle = "一"\nunit = "yes_no"\nwords = ["参训"]\n',
            "12:9: fact.x.words: 单位是“yes_no”的事实不用键“words”（可用：yes、no）",
        ),
        (
            '[[fact]]\nid = "x"\ntitle = "一"\nunit = "text"\nyes = [{ words = ["参训"] }]\n',
            "12:7: fact.x.yes: 单位是“text”的事实不用键“yes”（可用：labels、choices）",
        ),
    ],
)
def test_each_fault_has_its_place(facts: str, zh: str, written: Write, registry: Registry) -> None:
    assert zh in refused(written(facts, ROWS.replace('"trained"', '"reception_batches"')), registry)


def test_an_unknown_aspect_is_named(written: Write, registry: Registry) -> None:
    facts = FACTS.replace('words = ["参训"]', 'words = ["参训"]\naspects = ["bugdet"]')
    (found,) = refused(written(facts, ROWS), registry)
    assert found.startswith("14:12: fact.trained.aspects[1]: 不能是字符串“bugdet”，是不是“budget”？")


def test_one_that_nothing_looks_at_is_doubtful(written: Write, registry: Registry) -> None:
    idle = '\n[[fact]]\nid = "rooms"\ntitle = "教室"\nunit = "count"\n'
    name = written(FACTS + idle, ROWS)
    file = effective_file(find_rubric_file(name, registry), registry).file
    wordings = registry.catalogue.wordings
    found = lint_file(loaded(name, registry), file, registry.measures, wordings)
    assert [(each.line, each.code, each.message.text(Lang.ZH)) for each in found] == [
        (28, "idle-fact", "没有指标、测算或调整用到这个事实")
    ]


def test_another_rubric_changes_removes_and_adds_them(written: Write, registry: Registry) -> None:
    written(more=ROWS)
    head = HEAD.replace('"training"', '"short"').replace("total = 20\n", 'extends = "training.toml"\n')
    facts = """
[[fact]]
id = "trained"
words = ["参训", "受训"]

[[fact]]
id = "plan_published"
remove = true

[[fact]]
id = "catalogue_printed"
title = "培训目录已印发"
unit = "yes_no"
"""
    rows = """
[[dimension]]
id = "output"

[[dimension.indicator]]
id = "plan"
items = [{ id = "published", any = ["catalogue_printed"] }]
"""
    name = written(facts, rows, head, "short.toml")
    rubric = loaded(name, registry)
    assert [each.id for each in rubric.facts.fact] == ["trained", "cost_each", "catalogue_printed"]
    assert rubric.facts.subject["short/trained"].words == ("参训", "受训")
    files = [effective_file(find_rubric_file(each, registry), registry).file
             for each in (name.replace("short.toml", "training.toml"), name)]  # fmt: skip
    kinds = [(each.kind.text(Lang.ZH), each.place[-1], each.change.value) for each in differences(*files)]
    assert [each for each in kinds if each[0] == "事实"] == [
        ("事实", "trained", "changed"),
        ("事实", "plan_published", "removed"),
        ("事实", "catalogue_printed", "added"),
    ]
    alone = written("", "", rubric_toml(files[1].data), "alone.toml")
    assert loaded(alone, registry).facts.fact[0].title == "培训人次"


def test_a_removed_one_that_is_still_needed_is_missed_where_it_is_named(
    written: Write, registry: Registry
) -> None:
    written(more=ROWS)
    head = HEAD.replace('"training"', '"short"').replace("total = 20\n", 'extends = "training.toml"\n')
    name = written('[[fact]]\nid = "trained"\nremove = true\n', "", head, "short.toml")
    (found,) = refused(name, registry)
    assert found.startswith("38:11: dimension.output.indicator.people.measure: 没有叫“trained”的测算或事实")


def test_examples_use_them(written: Write, registry: Registry) -> None:
    example = """
[[example]]
title = "一半"
facts = { trained = "100", cost_each = "1600元", plan_published = false }
expect = { people = 5, cost = 4, plan = 0, total = 9, reasons = ["培训人次为 100"] }
"""
    suite = load_suite(find_rubric_file(written(more=ROWS + example), registry), registry)
    assert [failures_of(each, suite.rubric, registry) for each in suite.examples] == [()]
