"""Which files make one document, and how their texts are related.

The order of trust: the manifest, then file names, then a file that holds both languages, then content (sentence vectors with
shared numbers, dates and names). What nothing claims is a document of one language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from duizhao.align import Encoder, Evidence, TextProfile, pair_documents, relation_of
from duizhao.engine.analysis import Analysis
from duizhao.engine.evidence import evidence_of
from duizhao.ingest import FileGroup
from duizhao.model import LANGS, Lang, Relation
from duizhao.settings import Settings


@dataclass(frozen=True, slots=True)
class TextPair:
    """The Chinese of one source beside the English of another (or of the same)."""

    zh: int
    en: int
    relation: Relation


@dataclass(frozen=True, slots=True)
class Group:
    """One document: indices of its sources, and which of their texts are to be aligned."""

    document: str
    members: tuple[int, ...]
    pairs: tuple[TextPair, ...]


def group(analyses: Sequence[Analysis], declared: Sequence[FileGroup], encoder: Encoder, settings: Settings) -> list[Group]:
    """Group sources into documents.

    Args:
        analyses: the sources of the run, in the order of discovery.
        declared: groups that the manifest or the file names give, by path.
        encoder: sentence encoder for pairing by content.
        settings: the whole tree.

    Returns:
        The documents, in the order of their first source; every source is in exactly one.
    """
    index_of = {analysis.path: index for index, analysis in enumerate(analyses)}
    groups: list[Group] = []
    free = set(range(len(analyses)))
    for entry in declared:
        members = tuple(index_of[str(path)] for path in entry.paths if str(path) in index_of)
        if not members:
            continue
        free -= set(members)
        groups.append(Group(entry.id, members, _pairs_within(analyses, members, entry.relation, encoder)))
    bilingual = sorted(index for index in free if _is_bilingual(analyses[index]))
    groups += [Group(_stem(analyses[index]), (index,), (TextPair(index, index, "translation"),)) for index in bilingual]
    groups = _paired_by_content(analyses, groups, sorted(free - set(bilingual)), encoder, settings)
    groups.sort(key=lambda group: group.members[0])
    return _with_unique_names(analyses, groups)


def _pairs_within(
    analyses: Sequence[Analysis], members: Sequence[int], relation: Relation | None, encoder: Encoder
) -> tuple[TextPair, ...]:
    """Pairs of a declared group: within each bilingual file, and between its Chinese and its English files.

    How two files are related that only their names, or a manifest that does not say, put together, their content tells.
    """
    sides = {index: _side(analyses, index, members) for index in members}
    pairs = [TextPair(index, index, "translation") for index in members if sides[index] == "both"]
    zh, en = ([index for index in members if sides[index] == lang] for lang in LANGS)
    for first in zh:
        for second in en:
            profiles = _profile(analyses[first], "zh"), _profile(analyses[second], "en")
            pairs.append(TextPair(first, second, relation or relation_of(*profiles, encoder)))
    return tuple(pairs)


def _side(analyses: Sequence[Analysis], index: int, members: Sequence[int]) -> Lang | Literal["both"] | None:
    """Which language of a declared group a file stands for.

    A file with both is a side by itself; but where most of its English stands to the letter in an English file of the group, a
    translator has not come to it yet, and the file is the Chinese side. The same the other way round.
    """
    own = analyses[index]
    if not _is_bilingual(own):
        return next((lang for lang in LANGS if own.langs()[:1] == (lang,)), None)
    if own.is_aligned():
        return "both"
    ways: tuple[tuple[Lang, Lang], ...] = (("zh", "en"), ("en", "zh"))
    for lang, other in ways:
        texts = own.texts(other)
        sources = [
            frozenset(analyses[member].texts(other))
            for member in members
            if member != index and analyses[member].langs()[:1] == (other,)
        ]
        if any(2 * sum(text in known for text in texts) > len(texts) for known in sources):
            return lang
    return "both"


def _is_bilingual(analysis: Analysis) -> bool:
    return analysis.is_aligned() or {"zh", "en"} <= set(analysis.langs())


def _paired_by_content(
    analyses: Sequence[Analysis], groups: list[Group], free: Sequence[int], encoder: Encoder, settings: Settings
) -> list[Group]:
    """Join what content says belongs together: free files with each other, and with the bilingual files found so far."""
    open_groups = {group.members[0]: group for group in groups if group.members[0] == group.members[-1]}
    candidates = [*free, *(index for index in open_groups if _is_bilingual(analyses[index]))]
    zh = [index for index in sorted(candidates) if "zh" in analyses[index].langs()]
    en = [index for index in sorted(free) if analyses[index].langs()[:1] == ("en",)]
    single = {index: Group(_stem(analyses[index]), (index,), ()) for index in free}
    if zh and en:
        profiles_zh = [_profile(analyses[index], "zh") for index in zh]
        profiles_en = [_profile(analyses[index], "en") for index in en]
        for found in pair_documents(profiles_zh, profiles_en, encoder, settings.align):
            first, second = zh[found.zh], en[found.en]
            home = open_groups.get(first) or single.get(first)
            if home is None or second not in single:
                continue
            del single[second]
            relation: Relation = "comparable" if _is_bilingual(analyses[first]) else found.relation
            joined = Group(home.document, (*home.members, second), (*home.pairs, TextPair(first, second, relation)))
            if first in single:
                single[first] = joined
            else:
                open_groups[first] = joined
    kept = [open_groups.get(group.members[0], group) if len(group.members) == 1 else group for group in groups]
    return [*kept, *single.values()]


def _profile(analysis: Analysis, lang: str) -> TextProfile:
    indices = [index for index, sentence in enumerate(analysis.sentences) if sentence.lang == lang]
    evidence: list[Evidence] = [evidence_of(analysis.sentences[index]) for index in indices]
    return TextProfile(
        name=analysis.path,
        sentences=tuple(analysis.sentences[index].text for index in indices),
        evidence=tuple(evidence),
        date=analysis.date,
    )


def _stem(analysis: Analysis) -> str:
    return PurePath(analysis.path).stem or PurePath(analysis.path).name


def _with_unique_names(analyses: Sequence[Analysis], groups: Sequence[Group]) -> list[Group]:
    """Two files of the same name in different folders are two documents: the folder goes in front, then a number."""
    seen = Counter(group.document for group in groups)
    named: list[Group] = []
    taken: set[str] = set()
    for found in groups:
        name = found.document
        if seen[name] > 1:
            parent = PurePath(analyses[found.members[0]].path).parent.name
            name = f"{parent}-{name}" if parent else name
        number = 2
        unique = name
        while unique in taken:
            unique = f"{name}-{number}"
            number += 1
        taken.add(unique)
        named.append(Group(unique, found.members, found.pairs))
    return named
