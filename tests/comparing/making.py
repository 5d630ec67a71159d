"""A rubric with something of everything that can be judged, and evaluations by it."""

from collections.abc import Callable

from evalkit.comparing.units import Evaluation
from evalkit.journey import load
from evalkit.registry import load_plugins
from evalkit.rubrics.extending import RubricFile
from evalkit.rubrics.rubric import Rubric
from evalkit.scoring.judgements import load_judgements

RUBRIC = """\
[rubric]
id = "upkeep"
title = "养护评分标准"
title_en = "Upkeep"
version = "1"
source = "自拟"
standing = "example"
total = 20

[[dimension]]
id = "care"
title = "日常养护"
title_en = "Care"
marks = 12

[[dimension.indicator]]
id = "tidy"
title = "整洁"
title_en = "Tidiness"
marks = 8
clause = "由评价员评判。"
rule = "checklist"
items = [
  { id = "roads", title = "道路", marks = 6 },
  { id = "parks", title = "公园", marks = 2 },
]

[[dimension.indicator]]
id = "faults"
title = "差错"
title_en = "Faults"
marks = 4
clause = "每起扣 1.5 分，扣完为止。"
rule = "violations"
lose = 1.5

[[dimension]]
id = "service"
title = "服务"
title_en = "Service"
marks = 8

[[dimension.indicator]]
id = "answers"
title = "答复"
title_en = "Answers"
marks = 8
clause = "由评价员评判。"
rule = "judgement"

[[dimension.indicator.then]]
rule = "violations"
lose = 3

[[adjustment]]
kind = "bonus"
id = "praise"
title = "表扬"
clause = "每次加 1 分，最多 3 分。"
each = 1
at_most = 3

[[adjustment]]
kind = "penalty"
id = "late"
title = "迟报"
clause = "扣 0.5 至 2 分。"
at_least = 0.5
at_most = 2

[[adjustment]]
kind = "veto"
id = "fraud"
title = "弄虚作假"
clause = "总分为 0。"
"""

Judged = Callable[..., Evaluation]


def made_rubric() -> Rubric:
    """Return the rubric."""
    return load(RubricFile("upkeep.toml", RUBRIC.encode()), load_plugins())


def judging(rubric: Rubric) -> Judged:
    """Return what makes the evaluation of a report: what each address was given, with ``count`` where it counts."""

    def made(
        by: str, given: dict[str, str], report: str = "a", at: str = "2031-03-01", file: str = ""
    ) -> Evaluation:
        head = f'[judgements]\nreport = "{report * 64}"\nrubric = "upkeep"\nby = "{by}"\nat = {at}\n'
        entries = ""
        for address, value in given.items():
            indicator, _, item = address.partition(".")
            key = "count" if "count" in value else "marks"
            entries += f'\n[[judgement]]\nindicator = "{indicator}"\n'
            entries += f'item = "{item}"\n' if item else ""
            entries += f'{key} = {value.removeprefix("count ")}\nreason = "{by}的理由"\n'
        name = file or f"{report}-{by}.toml"
        found = load_judgements((head + entries).encode(), name, rubric, None)
        return Evaluation(name, report * 64, rubric, found)

    return made
