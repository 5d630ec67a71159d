"""Doubts about titles: rows beside one another that nobody can tell apart."""

from collections.abc import Iterator

from evalkit.errors import Problem
from evalkit.messages import say
from evalkit.problems import short
from evalkit.rubrics.linting.subject import Subject
from evalkit.rubrics.place import Place, parts


def same_titles(subject: Subject) -> Iterator[Problem]:
    """Yield rows with the title of one before them in the same group, and dimensions alike."""
    dimensions = subject.top.tables("dimension")
    yield from _repeated(dimensions)
    for dimension in dimensions:
        rows = dimension.tables("indicator")
        yield from _repeated(rows)
        for row in rows:
            yield from _below(row)


def _below(row: Place) -> Iterator[Problem]:
    yield from _repeated(parts(row))
    for part in parts(row):
        yield from _below(part)


def _repeated(rows: tuple[Place, ...]) -> Iterator[Problem]:
    lines: dict[tuple[str, str], int] = {}
    for row in rows:
        title = (row.text("group"), row.text("title"))
        if title in lines:
            message = say(
                "“{title}”已在第 {line} 行用过",
                "“{title}” is already used in line {line}",
                title=short(title[1]),
                line=lines[title],
            )
            yield row.problem(message, "title")
        else:
            lines[title] = row.line("title")
