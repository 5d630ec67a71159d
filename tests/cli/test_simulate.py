"""``evalkit simulate``: what a changed rubric would have done to recorded reports."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from evalkit.rendering.schemas import schema

Evalkit = Callable[..., Any]
BAND = "dimension.economy.indicator.cars.bands[1]"


def _data(ended: Any) -> Any:
    assert ended.code == 0
    data = json.loads(ended.out)
    Draft202012Validator(json.loads(schema("simulation"))).validate(data)
    return data


def test_a_changed_bound_says_who_loses_and_by_which_clause(evalkit: Evalkit, results: str) -> None:
    ended = evalkit("simulate", results, "--set", "cars.bands.0.below=85%")
    assert (ended.code, ended.err) == (0, [])
    assert ended.out == (
        "~ 指标 “三公”经费控制率 economy.cars（6 分）\n"
        '    bands: [{ below = "90%", marks = 6 }, { to = "100%", marks = 3 }, { marks = 0 }] → '
        '[{ below = "85%", marks = 6 }, { to = "100%", marks = 3 }, { marks = 0 }]\n'
        "\n"
        "3 份报告：0 份得分上升，1 份下降；1 份等级改变，0 份名次改变\n"
        "平均得分：6.33–6.67 → 5.33–5.67\n"
        "等级：优 1 → 0，差 2 → 3\n"
        "\n"
        "经由：\n"
        "    “三公”经费控制率 cars：0 份上升，1 份下降，合计 −3 分\n"
        "        低于 90% 得 6 分，不超过 100% 得 3 分。\n"
        "\n"
        "得分变化的 1 份：\n"
        "水务局 水务局.toml：得分 10 → 7，等级 优 → 差，名次 1\n"
        "    “三公”经费控制率 cars: 6 → 3\n"
        "        低于 90% 得 6 分，不超过 100% 得 3 分。\n"
    )


def test_the_json_holds_every_report_that_changes(evalkit: Evalkit, results: str) -> None:
    data = _data(evalkit("simulate", results, "--set", "cars.bands.0.below=100%", "--format", "json"))
    assert (data["reports"], data["gained"], data["lost"], data["stale"]) == (3, 1, 0, 0)
    assert data["before"]["mean"] == {"low": "6.3333333333", "high": "6.6666666667"}
    (effect,) = data["effects"]
    assert (effect["report"], effect["before"]["total"]["low"], effect["after"]["total"]["low"]) == (
        "林业局 林业局.toml",
        "6",
        "9",
    )
    assert [(row["id"], row["marks"]) for row in data["through"]] == [("cars", "3")]


def test_a_judgement_gives_no_more_than_there_is(evalkit: Evalkit, results: str) -> None:
    less = [
        "petitions.marks=3.5",
        "petitions.items.content.marks=0.5",
        "economy.marks=9.5",
        "rubric.total=9.5",
    ]
    arguments = [each for setting in less for each in ("--set", setting)]
    data = _data(evalkit("simulate", results, *arguments, "--format", "json"))
    assert {each["report"]: each["after"]["total"]["high"] for each in data["effects"]} == {
        "水务局 水务局.toml": "9.5",
        "体育局 体育局.toml": "3.5",
    }


def test_another_rubric_takes_the_place_of_theirs(evalkit: Evalkit, results: str, tmp_path: Path) -> None:
    other = """\
[rubric]
id = "other"
title = "另一标准"
version = "1.0.0"
source = "示例"
standing = "example"
total = 5

[[dimension]]
id = "economy"
title = "经济性"
marks = 5

