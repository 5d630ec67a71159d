import re
from pathlib import Path

import attrs
import pytest

from evalkit import rules
from evalkit.messages import Lang
from evalkit.rules.builtin import BUILTIN_RULES
from evalkit.rules.rule import Rule

FOLDER = Path(rules.__file__).parent


def test_the_shapes_are_all_that_the_modules_name_in_order() -> None:
    named = "\n".join(path.read_text("utf-8") for path in FOLDER.glob("*.py"))
    names = re.findall(r'^    name: ClassVar\[str\] = "(\w+)"$', named, re.MULTILINE)
    assert [rule.name for rule in BUILTIN_RULES] == sorted(names)
    assert {"all_or_nothing", "any_of", "bands", "checklist", "violations"} <= set(names)


@pytest.mark.parametrize("rule", BUILTIN_RULES)
def test_each_shape_is_a_frozen_class_with_a_title_in_both_languages(rule: type[Rule]) -> None:
    assert rule.__setattr__ is not object.__setattr__
    assert rule.title.text(Lang.ZH) != rule.title.text(Lang.EN)
    assert rule.__doc__
    assert attrs.has(rule)
