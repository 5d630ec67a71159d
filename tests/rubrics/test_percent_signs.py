"""Bounds of bands without their per cent sign, as against bounds that are right."""

import pytest

from evalkit.messages import Lang
from evalkit.rubrics.percent_signs import missing_signs
from evalkit.rubrics.place import Place
from evalkit.toml import parse


def reported(*bounds: str) -> list[str]:
    bands = ", ".join(f"{{ {bound}, marks = 1 }}" for bound in bounds)
    text = f'[[dimension]]\n[[dimension.indicator]]\nrule = "bands"\nbands = [{bands}]\n'
    return [each.text(Lang.EN).split(": ", 2)[2] for each in missing_signs(Place(parse(text.encode(), "r")))]


def test_the_bound_without_its_sign_is_named() -> None:
    said = "has no per cent sign, and other bounds of the rule have"
    assert reported("below = 90", 'to = "100%"') == [f'90 {said} (allowed: "90%")']
    assert reported('from = "95%"', "from = 90", 'from = "80%"') == [f'90 {said} (allowed: "90%")']


@pytest.mark.parametrize(
    "bounds",
    [
        ('below = "90%"', "to = 1"),
        ("below = 0.9", 'to = "100%"'),
        ("below = 90", "to = 80"),
        ('to = "100%"', 'below = "90%"'),
        (),
    ],
    ids=["a whole", "a share", "no percentages", "all with a sign", "no bands"],
)
def test_what_is_written_on_one_scale_is_left_alone(bounds: tuple[str, ...]) -> None:
    assert reported(*bounds) == []