[[dimension.indicator]]
id = "spending"
title = "“三公”经费支出"
marks = 5
clause = "不超过预算得 5 分。"
rule = "all_or_nothing"
measure = "three_public_control"
to = "100%"
"""
    (tmp_path / "other.toml").write_text(other, "utf-8")
    data = _data(evalkit("simulate", results, "--with", "other.toml", "--format", "json"))
    assert {each["report"]: each["after"]["total"]["low"] for each in data["effects"]} == {
        "水务局 水务局.toml": "5",
        "林业局 林业局.toml": "5",
        "体育局 体育局.toml": "0",
    }
    stricter = evalkit(
        "simulate", results, "--with", "other.toml", "--set", "spending.to=80%", "--lang", "en"
    )
    assert "mean score: 6.33–6.67 → 0\n" in stricter.out
    unknown = evalkit("simulate", results, "--with", "none.toml")
    assert (unknown.code, len(unknown.err)) == (2, 1)


def test_a_list_shows_both_ends(evalkit: Evalkit, results: str) -> None:
    out = evalkit("simulate", results, "--set", "rubric.statements=confirm", "--top", "1", "--lang", "en").out
    assert "3 reports: 0 gain, 3 lose; 1 change grade" in out
    assert "the 1 of 3 whose marks change most (--top lists more, --format json all):" in out


def test_a_grid_is_a_line_a_value_and_a_picture(evalkit: Evalkit, results: str, tmp_path: Path) -> None:
    ended = evalkit(
        "simulate", results, "--set", "cars.bands.0.below=80%:100%:10%", "--plot", "a.svg", "--lang", "en"
    )
    assert ended.out == (
        "3 reports, cars.bands.0.below:\n"
        "    value  mean score  gain  lose  regraded  reranked\n"
        "    80%     5.33–5.67     0     1         1         0  ━\n"
        "    90%     6.33–6.67     0     0         0         0  ━━━━━━━━━━━━\n"
        "    100%    7.33–7.67     1     0         1         0  ━━━━━━━━━━━━━━━━━━━━━━━━\n"
    )
    picture = ET.parse(tmp_path / "a.svg").getroot()  # noqa: S314  our own picture
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    words = [each.text for each in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert {"mean score", "80%", "100%", "cars.bands.0.below"} <= set(words)
    data = _data(evalkit("simulate", results, "--set", "cars.bands.0.below=80%:100%:10%", "--format", "json"))
    assert [(each["value"], each["lost"]) for each in data["grid"]["points"]] == [
        ("80%", 1),
        ("90%", 0),
        ("100%", 0),
    ]


def test_a_grid_that_changes_nothing_is_drawn_all_the_same(
    evalkit: Evalkit, results: str, tmp_path: Path
) -> None:
    ended = evalkit(
        "simulate", results, "--set", "cars.bands.0.below=90%:90%:1%", "--plot", "a.svg", "--lang", "en"
    )
    assert ended.out.splitlines()[2].split() == ["90%", "6.33–6.67", "0", "0", "0", "0", "━"]
    assert "nan" not in (tmp_path / "a.svg").read_text("utf-8")


def test_other_weights_say_how_far_ranks_move(evalkit: Evalkit, results: str) -> None:
    ended = evalkit("simulate", results, "--weights", "10%", "--draws", "50", "--seed", "3")
    assert ended.code == 0
    assert ended.out.startswith(
        "3 份报告，各指标权重在 ±10% 内抽取 50 次（种子 3）\n与现有名次的 Kendall τ：最低 1.000，"
    )
    data = _data(evalkit("simulate", results, "--weights", "10%", "--format", "json"))
    assert data["weights"]["tau"] == {"least": 1.0, "median": 1.0, "most": 1.0}
    assert {(each["department"], each["best"], each["worst"]) for each in data["weights"]["ranks"]} == {
        ("水务局", 1, 1),
        ("林业局", 2, 2),
        ("体育局", 3, 3),
    }


def test_doubts_about_the_changed_rubric_are_told(evalkit: Evalkit, results: str) -> None:
    ended = evalkit("simulate", results, "--set", "cars.bands.1.marks=6", "--lang", "en")
    assert ended.code == 0
    assert len(ended.err) == 1
    assert ended.err[0].startswith("--set: dimension.economy.indicator.cars.bands")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ([], "说明改动什么（可用：--set 和 --with，或 --weights）"),
        (
            ["--set", "cars.marks=5", "--weights", "10%"],
            "说明改动什么（可用：--set 和 --with，或 --weights）",
        ),
        (
            ["--set", "car.marks=5"],
            "--set car.marks: 没有“car”，是不是“cars”？（可用：cars、petitions、economy）",
        ),
        (
            ["--set", "cars.bands.0.belo=85%"],
            f"--set cars.bands.0.belo=85%: {BAND}.belo: 不认识的键“belo”，是不是“below”？（可用：marks、below、to、from、above）",
        ),
        (
            ["--set", "cars.bands.0.below=高"],
            f'--set cars.bands.0.below=高: {BAND}.below: 应为数（如 3、0.5、"90%"），这里是字符串“高”',
        ),
        (
            ["--set", "cars.bands.0.below=1:2:1", "--set", "cars.bands.1.to=1:2:1"],
            "--set: 一次只能逐个试算一处的值",
        ),
        (
            ["--set", "cars.bands.0.below=85%", "--plot", "a.svg"],
            "--plot: 没有一列值可画（可用：--set 位置=起:止:步长）",
        ),
        (["--set", "cars.bands.0.below=85%", "--rubric", "other"], "没有按 other 评的评分卡（可用：small）"),
    ],
)  # fmt: skip
def test_wrong_input_is_one_line(evalkit: Evalkit, results: str, arguments: list[str], line: str) -> None:
    ended = evalkit("simulate", results, *arguments)
    assert (ended.code, ended.out, ended.err) == (2, "", [line])
