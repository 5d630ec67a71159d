import attrs
import pytest

from evalkit.messages import Lang
from evalkit.rules.builtin import BUILTIN_RULES
from evalkit.rules.rule import Rule


def test_the_shapes_by_the_names_that_rubrics_write() -> None:
    assert [rule.name for rule in BUILTIN_RULES] == [
        "all_or_nothing",
        "any_of",
        "bands",
        "checklist",
        "judgement",
        "mean",
        "per_excess",
        "proportional",
        "violations",
    ]


@pytest.mark.parametrize("rule", BUILTIN_RULES)
def test_each_shape_is_a_frozen_class_with_a_title_in_both_languages(rule: type[Rule]) -> None:
    assert rule.__setattr__ is not object.__setattr__
    assert rule.title.text(Lang.ZH) != rule.title.text(Lang.EN)
    assert rule.__doc__
    assert attrs.has(rule)
