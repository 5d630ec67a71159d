"""What loads but is doubtful: a rubric that can be scored by, with surprises."""

from collections.abc import Callable, Iterator, Mapping

from attrs import evolve, field

from evalkit.errors import Problem
from evalkit.facts.wording import Wording
from evalkit.frozen import frozen
from evalkit.measures.measure import Measure
from evalkit.messages import Message, say
from evalkit.problems import in_file_order
from evalkit.rubrics.linting.amounts import losses_beyond, strange_units
from evalkit.rubrics.linting.cases import dead_cases
from evalkit.rubrics.linting.clauses import clauses_otherwise
from evalkit.rubrics.linting.dips import dipping_bands
from evalkit.rubrics.linting.direction import wrong_direction
from evalkit.rubrics.linting.facts import idle_facts
from evalkit.rubrics.linting.idle import caps, idle_measures, idle_no_rate, twice
from evalkit.rubrics.linting.judged import tiers
from evalkit.rubrics.linting.order import order_matters
from evalkit.rubrics.linting.percent import mistaken_percent
from evalkit.rubrics.linting.rows import broken_rules, idle_bands, nothing_to_judge_by, short_words
from evalkit.rubrics.linting.subject import Subject
from evalkit.rubrics.linting.texts import strange_years, unseen
from evalkit.rubrics.linting.titles import of_another, ranks_turned, same_titles
from evalkit.rubrics.linting.totals import grade_ranges, left_out
from evalkit.rubrics.linting.values import never_found
from evalkit.rubrics.place import Place
from evalkit.rubrics.rubric import Rubric
from evalkit.toml import TomlFile, parse


@frozen
class Doubt:
    """One kind of doubt: its code in machine-readable output, what it is about, and how it is found."""

    code: str
    title: Message
    find: Callable[[Subject], Iterator[Problem]] = field(repr=False)


DOUBTS = (
    Doubt("left-out", say("不适用的分值不折算", "marks left out unrescaled"), left_out),
    Doubt(
        "grades",
        say("等级不覆盖全部总分或无法达到", "totals without grade, grades out of reach"),
        grade_ranges,
    ),
    Doubt("idle-cap", say("上限不起作用", "caps that change nothing"), caps),
    Doubt("idle-band", say("相邻两档得分相同", "neighbouring bands that give the same"), idle_bands),
    Doubt("dip", say("得分先降后升的分档", "bands that go down and up again"), dipping_bands),
    Doubt("short-word", say("检索词太短", "words too short to find passages by"), short_words),
    Doubt(
        "no-passages", say("评判没有可看的段落", "judgements without passages to see"), nothing_to_judge_by
    ),
    Doubt("broken-rule", say("插件的计分规则出错", "rules of plugins that break"), broken_rules),
    Doubt(
        "percent",
        say("比率的界限漏写百分号", "bounds of ratios without their per cent sign"),
        mistaken_percent,
    ),
    Doubt("direction", say("计分方向与声明相反", "rules against their declared direction"), wrong_direction),
    Doubt("clause", say("条款与计分规则的数字不同", "clauses that say other figures"), clauses_otherwise),
    Doubt("dead-case", say("永远轮不到的情形", "cases that are never reached"), dead_cases),
    Doubt("amount", say("一次扣或加的分超过全部", "losses and gains beyond all marks"), losses_beyond),
    Doubt("unit", say("界限的单位不对", "bounds in a unit that nobody means"), strange_units),
    Doubt("tier", say("评判档次颠倒或重复", "tiers out of order or repeated"), tiers),
    Doubt("twice", say("同一数值计了两次分", "values that count twice"), twice),
    Doubt("same-title", say("同一处名称重复", "titles that stand twice"), same_titles),
    Doubt("other-measure", say("名称与所看的数值不同", "titles of other values"), of_another),
    Doubt("rank", say("等级或档次的名称颠倒", "grades and tiers the wrong way round"), ranks_turned),
    Doubt("unseen", say("看不见的字符", "invisible characters"), unseen),
    Doubt("year", say("不像年度的数", "numbers that are hardly years"), strange_years),
    Doubt("idle-measure", say("没有用到的测算", "measures that nothing uses"), idle_measures),
    Doubt("idle-no-rate", say("不起作用的 no_rate", "no_rate that changes nothing"), idle_no_rate),
    Doubt("never-found", say("依据的事实无法提取", "facts that nothing can extract"), never_found),
    Doubt("idle-fact", say("自有事实无处使用", "facts of its own that nothing looks at"), idle_facts),
    Doubt("order", say("后续规则的先后影响得分", "modifiers whose order changes the score"), order_matters),
)
"""Every kind of doubt there is."""

INVALID = Doubt("invalid", say("无法使用的评分标准", "rubrics that cannot be used"), lambda _: iter(()))
"""What stands for the problems for which a rubric does not even load."""


def lint(
    rubric: Rubric,
    data: bytes,
    name: str,
    measures: Mapping[str, Measure],
    wordings: Mapping[str, Wording] | None = None,
) -> tuple[Problem, ...]:
    """Return what is doubtful in `rubric`, which was loaded from the TOML file `data` called `name`.

    All else is as with `lint_file`.
    """
    return lint_file(rubric, parse(data, name), measures, wordings)


def lint_file(
    rubric: Rubric,
    file: TomlFile,
    measures: Mapping[str, Measure],
    wordings: Mapping[str, Wording] | None = None,
) -> tuple[Problem, ...]:
    """Return what is doubtful in `rubric`, which was loaded from `file`.

    `measures` are those that plugins bring, by id; `wordings` say how each fact is worded. Each
    problem has the code of its doubt.
    """
    top = Place(file)
    subject = Subject(rubric, top, rubric.measures_among(measures), rubric.wordings_among(wordings or {}))
    return in_file_order(
        evolve(problem, code=doubt.code) for doubt in DOUBTS for problem in doubt.find(subject)
    )
