"""What a report says against itself and what it loses marks for, as SARIF 2.1.0 for code scanning.

A finding is a result of level warning, by the kind of the contradiction; marks lost are results of level note, by
the indicator. A result stands at the sentence it is about; further sentences are related locations. Its fingerprint
is made of what it is about, not of where that stands: the same matter in the next version of the report is the same.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from evalkit.documents.document import Document, Evidence
from evalkit.facts.fact import FactSheet, Finding, FindingKind
from evalkit.frozen import frozen
from evalkit.messages import Lang, Message, say
from evalkit.rendering import words
from evalkit.rendering.annotations import adjustment_lines, deduction_lines
from evalkit.rendering.contents import Lost, indicators, losses
from evalkit.rendering.figures import marks
from evalkit.rendering.places import Places, outermost
from evalkit.rendering.renderer import View
from evalkit.rendering.review.citing import evidence_of
from evalkit.rendering.sarif_log import Json, at, rule, sarif_log, told, uri
from evalkit.scoring.scorecard import AdjustmentResult, Scorecard

_FINDING = say("报告疑点：{kind}", "The report contradicts itself: {kind}")
_LOST = say("扣分：{title}", "Marks lost: {title}")
_FINGERPRINT = "evalkit/v1"


def render(scorecard: Scorecard, view: View) -> str:
    """Return the findings and the marks lost as a SARIF log."""
    card, rubric, lang = scorecard, scorecard.rubric, view.lang
    writer = _Writer.of(card.report.documents, view)
    taken = [one for one in card.adjustments if one.high < 0]
    results = [
        *(writer.finding(each) for each in card.findings),
        *(writer.lost(each) for each in losses(card)),
        *(writer.adjustment(each) for each in taken),
    ]
    rules = [
        *_finding_rules(lang),
        *(_scored_rule(each.id, each.title.text(lang), each.clause, lang) for each in indicators(card)),
        *(_scored_rule(each.id, each.title.text(lang), each.clause, lang) for each in taken),
    ]
    return writer.log(
        rubric.id,
        rules,
        results,
        card.faults,
        {
            "rubric": f"{rubric.id} {rubric.version}",
            "marks": marks(card.marks),
            "low": marks(card.low, card.marks),
            "high": marks(card.high, card.marks),
        },
    )


def audit_sarif(sheet: FactSheet, view: View, faults: Sequence[Message] = ()) -> str:
    """Return what a report says against itself as a SARIF log; `faults` are those of plugins."""
    writer = _Writer.of({each.name: each.sha256 for each in sheet.documents}, view)
    results = [writer.finding(each) for each in sheet.findings]
    return writer.log("audit", _finding_rules(view.lang), results, faults, {})


def _finding_rules(lang: Lang) -> list[Json]:
    return [
        rule(
            f"finding/{kind.value}",
            words.filled(_FINDING, kind=words.FINDING_KINDS[kind]).text(lang),
            defaultConfiguration={"level": "warning"},
        )
        for kind in FindingKind
    ]


def _scored_rule(id: str, title: str, clause: str, lang: Lang) -> Json:
    about = words.filled(_LOST, title=title).text(lang)
    return rule(
        f"lost/{id}", about, fullDescription=told(clause or title), defaultConfiguration={"level": "note"}
    )


Subject = tuple[str, ...]
"""What a result is about, whatever the figures are and wherever they stand."""


@frozen
class _Writer:
    """What every place in the log is told by: the documents' digests, their texts and the user's names for them."""

    digests: Mapping[str, str]
    texts: Mapping[str, Document]
    files: Mapping[str, str]
    places: Places

    @classmethod
    def of(cls, digests: Mapping[str, str], view: View) -> "_Writer":
        """Return the writer for a report whose documents have these digests."""
        texts = {document.name: document for document in view.documents}
        return cls(digests, texts, view.files, Places.within(digests, view.lang))

    def log(
        self,
        category: str,
        rules: Iterable[Json],
        results: Iterable[tuple[Subject, Json]],
        faults: Sequence[Message],
        properties: Json,
    ) -> str:
        """Return the log; reports of their own have a category of their own, so that none takes another's place."""
        lang = self.places.lang
        notes = [{"level": "error", "message": told(fault.text(lang))} for fault in faults]
        first = next(iter(self.digests), "")
        return sarif_log(
            list({each["id"]: each for each in rules}.values()),
            _told_apart(results),
            lang,
            automationDetails={"id": f"evalkit/{category}/{uri(self._file(first))}/"},
            artifacts=[
                {"location": {"uri": uri(self._file(name))}, "hashes": {"sha-256": digest}}
                for name, digest in self.digests.items()
            ],
            invocations=[{"executionSuccessful": not notes, "toolExecutionNotifications": notes}],
            properties=properties,
        )

    # ------------------------------------------------------------ results

    def finding(self, finding: Finding) -> tuple[Subject, Json]:
        """Return a finding as a result, with what it is about."""
        kind = f"finding/{finding.kind.value}"
        about = finding.facts or tuple(one.quote for one in finding.evidence)
        result = {
            "ruleId": kind,
            "level": "warning",
            "message": told(finding.message.text(self.places.lang)),
            **self._locations(finding.evidence),
            "properties": {"facts": list(finding.facts)},
        }
        return (kind, *about), result

    def lost(self, lost: Lost) -> tuple[Subject, Json]:
        """Return a deduction as a result, with what it is about."""
        deduction = lost.deduction
        result = {
            "ruleId": f"lost/{lost.indicator.id}",
            "level": "note",
            "message": told(*deduction_lines(lost, self.places.lang)),
            **self._locations(outermost(evidence_of(deduction, lost.indicator))),
            "properties": {"marks": marks(deduction.marks), "part": deduction.part},
        }
        return ("lost", lost.indicator.id, deduction.part or ""), result

    def adjustment(self, adjustment: AdjustmentResult) -> tuple[Subject, Json]:
        """Return an adjustment that takes marks as a result, with what it is about."""
        result = {
            "ruleId": f"lost/{adjustment.id}",
            "level": "note",
            "message": told(*adjustment_lines(adjustment, self.places.lang)),
            **self._locations(outermost(adjustment.evidence)),
            "properties": {"marks": marks(-adjustment.high)},
        }
        return ("adjustment", adjustment.id), result

    # ------------------------------------------------------------ places

    def _locations(self, evidence: Sequence[Evidence]) -> Json:
        """Return where a result stands: at its first quote, or in the report where it has none."""
        if not evidence:
            return {"locations": [at(self._file(name)) for name in list(self.digests)[:1]]}
        first, *others = (self._location(one) for one in evidence)
        related = [{"id": number, **one} for number, one in enumerate(others, 1)]
        return {"locations": [first], **({"relatedLocations": related} if related else {})}

    def _location(self, evidence: Evidence) -> Json:
        region = {**self._region(evidence), "snippet": {"text": evidence.quote}}
        return at(self._file(evidence.document), region) | {"message": told(self.places.one(evidence))}

    def _region(self, evidence: Evidence) -> dict[str, int]:
        """Return the lines of a quote, and its columns where the text is at hand."""
        document = self.texts.get(evidence.document)
        start, end = evidence.start, evidence.end
        if document is None or document.text[start:end] != evidence.quote:
            return {"startLine": evidence.line}
        return {
            "startLine": document.line(start),
            "startColumn": document.column(start),
            "endLine": document.line(end),
            "endColumn": document.column(end),
        }

    def _file(self, name: str) -> str:
        return self.files.get(name, name)


def _told_apart(results: Iterable[tuple[Subject, Json]]) -> list[Json]:
    """Return the results, each with a fingerprint of its own; those about the same are counted."""
    seen: Counter[Subject] = Counter()
    marked = []
    for subject, result in results:
        seen[subject] += 1
        known = "\0".join((*subject, str(seen[subject]))).encode(errors="backslashreplace")
        marked.append({**result, "partialFingerprints": {_FINGERPRINT: sha256(known).hexdigest()}})
    return marked
