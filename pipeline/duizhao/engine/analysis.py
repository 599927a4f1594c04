"""One file through the stages that need no other file: read, normalize, segment, claims."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from duizhao.claims import (
    DocumentContext,
    Mention,
    extract_with_rejections,
    find_people,
    link_people,
    load_people_models,
    resolve,
    unread,
)
from duizhao.errors import DuizhaoError
from duizhao.ingest import Pair, Place, read_file
from duizhao.model import LANGS, AnyClaim, Claim, ClaimKind, Failure, Lang, Qualifier, Value, claim_id, stable_id
from duizhao.normalize import Flag, Normalized, normalize
from duizhao.segment import Sentence, segment
from duizhao.settings import Settings
from duizhao.text import MappedText, Repair


@dataclass(frozen=True, slots=True)
class PlacedMention:
    """A mention with its span in the raw source; `offset` is where `normalized` begins in the sentence."""

    kind: ClaimKind
    offset: int
    start: int
    end: int
    surface: str
    normalized: str
    value: Value
    qualifier: Qualifier
    subject: str | None
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class AnalysedSentence:
    """A sentence: normalized text, raw span, what it claims, and its figures that are no claims."""

    lang: Lang
    paragraph: int
    start: int
    end: int
    text: str
    mentions: tuple[PlacedMention, ...]
    unread: tuple[PlacedMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that the later stages need to know of one source file.

    Attributes:
        text: the decoded source text; all spans, those of the flags too, count in it.
        pairs: alignment that the file itself gives (TMX, XLIFF, tables), spans in `text`.
        places: where lines of running text stand in the container they were taken from.
        notes: parts of the file that were refused (a broken row), while the rest was read.
        rejected: what was refused, counted by reason.
        seconds: time spent, by stage.
    """

    id: str
    path: str
    sha256: str
    encoding: str
    format: str
    container: bool
    text: str
    date: str | None
    script: str | None
    pairs: tuple[Pair, ...]
    places: tuple[Place, ...]
    notes: tuple[Failure, ...]
    repairs: tuple[Repair, ...]
    flags: tuple[Flag, ...]
    sentences: tuple[AnalysedSentence, ...]
    rejected: dict[str, int]
    seconds: dict[str, float]

    def langs(self) -> tuple[Lang, ...]:
        """Languages with at least one character in twenty, the largest first."""
        sizes: Counter[Lang] = Counter()
        for sentence in self.sentences:
            # A Chinese character says about as much as three Latin letters.
            sizes[sentence.lang] += len(sentence.text) * (3 if sentence.lang == "zh" else 1)
        total = sizes.total()
        return tuple(lang for lang, size in sizes.most_common() if size * 20 >= total)

    def texts(self, lang: Lang) -> list[str]:
        """The sentences of one language, normalized, in reading order."""
        return [sentence.text for sentence in self.sentences if sentence.lang == lang]

    def is_aligned(self) -> bool:
        """Whether the file itself says what stands beside what."""
        return any(pair.compared for pair in self.pairs)

    def segment_id(self, index: int) -> str:
        """Id of a sentence."""
        sentence = self.sentences[index]
        return stable_id("s", self.id, sentence.start, sentence.end)

    def claims(self, document: str, index: int) -> tuple[AnyClaim, ...]:
        """The claims of one sentence as records."""
        return self._records(self.sentences[index].mentions, document, index)

    def unread(self, document: str, index: int) -> tuple[AnyClaim, ...]:
        """The figures of one sentence that are no claims, in the form of claims."""
        return self._records(self.sentences[index].unread, document, index)

    def _records(self, mentions: Sequence[PlacedMention], document: str, index: int) -> tuple[AnyClaim, ...]:
        segment, lang = self.segment_id(index), self.sentences[index].lang
        return tuple(claim_record(mention, lang, self.sha256, document, self.id, segment) for mention in mentions)


