"""What the examples of rubrics came to, as JUnit XML: a suite a rubric, a case an example."""

from collections.abc import Iterator, Sequence

from evalkit.errors import Problem
from evalkit.frozen import frozen
from evalkit.messages import Lang, say
from evalkit.rendering.junit_xml import Case, Complaint, Suite, junit_xml

_COVERAGE = say("每一处计分都有示例", "every place of the rubric has an example")
_MUTANTS = say("每一处改动都有示例不再通过", "every mutant fails an example")
_NOT_TRIED = say("有示例不符，没有改动", "an example differs, so nothing was changed")


@frozen
class Exercised:
    """A rubric whose examples ran: each with what came out otherwise, what they leave out, and what they let pass.

    `survivors` is None where nothing was changed, though `mutated` says that it was asked for.
    """

    rubric: str
    examples: tuple[tuple[str, tuple[Problem, ...]], ...]
    gaps: tuple[Problem, ...]
    mutated: bool = False
    survivors: tuple[Problem, ...] | None = None


def exercised_as_junit(rubrics: Sequence[Exercised], lang: Lang, *, strict: bool) -> str:
    """Return a test suite a rubric; what examples leave out and let pass fails where it is `strict`."""
    return junit_xml([Suite(each.rubric, tuple(_cases(each, lang, strict=strict))) for each in rubrics])


def _cases(exercised: Exercised, lang: Lang, *, strict: bool) -> Iterator[Case]:
    for title, problems in exercised.examples:
        yield _case(exercised.rubric, title, "example", problems, lang, fails=True)
    name = f"coverage: {_COVERAGE.text(lang)}"
    yield _case(exercised.rubric, name, "coverage", exercised.gaps, lang, fails=strict)
    name = f"mutants: {_MUTANTS.text(lang)}"
    if exercised.survivors is not None:
        yield _case(exercised.rubric, name, "mutants", exercised.survivors, lang, fails=strict)
    elif exercised.mutated:
        yield Case(exercised.rubric, name, skipped=(_NOT_TRIED.text(lang),))


def _case(
    rubric: str, name: str, kind: str, problems: tuple[Problem, ...], lang: Lang, *, fails: bool
) -> Case:
    lines = tuple(problem.text(lang) for problem in problems)
    if problems and fails:
        return Case(rubric, name, Complaint("failure", kind, problems[0].message.text(lang), lines))
    return Case(rubric, name, out=lines)
