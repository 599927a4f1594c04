"""How the two languages of one file are laid out, and what follows for which sentences can belong together.

Four layouts are told apart by themselves: a translation under each paragraph, after each sentence, in the next cell of a line,
or as a second
half. In the first three a sentence and its translation are neighbours: they share a *group*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from duizhao.align.corridor import Ints
from duizhao.align.encoder import Vectors, unit
from duizhao.model import Lang

Flags = npt.NDArray[np.bool_]
# A file that changes language this often or less is one half after the other.
_HALVES = 3
# Share of the sentences that must stand in lines of both languages for lines to be the groups.
_MIXED = 0.5


@dataclass(frozen=True, slots=True)
class Groups:
    """Which sentences are neighbours.

    Attributes:
        zh: group of each Chinese sentence, rising; sentences of one group may translate each other.
        en: group of each English sentence.
        zh_far: true for Chinese sentences that stand further from the English of their group than its paragraphs account for.
        en_far: the same for English sentences.
        zh_paragraph: paragraph of each Chinese sentence.
        en_paragraph: paragraph of each English sentence.
        neighbours: false where one half of the file follows the other; then all sentences are in one group.
    """

    zh: Ints
    en: Ints
    zh_far: Flags
    en_far: Flags
    zh_paragraph: Ints
    en_paragraph: Ints
    neighbours: bool


@dataclass(slots=True)
class _Run:
    """Sentences of one language in a row, by their index in the file."""

    lang: Lang
    members: list[int]
    line: int | None  # the paragraph, where runs must not reach over lines


def find_groups(langs: Sequence[Lang], paragraphs: Sequence[int], vectors: Vectors) -> Groups:
    """The groups of a file.

    Args:
        langs: languages of all sentences in reading order.
        paragraphs: their paragraphs.
        vectors: their vectors, shape (sentences, dimension); rows of other languages are not looked at.
    """
    both = [index for index, lang in enumerate(langs) if lang != "other"]
    by_line = _mixed_share(both, langs, paragraphs) > _MIXED
    runs = _runs(both, langs, paragraphs, by_line=by_line)
    if len(runs) <= _HALVES:
        return one_group(langs, paragraphs)
    return _number(runs, langs, paragraphs, _leading(runs, vectors))


def one_group(langs: Sequence[Lang], paragraphs: Sequence[int]) -> Groups:
    """All sentences in one group: only the paragraphs count."""
    zh = np.array([paragraph for paragraph, lang in zip(paragraphs, langs, strict=True) if lang == "zh"], dtype=np.int64)
    en = np.array([paragraph for paragraph, lang in zip(paragraphs, langs, strict=True) if lang == "en"], dtype=np.int64)
    zh_far, en_far = np.zeros(len(zh), dtype=np.bool_), np.zeros(len(en), dtype=np.bool_)
    return Groups(np.zeros_like(zh), np.zeros_like(en), zh_far, en_far, zh, en, neighbours=False)


def _mixed_share(both: list[int], langs: Sequence[Lang], paragraphs: Sequence[int]) -> float:
    """Share of the sentences in paragraphs of both languages."""
    found: dict[int, set[Lang]] = {}
    for index in both:
        found.setdefault(paragraphs[index], set()).add(langs[index])
    mixed = sum(len(found[paragraphs[index]]) == 2 for index in both)
    return mixed / max(1, len(both))


def _runs(both: list[int], langs: Sequence[Lang], paragraphs: Sequence[int], *, by_line: bool) -> list[_Run]:
    runs: list[_Run] = []
    for index in both:
        line = paragraphs[index] if by_line else None
        if runs and runs[-1].lang == langs[index] and runs[-1].line == line:
            runs[-1].members.append(index)
        else:
            runs.append(_Run(langs[index], [index], line))
    return runs


def _leading(runs: list[_Run], vectors: Vectors) -> Lang:
    """Which language comes first: the one whose runs resemble the run after them more than the run before."""
    means = unit(np.stack([vectors[run.members].mean(axis=0) for run in runs]))
    likeness = np.einsum("ij,ij->i", means[:-1], means[1:])
    found: dict[Lang, list[float]] = {"zh": [], "en": []}
    for run, following, value in zip(runs[:-1], runs[1:], likeness.tolist(), strict=True):
        if run.lang != following.lang and run.line == following.line:
            found[run.lang].append(value)
    zh, en = (float(np.mean(found[lang])) if found[lang] else 0.0 for lang in ("zh", "en"))
    return "zh" if zh > en or (zh == en and runs[0].lang == "zh") else "en"


def _number(runs: list[_Run], langs: Sequence[Lang], paragraphs: Sequence[int], first: Lang) -> Groups:
    """A group is a run of the leading language and the run of the other that follows it."""
    group = -1
    of: dict[int, int] = {}
    previous: _Run | None = None
    for run in runs:
        if previous is None or not (previous.lang == first and run.lang != first and previous.line == run.line):
            group += 1
        previous = run
        for index in run.members:
            of[index] = group
    zh = [index for index, lang in enumerate(langs) if lang == "zh"]
    en = [index for index, lang in enumerate(langs) if lang == "en"]
    far = _far(of, zh, en, paragraphs, first)
    return Groups(
        np.array([of[index] for index in zh], dtype=np.int64),
        np.array([of[index] for index in en], dtype=np.int64),
        np.array([far[index] for index in zh], dtype=np.bool_),
        np.array([far[index] for index in en], dtype=np.bool_),
        np.array([paragraphs[index] for index in zh], dtype=np.int64),
        np.array([paragraphs[index] for index in en], dtype=np.int64),
        neighbours=True,
    )


def _far(of: dict[int, int], zh: list[int], en: list[int], paragraphs: Sequence[int], first: Lang) -> dict[int, bool]:
    """Three paragraphs followed by one of the other language: it translates the last of the three; and the reverse."""
    in_group: dict[int, tuple[list[int], list[int]]] = {}
    for side, members in enumerate((zh, en)):
        for index in members:
            in_group.setdefault(of[index], ([], []))[side].append(paragraphs[index])
    counts = {group: (len(set(left)), len(set(right))) for group, (left, right) in in_group.items()}
    far: dict[int, bool] = {}
    for side, members in enumerate((zh, en)):
        leads = (first == "zh") == (side == 0)
        for index in members:
            own = sorted(set(in_group[of[index]][side]))
            other = counts[of[index]][1 - side]
            near = own[-other:] if leads else own[:other]
            far[index] = bool(other) and paragraphs[index] not in near
    return far
