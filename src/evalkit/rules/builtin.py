"""The rule shapes that core brings; a rubric names each by its `name`."""

from evalkit.rules.all_or_nothing import AllOrNothing
from evalkit.rules.bands import Bands
from evalkit.rules.checklist import AnyOf, Checklist
from evalkit.rules.judgement import Judgement
from evalkit.rules.mean import Mean
from evalkit.rules.per_excess import PerExcess
from evalkit.rules.proportional import Proportional
from evalkit.rules.rule import Rule
from evalkit.rules.violations import Violations

BUILTIN_RULES: tuple[type[Rule], ...] = (
    AllOrNothing,
    AnyOf,
    Bands,
    Checklist,
    Judgement,
    Mean,
    PerExcess,
    Proportional,
    Violations,
)
