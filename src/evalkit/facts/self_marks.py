"""What stands in the cells of a sheet in which a report scores itself: marks, full marks, titles."""

from decimal import Decimal

from evalkit.patterns import when_used

_MARKS = when_used(r"(?P<taken>得|扣|-)?(?P<marks>[0-9]{1,6}(?:\.[0-9]{1,6})?)(?P<unit>分|%)?")
_BEHIND = when_used(r"[（(]([0-9]{1,4}(?:\.[0-9]{1,4})?)分?[）)]$")
_NUMBER = when_used(r"^(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）.．、](?![0-9])|指标[0-9]{1,2}[:：.、])")


def marks_of(text: str, full: Decimal | None) -> Decimal | None:
    """Return the marks that fill a cell; those that are taken (扣1分) are so of the `full` ones."""
    found = _MARKS.fullmatch(text)
    if found is None or found["unit"] == "%":
        return None
    marks = Decimal(found["marks"])
    if found["taken"] == "扣":
        return None if full is None or marks > full else full - marks
    return -marks if found["taken"] == "-" else marks


def full_marks(text: str, *, weights: bool) -> Decimal | None:
    """Return the full marks that fill a cell; those with a percent sign count in a column of weights only."""
    found = _MARKS.fullmatch(text)
    if found is None or found["taken"] or (found["unit"] == "%" and not weights):
        return None
    return Decimal(found["marks"]) or None


def marks_behind(title: str) -> Decimal | None:
    """Return the full marks that stand behind a title: 预算完成率（10分）; None for none, and for 0."""
    found = _BEHIND.search(title)
    return (Decimal(found[1]) or None) if found else None


def plain_title(title: str) -> str:
    """Return a title without its number and the marks behind it."""
    return _NUMBER.sub("", _BEHIND.sub("", title), count=1)
