"""The documentation is true: its examples run, and their output is what the pages say."""

import importlib.util
import inspect
import io
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from attrs import frozen

from evalkit import hookspecs
from evalkit.cli.app import run
from evalkit.toml import parse

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("docs/*.md"), *ROOT.glob("*.md")])
EXAMPLES = sorted(path for path in (ROOT / "examples").iterdir() if path.suffix in {".txt", ".toml"})

FENCE = re.compile(r"^```(?P<language>[^\n`]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
LANGUAGES = {"toml", "python", "console", "text", "json", "yaml", "diff", "", "{toctree}"}
ANYTHING = "…"
"""A line of output that stands for any number of lines."""
NOT_RUN = ("pip ", "git ", "cd ", "python -m venv ", ". ", "tombi ", "taplo ")
"""Commands of other programs, which set things up."""


@frozen
class Example:
    """A fenced block of a page."""

    page: Path
    line: int
    language: str
    text: str


def examples(page: Path) -> list[Example]:
    """Return the fenced blocks of a page, in order."""
    text = page.read_text("utf-8")
    return [
        Example(page, text.count("\n", 0, match.start()) + 1, match["language"].strip(), match["text"])
        for match in FENCE.finditer(text)
    ]


def commands(example: Example) -> Iterator[tuple[str, list[str]]]:
    """Yield each command of a console block with the lines that it prints."""
    command, output = "", list[str]()
    for line in example.text.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, output
            command, output = line[2:], []
        elif command.endswith("\\"):
            command = command[:-1] + line.strip()
        else:
            output.append(line.rstrip())
    if command:
        yield command, output


def edit(text: str) -> None:
    """Change the file that the first line names: lines with - become those with + behind them, or are added."""
    head, *lines = text.splitlines()
    path = Path(head.removeprefix("# "))
    removed, added, whole = list[str](), list[str](), path.read_text("utf-8")
    for line in [*lines, ""]:
        if added and not line.startswith("+"):
            old, new = ("".join(f"{each}\n" for each in side) for side in (removed, added))
            assert not removed or whole.count(old) == 1, f"not there once: {old}"
            whole = whole.replace(old, new) if removed else whole + new
            removed, added = [], []
        if line:
            (removed if line.startswith("-") else added).append(line[1:])
    path.write_text(whole, "utf-8")


def proved(arguments: list[str]) -> list[str]:
    """Return what pytest, which must pass, prints of files in this folder."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stdout
    return ran.stdout.splitlines()


def matches(expected: list[str], actual: list[str]) -> bool:
    """Return whether `actual` is `expected`, where a line `…` stands for any lines, and `…` in one for anything."""
    pattern = "".join(
        r"(?:[^\n]*\n)*?" if line.strip() == ANYTHING else _pattern(line) + "\n" for line in expected
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in actual)) is not None


def _pattern(line: str) -> str:
    return r"[^\n]*".join(map(re.escape, line.split(ANYTHING)))


class Desk:
    """A folder with the example report in it, in which a page's examples are run one after another."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self._code = 0
        self._names: dict[str, Any] = {"__name__": "example"}

    def try_out(self, example: Example) -> None:
        """Run the example and compare."""
        if example.language == "toml":
            parse(example.text.encode(), f"{example.page.name}:{example.line}")
            name = re.match(r"# (\S+\.toml)\n", example.text)
            if name is not None:
                Path(name[1]).write_text(example.text, "utf-8")
        elif example.language == "python":
            source = "\n" * example.line + example.text
            exec(compile(source, str(example.page), "exec"), self._names)  # noqa: S102  # our own pages
        elif example.language == "yaml":
            for command in re.findall(r"^ *(?:- )?run: (evalkit .*)$", example.text, re.MULTILINE):
                self.printed(command)
                assert self._code == 0, f"{example.page.name}:{example.line}: $ {command}"
        elif example.language == "diff":
            edit(example.text)
        elif example.language == "console":
            for command, expected in commands(example):
                printed = self.printed(command)
                assert printed is None or matches(expected, printed), (
                    f"{example.page.name}:{example.line}: $ {command}\n" + "\n".join(printed)
                )

    def printed(self, command: str) -> list[str] | None:
        """Return the lines that a command prints; None for what is not run."""
        if command.startswith(NOT_RUN):
            return None
        if command == "echo $?":
            return [str(self._code)]
        words = shlex.split(command, comments=True)
        if ">" in words:
            *words, _, target = words
            Path(target).write_text("\n".join(self._evalkit(words[1:], errors=False)), "utf-8")
            return []
        if words[0] == "pytest":
            return proved(words[1:])
        if words[0] == "cat":
            return Path(words[1]).read_text("utf-8").splitlines()
        assert words[0] == "evalkit", f"no such command: {command}"
        return self._evalkit(words[1:])

    def _evalkit(self, arguments: list[str], *, errors: bool = True) -> list[str]:
        stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        with self._monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", stream)
            patch.setattr(
                sys, "stderr", stream if errors else io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
            )
            self._code = run(arguments)
            stream.flush()
        stream.seek(0)
        return [line.rstrip() for line in stream.read().splitlines()]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for path in EXAMPLES:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("EVALKIT_LANG", raising=False)
    return Desk(monkeypatch)


def tried(page: Path) -> list[Example]:
    return [each for each in examples(page) if each.language in {"toml", "python", "console", "diff", "yaml"}]


@pytest.mark.parametrize("page", [page for page in PAGES if tried(page)], ids=lambda page: str(page.name))
def test_the_examples_of_a_page_run_and_print_what_it_says(page: Path, desk: Desk) -> None:
    before = len(tried(page))
    for example in tried(page):
        desk.try_out(example)
    assert before > 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_every_block_says_what_it_is(page: Path) -> None:
    assert {example.language for example in examples(page)} <= LANGUAGES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_links_lead_to_pages_and_headings_that_are_there(page: Path) -> None:
    text = FENCE.sub("", page.read_text("utf-8"))
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert [link for link in links if not _leads_somewhere(page, link)] == []


def _leads_somewhere(page: Path, link: str) -> bool:
    name, _, anchor = link.partition("#")
    target = page if not name else page.parent / name
    if not target.exists():
        return False
    headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE) if anchor else []
    return not anchor or anchor in {
        re.sub(r"[^\w\- ]", "", head).lower().replace(" ", "-") for head in headings
    }


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("name", "page"), [("vocabulary", "facts.md"), ("limits", "reading.md")])
def test_a_table_of_the_documentation_is_what_the_code_says(name: str, page: str) -> None:
    """``python docs/NAME.py`` writes it anew."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    assert script(name).written(text) == text


COMMANDS = [
    "score",
    "batch",
    "facts",
    "audit",
    "annotate",
    "review",
    "agreement",
    "demo",
    "rubric list",
    "rubric show",
    "rubric lint",
    "rubric diff",
    "plugin list",
    "schema",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_a_command_is_documented(command: str, desk: Desk) -> None:
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    section = re.search(rf"^## evalkit {command}\b.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    help_text = desk.printed(f"evalkit {command} --help")
    assert section is not None and help_text is not None
    options = set(re.findall(r"^ +(--[a-z-]+)", "\n".join(help_text), re.MULTILINE)) - {"--help", "--lang"}
    assert {option for option in options if option not in section[0]} == set()


def test_every_extension_point_is_documented_with_its_arguments_and_result() -> None:
    table = (ROOT / "docs" / "plugins.md").read_text("utf-8").split("| hook |")[1].split("\n\n")[0]
    rows = [[cell.strip(" `") for cell in row.strip("|").split("|")] for row in table.splitlines()[2:]]
    hooks = {
        name: (inspect.signature(hook).parameters, str(hook.__annotations__["return"]))
        for name, hook in vars(hookspecs).items()
        if name.startswith("evalkit_")
    }
    assert {name: (arguments, result) for name, arguments, result in rows} == {
        name: (", ".join(parameters) or "none", result) for name, (parameters, result) in hooks.items()
    }
