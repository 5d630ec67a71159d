"""A broken plugin costs what it owns and is named; the rest of the run stands.

The plugins are real: modules with the metadata of a distribution, in a folder of their own, found by a
fresh interpreter through the entry-point group like anybody's.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "examples" / "report.txt"

HEALTHY = """
from evalkit import Renderer, hookimpl

@hookimpl
def evalkit_renderers():
    return [Renderer("count", "计数", ".txt", lambda card, view: f"{len(card.dimensions)} dimensions\\n")]
"""
RUBRIC = """
[rubric]
id = "faulty"
title = "有故障的标准"
version = "1.0.0"
source = "测试"
standing = "example"
total = 4

[[dimension]]
id = "economy"
title = "经济性"
marks = 4

[[dimension.indicator]]
id = "three_public_control"
title = "“三公”经费控制率"
marks = 1
clause = "不超过 100% 得 1 分。"
rule = "all_or_nothing"
measure = "three_public_control"
to = "100%"

[[dimension.indicator]]
id = "faulty"
title = "有故障的指标"
marks = 3
clause = "由插件测算。"
rule = "all_or_nothing"
measure = "faulty_measure"
to = "100%"
"""


def test_a_healthy_plugin_is_found_and_does_no_harm(site: Any) -> None:
    site.install("counting", HEALTHY)
    run = site.evalkit("score", REPORT, "--rubric", "four-e", "--format", "count")
    assert (run.code, run.out, run.err) == (0, "4 dimensions\n", "")


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("raise RuntimeError('cannot start')", "无法装载：RuntimeError: cannot start"),
        (
            "import no_such_module_anywhere",
            "无法装载：ModuleNotFoundError: No module named 'no_such_module_anywhere'",
        ),
        ("this is no Python", "无法装载：SyntaxError: invalid syntax"),
        (
            "from evalkit import hookimpl\n@hookimpl\ndef evalkit_rubrix():\n    return []",
            "没有名为 evalkit_rubrix 的扩展点（可用：evalkit_rubrics）",
        ),
        (
            "from evalkit import hookimpl\n@hookimpl\ndef evalkit_renderers():\n    return 'nonsense'",
            "evalkit_renderers 返回了 str，应为 list[Renderer]",
        ),
    ],
    ids=["raises", "imports nothing", "syntax", "misspelt hook", "wrong result"],
)
def test_what_cannot_be_used_is_named_and_the_score_is_as_without_it(
    site: Any, source: str, fault: str
) -> None:
    whole = site.evalkit("score", REPORT, "--rubric", "four-e", "--format", "json")
    site.install("broken", source)
    run = site.evalkit("score", REPORT, "--rubric", "four-e", "--format", "json")
    assert (whole.code, run.code) == (0, 3)
    (line,) = run.err.splitlines()
    assert line.startswith("插件 broken（broken 1.0）：")
    assert fault in line
    assert run.indicators == whole.indicators


def test_a_name_that_ships_is_not_given_up(site: Any) -> None:
    site.install(
        "aaa_first",
        "from evalkit import Dimension, Money, Ratio, hookimpl\n"
        "other = Dimension('other', title='别的')\n"
        "@other.measure(title='别的')\n"
        "def three_public_control(three_public_actual: Money, three_public_budget: Money) -> Ratio:\n"
        "    return three_public_actual * 0\n"
        "@hookimpl\n"
        "def evalkit_dimensions():\n"
        "    return [other]\n",
    )
    run = site.evalkit("score", REPORT, "--rubric", "shenzhen-2020", "--format", "json")
    assert run.code == 3
    assert "three_public_control" in run.err
    assert "aaa_first" in run.err
    assert "economy" in run.err
    value = run.indicators["three_public_control"]["value"]
    assert value is not None
    assert value != "0"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("raise ValueError('boom')", "测算“faulty_measure”时出错：ValueError: boom"),
        ("return 'many'", "测算“faulty_measure”返回了 str，应为 Decimal"),
        ("return None", "测算“faulty_measure”返回了 NoneType，应为 Decimal"),
    ],
    ids=["raises", "words", "nothing"],
)
def test_a_measure_that_breaks_costs_its_own_indicator(site: Any, body: str, fault: str) -> None:
    site.install(
        "faulty",
        "from evalkit import Dimension, Money, Ratio, hookimpl\n"
        "faulty = Dimension('faulty', title='故障')\n"
        "@faulty.measure(title='有故障的测算')\n"
        "def faulty_measure(three_public_actual: Money) -> Ratio:\n"
        f"    {body}\n"
        "@hookimpl\n"
        "def evalkit_dimensions():\n"
        "    return [faulty]\n",
    )
    (site.folder / "faulty.toml").write_text(RUBRIC, encoding="utf-8")
    run = site.evalkit("score", REPORT, "--rubric", "faulty.toml", "--format", "json")
    assert run.code == 3
    assert fault in run.err
    broken, sound = run.indicators["faulty"], run.indicators["three_public_control"]
    assert (broken["outcome"], broken["low"], broken["high"]) == ("error", "0", "3")
    assert fault in broken["fault"]
    assert (sound["outcome"], sound["awarded"]) == ("scored", "1")


@pytest.mark.parametrize("method", ["assess(self, marks, values)", "check(self, marks)", "needs(self)"])
def test_a_rule_that_breaks_costs_its_own_indicator(site: Any, method: str) -> None:
    site.install(
        "faulty_rule",
        "from attrs import frozen\n"
        "from evalkit import Rule, Title, hookimpl\n"
        "@frozen\n"
        "class Broken(Rule):\n"
        "    '''A rule that breaks.'''\n"
        "    name = 'broken'\n"
        "    title = Title('坏规则')\n"
        "    measure: str\n"
        "    def needs(self):\n"
        "        return (self.measure,)\n"
        f"    def {method}:\n"
        "        return 1 / 0\n"
        "@hookimpl\n"
        "def evalkit_rules():\n"
        "    return [Broken]\n",
    )
    head, _, _ = RUBRIC.rpartition('rule = "all_or_nothing"')
    text = head + 'rule = "broken"\nmeasure = "three_public_control"\n'
    (site.folder / "faulty.toml").write_text(text, encoding="utf-8")
    run = site.evalkit("score", REPORT, "--rubric", "faulty.toml", "--format", "json")
    assert run.code == 3
    assert "ZeroDivisionError" in run.err
    assert run.indicators["faulty"]["outcome"] == "error"
    assert run.indicators["three_public_control"]["outcome"] == "scored"


def test_a_catalogue_that_contradicts_another_is_left_out(site: Any) -> None:
    (site.folder / "facts.toml").write_text(
        '[[fact]]\nid = "budget_initial"\nunit = "money"\ntitle = "重复"\n', "utf-8"
    )
    site.install(
        "double",
        "from pathlib import Path\n"
        "from evalkit import Dimension, hookimpl\n"
        "double = Dimension('double', title='重复', catalogue=Path(__file__).parent / 'facts.toml')\n"
        "@hookimpl\n"
        "def evalkit_dimensions():\n"
        "    return [double]\n",
    )
    run = site.evalkit("score", REPORT, "--rubric", "four-e", "--format", "json")
    assert run.code == 3
    assert "budget_initial" in run.err
    assert "double" in run.err
    assert run.indicators["three_public_control"]["outcome"] == "scored"


def test_what_a_plugin_that_cannot_load_would_have_measured_is_an_error_and_nothing_else(site: Any) -> None:
    site.install("district", "import no_such_module_anywhere")
    (site.folder / "faulty.toml").write_text(RUBRIC, encoding="utf-8")
    run = site.evalkit("score", REPORT, "--rubric", "faulty.toml", "--format", "json")
    assert run.code == 3
    assert run.err.splitlines() == [
        "插件 district（district 1.0）：无法装载：ModuleNotFoundError: No module named 'no_such_module_anywhere'",
        "没有名为“faulty_measure”的测算或事实：提供它的插件没有装载",
    ]
    broken, sound = run.indicators["faulty"], run.indicators["three_public_control"]
    assert (broken["outcome"], broken["low"], broken["high"]) == ("error", "0", "3")
    assert (sound["outcome"], sound["awarded"]) == ("scored", "1")


def test_a_rule_of_a_plugin_that_cannot_load_costs_the_indicators_that_name_it(site: Any) -> None:
    site.install("district", "raise RuntimeError('not today')")
    head, _, _ = RUBRIC.rpartition('rule = "all_or_nothing"')
    text = head + 'rule = "district_curve"\nsteepness = 3\npoints = [{ x = 1, y = 2 }]\n'
    (site.folder / "faulty.toml").write_text(text, encoding="utf-8")
    run = site.evalkit("score", REPORT, "--rubric", "faulty.toml", "--format", "json")
    assert run.code == 3
    assert run.err.splitlines()[1:] == ["没有名为“district_curve”的计分规则：提供它的插件没有装载"]
    assert run.indicators["faulty"]["outcome"] == "error"
    assert run.indicators["three_public_control"]["outcome"] == "scored"


def test_without_a_fault_an_unknown_name_is_the_rubrics_own_problem(site: Any) -> None:
    (site.folder / "faulty.toml").write_text(RUBRIC, encoding="utf-8")
    run = site.evalkit("score", REPORT, "--rubric", "faulty.toml")
    assert (run.code, run.out) == (2, "")
    (line,) = run.err.splitlines()
    assert line.startswith(
        "faulty.toml:30:11: dimension.economy.indicator.faulty.measure: 没有叫“faulty_measure”的测算或事实"
    )


def test_lint_takes_no_fault_of_a_plugin_for_an_excuse(site: Any) -> None:
    site.install("district", "raise RuntimeError('not today')")
    (site.folder / "faulty.toml").write_text(RUBRIC, encoding="utf-8")
    run = site.evalkit("rubric", "lint", "faulty.toml")
    assert run.code == 3
    assert "faulty_measure" in run.out
    assert "not today" in run.err


def test_of_two_plugins_of_one_name_the_first_stays(site: Any) -> None:
    site.install("district", HEALTHY)
    info = site.folder / "zweite-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: zweite\nVersion: 2.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[evalkit]\ndistrict = zweite\n", encoding="utf-8")
    run = site.evalkit("score", REPORT, "--rubric", "four-e", "--format", "count")
    assert (run.code, run.out) == (3, "4 dimensions\n")
    assert (
        run.err
        == "插件 district（zweite 2.0）：插件名“district”已属于插件 district（district 1.0），不予采用\n"
    )


READER = """
from evalkit import Reader, hookimpl

