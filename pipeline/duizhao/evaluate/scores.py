"""Precision, recall and F1 of a run against the gold, with the run's signature."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path, PurePath
from typing import Any

import msgspec

from duizhao.evaluate.gold import GoldBead, GoldClaim, GoldDocument, GoldFinding, GoldText
from duizhao.exact_numbers import exact_json
from duizhao.ingest import read_file
from duizhao.model import CLAIM_KINDS, Alignment, AnyClaim, Finding, Record
from duizhao.report import Run
from duizhao.settings import IngestSettings
from duizhao.text import Repair, replay

# Source (path inside the corpus), start, end.
Span = tuple[str, int, int]


class Score(Record, frozen=True, kw_only=True):
    """How many were found.

    Attributes:
        right: found and in the gold.
        found: found at all.
        recalled: how much of the gold they cover; the same as `right` but where several may point at one.
        gold: in the gold.
    """

    right: int
    found: int
    recalled: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 when nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 1 when there is none."""
        return self.recalled / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class Scores(Record, frozen=True, kw_only=True):
    """Every score of a run, by name: `beads.strict`, `claims.date`, `claims.all`, `findings.major`, …

    Attributes:
        repairs: of each damaged source: share of characters restored, and of lines restored exactly.
    """

    signature: dict[str, Any]
    documents: int
    repairs: dict[str, tuple[float, float]]
    scores: dict[str, Score]


@dataclass(frozen=True)
class _Pairing:
    """A run's records beside the gold of the documents it holds."""

    run: Run
    gold: Sequence[GoldDocument]

    def path(self, source: str) -> str:
        """A source id as the gold names it."""
        return PurePath(self.run.source[source].path).name

    def claims(self) -> list[AnyClaim]:
        wanted = {claim.source for document in self.gold for claim in document.claims}
        return [claim for claim in self.run.claims if self.path(claim.source) in wanted]


def score_run(run: Run, gold: Sequence[GoldDocument], corpus: Path, settings: IngestSettings) -> Scores:
    """Score a run over `corpus` against its gold.

    Args:
        run: a run folder over the corpus.
        gold: see `load_gold`; sources the run does not hold count as missed.
        corpus: where the sources lie, for the texts that repairs are replayed on.
        settings: how the sources are read.
    """
    pairing = _Pairing(run, gold)
    scores: dict[str, Score] = {}
    scores |= _bead_scores(pairing)
    scores |= _claim_scores(pairing)
    scores |= _finding_scores(pairing)
    return Scores(
        signature=run.manifest.signature,
        documents=len(gold),
        repairs=_repair_scores(run, [text for document in gold for text in document.texts], corpus, settings),
        scores=scores,
    )


def _count(found: Iterable[Hashable], gold: Iterable[Hashable]) -> Score:
    mine, theirs = Counter(found), Counter(gold)
    right = (mine & theirs).total()
    return Score(right=right, found=mine.total(), recalled=right, gold=theirs.total())


def _bead_scores(pairing: _Pairing) -> dict[str, Score]:
    """Strict: the same characters on both sides; lax: some overlap on both. Beads with an empty side count as omissions."""
    documents = {document.id for document in pairing.gold if document.beads}
    mine = [_bead(pairing, bead) for bead in pairing.run.alignments if bead.document in documents]
    theirs = [_gold_bead(bead) for document in pairing.gold for bead in document.beads]
    both_mine = [bead for bead in mine if bead[0] and bead[1]]
    both_theirs = [bead for bead in theirs if bead[0] and bead[1]]
    lax_mine = sum(_touches(bead, both_theirs) for bead in both_mine)
    lax_theirs = sum(_touches(bead, both_mine) for bead in both_theirs)
    return {
        "beads.strict": _count(both_mine, both_theirs),
        "beads.lax": Score(right=lax_mine, found=len(both_mine), recalled=lax_theirs, gold=len(both_theirs)),
        "beads.omissions": _count(
            [bead for bead in mine if not (bead[0] and bead[1])], [bead for bead in theirs if not (bead[0] and bead[1])]
        ),
    }


