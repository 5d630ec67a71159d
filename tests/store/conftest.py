"""A small rubric of our own, reports scored by it, and a results database."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from evalkit.facts.fact import FactSheet, FactValue
from evalkit.journey import load, score_sheet
from evalkit.registry import Registry, load_plugins
from evalkit.rubrics.extending import RubricFile
from evalkit.rubrics.rubric import Rubric, Statements
from evalkit.scoring.judgements import Judgements, load_judgements
from evalkit.scoring.scorecard import Scorecard
from evalkit.store.results import Results
from evalkit.store.rows import Rows, rows_of
from evalkit.testing.strategies import sheet_of

RUBRIC = """\
[rubric]
id = "small"
title = "某区试行标准"
version = "1.0.0"
source = "示例"
standing = "example"
total = 6

[[grade]]
title = "优"
title_en = "excellent"
from = 5

[[grade]]
title = "差"
from = 0

[[dimension]]
id = "economy"
title = "经济性"
marks = 6

[[dimension.indicator]]
id = "cars"
group = "公用经费"
title = "“三公”经费控制率"
marks = 4
clause = "低于 90% 得 4 分，不超过 100% 得 2 分。"
rule = "bands"
measure = "three_public_control"
bands = [
  { below = "90%", marks = 4 },
  { to = "100%", marks = 2 },
  { marks = 0 },
]

[[dimension.indicator]]
id = "petitions"
title = "群众信访办理情况"
marks = 2
clause = "渠道畅通得 1 分，内容完整得 1 分。"
rule = "checklist"
items = [
  { id = "channel", title = "渠道畅通", marks = 1, any = ["petition_channel_open"] },
  { id = "content", title = "内容完整", marks = 1 },
]
"""


@frozen
class Desk:
    """What reports are scored with."""

    registry: Registry
    rubric: Rubric
    toml: str = RUBRIC

    def sheet(self, **values: FactValue) -> FactSheet:
        """Return a fact sheet of `values`."""
        return sheet_of(values, self.registry.catalogue.definitions)

    def judgements(self, text: str, sheet: FactSheet) -> Judgements:
        """Return the judgements in `text`, without its head."""
        head = (
            f'[judgements]\nreport = "{sheet.sha256}"\nrubric = "small"\nby = "评价员甲"\nat = 2031-03-01\n'
        )
        return load_judgements((head + text).encode(), "judgements.toml", self.rubric, sheet.sha256)

    def score(self, sheet: FactSheet, **more: Any) -> Scorecard:
        """Return the scorecard of `sheet`."""
        return score_sheet(sheet, self.rubric, self.registry, **more)

    def rows(
        self, sheet: FactSheet, judgements: Judgements | None = None, statements: Statements | None = None
    ) -> Rows:
        """Return `sheet` scored, as rows."""
        card = self.score(sheet, judgements=judgements, statements=statements)
        return rows_of(card, sheet, judgements, statements)


@pytest.fixture(scope="session")
def desk() -> Desk:
    """Return the desk with the small rubric."""
    registry = load_plugins()
    return Desk(registry, load(RubricFile("small.toml", RUBRIC.encode()), registry))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a results database can be made."""
    return tmp_path / "results.db"


@pytest.fixture
def results(desk: Desk, path: Path) -> Iterator[Results]:
    """Return a results database that knows the small rubric."""
    with Results.open(path) as found:
        found.add_rubric(desk.rubric, desk.toml)
        yield found


@pytest.fixture
def content(path: Path) -> Callable[..., list[tuple[Any, ...]]]:
    """Return how SQL is asked of the database, as another program would."""
    import sqlite3
    from contextlib import closing

    def ask(sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute(sql).fetchall()

    return ask