def broken(*given):
    raise LookupError("no page")

@hookimpl
def evalkit_readers():
    return [Reader("tablet", "泥板", {accepts}, {read})]
"""


@pytest.mark.parametrize(
    ("accepts", "read", "fault"),
    [
        ("broken", "broken", "LookupError: no page"),
        ("lambda name, data: True", "broken", "LookupError: no page"),
        ("lambda name, data: True", "lambda name, data, limits: data", "TypeError: bytes, not a Document"),
    ],
    ids=["accepts raises", "read raises", "read returns nonsense"],
)
def test_a_broken_reader_leaves_the_report_to_the_others(
    site: Any, accepts: str, read: str, fault: str
) -> None:
    site.install("tablets", READER.format(accepts=accepts, read=read))
    run = site.evalkit("facts", REPORT, "--format", "json")
    assert run.code == 3
    assert run.err == f"插件 tablets（tablets 1.0）：读取格式“tablet”出错：{fault}\n"
    assert len(json.loads(run.out)["facts"]) > 30


def test_a_file_that_only_a_broken_reader_knows_is_that_plugins_fault(site: Any) -> None:
    site.install("tablets", READER.format(accepts="lambda name, data: True", read="broken"))
    (site.folder / "report.clay").write_bytes(bytes(range(256)))
    run = site.evalkit("facts", "report.clay")
    assert (run.code, run.out) == (3, "")
    assert run.err == "tablets: 读取格式“tablet”出错：LookupError: no page\n"


@pytest.mark.parametrize(
    ("renders", "fault"),
    [("1 / 0", "ZeroDivisionError: division by zero"), ("b'bytes'", "TypeError: bytes, not str")],
    ids=["raises", "returns nonsense"],
)
def test_a_broken_renderer_is_named_and_writes_no_file(site: Any, renders: str, fault: str) -> None:
    site.install("counting", HEALTHY.replace('f"{len(card.dimensions)} dimensions\\n"', renders))
    arguments = ("score", REPORT, "--rubric", "four-e", "--format", "count", "--output", "card.txt")
    run = site.evalkit(*arguments)
    assert (run.code, run.out, run.err) == (3, "", f"counting: 输出格式“count”出错：{fault}\n")
    assert not (site.folder / "card.txt").exists()


RUBRICS = """
from pathlib import Path
from evalkit import hookimpl