_Side = tuple[Span, ...]


def _bead(pairing: _Pairing, bead: Alignment) -> tuple[_Side, _Side]:
    def side(names: Sequence[str]) -> _Side:
        segments = [pairing.run.segment[name] for name in names]
        return _hull((pairing.path(segment.source), segment.start, segment.end) for segment in segments)

    return side(bead.zh), side(bead.en)


def _gold_bead(bead: GoldBead) -> tuple[_Side, _Side]:
    def side(spans: Sequence[Any]) -> _Side:
        return _hull((PurePath(span.source).name, span.start, span.end) for span in spans)

    return side(bead.zh), side(bead.en)


def _hull(spans: Iterable[Span]) -> _Side:
    """One span a source, from the first character to the last: how a side is cut into sentences does not matter."""
    reach: dict[str, tuple[int, int]] = {}
    for source, start, end in spans:
        first, last = reach.get(source, (start, end))
        reach[source] = (min(first, start), max(last, end))
    return tuple((source, start, end) for source, (start, end) in sorted(reach.items()))


def _touches(bead: tuple[_Side, _Side], others: Sequence[tuple[_Side, _Side]]) -> bool:
    return any(_overlap(bead[0], other[0]) and _overlap(bead[1], other[1]) for other in others)


def _overlap(left: Sequence[Span], right: Sequence[Span]) -> bool:
    return any(a[0] == b[0] and a[1] < b[2] and b[1] < a[2] for a in left for b in right)


def _claim_scores(pairing: _Pairing) -> dict[str, Score]:
    """A claim is right when its span, kind and value are; `.span` scores leave the value aside."""
    mine = pairing.claims()
    theirs = [claim for document in pairing.gold for claim in document.claims]
    scores: dict[str, Score] = {}
    for kind in CLAIM_KINDS:
        of_kind = [claim for claim in mine if claim.kind == kind]
        gold_of_kind = [claim for claim in theirs if claim.kind == kind]
        if of_kind or gold_of_kind:
            scores[f"claims.{kind}"] = _count(
                (_key(pairing, claim) for claim in of_kind), (_gold_key(claim) for claim in gold_of_kind)
            )
    scores["claims.all"] = _count((_key(pairing, claim) for claim in mine), (_gold_key(claim) for claim in theirs))
    scores["claims.span"] = _count(
        ((pairing.path(claim.source), claim.start, claim.end, claim.kind) for claim in mine),
        ((PurePath(claim.source).name, claim.start, claim.end, claim.kind) for claim in theirs),
    )
    return scores


def _key(pairing: _Pairing, claim: AnyClaim) -> tuple[Hashable, ...]:
    fields = {name: getattr(claim.value, name) for name in claim.value.__struct_fields__}
    return (pairing.path(claim.source), claim.start, claim.end, claim.kind, _value_key(claim.kind, fields))


def _gold_key(claim: GoldClaim) -> tuple[Hashable, ...]:
    return (PurePath(claim.source).name, claim.start, claim.end, claim.kind, _value_key(claim.kind, claim.value))


def _value_key(kind: str, value: Mapping[str, Any]) -> tuple[Hashable, ...]:
    """What must agree: the date as written, the number with its bounds and unit, the name."""
    if kind == "date":
        return (value["edtf"],)
    if kind == "time":
        return (value["iso"],)
    if kind == "person":
        return (value["name"],)
    return (*(_number(value.get(part)) for part in ("number", "low", "high")), value.get("unit"))


def _number(value: object) -> str | None:
    return None if value is None else str(exact_json(value if isinstance(value, Fraction) else Fraction(str(value))))


