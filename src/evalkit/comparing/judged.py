"""Two evaluators of one report: where they differ, and by how much."""

from collections.abc import Sequence

from evalkit.comparing.comparison import Evaluators, IndicatorChange, JudgementChange
from evalkit.scoring.scorecard import IndicatorResult, JudgementRecord


def judged_rows(result: IndicatorResult | None) -> dict[str, tuple[IndicatorResult, ...]]:
    """Return an indicator and its parts by their addresses, each with what it stands in before it."""
    found: dict[str, tuple[IndicatorResult, ...]] = {}
    waiting: list[tuple[str, tuple[IndicatorResult, ...]]] = []
    if result is not None:
        waiting.append((result.id, (result,)))
    while waiting:
        address, line = waiting.pop()
        found.setdefault(address, line)
        waiting += [(f"{address}.{part.id}", (*line, part)) for part in reversed(line[-1].parts)]
    return found


def evaluators(rows: Sequence[IndicatorChange]) -> Evaluators:
    """Return how two evaluators judged the same rows."""
    changes = [change for row in rows for change in row.judgements]
    names: tuple[dict[str, None], dict[str, None]] = ({}, {})
    agreed = 0
    for row in rows:
        old, new = _records(row.before), _records(row.after)
        for side, records in zip(names, (old, new), strict=True):
            side.update(dict.fromkeys(each.by for each in records.values()))
        agreed += sum(address in new and new[address].marks == each.marks for address, each in old.items())
    first, second = names
    changes = [each for each in changes if not _is_agreed(each)]
    return Evaluators(
        names=(tuple(first), tuple(second)),
        agreed=agreed,
        changes=tuple(sorted(changes, key=lambda each: -each.move.size)),
    )


def _records(result: IndicatorResult | None) -> dict[str, JudgementRecord]:
    rows = judged_rows(result).items()
    return {address: line[-1].judgement for address, line in rows if line[-1].judgement is not None}


def _is_agreed(each: JudgementChange) -> bool:
    """Return whether both gave the same marks, for other reasons or at other times."""
    before, after = (None if side is None else side.record for side in (each.before, each.after))
    return before is not None and after is not None and before.marks == after.marks
