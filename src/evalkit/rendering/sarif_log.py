"""SARIF 2.1.0: the log that code scanners read, whatever stands in it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from evalkit import __version__
from evalkit.messages import Lang
from evalkit.rendering.visible import visible

Json = dict[str, Any]

_LANGUAGES = {Lang.ZH: "zh-CN", Lang.EN: "en"}


def sarif_log(rules: Sequence[Json], results: Sequence[Json], lang: Lang, **more: Any) -> str:
    """Return the log of one run; `more` are further properties of the run."""
    run = {
        "tool": {"driver": {"name": "evalkit", "version": __version__, "rules": rules}},
        "language": _LANGUAGES[lang],
        "columnKind": "unicodeCodePoints",
        **more,
        "results": results,
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def uri(name: str) -> str:
    """Return the name of a file as a relative reference; what UTF-8 does not have is written as an escape."""
    return quote(name.replace("\\", "/"), errors="backslashreplace")


def told(*lines: str) -> Json:
    """Return a message of these lines that reads the same in every viewer: brackets in it never make a link."""
    text = "\n".join(visible(line) for line in lines)
    return {"text": text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text}


def rule(id: str, about: str, **more: Any) -> Json:
    """Return the description of a rule."""
    return {"id": id, "shortDescription": told(about), **more}


def at(name: str, region: Mapping[str, Any] | None = None) -> Json:
    """Return a place in the file called `name`, the whole of it where there is no region."""
    place: Json = {"artifactLocation": {"uri": uri(name)}}
    if region:
        place["region"] = dict(region)
    return {"physicalLocation": place}
