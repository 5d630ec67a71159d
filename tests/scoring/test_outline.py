"""What of a rubric is the same for every report."""

from typing import Any

from evalkit.scoring.outline import outline_of


def test_an_outline_has_all_rows_in_order_and_what_they_look_at(kit: Any) -> None:
    parts = (kit.row("a", 1, kit.ask()), kit.row("b", 1, kit.ask()))
    outline = outline_of(kit.rubric(kit.row("money", 2, parts=parts), kit.row("use", 1, kit.ask())))
    assert [row.address for row in outline.rows] == ["money", "money.a", "money.b", "use"]
    assert [row.address for row in outline.indicators] == ["money", "use"]
    assert set(outline.targets) == {"money", "money.a", "money.b", "use"}
    assert outline.needed == tuple(dict.fromkeys(id for row in outline.rows for id in _needs(row)))
    assert not outline.rescales


def test_an_outline_is_made_once_for_each_rubric(kit: Any) -> None:
    one, other = (kit.rubric(kit.row("a", 1, kit.ask())) for _ in range(2))
    assert outline_of(one) is outline_of(one)
    assert outline_of(one) is not outline_of(other)


def _needs(row: Any) -> tuple[str, ...]:
    return tuple(id for rule in row.rules() for id in rule.needs())
