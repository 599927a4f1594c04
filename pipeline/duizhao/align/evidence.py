"""What a sentence states, as far as it helps to find the sentence that says the same in the other language."""

from __future__ import annotations

from dataclasses import dataclass

# Year, month, day; None for a part that is not given.
PartialDate = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Numbers, dates and names of one sentence, in a form both languages share. Whoever has extracted claims passes it in.

    Attributes:
        numbers: values in canonical decimal form without grouping, such as `"5400"`, `"12.5"`, `"1/3"`.
        dates: `(year, month, day)`, None for unknown parts; both ends of a range.
        names: lower-case Latin forms, Chinese ones in pinyin without tones, such as `"zhou lin"`.
    """

    numbers: frozenset[str] = frozenset()
    dates: frozenset[PartialDate] = frozenset()
    names: frozenset[str] = frozenset()


NO_EVIDENCE = Evidence()
