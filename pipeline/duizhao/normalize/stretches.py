"""Which stretches of what was read again are kept: those that are better Chinese than what is shown, by a margin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from duizhao.normalize.characters import TELLTALES
from duizhao.normalize.language import LanguageModel, load_language_model
from duizhao.normalize.reread import Group
from duizhao.settings import NormalizeSettings

# Lines between damaged ones and marks beside them are likely damaged too: a smaller gain is enough, in nats.
BETWEEN = 2.0
# Where all stretches of a line together gain less, in nats, the line may be sound text in the other script.
_LITTLE = 60.0
# What comes of bytes that were no Chinese at all is less likely than this, in nats a character.
_NO_CHINESE = -10.5
_NAME = 8  # but a name may be, up to so many characters


@dataclass(frozen=True, slots=True)
class Stretch:
    """A damaged part of what was read again: by how much it is better, in nats, and how much of that is more than needed."""

    start: int
    end: int
    gain: float
    margin: float


def kept(
    shown: str, groups: Sequence[Group], model: LanguageModel, settings: NormalizeSettings, *, careful: bool = False
) -> tuple[tuple[Group, ...], tuple[Stretch, ...]]:
    """The groups with damaged stretches that gain too little put back, and the other stretches.

    Args:
        shown: the text that the groups cover.
        groups: of a reading from end to end or of the search.
        model: of the script of the reading.
        settings: how much a stretch has to gain.
        careful: whether what is shown is weighed in both scripts.
    """
    result: list[Group] = []
    found: list[Stretch] = []
    for damaged, members in groupby(groups, key=lambda group: group.damaged):
        stretch = list(members)
        if not damaged:
            result += stretch
            continue
        start, end = stretch[0].start, stretch[-1].end
        after = "".join(group.text for group in stretch)
        score = model.score(after)
        gain = score - (_as_shown(shown[start:end], model) if careful else model.score(shown[start:end]))
        han = sum("\u4e00" <= char <= "\u9fff" for char in after)
        telling = any(char in shown[start:end] for char in TELLTALES)
        needed = max(settings.min_gain, settings.min_gain_each * han)
        too_few = han < 2 and settings.min_gain > BETWEEN and not telling
        if end - start <= _NAME:
            # What is repeated tells but once.
            gain *= len(set(shown[start:end])) / (end - start)
        no_chinese = score < _NO_CHINESE * len(after) and han > max(_NAME, len(after) // 2)
        if gain < needed or too_few or no_chinese:
            result.append(Group(start, end, shown[start:end], False, 0))
        else:
            result += stretch
            found.append(Stretch(start, end, gain, gain - needed))
    if not careful and found and sum(stretch.gain for stretch in found) < _LITTLE:
        return kept(shown, groups, model, settings, careful=True)
    return tuple(result), tuple(found)


def _as_shown(shown: str, model: LanguageModel) -> float:
    """How likely a text is as it is shown, in the script that it is in: what was read again may be in the other."""
    score = model.score(shown)
    if any(char not in model for char in shown if "\u4e00" <= char <= "\u9fff"):
        return max(score, *(load_language_model(variety).score(shown) for variety in ("hans", "hant")))
    return score
