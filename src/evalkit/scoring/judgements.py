"""What an evaluator decided: a TOML file becomes judgements, or a list of all that is wrong with it."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal

from attrs import field

from evalkit.errors import JudgementError, Problem
from evalkit.frozen import define, frozen
from evalkit.messages import Joined, Message, plain, say
from evalkit.patterns import when_used
from evalkit.problems import in_file_order, nearest, problem, short
from evalkit.rubrics.rubric import Rubric
from evalkit.rules.rule import MARK_PLACES, quantised
from evalkit.scoring.targets import Target, targets
from evalkit.structuring import attempt
from evalkit.toml import TomlFile, parse
from evalkit.toml_places import Path

_DIGEST = when_used("[0-9a-f]{64}")
"""A SHA-256, as reports are named by."""

_DIGITS = 12
"""How much of a digest people are shown."""

_LISTED = 12
"""How many ids a message lists."""


@frozen
class Judgement:
    """One decision of an evaluator: `marks` or a `count` of cases, and why, by whom and when.

    `address` is ``INDICATOR[.ITEM]`` or the id of an adjustment.
    """

    address: str
    marks: Decimal | None
    count: int | None
    reason: str
    by: str
    at: datetime


@frozen
class Signature:
    """Who signed the judgements and when, and the digest of what was signed."""

    by: str
    at: datetime
    digest: str


@frozen
class Judgements:
    """The judgements of one file, by address; `sha256` is the digest of the file.

    `signature` is None when nobody has signed them.
    """

    entries: Mapping[str, Judgement]
    sha256: str
    signature: Signature | None = None


@frozen
class _Head:
    """``[judgements]``: which report and rubric the judgements are about, and by whom and when."""

    report: str = ""
    rubric: str = ""
    by: str = ""
    at: date | datetime | str | None = None


@frozen
class _Signed:
    """``[signed]``: who signed all this, when, and the digest of what was signed."""

    by: str
    at: date | datetime | str
    digest: str


@frozen
class _Entry:
    """``[[judgement]]``: one decision; one with neither marks, count nor reason is still open."""

    indicator: str
    item: str = ""
    marks: Decimal | None = None
    count: int | None = None
    reason: str = ""
    by: str = ""
    at: date | datetime | str | None = None

    @property
    def address(self) -> str:
        return f"{self.indicator}.{self.item}" if self.item else self.indicator

    @property
    def is_open(self) -> bool:
        return self.marks is None and self.count is None and not self.reason.strip()


def load_judgements(data: bytes, name: str, rubric: Rubric, report_sha256: str | None) -> Judgements:
    """Return the judgements in the TOML file `data`, called `name` in messages.

    `report_sha256` is the digest of the report that is being scored, None where it is for the file to say
    which report it is about. Raises TomlError when the file is not TOML, and JudgementError with every
    problem found.
    """
    file = parse(data, name)
    loader = _Loader(file, targets(rubric))
    loader.problems += _unknown_tables(file)
    head = loader.head(rubric, report_sha256)
    entries = loader.entries(head)
    signature = loader.signature()
    if loader.problems:
        raise JudgementError(in_file_order(loader.problems))
    return Judgements(entries, hashlib.sha256(data).hexdigest(), signature)


def _unknown_tables(file: TomlFile) -> Iterator[Problem]:
    known = ("judgements", "judgement", "signed")
    for key in file.data:
        if key not in known:
            yield problem(
                file,
                (key,),
                say(
                    "不认识的键“{key}”{near}",
                    "unknown key “{key}”{near}",
                    key=short(key),
                    near=nearest(key, known) or "",
                ),
                say("{known}", "{known}", known=Joined(known)),
                at_key=True,
            )


@define
class _Loader:
    """A walk over a judgements file that goes on after each problem."""

    file: TomlFile
    targets: Mapping[str, Target]
    problems: list[Problem] = field(factory=list)
    _lines: dict[str, int] = field(factory=dict)

    def head(self, rubric: Rubric, report_sha256: str | None) -> _Head:
        """Return the head of the file; what is wrong with it goes to `problems`."""
        if "judgements" not in self.file.data:
            self._wrong((), say("缺少表 [judgements]", "the table [judgements] is missing"))
            return _Head()
        head, problems = attempt(self.file, _Head, ("judgements",))
        self.problems += problems
        if head is None:
            return _Head()
        self._same_report(head.report, report_sha256)
        self._same_rubric(head.rubric, rubric.id)
        return head

    def _same_report(self, report: str, expected: str | None) -> None:
        if report == expected:
            return
        path = ("judgements", "report")
        if not report:
            self._wrong(path, say("没有写明评判的是哪份报告", "which report was judged is not said"))
            return
        if expected is None:
            self._digest(report, path)
            return
        self._wrong(
            path,
            say(
                "评判针对的是另一份报告：文件中的摘要为 {made}…，本报告为 {scored}…",
                "made on another report: its digest is {made}…, this report's is {scored}…",
                made=report[:_DIGITS],
                scored=expected[:_DIGITS],
            ),
        )

    def _digest(self, report: str, path: Path) -> None:
        if not _DIGEST.fullmatch(report):
            message = say(
                "“{report}”不是报告的摘要", "{report} is not the digest of a report", report=short(report)
            )
            allowed = say("SHA-256，64 位小写十六进制", "a SHA-256 of 64 lower-case hexadecimal digits")
            self._wrong(path, message, allowed)

    def _same_rubric(self, rubric: str, expected: str) -> None:
        if rubric == expected:
            return
        path = ("judgements", "rubric")
        if not rubric:
            self._wrong(path, say("没有写明按哪个评分标准评判", "by which rubric was judged is not said"))
            return
        self._wrong(
            path,
            say(
                "评判针对的是另一个评分标准：文件中为“{made}”，本次为“{scored}”",
                "made by another rubric: {made}, this scorecard is by {scored}",
                made=short(rubric),
                scored=expected,
            ),
        )

    def entries(self, head: _Head) -> dict[str, Judgement]:
        """Return the judgements that stand in the file, by address."""
        found: dict[str, Judgement] = {}
        rows = self.file.data.get("judgement", [])
        if not isinstance(rows, list):
            self._wrong(("judgement",), say("应写成 [[judgement]]", "this is written [[judgement]]"))
            rows = []
        for index in range(len(rows)):
            path: Path = ("judgement", index)
            entry, problems = attempt(self.file, _Entry, path)
            self.problems += problems
            judgement = None if entry is None else self._judgement(entry, head, path)
            if judgement is not None:
                found[judgement.address] = judgement
        return found

    def signature(self) -> Signature | None:
        """Return the signature, None where there is none; what is wrong with it goes to `problems`."""
        if "signed" not in self.file.data:
            return None
        signed, problems = attempt(self.file, _Signed, ("signed",))
        self.problems += problems
        if signed is None:
            return None
        if not signed.by.strip():
            self._wrong(("signed", "by"), say("没有写由谁签字", "who signed is not said"))
        at = _moment(signed.at)
        if at is None:
            self._no_moment(("signed", "at"), signed.at)
            return None
        return Signature(signed.by.strip(), at, signed.digest)

    def _judgement(self, entry: _Entry, head: _Head, path: Path) -> Judgement | None:
        target = self._target(entry, path)
        if entry.is_open or target is None:
            return None
        self._only_once(target.address, path)
        self._decided(entry, target, path)
        if not entry.reason.strip():
            self._wrong((*path, "reason"), say("没有写理由", "there is no reason"))
        by = entry.by.strip() or head.by.strip()
        if not by:
            self._wrong((*path, "by"), say("没有写由谁评判", "who judged is not said"))
        at = self._moment(entry, head, path)
        if at is None:
            return None
        return Judgement(target.address, entry.marks, entry.count, entry.reason.strip(), by, at)

    def _target(self, entry: _Entry, path: Path) -> Target | None:
        target = self.targets.get(entry.address)
        if target is not None:
            return target
        known_indicator = entry.indicator in self.targets
        if entry.item and known_indicator:
            below = f"{entry.indicator}."
            known = [each.removeprefix(below) for each in self.targets if each.startswith(below)]
            message = say(
                "指标“{indicator}”没有“{item}”这一项{near}",
                "the indicator {indicator} has no item {item}{near}",
                indicator=short(entry.indicator),
                item=short(entry.item),
                near=nearest(entry.item, known) or "",
            )
            self._wrong((*path, "item"), message, _listed(known))
        else:
            known = list(dict.fromkeys(each.split(".")[0] for each in self.targets))
            message = say(
                "评分标准中没有指标“{indicator}”{near}",
                "the rubric has no indicator {indicator}{near}",
                indicator=short(entry.indicator),
                near=nearest(entry.indicator, known) or "",
            )
            self._wrong((*path, "indicator"), message, _listed(known))
        return None

    def _only_once(self, address: str, path: Path) -> None:
        for other, line in self._lines.items():
            if other == address:
                message = say(
                    "“{address}”在第 {line} 行已经评过",
                    "{address} is already judged in line {line}",
                    address=address,
                    line=line,
                )
            elif other.startswith(f"{address}.") or address.startswith(f"{other}."):
                message = say(
                    "“{address}”与第 {line} 行的“{other}”重复：指标和它的分项不能都评",
                    "{address} and {other} in line {line}: an indicator and its items cannot both be judged",
                    address=address,
                    other=other,
                    line=line,
                )
            else:
                continue
            self._wrong(path, message)
            break
        self._lines.setdefault(address, self.file.position(path).line)

    def _decided(self, entry: _Entry, target: Target, path: Path) -> None:
        if entry.marks is not None and entry.count is not None:
            self._wrong(
                (*path, "count"), say("marks 与 count 只能写一个", "marks and count exclude each other")
            )
        elif entry.count is not None:
            self._counted(entry.count, target, (*path, "count"))
        elif entry.marks is not None:
            self._marked(entry.marks, target, (*path, "marks"))
        else:
            key = "marks" if target.marks is not None else "count"
            self._wrong(
                path,
                say("写了理由，没有写 {key}", "there is a reason but no {key}", key=key),
                target.choices(),
            )

    def _marked(self, marks: Decimal, target: Target, path: Path) -> None:
        if target.marks is None:
            self._wrong(
                path, say("这里要写 count，不写 marks", "this takes a count, not marks"), target.choices()
            )
        elif not 0 <= marks <= target.marks:
            message = say("{marks} 分超出范围", "{marks} marks are out of range", marks=_number(marks))
            self._wrong(path, message, target.choices())
        elif not target.allows(marks):
            message = say("不能给 {marks} 分", "{marks} marks cannot be given", marks=_number(marks))
            self._wrong(path, message, target.choices())
        elif marks != quantised(marks):
            message = say("{marks} 的小数位太多", "{marks} has too many decimals", marks=_number(marks))
            self._wrong(path, message, say("最多 {places} 位", "at most {places}", places=MARK_PLACES))

    def _counted(self, count: int, target: Target, path: Path) -> None:
        if not target.counts:
            self._wrong(
                path, say("这里要写 marks，不写 count", "this takes marks, not a count"), target.choices()
            )
        elif count < 0 or (target.once and count > 1):
            message = say("次数不能是 {count}", "{count} is no count here", count=count)
            self._wrong(
                path, message, say("0 或 1", "0 or 1") if target.once else say("0 或更多", "0 or more")
            )

    def _moment(self, entry: _Entry, head: _Head, path: Path) -> datetime | None:
        given = entry.at if entry.at is not None else head.at
        if given is None or given == "":
            self._wrong((*path, "at"), say("没有写何时评判", "when it was judged is not said"))
            return None
        moment = _moment(given)
        if moment is None:
            self._no_moment((*path, "at") if entry.at is not None else ("judgements", "at"), given)
        return moment

    def _no_moment(self, path: Path, given: date | datetime | str) -> None:
        self._wrong(
            path,
            say("“{at}”不是日期", "“{at}” is not a date", at=short(str(given))),
            say("如 2025-03-01 或 2025-03-01T09:30:00", "such as 2025-03-01 or 2025-03-01T09:30:00"),
        )

    def _wrong(self, path: Path, message: Message, allowed: Message | None = None) -> None:
        self.problems.append(problem(self.file, path, message, allowed))


def _moment(given: date | datetime | str) -> datetime | None:
    if isinstance(given, datetime):
        return given
    if isinstance(given, date):
        return datetime.combine(given, time())
    try:
        return datetime.fromisoformat(given.strip())
    except ValueError:
        return None


def _number(marks: Decimal) -> str:
    return plain(marks) if abs(marks.adjusted()) < 2 * MARK_PLACES else str(marks)


def _listed(known: list[str]) -> Message:
    shown = Joined((*known[:_LISTED], *(["…"] if len(known) > _LISTED else [])))
    return say("{known}", "{known}", known=shown)
