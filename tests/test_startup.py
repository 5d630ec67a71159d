"""evalkit starts quickly because it loads nothing before it is needed: watched on modules, not on time."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = frozenset(
    {
        "cattrs",
        "docx",
        "hypothesis",
        "lxml",
        "numpy",
        "pluggy",
        "pypdfium2",
        "rich",
        "starlette",
        "tomli",
        "uvicorn",
        "xlsxwriter",
        "jsonschema",
        "multiprocessing",
        "opencc",
        "sqlite3",
        "ssl",
        "asyncio",
        "http",
    }
)

STAGES = frozenset(
    {
        "evalkit.documents.document",
        "evalkit.documents.word.docx",
        "evalkit.documents.plain.text",
        "evalkit.facts.extraction",
        "evalkit.rendering.renderer",
        "evalkit.rules.rule",
        "evalkit.scoring.scorer",
    }
)


UNUSED_BY_A_TEXT = frozenset(
    {
        "evalkit.batch",
        "evalkit.documents.packed",
        "evalkit.documents.pdf.source",
        "evalkit.documents.plain.csv_table",
        "evalkit.documents.plain.markdown_text",
        "evalkit.documents.sheets",
        "evalkit.documents.web",
        "evalkit.documents.word",
        "evalkit.executors.pool",
        "evalkit.province",
        "evalkit.reviewing",
        "evalkit.rendering.html",
        "evalkit.rendering.json",
        "evalkit.rendering.markdown",
        "evalkit.rendering.review",
        "evalkit.rubrics.drafts",
        "evalkit.rubrics.lint",
        "evalkit.scoring.compiled",
        "evalkit.store",
        "evalkit.testing",
    }
)

REPORT = Path(__file__).parents[1] / "examples" / "report.txt"


def loaded(*arguments: str) -> frozenset[str]:
    """Return the top modules and those of evalkit that a run of evalkit has imported."""
    program = (
        "import sys\n"
        "from evalkit.cli import main\n"
        f"sys.argv = ['evalkit', *{list(arguments)!r}]\n"
        "try:\n"
        "    main()\n"
        "except SystemExit:\n"
        "    pass\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    names = done.stderr.decode().split()
    return frozenset(
        {name.partition(".")[0] for name in names} | {name for name in names if "evalkit" in name}
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["score", "--help"],
        ["batch", "--help"],
        ["rank", "--help"],
        ["trend", "--help"],
        ["compare", "--help"],
        ["review", "--help"],
    ],
)
def test_help_loads_no_reader_no_scorer_and_nothing_heavy(arguments: list[str]) -> None:
    modules = loaded(*arguments)
    assert not modules & HEAVY
    assert not modules & STAGES


def test_rich_waits_until_something_is_rendered() -> None:
    assert "rich" not in loaded("schema", "scorecard")


def test_scoring_a_text_loads_no_other_reader_renderer_or_rubric_tool() -> None:
    modules = loaded("score", str(REPORT), "--rubric", "four-e")
    assert "evalkit.documents.plain.text" in modules
    assert not modules & (HEAVY - {"cattrs", "pluggy", "rich", "tomli"})
    assert not modules & UNUSED_BY_A_TEXT


def test_comparing_two_scorecards_loads_no_reader_no_plugin_and_no_other_renderer(tmp_path: Path) -> None:
    card = tmp_path / "card.json"
    loaded("score", str(REPORT), "--rubric", "four-e", "--format", "json", "--output", str(card))
    modules = loaded("compare", str(card), str(card))
    assert "evalkit.rendering.comparison.terminal" in modules
    assert not modules & (HEAVY - {"cattrs", "rich", "tomli"})
    assert not modules & {
        "evalkit.documents.plain.text",
        "evalkit.journey",
        "evalkit.registry",
        "evalkit.rendering.html",
    }


def test_the_front_door_loads_nothing_by_itself() -> None:
    program = "import sys, evalkit; print([name for name in sys.modules if name.startswith('evalkit')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "['evalkit']"
