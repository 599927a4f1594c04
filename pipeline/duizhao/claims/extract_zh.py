"""Chinese text to claims: refusals first, then dates and times, then numerals with what they count."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from fractions import Fraction

from duizhao.claims import lexicon
from duizhao.claims.calendar.dates_zh import find_dates
from duizhao.claims.calendar.relative import find_relative
from duizhao.claims.calendar.times_zh import find_times
from duizhao.claims.cover import Cover, settled
from duizhao.claims.fold import fold_chinese
from duizhao.claims.mention import MONEY_SIGNS, Extraction, Mention, Rejection
from duizhao.claims.numerals.numeral import Numeral
from duizhao.claims.numerals.numerals_zh import CAPITALS, TRIGGER, parse
from duizhao.claims.patterns import any_of
from duizhao.claims.quantities.ages_zh import TOLD_AGE
from duizhao.claims.quantities.changes_zh import of_one_unit
from duizhao.claims.quantities.compounds_zh import unit_at
from duizhao.claims.quantities.pressures import blood_pressures
from duizhao.claims.quantities.quantities_zh import quantity
from duizhao.claims.quantities.races import race_times
from duizhao.claims.quantities.ranges_zh import merged, ordinals, ranged, score
from duizhao.claims.refusals_zh import find_spans, refused_context, refused_ordinal, word_over
from duizhao.claims.special_zh import WITHOUT_NUMERAL, special
from duizhao.model import NumericValue

_WORDS = lexicon.chinese_words()
# What makes a claim without a numeral: 首次, 对折, 花甲, and holidays.
_WITHOUT_NUMERAL = re.compile(
    f"{WITHOUT_NUMERAL}|世纪|元年|正月|腊月|{any_of(name for day in lexicon.calendar().holiday for name in (*day.zh, *day.home))}"
)
# 百, 千, 万 alone are words more often than numbers; a qualifier makes them count (近百人), and 上 does (上千).
_BARE_UNITS = frozenset({"百", "千", "万", "亿", "兆"})
_NUMBER_BEFORE = frozenset(_WORDS.number_before)
_NUMBER_AFTER = frozenset({"", *_WORDS.number_after})
_ONLY = re.compile(f"(?:{any_of(_WORDS.only)})$")
# Before 一: the day before, one of them, not a single one, the day that was the hottest.
_IDIOM_BEFORE = re.compile(f"(?:{any_of(_WORDS.one_idioms)}|(?:{any_of(_WORDS.negations)})[^，。]{{0,2}}|最[^，。]{{1,8}}的)$")
# Between a longer unit and a shorter one: 十一个月零两天.
_LINKING_ZERO = re.compile("[年月周天时分](?:零)(?=[一二两三四五六七八九十])")
_ONE_DAY = re.compile("，|早上|早晨|清晨|上午|中午|下午|傍晚|晚上|夜里|深夜")
# 零下, with the scale that may stand before the number or before it.
_BELOW_ZERO = re.compile("(?:零下(?:摄氏)?|摄氏零下)$")
_FIGURE = re.compile("[0-9零〇一二三四五六七八九十百千万亿]")
# Behind these a hyphen makes a range.
_UNIT_SIGNS = frozenset("%‰℃℉°")
_MINUS_UNIT = re.compile(f"[十百千万亿]{{0,2}}(?:{any_of(_WORDS.minus_units)})")
_UP_TO = re.compile("上(?:[百千万亿]万?|十[万亿])(?![一二三四五六七八九十分])")
# 半瓶, 半碗: half of what a vessel holds.
_CONTAINERS = frozenset("瓶杯碗袋盒箱桶勺匙锅盘包罐壶筐篮打")
# Behind a single capital these count, in contracts: 壹式肆份, 拾个工作日.
_FORMAL_COUNT = re.compile("[份册页套]|个(?:工作|自然)?[日月年]")
# 背负一项使命, 担负三项任务: behind these 负 is part of a verb.
_CARRIED = frozenset("背揹肩抱辜担自欺胜身亏应承")
_NOT_UP = frozenset("以之网线晚早身海加路马楼床")
_APART = re.compile("[。；！？]")
# How far apart an article and a counted phrase with the same measure word may stand, in characters.
_BESIDE = 8
# How many characters before a numeral its pattern may look at.
_SIGHT = 4
# A text no longer than this that begins with 一 is the phrase itself (一只).
_PHRASE = 5


def extract_zh(text: str, *, relative: bool = False) -> Extraction:
    """All claims but people of a Chinese text, in reading order, and what was refused."""
    folded = fold_chinese(text)
    if relative:
        return _Extractor(folded, relative=True).run()
    if TRIGGER.search(folded) is None and _WITHOUT_NUMERAL.search(folded) is None:
        return Extraction((), ())
    return _Extractor(folded).run()


class _Extractor:
    def __init__(self, text: str, *, relative: bool = False) -> None:
        self.text = text
        self.relative = relative
        self.mentions: list[Mention] = []
        self.rejections: list[Rejection] = []
        self.articles: list[Mention] = []
        self.cover = Cover(len(text))

    def run(self) -> Extraction:
        text = self.text
        for refused in find_spans(text):
            self.rejections.append(refused)
            self.cover.mark(refused.start, refused.end)
        dates = [stretch.mention() for stretch in find_dates(text)]
        self.mentions += settled(
            self.cover, [*dates, *find_times(text), *blood_pressures(text), *race_times(text), *special(text), *self._relative()]
        )
        self._numerals()
        self._settle_articles()
        self.mentions.sort(key=lambda m: (m.start, m.end))
        mentions = merged(text, of_one_unit(text, self.mentions))
        return Extraction(tuple(mentions), tuple(sorted(self.rejections, key=lambda r: (r.start, r.end))))

    def _relative(self) -> list[Mention]:
        return list(find_relative(self.text, "zh")) if self.relative else []

    def _numerals(self) -> None:
        text, at = self.text, 0
        while (trigger := TRIGGER.search(text, at)) is not None:
            start = trigger.start()
            if self.cover.taken(start):
                at = self.cover.past(start)
                continue
            number = self._parse(start) if not _LINKING_ZERO.match(text, start - 1) else None
            at = start + 1 if number is None else self._numeral(_restated(text, number))

    def _parse(self, start: int) -> Numeral | None:
        """The numeral at `start`, no further than the next date: 捐款3亿5月到账 is 3亿."""
        number = parse(self.text, start)
        limit = self.cover.next_taken(start)
        if number is None or number.end <= limit:
            return number
        begin = max(0, start - _SIGHT)
        cut = parse(self.text[begin:limit], start - begin)
        return None if cut is None else replace(cut, start=cut.start + begin, end=cut.end + begin)

    def _numeral(self, number: Numeral) -> int:
        """Make a claim of a numeral or refuse it; where to go on."""
        text = self.text
        if number.form == "too-long":
            return self._refuse(number, "too-long")
        if number.number is None and number.low is None:
            return self._refuse(number, "division-by-zero")
        if text.startswith(("零下", "零上"), number.start):
            return number.end + 1  # the sign of the number behind it, or no more than the plus of one
        if text[number.start - 1 : number.start] == "第":
            return self._ordinal(number)
        found_score = score(text, number)
        if found_score is not None:
            self.mentions.append(found_score)
            return found_score.end
        reason = refused_context(text, number)
        if reason is not None:
            return self._refuse(number, reason)
        mention = self._mention(_signed(text, number))
        word, restart = self._inside_word(number, mention)
        if restart:
            return restart
        reason = "word" if word else self._refused(number, mention)
        if reason == "article":
            self.articles.append(mention)
            return max(number.end, mention.end)
        if reason is not None:
            return self._refuse(number, reason)
        self.mentions.append(mention)
        return max(number.end, mention.end)

    def _mention(self, number: Numeral) -> Mention:
        """The claim with its range, kept off what dates and times have taken."""
        whole = ranged(self.text, number)
        mention = quantity(self.text, whole)
        limit = self.cover.next_taken(number.end)
        if mention.end > limit and whole is not number:
            mention = quantity(self.text, number)
        return mention if mention.end <= max(limit, number.end) else replace(mention, end=max(limit, number.end))

    def _refuse(self, number: Numeral, reason: str) -> int:
        self.rejections.append(Rejection(number.start, number.end, reason, f"zh.refuse.{reason}/1"))
        return number.end

    def _ordinal(self, number: Numeral) -> int:
        text = self.text
        number = ordinals(text, number)
        reason = refused_ordinal(text, number)
        if reason is not None or (number.number is None and number.form != "ordinal"):
            return self._refuse(number, reason or "vague")
        end, unit = number.end, None
        found = unit_at(text, end)
        if found is not None and found[1].kind in {"count", "duration"}:
            end = found[0]
            unit = "batch" if found[1].unit == "batch" else None
        value = NumericValue(number=number.number, low=number.low, high=number.high, unit=unit)
        self.mentions.append(Mention(number.start - 1, end, "ordinal", value, rule="zh.ordinal.di/2", confidence=0.97))
        return end

    def _inside_word(self, number: Numeral, mention: Mention) -> tuple[bool, int]:
        """Whether a word swallows the numeral, or where to read on when the word only takes its first characters."""
        if number.form in {"arabic", "mixed", "percent", "fraction"}:
            return False, 0
        if mention.kind == "measure" and self.text[number.start - 2 : number.start] == "身高":
            return False, 0  # not 高一
        if mention.rule == TOLD_AGE:
            return False, 0  # 七旬老人, 年过半百
        word = word_over(self.text, number, mention.end)
        if word is not None and word[0] < number.start and getattr(mention.value, "unit", None) == "fold":
            return False, 0  # 提高一倍 and 扩大三倍: not 高一 and 大三
        if word is None or not (word[0] < number.start < word[1] < number.end):
            return word is not None, 0
        self.rejections.append(Rejection(number.start, word[1], "word", "zh.refuse.word/1"))
        return False, word[1]

    def _refused(self, number: Numeral, mention: Mention) -> str | None:
        """Why a numeral in Chinese characters is no claim."""
        text = self.text
        if number.form in {"arabic", "mixed"}:
            return None
        first, following = text[number.start], text[number.end : number.end + 1]
        bare = mention.end == number.end
        if number.form == "half" and following and following in _CONTAINERS:
            return None
        if number.form == "half":
            return "word" if (mention.kind in {"count", "number"} or bare) and following != "数" else None
        exact = mention.qualifier == "exact"
        if number.form == "digits":
            zero = any(character in "〇零" for character in text[number.start : number.end])
            return "digits" if mention.kind == "number" and not zero else None
        if number.end - number.start == 1:
            if (
                (first == "零" and mention.kind == "count")
                or (first in _BARE_UNITS and exact)
                or (first in CAPITALS and len(text) > 3 and not _FORMAL_COUNT.match(text, number.end))
            ):
                return "word"
            alone = mention.kind == "number" and exact and bare
            if alone and number.start and text[number.start - 1] not in _NUMBER_BEFORE and following not in _NUMBER_AFTER:
                return "word"
            if alone and first == "一" and following not in _NUMBER_AFTER:
                return "article"
        if first == "一" and number.plain and exact:
            return self._refused_one(number, mention)
        return None

    def _refused_one(self, number: Numeral, mention: Mention) -> str | None:
        """一 as an article or in an idiom, unless words beside it make it count."""
        text = self.text
        begins = not text[: number.start].strip() or text[number.start - 1] in "。，！？”“"
        if begins and mention.kind == "duration" and _ONE_DAY.match(text, mention.end):
            return "idiom"  # 一天，国王…
        within = mention.kind == "duration" and text.startswith(("内", "之内", "以内", "后", "前"), mention.end)
        if not within and _IDIOM_BEFORE.search(text[max(0, number.start - 12) : number.start]):
            return "idiom"
        value = mention.value
        if mention.kind not in {"count", "number"} or not isinstance(value, NumericValue):
            return None
        if value.unit == "fold" or value.number != 1 or _ONLY.search(text[max(0, number.start - 3) : number.start]):
            return None
        phrase = not text[: number.start].strip() and len(text.strip()) <= _PHRASE
        return None if phrase else "article"

    def _settle_articles(self) -> None:
        """一所学校、两所幼儿园: an article counts where the same measure word counts something else beside it."""
        counts = sorted((m for m in self.mentions if m.kind == "count"), key=lambda m: m.start)
        starts = [m.start for m in counts]
        for one in self.articles:
            at = bisect_left(starts, one.start)
            if one.kind == "count" and any(self._beside(one, other) for other in counts[max(0, at - 2) : at + 2]):
                self.mentions.append(replace(one, confidence=0.75))
            else:
                self.rejections.append(Rejection(one.start, one.end, "article", "zh.refuse.article/1"))

    def _beside(self, one: Mention, other: Mention) -> bool:
        text = self.text
        listed = text[min(one.end, other.end) : max(one.start, other.start)]
        if len(listed) <= _BESIDE and "、" in listed and not _APART.search(listed):
            return one.end - one.start > 1  # 一把刀、三支毛笔
        measure = text[one.start + 1 : one.end]
        if (
            not measure
            or not text[other.start : other.end].endswith(measure)
            or "比" in (text[one.start - 1 : one.start], text[one.end : one.end + 1])
        ):
            return False
        gap = text[min(one.end, other.end) : max(one.start, other.start)]
        return len(gap) <= _BESIDE and not _APART.search(gap)


def _restated(text: str, number: Numeral) -> Numeral:
    """十五（15）个工作日: contracts tell a number twice; the two are one."""
    if text[number.end : number.end + 1] != "(" or number.number is None or number.form in {"percent", "too-long"}:
        return number
    inside = number.end + 1
    again = parse(text, inside) if inside < len(text) and TRIGGER.match(text, inside) else None
    if again is None or again.number != number.number or text[again.end : again.end + 1] != ")":
        return number
    return replace(number, end=again.end + 1, plain=False, form="mixed")


def _signed(text: str, number: Numeral) -> Numeral:
    """Take in 负, a minus sign, 零下, and 上 before a bare unit (上百, 上千万)."""
    at = number.start
    if _UP_TO.match(text, at - 1) and text[at - 2 : at - 1] not in _NOT_UP and number.number is not None:
        return replace(number, start=at - 1, high=None, qualifier="over", plain=False)
    below = _BELOW_ZERO.search(text, max(0, at - 4), at)
    if below is not None:
        return replace(number.scaled(Fraction(-1)), start=below.start())
    if text[at - 2 : at] == "负 ":
        return replace(number.scaled(Fraction(-1)), start=at - 2)
    before = text[at - 1 : at]
    if before in MONEY_SIGNS and _MINUS_MONEY.search(text, max(0, at - 3), at):
        return number.scaled(Fraction(-1))
    minus = before == "负" and not text[at - 2 : at - 1].isdigit() and text[at - 2 : at - 1] not in _CARRIED
    if minus or (before == "-" and text[at].isascii() and _is_minus(text, number)):
        return replace(number.scaled(Fraction(-1)), start=at - 1)
    return number


# -$1,000; a hyphen behind a figure makes a range
_MINUS_MONEY = re.compile(r"(?<![0-9A-Za-z%)）])-[$£€¥￥]\Z")


def _is_minus(text: str, number: Numeral) -> bool:
    """Whether the hyphen before the number is its sign, and neither ties it to what stands before nor makes a range."""
    hyphen = number.start - 1
    before = text[hyphen - 1 : hyphen]
    if before and before in _UNIT_SIGNS:
        return False  # 30%-40%, 5℃-10℃
    if not before or not (before.isalnum() or before in {")", "）"}):
        return True
    if before in _WORDS.minus_before:
        return True
    tied = before.isascii() or _FIGURE.search(text, max(0, hyphen - 3), hyphen) is not None
    return not tied and _MINUS_UNIT.match(text, number.end) is not None