@hookimpl
def evalkit_rubrics():
    return [Path(__file__).parent / name for name in {names!r}]
"""


def test_a_broken_rubric_of_a_plugin_costs_that_rubric(site: Any) -> None:
    site.install(
        "shelf", RUBRICS.format(names=["faulty.toml", "headless.toml", "gone.toml", "misnamed.toml"])
    )
    (site.folder / "faulty.toml").write_text(RUBRIC, encoding="utf-8")
    (site.folder / "misnamed.toml").write_text(RUBRIC, encoding="utf-8")
    (site.folder / "headless.toml").write_text("[other]\n", encoding="utf-8")
    run = site.evalkit("rubric", "list")
    assert run.code == 3
    assert [line.split()[0] for line in run.out.splitlines() if line[:1].strip()] == [
        "faulty",
        "four-e",
        "project-self-evaluation",
        "project-self-evaluation-capped",
        "shenzhen-2020",
        "sichuan-2017",
        "yueyang-2018",
    ]
    assert run.err.splitlines() == [
        "插件 shelf（shelf 1.0）：gone.toml: 无法读取：文件不存在",
        "插件 shelf（shelf 1.0）：headless.toml:1:1: 缺少表 [rubric]",
        "插件 shelf（shelf 1.0）：misnamed.toml:3:6: rubric.id: 编号“faulty”与文件名不同（可用：misnamed）",
    ]
    named = site.evalkit("score", REPORT, "--rubric", "four-e", "--format", "json")
    chosen = site.evalkit("score", REPORT, "--format", "json")
    assert (named.code, chosen.code) == (0, 3)
    assert named.err == ""
    assert "gone.toml" in chosen.err
    assert chosen.indicators["three_public_control"]["outcome"] == "scored"


def test_wrong_input_names_the_plugins_that_failed_too(site: Any) -> None:
    site.install("broken", "raise RuntimeError('cannot start')")
    run = site.evalkit("score", REPORT, "--rubric", "districts")
    assert run.code == 2
    fault, problem = run.err.splitlines()
    assert fault == "插件 broken（broken 1.0）：无法装载：RuntimeError: cannot start"
    assert problem.startswith("没有名为“districts”的评分标准（可用：four-e、project-self-evaluation")


def test_the_list_of_plugins_shows_what_each_gives_and_what_failed(site: Any) -> None:
    site.install("broken", "raise RuntimeError('cannot start')")
    site.install("counting", HEALTHY)
    run = site.evalkit("plugin", "list", "--lang", "en")
    assert run.code == 3
    assert "counting  counting 1.0\n  renderers: count\n" in run.out
    assert "economy  evalkit-scorecard" in run.out
    assert "  measures: three_public_control, public_expense_control\n" in run.out
    assert run.err == "plugin broken (broken 1.0): cannot be loaded: RuntimeError: cannot start\n"


def test_a_blocked_plugin_of_ours_costs_what_it_owns(site: Any) -> None:
    whole = site.evalkit("score", REPORT, "--rubric", "shenzhen-2020", "--format", "json")
    run = site.evalkit(
        "score", REPORT, "--rubric", "shenzhen-2020", "--format", "json", "--no-plugin", "economy"
    )
    assert run.code == 3
    lost = {id for id, each in run.indicators.items() if each["outcome"] == "error"}
    assert lost == {"three_public_control", "public_expense_control"}
    kept = {id: each for id, each in run.indicators.items() if id not in lost}
    assert kept == {id: each for id, each in whole.indicators.items() if id not in lost}
    assert "economy" not in [each["name"] for each in json.loads(run.out)["plugins"]]


def test_a_blocked_plugin_is_not_loaded(site: Any) -> None:
    site.install("broken", "raise RuntimeError('cannot start')")
    run = site.evalkit("score", REPORT, "--rubric", "four-e", "--format", "json", "--no-plugin", "broken")
    assert (run.code, run.err) == (0, "")


def test_a_slow_plugin_is_named_with_its_time_and_does_its_work(site: Any) -> None:
    site.install("slow", f"import time\ntime.sleep(1.1)\n{HEALTHY}")
    run = site.evalkit("score", REPORT, "--rubric", "four-e", "--format", "count")
    assert (run.code, run.out) == (0, "4 dimensions\n")
    assert re.fullmatch(r"插件 slow（slow 1\.0）：装载用了 \d+\.\d 秒\n", run.err)
