"""A small rubric of our own, and the plugins that ship."""

from collections.abc import Callable
from pathlib import Path

import pytest

from evalkit.registry import Registry, load_plugins

RUBRIC = """\
[rubric]
id = "small"
title = "某区试行标准"
version = "1.0.0"
source = "示例"
standing = "example"
total = 6

[[dimension]]
id = "economy"
title = "经济性"
marks = 6

[[dimension.indicator]]
id = "cars"
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


@pytest.fixture(scope="session")
def registry() -> Registry:
    """Return the plugins that ship."""
    return load_plugins()


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., str]:
    """Return how a rubric file of the small rubric and `text` behind it is written."""

    def write(text: str, rubric: str = RUBRIC, name: str = "small.toml") -> str:
        path = tmp_path / name
        path.write_text(rubric + text, "utf-8", newline="\n")
        return str(path)

    return write


@pytest.fixture(autouse=True)
def no_strategies_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget which values others have registered for facts."""
    monkeypatch.setattr("evalkit.testing.strategies._OWN", {})
