"""The grids that ruled lines make: columns, rows, and cells that span several of them."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from evalkit.documents.pdf.page import Rule
from evalkit.frozen import frozen

_NEAR = 3.0
"""How far apart, in points, two drawn lines may be that are meant to be one or to meet."""

_SHORTEST = 8.0
"""A rule that is shorter belongs to a letter or a check box."""

_MOST_CROSSINGS = 400_000
"""A page with more pairs of rules that might meet is a drawing."""


@frozen
class Place:
    """A cell's place in a grid and what it spans."""

    row: int
    column: int
    row_span: int
    column_span: int


@frozen
class Grid:
    """The edges of a table's columns and rows, its cells, and which cell covers each unit of it."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    places: tuple[Place, ...]
    owners: tuple[tuple[int, ...], ...]

    def cell_at(self, x: float, y: float) -> int | None:
        """Return the number of the cell that the point lies in, None outside."""
        if not (self.columns[0] <= x < self.columns[-1] and self.rows[0] <= y < self.rows[-1]):
            return None
        return self.owners[bisect_right(self.rows, y) - 1][bisect_right(self.columns, x) - 1]

    @property
    def area(self) -> float:
        """Return how much of the page the grid covers."""
        return (self.columns[-1] - self.columns[0]) * (self.rows[-1] - self.rows[0])


def grids_of(across: Iterable[Rule], down: Iterable[Rule], most_cells: int) -> tuple[Grid, ...]:
    """Return the tables that horizontal and vertical rules make, the smallest first.

    What has one column only frames text and is none. Rules that would make more than `most_cells`
    cells are a drawing.
    """
    rows, columns = _merged(across), _merged(down)
    if not rows or not columns or len(rows) * len(columns) > _MOST_CROSSINGS:
        return ()
    found = []
    for row_rules, column_rules in _meeting(rows, columns):
        grid = _grid(row_rules, column_rules, most_cells)
        if grid is not None:
            found.append(grid)
    return tuple(sorted(found, key=lambda grid: grid.area))


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules with those on nearly one line as one where they touch."""
    levels: list[list[Rule]] = []
    for rule in sorted(rules):
        if levels and rule.at - levels[-1][0].at <= _NEAR:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    merged = []
    for level in levels:
        at = sum(rule.at for rule in level) / len(level)
        merged += [Rule(at, start, end) for start, end in _joined(level) if end - start >= _SHORTEST]
    return merged


def _joined(level: Iterable[Rule]) -> list[tuple[float, float]]:
    spans: list[tuple[float, float]] = []
    for start, end in sorted((rule.start, rule.end) for rule in level):
        if spans and start <= spans[-1][1] + _NEAR:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return spans


def _meeting(rows: Sequence[Rule], columns: Sequence[Rule]) -> Iterable[tuple[list[Rule], list[Rule]]]:
    """Yield the rules that hang together, table by table."""
    group = list(range(len(rows) + len(columns)))

    def root(member: int) -> int:
        while group[member] != member:
            group[member] = group[group[member]]
            member = group[member]
        return member

    for first, row in enumerate(rows):
        for second, column in enumerate(columns, len(rows)):
            if _meet(row, column):
                group[root(first)] = root(second)
    members = sorted(range(len(group)), key=root)
    for _, together in groupby(members, key=root):
        found = list(together)
        yield (
            [rows[member] for member in found if member < len(rows)],
            [columns[member - len(rows)] for member in found if member >= len(rows)],
        )


def _meet(row: Rule, column: Rule) -> bool:
    return (
        row.start - _NEAR <= column.at <= row.end + _NEAR
        and column.start - _NEAR <= row.at <= column.end + _NEAR
    )


def _grid(rows: Sequence[Rule], columns: Sequence[Rule], most_cells: int) -> Grid | None:
    xs = _edges(columns, rows)
    ys = _edges(rows, columns)
    width, height = len(xs) - 1, len(ys) - 1
    if width < 2 or height < 1 or width * height > most_cells:
        return None
    right = _borders(columns, xs, ys)
    below = _borders(rows, ys, xs)
    owners, places = _cells(width, height, right, below)
    if max(place.column for place in places) == 0:
        return None
    return Grid(xs, ys, tuple(places), tuple(map(tuple, owners)))


def _edges(own: Sequence[Rule], others: Sequence[Rule]) -> tuple[float, ...]:
    """Return where the edges lie: at the rules, and where those across end, the outer ones being left out."""
    ends = [min(rule.start for rule in others), max(rule.end for rule in others)] if others else []
    edges: list[float] = []
    for at in sorted({rule.at for rule in own}):
        if not edges or at - edges[-1] > _NEAR:
            edges.append(at)
    if ends and edges and ends[0] < edges[0] - _SHORTEST:
        edges.insert(0, ends[0])
    if ends and edges and ends[1] > edges[-1] + _SHORTEST:
        edges.append(ends[1])
    return tuple(edges)


def _borders(rules: Sequence[Rule], edges: Sequence[float], along: Sequence[float]) -> set[tuple[int, int]]:
    """Return the (edge, unit) pairs at which a rule stands: it passes the middle of the unit."""
    middles = [(first + second) / 2 for first, second in pairwise(along)]
    found: set[tuple[int, int]] = set()
    for rule in rules:
        edge = bisect_right(edges, rule.at + _NEAR) - 1
        first = bisect_right(middles, rule.start)
        last = bisect_right(middles, rule.end)
        found.update((edge, unit) for unit in range(first, last))
    return found


def _cells(
    width: int, height: int, right: set[tuple[int, int]], below: set[tuple[int, int]]
) -> tuple[list[list[int]], list[Place]]:
    """Return which cell covers each unit, and the cells: units with no rule between them are one."""
    owners = [[-1] * width for _ in range(height)]
    places: list[Place] = []
    for row in range(height):
        for column in range(width):
            if owners[row][column] >= 0:
                continue
            place = _spread(row, column, owners, right, below)
            for covered in owners[row : row + place.row_span]:
                covered[column : column + place.column_span] = [len(places)] * place.column_span
            places.append(place)
    return owners, places


def _spread(
    row: int,
    column: int,
    owners: Sequence[Sequence[int]],
    right: set[tuple[int, int]],
    below: set[tuple[int, int]],
) -> Place:
    """Return the cell whose upper left unit is given: as wide, then as high as no rule stops it."""
    width, height = len(owners[0]), len(owners)
    end = column + 1
    while end < width and (end, row) not in right and owners[row][end] < 0:
        end += 1
    low = row + 1
    while (
        low < height
        and not any((low, at) in below for at in range(column, end))
        and not any((at, low) in right for at in range(column + 1, end))
        and all(owners[low][at] < 0 for at in range(column, end))
    ):
        low += 1
    return Place(row, column, low - row, end - column)
