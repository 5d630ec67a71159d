"""How a catalogue says what facts there are and by which words reports speak of them."""

from collections.abc import Mapping
from typing import Literal

from attrs import field

from evalkit.frozen import frozen


@frozen
class Statement:
    """Words that, in this order within one sentence, say yes or no: each slot is ``a|b|c``.

    None of `unless` may stand in the clauses that they touch, none of `elsewhere` in the sentence; `clause` says that all of them must
    stand in one.
    """

    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    clause: bool = False


@frozen
class Wording:
    """How one fact is spoken of.

    A quantity is the fact's when its subject, aspect and period are; no `aspects` means any, of
    several the first says it best, ``plain`` that no aspect need be said. `nouns` are the counting
    nouns that fit, all when empty. `claim` says that the report works such a value out itself. `yes`
    and `no` are statements. `completes` names the fact whose count the words of completion (均已完成)
    repeat; `zero` says that words of nothing (没有发生) are a value. `bare`: the number may stand
    without its unit. `sections` are headings under which the fact is at home. A text stands behind
    one of `labels` and is one of `choices`.
    """

    id: str
    title: str
    unit: Literal["money", "ratio", "count", "score", "yes_no", "text"]
    subject: str = ""
    aspects: tuple[str, ...] = ()
    plain: bool = False
    period: Literal["current", "previous", "opening", "closing"] = "current"
    nouns: tuple[str, ...] = ()
    claim: bool = False
    bare: bool = False
    sections: tuple[str, ...] = ()
    yes: tuple[Statement, ...] = ()
    no: tuple[Statement, ...] = ()
    completes: str = ""
    zero: bool = False
    labels: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@frozen
class Words:
    """Words of one subject, aspect or period.

    `weak` ones give way to any other in the segment, `listed` ones count only as items of a list.

    Of a subject: `part_of` is the whole that it is a part of; one that `yields` gives way to every
    other (部门预算中的三公经费); glued to other words, a `strict` one speaks of something else
    (路灯改造项目支出); a part that can be `alone` is the whole where no other part of it is given
    (事业编制 8 名); one that `follows` is said of what the sentence has named before it (热线工单 8 件，
    满意率 9 成), one that `remains` is left of the amount before it (某项资金 9 万元，年末结余 2 万元); of one that `sums`, all kinds that a sentence adds up are some (虚列支出 1 起、挪用 3 起，
    共计 4 起); `kinds` are the words for each kind, and where several are counted none is all (来信 9 件、
    来访 5 件); behind one that has `guests` stands who they are (接待上级检查 9 批). Of an aspect: a `level` is an amount that parts go on with, a `budget` money that
    is only planned; it is of `subject` where none is named, and a subject that it is `never_of` is no
    longer spoken of (收入 8 万元，支出 7 万元); one that `excludes` makes a quantity no fact of any;
    unknown words behind an `open` one say what it is said of (待报废检测仪器).
    """

    words: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    part_of: str = ""
    yields: bool = False
    strict: bool = False
    alone: bool = False
    follows: bool = False
    remains: bool = False
    sums: bool = False
    guests: bool = False
    kinds: tuple[tuple[str, ...], ...] = ()
    level: bool = False
    budget: bool = False
    excludes: bool = False
    open: bool = False
    subject: str = ""
    never_of: tuple[str, ...] = ()

    def joined(self, other: "Words") -> "Words":
        """Return these words with what another catalogue adds to them."""
        return Words(
            words=(*self.words, *other.words),
            weak=(*self.weak, *other.weak),
            listed=(*self.listed, *other.listed),
            part_of=self.part_of or other.part_of,
            yields=self.yields or other.yields,
            strict=self.strict or other.strict,
            alone=self.alone or other.alone,
            follows=self.follows or other.follows,
            remains=self.remains or other.remains,
            sums=self.sums or other.sums,
            guests=self.guests or other.guests,
            kinds=(*self.kinds, *other.kinds),
            level=self.level or other.level,
            budget=self.budget or other.budget,
            excludes=self.excludes or other.excludes,
            open=self.open or other.open,
            subject=self.subject or other.subject,
            never_of=(*self.never_of, *other.never_of),
        )


@frozen
class Shaping:
    """The words that shape sentences, by role; `problems` are headings of sections on problems."""

    each: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    differ: tuple[str, ...] = ()
    sum: tuple[str, ...] = ()
    share: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    unplanned: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    all_done: tuple[str, ...] = ()
    except_: tuple[str, ...] = ()
    wide: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    agent: tuple[str, ...] = ()
    filler: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@frozen
class CatalogueFile:
    """One catalogue as its file says it, without the relations."""

    fact: tuple[Wording, ...] = ()
    subject: Mapping[str, Words] = field(factory=dict)
    aspect: Mapping[str, Words] = field(factory=dict)
    period: Mapping[str, Words] = field(factory=dict)
    words: Shaping = field(factory=Shaping)
