"""One document through the stages that see both languages: alignment, then consistency."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from duizhao.align import Bead, Encoder, align, align_file, link
from duizhao.consistency import BeadClaims, SentenceClaims, check_arithmetic, check_beads
from duizhao.engine.analysis import Analysis
from duizhao.engine.evidence import evidence_of_sides
from duizhao.engine.grouping import Group, TextPair
from duizhao.model import LANGS, Alignment, AnyClaim, Finding, Lang, Relation, stable_id
from duizhao.settings import Settings

# A sentence of the run: which source, which sentence in it.
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlacedBead:
    """A bead whose members may lie in different sources."""

    relation: Relation
    zh: tuple[Place, ...]
    en: tuple[Place, ...]
    score: float


@dataclass(frozen=True, slots=True)
class LinkedDocument:
    """What linking adds to a document.

    Attributes:
        figures: those that are no claims and that a finding is about.
        untranslated: how many sentences of a translated file stand there in the language of the original.
    """

    alignments: tuple[Alignment, ...]
    findings: tuple[Finding, ...]
    figures: tuple[AnyClaim, ...]
    untranslated: int
    seconds: dict[str, float]


def link_document(analyses: Sequence[Analysis], group: Group, encoder: Encoder, settings: Settings) -> LinkedDocument:
    """Align the texts of a document, compare their claims, and check each text's own arithmetic."""
    began = time.perf_counter()
    alignments: list[Alignment] = []
    compared: list[BeadClaims] = []
    translated: set[Place] = set()
    for pair in group.pairs:
        beads = _beads(analyses, pair, translated, encoder, settings)
        translated |= {place for bead in beads if bead.zh and bead.en for place in (*bead.zh, *bead.en)}
        own = [_alignment(analyses, group.document, bead) for bead in beads]
        alignments += own
        compared += [
            _with_claims(analyses, group.document, bead, alignment.id) for bead, alignment in zip(beads, own, strict=True)
        ]
        compared += [_with_claims(analyses, group.document, bead, None) for bead in _unlinked(analyses, pair, beads)]
    aligned = time.perf_counter()
    # All pairs together: what one of them lacks another may answer.
    findings = check_beads(compared, settings.consistency)
    for member in group.members:
        for lang in LANGS:
            sentences = _sentences(analyses[member], group.document, lang)
            findings += check_arithmetic(group.document, sentences, settings.consistency)
    unique = {finding.id: finding for finding in findings}
    seconds = {"align": aligned - began, "consistency": time.perf_counter() - aligned}
    left = sum(len(_untranslated(analyses, pair)) for pair in group.pairs)
    wanted = {name for finding in unique.values() for name in (*finding.zh, *finding.en)}
    others = {claim.id: claim for bead in compared for claim in (*bead.zh_unread, *bead.en_unread) if claim.id in wanted}
    return LinkedDocument(tuple(alignments), tuple(unique.values()), tuple(others.values()), left, seconds)


def _unlinked(analyses: Sequence[Analysis], pair: TextPair, beads: Sequence[PlacedBead]) -> list[PlacedBead]:
    """Of comparable texts, each sentence without a link by itself: it is no finding, but what it claims may answer another."""
    if pair.relation != "comparable":
        return []
    linked = {place for bead in beads for place in (*bead.zh, *bead.en)}
    zh = [(pair.zh, index) for index in _of_lang(analyses[pair.zh], "zh")]
    en = [(pair.en, index) for index in _of_lang(analyses[pair.en], "en")]
    return [
        *(PlacedBead("comparable", (place,), (), 0.0) for place in zh if place not in linked),
        *(PlacedBead("comparable", (), (place,), 0.0) for place in en if place not in linked),
    ]


