"""TOML tools of editors use the schema of a rubric, set up as the documentation says, and without a network."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "rubrics.md"
COMMANDS = {
    "tombi": ["lint", "--offline", "--error-on-warnings", "rubrics"],
    "taplo": ["--colors", "never", "check"],
}
EITHER = """\
rule = "better_of"
sides = [
  { rule = "bands", measure = "travel_control", bands = [{ below = "90%", marks = 3 }, { marks = 0 }] },
  { rule = "per_excess", measure = "progress", limit = 0, each = "3%", lose = 1, steps = "whole" },
]
"""
MORE = """
[[measure]]
id = "left"
title = "结余率"
formula = "a / b"

[[example]]
title = "都做到了"
facts = { channel_open = true }
expect = { petitions = 3 }
"""
EXTENDING = """\
[rubric]
extends = "rich"
id = "own"
title = "某区评分标准"
version = "1.0.0"
source = "示例"
standing = "example"

[[dimension]]
id = "economy"

[[dimension.indicator]]
id = "travel"
marks = 2
"""
FAULTS = [
    ("total = 10\n", 'total = "ten"\n'),
    ('standing = "example"\n', 'standing = "sample"\n'),
    ('version = "1.0.0"\n', "version = 1\n"),
    ("from = 9\n", "form = 9\n"),
    ('group = "资金"\n', 'gruop = "资金"\n'),
    ('no_rate = "full"\n', 'no_rates = "full"\n'),
    ('rule = "proportional"\n', 'rule = "proportionate"\n'),
    ("lose = 0.5\n", "loose = 0.5\n"),
    ("limit = 0,", "limt = 0,"),
    ('{ rule = "per_excess"', '{ rule = "checklist"'),
    ('statements = "confirm" },', "statements = 1 },"),
    ('formula = "a / b"\n', 'formla = "a / b"\n'),
    ("facts = {", "fact = {"),
    ("at_most = 8\n", "at_most = true\n"),
]

Check = Callable[[str], tuple[int, str]]


@pytest.fixture(scope="module")
def schema() -> str:
    """What ``evalkit schema rubric`` prints."""
    command = [sys.executable, "-m", "evalkit", "schema", "rubric"]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


@pytest.fixture
def check(tmp_path: Path, schema: str, program: Callable[[str], str]) -> Check:
    """Check the folder ``rubrics`` with a tool, and return its exit code and what it says."""
    (tmp_path / "rubric.schema.json").write_text(schema, "utf-8")
    (tmp_path / "rubrics").mkdir()
    for block in re.findall(r"^```toml\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL):
        name = block.splitlines()[0].removeprefix("# ")
        if name in {"tombi.toml", ".taplo.toml"}:
            (tmp_path / name).write_text(block, "utf-8")

    def checked(name: str) -> tuple[int, str]:
        done = subprocess.run(
            [program(name), *COMMANDS[name]],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            env=os.environ | {"NO_COLOR": "1", "HOME": str(tmp_path)},
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    return checked


@pytest.fixture
def rich(small: str) -> str:
    """The small rubric with a better-of, a measure and an example of its own."""
    start = small.index('rule = "bands"')
    return small[:start] + EITHER + small[small.index("\n\n", start) + 1 :] + MORE


TOOLS = [pytest.param(name, marks=pytest.mark.needs(name)) for name in COMMANDS]


@pytest.mark.parametrize("tool", TOOLS)
def test_nothing_is_said_about_what_ships(tool: str, check: Check, tmp_path: Path) -> None:
    shipped = [entry for entry in files("evalkit_rubrics").iterdir() if entry.name.endswith(".toml")]
    assert any(entry.name.endswith(".examples.toml") for entry in shipped)
    for entry in shipped:
        (tmp_path / "rubrics" / entry.name).write_text(entry.read_text("utf-8"), "utf-8")
    code, said = check(tool)
    assert code == 0, said
    assert "error" not in said.lower() and "warning" not in said.lower()


@pytest.mark.parametrize("tool", TOOLS)
def test_nothing_is_said_about_a_rubric_and_one_that_extends_it(
    tool: str, check: Check, tmp_path: Path, rich: str
) -> None:
    (tmp_path / "rubrics" / "rich.toml").write_text(rich, "utf-8")
    (tmp_path / "rubrics" / "own.toml").write_text(EXTENDING, "utf-8")
    code, said = check(tool)
    assert code == 0, said


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize(("old", "new"), FAULTS, ids=[new.strip() for _, new in FAULTS])
def test_a_fault_is_reported_at_its_line(
    tool: str, old: str, new: str, check: Check, tmp_path: Path, rich: str
) -> None:
    assert rich.count(old) == 1
    (tmp_path / "rubrics" / "rich.toml").write_text(rich.replace(old, new), "utf-8")
    line = rich[: rich.index(old)].count("\n") + 1
    code, said = check(tool)
    assert code == 1, said
    assert f"rich.toml:{line}:" in said


@pytest.mark.needs("tombi")
@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('id = "travel"\n', 'id = "travel"\nremove = 1\n', 14),
        ('extends = "rich"\n', "extends = 1\n", 2),
        ("marks = 2\n", "marks = true\n", 14),
        ("marks = 2\n", "marsk = 2\n", 14),
    ],
)
def test_a_fault_in_a_rubric_that_extends_another_is_reported_at_its_line(
    old: str, new: str, line: int, check: Check, tmp_path: Path
) -> None:
    (tmp_path / "rubrics" / "own.toml").write_text(EXTENDING.replace(old, new), "utf-8")
    code, said = check("tombi")
    assert code == 1, said
    assert {int(found) for found in re.findall(r"own\.toml:(\d+):", said)} == {line}, said
