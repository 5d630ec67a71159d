"""The pytest plugin: ``pytest --evalkit rubrics/`` makes tests of every rubric, without a line of Python."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

_REGISTRY = pytest.StashKey[Any]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--evalkit`` and the ini options ``evalkit`` and ``evalkit_examples``."""
    group = parser.getgroup("evalkit")
    group.addoption(
        "--evalkit", action="store_true", help="make tests of the rubrics (*.toml) that are collected"
    )
    parser.addini("evalkit", "make tests of the rubrics that are collected", type="bool", default=False)
    parser.addini("evalkit_examples", "fact sheets for each contract of each indicator", default="50")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "RubricTests | None":
    """Take every TOML file with a ``[rubric]`` table, when evalkit is asked for."""
    if not (parent.config.getoption("--evalkit") or parent.config.getini("evalkit")):
        return None
    if file_path.suffix != ".toml" or file_path.name.endswith(".examples.toml"):
        return None
    if b"[rubric]" not in file_path.read_bytes():
        return None
    return RubricTests.from_parent(parent, path=file_path)


class Found(Exception):
    """What a test of a rubric found, one line each."""


class RubricTests(pytest.File):
    """The tests of one rubric."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield a test for each check of lint, each example, and each contract of each indicator."""
        from evalkit.errors import InputError
        from evalkit.journey import load
        from evalkit.rubrics.extending import RubricFile

        registry = self._registry()
        file = RubricFile(self.path.name, self.path.read_bytes(), self.path)
        try:
            rubric = load(file, registry)
        except InputError as error:
            yield self._item("lint[invalid]", _raising(error))
            return
        yield self._item("lint[invalid]", lambda: None)
        yield from self._lint(file, rubric, registry)
        yield from self._examples(file, rubric, registry)
        yield from self._contracts(rubric, registry)

    def _registry(self) -> Any:
        from evalkit.registry import load_plugins

        stash = self.config.stash
        if _REGISTRY not in stash:
            stash[_REGISTRY] = load_plugins()
        return stash[_REGISTRY]

    def _item(self, name: str, check: Callable[[], None]) -> "RubricTest":
        item = RubricTest.from_parent(self, name=name)
        item.check = check
        return item

    def _lint(self, file: Any, rubric: Any, registry: Any) -> Iterator[pytest.Item]:
        from evalkit.offers import effective_file
        from evalkit.rubrics.lint import DOUBTS, lint_file

        wordings = registry.terms.catalogue.wordings
        whole = effective_file(file, registry).file
        problems = lint_file(rubric, whole, registry.measures, wordings)
        for doubt in DOUBTS:
            found = [problem for problem in problems if problem.code == doubt.code]
            yield self._item(f"lint[{doubt.code}]", partial(_none, found))

    def _examples(self, file: Any, rubric: Any, registry: Any) -> Iterator[pytest.Item]:
        from evalkit.errors import InputError
        from evalkit.testing.running import failures_of, load_suite

        def run(example: Any) -> None:
            _none(failures_of(example, rubric, registry))

        try:
            suite = load_suite(file, registry)
        except InputError as error:
            yield self._item("example[invalid]", _raising(error))
            return
        for example in suite.examples:
            yield self._item(f"example[{example.title}]", partial(run, example))

    def _contracts(self, rubric: Any, registry: Any) -> Iterator[pytest.Item]:
        from evalkit.testing.contracts import CONTRACTS
        from evalkit.testing.desk import Desk

        for dimension in rubric.dimensions:
            for indicator in dimension.indicators:
                desk = Desk.of(rubric, indicator, registry)
                for contract in CONTRACTS:
                    if contract.applies(desk):
                        check = self._falsifying(contract, desk)
                        yield self._item(f"{indicator.id}[{contract.name}]", check)

    def _falsifying(self, contract: Any, desk: Any) -> Callable[[], None]:
        examples = int(self.config.getini("evalkit_examples"))

        def check() -> None:
            from evalkit.testing.contracts import falsify

            found = falsify(contract, desk, examples)
            if found is not None:
                raise Found(found.text(contract, desk.indicator))

        return check


class RubricTest(pytest.Item):
    """One test of a rubric; `check` raises what it finds."""

    check: Callable[[], None]

    def runtest(self) -> None:
        """Run the check."""
        self.check()

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return what was found as it is, without a traceback."""
        if isinstance(excinfo.value, Found):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return where the test comes from."""
        return self.path, None, f"{self.path.name}::{self.name}"


def _none(problems: Any) -> None:
    from evalkit.messages import Lang

    if problems:
        raise Found("\n".join(problem.text(Lang.ZH) for problem in problems))


def _raising(error: Any) -> Callable[[], None]:
    return partial(_none, error.problems)