def _finding_scores(pairing: _Pairing) -> dict[str, Score]:
    """A finding is right when it concerns a claim that a gold finding of the document concerns.

    `findings.major` are those of severity major and above; recall is over the gold of the same severities.
    `findings.all` counts everything above info, `findings.kind` asks for the same kind too.
    """
    spans = _gold_spans(pairing.gold)
    documents = {document.id for document in pairing.gold}
    mine = [finding for finding in pairing.run.findings if finding.document in documents]
    theirs = [finding for document in pairing.gold for finding in document.findings]
    severe = ("critical", "major")
    shown = ("critical", "major", "minor")
    return {
        "findings.major": _finding_score(
            pairing,
            [finding for finding in mine if finding.severity in severe],
            [finding for finding in theirs if finding.severity in severe],
            theirs,
            spans,
        ),
        "findings.all": _finding_score(
            pairing, [finding for finding in mine if finding.severity in shown], theirs, theirs, spans
        ),
        "findings.kind": _finding_score(
            pairing, [finding for finding in mine if finding.severity in shown], theirs, theirs, spans, same_kind=True
        ),
    }


def _gold_spans(gold: Sequence[GoldDocument]) -> dict[tuple[str, str], Span]:
    return {
        (document.id, claim.id): (PurePath(claim.source).name, claim.start, claim.end)
        for document in gold
        for claim in document.claims
    }


def _finding_score(
    pairing: _Pairing,
    found: Sequence[Finding],
    wanted: Sequence[GoldFinding],
    acceptable: Sequence[GoldFinding],
    spans: Mapping[tuple[str, str], Span],
    *,
    same_kind: bool = False,
) -> Score:
    """Precision of `found` against everything acceptable, recall over `wanted`; several findings may point at one gold."""
    by_document: dict[str, list[GoldFinding]] = defaultdict(list)
    for gold in acceptable:
        by_document[gold.document].append(gold)
    hit: set[tuple[str, str]] = set()
    right = 0
    for finding in found:
        matched = [
            gold
            for gold in by_document[finding.document]
            if _concerns_the_same(pairing, finding, gold, spans) and (not same_kind or gold.kind == finding.kind)
        ]
        right += bool(matched)
        hit.update((gold.document, gold.id) for gold in matched)
    recalled = sum((gold.document, gold.id) in hit for gold in wanted)
    return Score(right=right, found=len(found), recalled=recalled, gold=len(wanted))


def _concerns_the_same(pairing: _Pairing, finding: Finding, gold: GoldFinding, spans: Mapping[tuple[str, str], Span]) -> bool:
    mine = [_span(pairing, claim) for claim in (*finding.zh, *finding.en) if claim in pairing.run.claim]
    theirs = [spans[gold.document, claim] for claim in (*gold.zh, *gold.en) if (gold.document, claim) in spans]
    return _overlap(mine, theirs)


def _span(pairing: _Pairing, claim_id: str) -> Span:
    claim = pairing.run.claim[claim_id]
    return pairing.path(claim.source), claim.start, claim.end


def _repair_scores(run: Run, texts: Sequence[GoldText], corpus: Path, settings: IngestSettings) -> dict[str, tuple[float, float]]:
    """Replay the run's repairs on each damaged source and compare with what it should read."""
    from rapidfuzz.distance import Levenshtein

    repairs: dict[str, list[Repair]] = defaultdict(list)
    for row in (run.folder / "repairs.jsonl").read_bytes().splitlines():
        fields = msgspec.json.decode(row)
        source = fields.pop("source")
        repairs[source].append(msgspec.convert(fields, Repair))
    by_name = {PurePath(document.path).name: document for document in run.documents}
    scores = {}
    for gold in texts:
        document = by_name.get(PurePath(gold.source).name)
        if document is None:
            scores[gold.source] = (0.0, 0.0)
            continue
        repaired = replay(read_file(corpus / gold.source, settings).text, repairs[document.id])
        mine, theirs = repaired.splitlines(), gold.text.splitlines()
        exact = sum(left == right for left, right in zip(mine, theirs, strict=False))
        scores[gold.source] = (Levenshtein.normalized_similarity(repaired, gold.text), exact / max(len(theirs), 1))
    return scores