def claim_record(mention: PlacedMention, lang: Lang, sha256: str, document: str, source: str, segment: str) -> AnyClaim:
    """A mention as the record that leaves the program."""
    return Claim(
        id=claim_id(sha256, mention.start, mention.end, mention.kind),
        document=document,
        source=source,
        segment=segment,
        lang=lang,
        kind=mention.kind,
        surface=mention.surface,
        start=mention.start,
        end=mention.end,
        normalized=mention.normalized,
        value=mention.value,
        qualifier=mention.qualifier,
        subject=mention.subject,
        confidence=mention.confidence,
        rule=mention.rule,
        segment_start=mention.offset,
    )


@dataclass(slots=True)
class Stopwatch:
    """Seconds spent, by stage."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of a block."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began


@dataclass(frozen=True, slots=True)
class TextInput:
    """A text by itself.

    Attributes:
        text: as decoded.
        lang: its language where that is known; None finds it out sentence by sentence.
        date: its own date (ISO), or None.
    """

    text: str
    lang: Lang | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class AnalysedText:
    """A text repaired, cut into sentences, and read for claims."""

    normalized: Normalized
    sentences: tuple[AnalysedSentence, ...]
    rejected: Counter[str]


def analyse_texts(inputs: Sequence[TextInput], settings: Settings, watch: Stopwatch | None = None) -> list[AnalysedText]:
    """Repair, segment and read several texts; the name models are handed all their sentences at once, which is quicker.

    Raises:
        LoneSurrogateError: a text holds half a character.
    """
    watch = watch or Stopwatch()
    with watch.stage("normalize"):
        normalized = [normalize(given.text, settings.normalize) for given in inputs]
    with watch.stage("segment"):
        sentences = [_sentences(text.mapped.text, given.lang, settings) for given, text in zip(inputs, normalized, strict=True)]
    with watch.stage("claims"):
        found = [_numeric(text.mapped.text, cut, settings) for text, cut in zip(normalized, sentences, strict=True)]
        if settings.claims.people:
            _add_people([text.mapped.text for text in normalized], sentences, [mentions for mentions, _ in found], settings)
        resolved = [
            resolve(mentions, DocumentContext(date=given.date)) for given, (mentions, _) in zip(inputs, found, strict=True)
        ]
    return [
        AnalysedText(
            text,
            tuple(_placed(sentence, own, text.mapped) for sentence, own in zip(cut, mentions, strict=True)),
            rejected,
        )
        for text, cut, mentions, (_, rejected) in zip(normalized, sentences, resolved, found, strict=True)
    ]


def analyse(path: Path, settings: Settings, date: str | None = None) -> Analysis:
    """Read one file and find everything in it that needs no other file.

    Args:
        path: the file; its name is kept as given.
        settings: the whole tree; each stage is handed its section.
        date: the document's date where a manifest gives one (ISO); it wins over the file's own metadata.

    Raises:
        DuizhaoError: the file cannot be read, is empty, or is no text.
    """
    watch = Stopwatch()
    with watch.stage("ingest"):
        source = read_file(path, settings.ingest)
    date = date or source.date
    (analysed,) = analyse_texts([TextInput(source.text, date=date)], settings, watch)
    return Analysis(
        id=source.id,
        path=source.path,
        sha256=source.sha256,
        encoding=source.encoding,
        format=source.format,
        container=source.container,
        text=source.text,
        date=date,
        script=analysed.normalized.script,
        pairs=source.pairs,
        places=source.places,
        notes=source.notes,
        repairs=analysed.normalized.mapped.repairs(),
        flags=tuple(raw_flag(flag, analysed.normalized.mapped) for flag in analysed.normalized.flags),
        sentences=analysed.sentences,
        rejected=dict(analysed.rejected),
        seconds=watch.seconds,
    )


def span_fields(span: Repair | Flag) -> dict[str, Any]:
    """The fields of a repair or a flag, for the record of the same fields."""
    return {each.name: getattr(span, each.name) for each in fields(span)}


def raw_flag(flag: Flag, mapped: MappedText) -> Flag:
    """A flag with its span in the raw text instead of in the normalized one."""
    start, end = mapped.to_raw(flag.start, flag.end)
    return replace(flag, start=start, end=end)


def analyse_or_fail(path: Path, settings: Settings, date: str | None = None) -> Analysis | Failure:
    """`analyse`, with anything that goes wrong turned into a row for `run.json`; one bad file never ends a run."""
    try:
        return analyse(path, settings, date)
    except DuizhaoError as error:
        return Failure(path=str(path), code=error.code, message=str(error))
    except MemoryError:
        return Failure(path=str(path), code="input.too-large", message="The file does not fit into memory.")
    except Exception as error:  # noqa: BLE001 - a fault of ours in one file must not lose the other thousand
        return Failure(path=str(path), code="internal", message=f"{type(error).__name__}: {error}. Please report this file.")


def _sentences(text: str, lang: Lang | None, settings: Settings) -> list[Sentence]:
    sentences = segment(text, settings.segment)
    return sentences if lang is None else [replace(sentence, lang=lang) for sentence in sentences]


def _numeric(text: str, sentences: Sequence[Sentence], settings: Settings) -> tuple[list[list[Mention]], Counter[str]]:
    """The mentions of each sentence but people, and what was refused by reason."""
    rejected: Counter[str] = Counter()
    found: list[list[Mention]] = []
    for sentence in sentences:
        if sentence.lang == "other":
            found.append([])
            continue
        extraction = extract_with_rejections(text[sentence.start : sentence.end], sentence.lang, settings.claims)
        rejected.update(f"claims.{rejection.reason}" for rejection in extraction.rejections)
        found.append(list(extraction.mentions))
    return found, rejected


def _add_people(
    texts: Sequence[str], sentences: Sequence[Sequence[Sentence]], found: Sequence[list[list[Mention]]], settings: Settings
) -> None:
    """Find the people of all sentences of a language in one go; names are linked text by text."""
    models = load_people_models(settings.claims)
    people: list[list[list[Mention]]] = [[[] for _ in cut] for cut in sentences]
    for lang in LANGS:
        places = [
            (index, number) for index, cut in enumerate(sentences) for number, sentence in enumerate(cut) if sentence.lang == lang
        ]
        surfaces = [texts[index][sentences[index][number].start : sentences[index][number].end] for index, number in places]
        # In one text a name that is certain in one sentence is known in all; rows have nothing to do with each other.
        found_people = find_people(surfaces, lang, models, settings.claims, together=len(texts) == 1)
        for (index, number), names in zip(places, found_people, strict=True):
            people[index][number] = names
    for own, names_of_text in zip(found, people, strict=True):
        for number, names in enumerate(link_people(names_of_text)):
            own[number] = sorted([*own[number], *names], key=lambda mention: (mention.start, mention.end))


def _placed(sentence: Sentence, mentions: list[Mention], mapped: MappedText) -> AnalysedSentence:
    start, end = mapped.to_raw(sentence.start, sentence.end)
    text = mapped.text[sentence.start : sentence.end]
    return AnalysedSentence(
        lang=sentence.lang,
        paragraph=sentence.paragraph,
        start=start,
        end=end,
        text=text,
        mentions=_in_source(sentence, mentions, mapped),
        unread=_in_source(sentence, unread(text, sentence.lang, mentions), mapped),
    )


def _in_source(sentence: Sentence, mentions: Sequence[Mention], mapped: MappedText) -> tuple[PlacedMention, ...]:
    placed = []
    for mention in mentions:
        raw_start, raw_end = mapped.to_raw(sentence.start + mention.start, sentence.start + mention.end)
        placed.append(
            PlacedMention(
                kind=mention.kind,
                offset=mention.start,
                start=raw_start,
                end=raw_end,
                surface=mapped.raw[raw_start:raw_end],
                normalized=mapped.text[sentence.start + mention.start : sentence.start + mention.end],
                value=mention.value,
                qualifier=mention.qualifier,
                subject=mention.subject,
                confidence=mention.confidence,
                rule=mention.rule,
            )
        )
    return tuple(placed)
