"""The rubrics of a batch: each file is made sense of once, however many ways it is asked for."""

import hashlib
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from evalkit import hookimpl
from evalkit.batch.settings import Settings
from evalkit.batch.standards import standards
from evalkit.registry import load_plugins, registry_of
from evalkit.rubrics import extending
from evalkit.toml import parse

HEAD = """\
[rubric]
id = "{id}"
title = "某区标准"
version = "1.0.0"
source = "示例"
standing = "example"
total = 10
"""


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each rubric file was parsed."""
    found: Counter[str] = Counter()

    def counting(data: bytes, name: str) -> Any:
        found[name] += 1
        return parse(data, name)

    monkeypatch.setattr(extending, "parse", counting)
    return found


@pytest.mark.parametrize("named", ["four-e", None])
def test_a_rubric_is_parsed_once_for_its_head_its_digest_itself_and_its_text(
    parsed: Counter[str], named: str | None
) -> None:
    by = standards(Settings(named), load_plugins())
    assert len(list(by.digests())) == len(by.files)
    assert by.rubric("four-e").id == "four-e"
    assert 'id = "four-e"' in by.text("four-e")
    assert parsed["four-e.toml"] == 1


def test_the_files_that_rubrics_on_offer_extend_are_among_the_sources(tmp_path: Path) -> None:
    base, path = tmp_path / "base.toml", tmp_path / "own.toml"
    base.write_text(HEAD.format(id="base"), "utf-8")
    path.write_text(HEAD.format(id="own").replace("total = 10", 'extends = "base.toml"'), "utf-8")
    registry = registry_of({"shelf": SimpleNamespace(evalkit_rubrics=hookimpl(lambda: [path]))})
    by = standards(Settings(None), registry)
    assert by.faults == ()
    assert by.sources() == tuple(
        (str(each), hashlib.sha256(each.read_bytes()).hexdigest()) for each in (path, base)
    )
