"""The rubrics on offer, and which of them a report is scored by."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from evalkit import InputError, Lang, Registry, RubricError, UsageError, hookimpl
from evalkit.facts.fact import FactSheet
from evalkit.offers import choose, effective_file, find_rubric_file, offers
from evalkit.registry import load_plugins, registry_of

HEAD = """
[rubric]
id = "{id}"
title = "{id} 标准"
version = "1.0.0"
source = "示例"
standing = "example"
total = 10
{applies}
"""

APPLIES = {
    "anywhere": "",
    "hill": 'applies_to = { region = "云岭" }',
    "hill-2030": 'applies_to = { region = "云岭", years = { from = 2030, to = 2031 } }',
    "since-2040": "applies_to = { years = { from = 2040 } }",
    "until-2020": "applies_to = { years = { to = 2020 } }",
}


def shelf(folder: Path, *ids: str) -> Registry:
    """Return a registry with rubrics that say whom they are for."""
    for id in ids:
        (folder / f"{id}.toml").write_text(HEAD.format(id=id, applies=APPLIES[id]), "utf-8")
    paths = [folder / f"{id}.toml" for id in ids]
    return registry_of({"shelf": SimpleNamespace(evalkit_rubrics=hookimpl(lambda: paths))})


def sheet(department: str | None, year: int | None) -> FactSheet:
    return FactSheet(department=department, year=year, facts={})


@pytest.mark.parametrize(
    ("department", "year", "ids", "chosen"),
    [
        ("云岭县水务局", 2035, ("anywhere", "hill", "since-2040"), "hill"),
        ("云岭县水务局", None, ("hill", "hill-2030"), "hill"),
        ("云岭县水务局", 2030, ("hill-2030", "until-2020"), "hill-2030"),
        ("云岭县水务局", 2031, ("hill-2030",), "hill-2030"),
        ("平湖市水务局", 2040, ("hill", "since-2040"), "since-2040"),
        (None, 2020, ("hill", "until-2020"), "until-2020"),
    ],
)
def test_region_and_years_choose(
    tmp_path: Path, department: str | None, year: int | None, ids: tuple[str, ...], chosen: str
) -> None:
    assert choose(sheet(department, year), offers(shelf(tmp_path, *ids))).id == chosen


@pytest.mark.parametrize(
    ("department", "year", "ids", "line"),
    [
        (
            "平湖市水务局",
            2032,
            ("hill", "anywhere"),
            "没有适用于“平湖市水务局”2032 年度报告的评分标准（可用：用 --rubric 指定：anywhere、hill）",
        ),
        (
            "云岭县水务局",
            2029,
            ("hill-2030",),
            "没有适用于“云岭县水务局”2029 年度报告的评分标准（可用：用 --rubric 指定：hill-2030）",
        ),
        (
            "云岭县水务局",
            2032,
            ("hill-2030",),
            "没有适用于“云岭县水务局”2032 年度报告的评分标准（可用：用 --rubric 指定：hill-2030）",
        ),
        (
            "云岭县水务局",
            2030,
            ("hill-2030", "hill", "anywhere"),
            "适用于“云岭县水务局”2030 年度报告的评分标准不止一个（可用：用 --rubric 指定：hill、hill-2030）",
        ),
        (
            "云岭县水务局",
            None,
            ("hill-2030",),
            "没有适用于“云岭县水务局”未写明年度的报告的评分标准（可用：用 --rubric 指定：hill-2030）",
        ),
        (
            None,
            2030,
            ("hill",),
            "没有适用于未写明部门的 2030 年度报告的评分标准（可用：用 --rubric 指定：hill）",
        ),
        (
            None,
            None,
            ("until-2020",),
            "没有适用于未写明部门和年度的报告的评分标准（可用：用 --rubric 指定：until-2020）",
        ),
    ],
)
def test_none_and_several_are_refused_with_the_list(
    tmp_path: Path, department: str | None, year: int | None, ids: tuple[str, ...], line: str
) -> None:
    with pytest.raises(UsageError) as raised:
        choose(sheet(department, year), offers(shelf(tmp_path, *ids)))
    assert raised.value.text(Lang.ZH) == line
    assert "--rubric" in raised.value.text(Lang.EN)


def test_rubrics_are_listed_by_id_with_those_who_brought_them(tmp_path: Path) -> None:
    found = offers(shelf(tmp_path, "since-2040", "anywhere"))
    assert [(offer.id, offer.title.zh, offer.plugin.name) for offer in found.offers] == [
        ("anywhere", "anywhere 标准", "shelf"),
        ("since-2040", "since-2040 标准", "shelf"),
    ]
    assert found.faults == ()


def test_only_the_head_of_a_rubric_is_looked_at(tmp_path: Path) -> None:
    registry = shelf(tmp_path, "hill")
    with (tmp_path / "hill.toml").open("a", encoding="utf-8") as file:
        file.write('[[dimension]]\nid = "BROKEN"\n')
    assert [offer.id for offer in offers(registry).offers] == ["hill"]


def test_a_name_on_offer_goes_before_a_file_of_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry = shelf(tmp_path, "hill")
    monkeypatch.chdir(tmp_path)
    Path("hill").write_text("another", "utf-8")
    assert find_rubric_file("hill", registry).data == (tmp_path / "hill.toml").read_bytes()
    Path("own.txt").write_text("mine", "utf-8")
    assert find_rubric_file("own.txt", registry).data == b"mine"
    assert find_rubric_file("./hill.toml", registry).name == "hill.toml"


@pytest.mark.parametrize(
    ("name", "error", "line"),
    [
        ("hil", UsageError, "没有名为“hil”的评分标准，是不是“hill”？（可用：hill，或一个 .toml 文件）"),
        ("", UsageError, "没有名为“”的评分标准（可用：hill，或一个 .toml 文件）"),
        ("gone.toml", RubricError, "gone.toml: 文件不存在"),
    ],
)
def test_what_is_neither_a_name_nor_a_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, error: type[InputError], line: str
) -> None:
    registry = shelf(tmp_path, "hill")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error) as raised:
        find_rubric_file(name, registry)
    assert raised.value.text(Lang.ZH) == line


EXTENDS = """
[rubric]
extends = "{base}"
id = "{id}"
title = "{id} 标准"
version = "1.0.0"
source = "示例"
standing = "example"
"""


def test_a_base_is_a_rubric_on_offer_or_a_file_beside_the_one_that_extends_it(tmp_path: Path) -> None:
    registry = shelf(tmp_path, "hill")
    (tmp_path / "own").mkdir()
    for name, base in (("offered", "hill"), ("beside", "../hill.toml"), ("twice", "beside.toml")):
        path = tmp_path / "own" / f"{name}.toml"
        path.write_text(EXTENDS.format(base=base, id=name), "utf-8")
        whole = effective_file(find_rubric_file(str(path), registry), registry)
        assert (whole.file.data["rubric"]["id"], whole.file.data["rubric"]["total"]) == (name, 10)


def test_a_base_that_is_not_there_is_a_problem_where_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    registry = shelf(tmp_path, "hill")
    found = []
    for base in ("hil", "gone.toml"):
        Path("own.toml").write_text(EXTENDS.format(base=base, id="own"), "utf-8")
        with pytest.raises(RubricError) as raised:
            effective_file(find_rubric_file("own.toml", registry), registry)
        found.append(raised.value.text(Lang.ZH))
    assert found == [
        "own.toml:3:11: rubric.extends: 没有名为“hil”的评分标准，是不是“hill”？（可用：hill，或一个 .toml 文件）",
        "own.toml:3:11: rubric.extends: “gone.toml”：文件不存在",
    ]


def test_a_rubric_on_offer_that_extends_another_says_what_it_is(tmp_path: Path) -> None:
    registry = shelf(tmp_path, "hill")
    path = tmp_path / "own.toml"
    path.write_text(EXTENDS.format(base="hill", id="own"), "utf-8")
    plugin = SimpleNamespace(evalkit_rubrics=hookimpl(lambda: [tmp_path / "hill.toml", path]))
    registry = registry_of({"shelf": plugin})
    found = offers(registry)
    assert found.faults == ()
    assert [f"{offer.id} {offer.head.total}" for offer in found.offers] == ["hill 10", "own 10"]


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("", ["hill"]),
        ('[[dimension]]\nid = "BROKEN"\n[[', ["hill"]),
        ("[[dimension]]\nid = 1\n[rubric.more]\nid = 1\n[[", []),
        ('[[dimension]]\nid = 1\n["rubric".more]\nid = 1\n[[', []),
    ],
)
def test_a_head_is_enough_to_choose_by_unless_more_may_belong_to_it(
    tmp_path: Path, written: str, ids: list[str]
) -> None:
    registry = shelf(tmp_path, "hill")
    with (tmp_path / "hill.toml").open("a", encoding="utf-8") as file:
        file.write(written)
    assert [offer.id for offer in offers(registry, heads=True).offers] == ids


def test_a_second_table_within_a_value_does_not_end_the_head(tmp_path: Path) -> None:
    registry = shelf(tmp_path, "hill")
    path = tmp_path / "hill.toml"
    own = path.read_text("utf-8")
    path.write_text(own.replace("[rubric]", '[rubric]\nnote = """\n[not a table]\n"""', 1), "utf-8")
    (offer,) = offers(registry, heads=True).offers
    assert offer.head.note == "[not a table]\n"


def test_heads_say_the_same_as_whole_files() -> None:
    registry = load_plugins()
    whole, heads = offers(registry), offers(registry, heads=True)
    assert [offer.head for offer in heads.offers] == [offer.head for offer in whole.offers]