def _beads(
    analyses: Sequence[Analysis], pair: TextPair, translated: set[Place], encoder: Encoder, settings: Settings
) -> list[PlacedBead]:
    if pair.zh == pair.en:
        analysis = analyses[pair.zh]
        if analysis.is_aligned():
            return _given_beads(analysis, pair.zh)
        sentences = analysis.sentences
        found = align_file(
            [sentence.text for sentence in sentences],
            [sentence.lang for sentence in sentences],
            [sentence.paragraph for sentence in sentences],
            encoder,
            settings.align,
        )
        return [PlacedBead("translation", _at(pair.zh, bead.zh), _at(pair.zh, bead.en), bead.score) for bead in found]
    aside = translated | _untranslated(analyses, pair)
    zh = [index for index in _of_lang(analyses[pair.zh], "zh") if (pair.zh, index) not in aside]
    en = [index for index in _of_lang(analyses[pair.en], "en") if (pair.en, index) not in aside]
    zh_texts = [analyses[pair.zh].sentences[index].text for index in zh]
    en_texts = [analyses[pair.en].sentences[index].text for index in en]
    beads: list[Bead]
    if pair.relation == "translation":
        beads = align(zh_texts, en_texts, encoder, settings.align)
    else:
        evidence = evidence_of_sides(
            [analyses[pair.zh].sentences[index] for index in zh], [analyses[pair.en].sentences[index] for index in en]
        )
        beads = link(zh_texts, en_texts, encoder, settings.align, evidence)
    return [
        PlacedBead(
            pair.relation,
            _at(pair.zh, [zh[index] for index in bead.zh]),
            _at(pair.en, [en[index] for index in bead.en]),
            bead.score,
        )
        for bead in beads
    ]


def _untranslated(analyses: Sequence[Analysis], pair: TextPair) -> set[Place]:
    """The sentences of a translation's original that the translated file has in the language of the original."""
    if pair.zh == pair.en or pair.relation != "translation":
        return set()
    left: set[Place] = set()
    for source, other, lang in ((pair.en, pair.zh, LANGS[1]), (pair.zh, pair.en, LANGS[0])):
        repeated = frozenset(analyses[other].texts(lang))
        left |= {
            (source, index) for index in _of_lang(analyses[source], lang) if analyses[source].sentences[index].text in repeated
        }
    return left


def _given_beads(analysis: Analysis, source: int) -> list[PlacedBead]:
    """The file says itself what belongs together; each unit is a bead of the sentences inside its spans."""
    starts = [sentence.start for sentence in analysis.sentences]

    def inside(span: tuple[int, int] | None, lang: Lang) -> tuple[Place, ...]:
        if span is None:
            return ()
        first, last = bisect_left(starts, span[0]), bisect_left(starts, span[1])
        return tuple((source, index) for index in range(first, last) if analysis.sentences[index].lang in (lang, "other"))

    return [
        PlacedBead("translation", inside(pair.zh, "zh"), inside(pair.en, "en"), 1.0) for pair in analysis.pairs if pair.compared
    ]


def _at(source: int, indices: Sequence[int]) -> tuple[Place, ...]:
    return tuple((source, index) for index in indices)


def _of_lang(analysis: Analysis, lang: Lang) -> list[int]:
    return [index for index, sentence in enumerate(analysis.sentences) if sentence.lang == lang]


def _alignment(analyses: Sequence[Analysis], document: str, bead: PlacedBead) -> Alignment:
    zh = tuple(analyses[source].segment_id(index) for source, index in bead.zh)
    en = tuple(analyses[source].segment_id(index) for source, index in bead.en)
    return Alignment(
        id=stable_id("b", document, bead.relation, *zh, "|", *en),
        document=document,
        relation=bead.relation,
        zh=zh,
        en=en,
        score=round(bead.score, 4),
    )


def _with_claims(analyses: Sequence[Analysis], document: str, bead: PlacedBead, alignment: str | None) -> BeadClaims:
    return BeadClaims(
        alignment=alignment,
        document=document,
        relation=bead.relation,
        zh=_claims(analyses, document, bead.zh),
        en=_claims(analyses, document, bead.en),
        zh_text="".join(analyses[source].sentences[index].text for source, index in bead.zh),
        en_text=" ".join(analyses[source].sentences[index].text for source, index in bead.en),
        score=bead.score,
        zh_unread=_unread(analyses, document, bead.zh),
        en_unread=_unread(analyses, document, bead.en),
    )


def _claims(analyses: Sequence[Analysis], document: str, places: Sequence[Place]) -> tuple[AnyClaim, ...]:
    return tuple(claim for source, index in places for claim in analyses[source].claims(document, index))


def _unread(analyses: Sequence[Analysis], document: str, places: Sequence[Place]) -> tuple[AnyClaim, ...]:
    return tuple(claim for source, index in places for claim in analyses[source].unread(document, index))


def _sentences(analysis: Analysis, document: str, lang: Lang) -> list[SentenceClaims]:
    return [
        SentenceClaims(analysis.segment_id(index), lang, analysis.sentences[index].text, analysis.claims(document, index))
        for index in _of_lang(analysis, lang)
    ]
