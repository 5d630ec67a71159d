"""A broken plugin costs what it owns and is named; the rest of the run stands.

The plugins are real: modules with the metadata of a distribution, in a folder of their own, found by a
fresh interpreter through the entry-point group like anybody's.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

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


@frozen
class Run:
    """What a run of evalkit left behind."""

    code: int
    out: str
    err: str

    @property
    def indicators(self) -> dict[str, Any]:
        """The indicators of the scorecard that was printed, by id."""
        return {
            each["id"]: each for part in json.loads(self.out)["dimensions"] for each in part["indicators"]
        }


@frozen
class Site:
    """A folder in which plugins are installed, each a distribution of its own."""

    folder: Path

    def install(self, name: str, source: str) -> None:
        """Install a plugin of one module."""
        (self.folder / f"{name}.py").write_text(source, encoding="utf-8")
        info = self.folder / f"{name}-1.0.dist-info"
        info.mkdir()
        metadata = f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: 1.0\n"
        (info / "METADATA").write_text(metadata, encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[evalkit]\n{name} = {name}\n", encoding="utf-8")

    def evalkit(self, *arguments: str | Path) -> Run:
        """Run evalkit with these plugins installed."""
        environment = os.environ | {"PYTHONPATH": str(self.folder), "PYTHONUTF8": "1"}
        done = subprocess.run(
            [sys.executable, "-m", "evalkit", *map(str, arguments)],
            env=environment,
            capture_output=True,
            check=False,
            cwd=self.folder,
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_a_healthy_plugin_is_found_and_does_no_harm(site: Site) -> None:
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
    site: Site, source: str, fault: str
) -> None:
    whole = site.evalkit("score", REPORT, "--rubric", "four-e", "--format", "json")
    site.install("broken", source)
    run = site.evalkit("score", REPORT, "--rubric", "four-e", "--format", "json")
    assert (whole.code, run.code) == (0, 3)
    (line,) = run.err.splitlines()
    assert line.startswith("插件 broken（broken 1.0）：")
    assert fault in line
    assert run.indicators == whole.indicators


def test_a_name_that_ships_is_not_given_up(site: Site) -> None:
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
def test_a_measure_that_breaks_costs_its_own_indicator(site: Site, body: str, fault: str) -> None:
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


def test_a_rule_that_breaks_costs_its_own_indicator(site: Site) -> None:
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
        "    def assess(self, marks, values):\n"
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


def test_a_catalogue_that_contradicts_another_is_left_out(site: Site) -> None:
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


def test_a_blocked_plugin_is_not_loaded(site: Site) -> None:
    site.install("broken", "raise RuntimeError('cannot start')")
    run = site.evalkit("score", REPORT, "--rubric", "four-e", "--format", "json", "--no-plugin", "broken")
    assert (run.code, run.err) == (0, "")
