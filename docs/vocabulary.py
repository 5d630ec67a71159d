"""Writes the table of facts in facts.md from the catalogues: ``python docs/vocabulary.py``."""

from itertools import groupby
from pathlib import Path

from evalkit.facts.fact import FactDefinition
from evalkit.registry import load_plugins

PAGE = Path(__file__).with_name("facts.md")
BEGIN = "<!-- vocabulary: written by `python docs/vocabulary.py` -->\n"
END = "<!-- end of vocabulary -->\n"

UNITS = {
    "money": "money (yuan)",
    "ratio": "ratio",
    "count": "count",
    "score": "marks",
    "yes_no": "yes/no",
    "text": "text",
}


def table() -> str:
    """Return the vocabulary as Markdown, a table for each owner."""
    registry = load_plugins()
    titles = {id: dimension.title for id, dimension in registry.dimensions.items()}
    definitions = registry.catalogue.definitions.values()
    sections = []
    for owner, facts in groupby(sorted(definitions, key=_place), key=lambda fact: fact.owner):
        title = f"{owner} ({titles[owner]})" if owner in titles else f"{owner} (shared)"
        rows = "".join(
            f"| `{fact.id}` | {UNITS[fact.unit.value]} | {_cell(fact.title)} |\n" for fact in facts
        )
        sections.append(f"### {title}\n\n| id | unit | 含义 |\n|---|---|---|\n{rows}")
    return "\n" + "\n".join(sections) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _place(fact: FactDefinition) -> tuple[bool, str]:
    return fact.owner != "core", fact.owner


def written(page: str) -> str:
    """Return `page` with the vocabulary as the catalogues now have it."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + table() + END + after


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
