"""English text to claims: refusals first, then dates and times, then numerals with what they count."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from fractions import Fraction
from functools import cache

from duizhao.claims import lexicon
from duizhao.claims.calendar.dates_en import find_dates
from duizhao.claims.calendar.relative import find_relative
from duizhao.claims.calendar.times_en import find_times
from duizhao.claims.cover import Cover, settled
from duizhao.claims.mention import MONEY_SIGNS, Extraction, Mention, Rejection, with_minus
from duizhao.claims.numerals.number_words_en import ORDINALS
from duizhao.claims.numerals.numeral import Found
from duizhao.claims.numerals.numerals_en import STARTS, parse
from duizhao.claims.quantities.counts_en import head_noun
from duizhao.claims.quantities.pressures import blood_pressures
from duizhao.claims.quantities.qualifiers import english_before
from duizhao.claims.quantities.quantities_en import COUNTRIES, quantity
from duizhao.claims.quantities.races import race_times
from duizhao.claims.quantities.ranges_en import merged, ranged
from duizhao.claims.quantities.scores_en import score
from duizhao.claims.quantities.units_en import sign_before, unit_at
from duizhao.claims.refusals_en import find_spans, labelled_word, level_before, named, refused_figure
from duizhao.claims.special_en import SPECIAL_STARTS, clock_durations, every_other, left_durations, special
from duizhao.claims.tokens_en import Tokens
from duizhao.model import NumericValue

_TRIGGERS = (STARTS - {"a", "an"}) | {
    "once",
    "twice",
    "thrice",
    "decades",
    "centuries",
    "couple",
    "dozen",
    "score",
    "gross",
    "nil",
    "every",
    "alternate",
    "quarter",
    "half",
    "century",
}
_TRIGGERS |= lexicon.english_words().pence.keys()
# The words that a claim may begin with, beside figures and threefold.
BEGINNINGS = STARTS | SPECIAL_STARTS | {"nil"}
# Where the text lacks `or two`, these begin none (any minute or two).
_ONLY_OR_TWO = frozenset({"the", "any", "every"})
_USUAL_BEGINNINGS = BEGINNINGS - _ONLY_OR_TWO
# over an hour, less than a mile, a week at most: the article counts
_QUALIFIED_ARTICLE = re.compile(
    r"(?:over|under|than|nearly|almost|about|around|roughly|least|most|to) an? "
    r"|(?<![a-z])an? [a-z]{3,15} (?:at |or (?:so|more|less))",
)
# World War II, Phase III
_ROMAN = re.compile(r"(?<=[a-z] )(?:[IVX]{2,4}|V|X|I)(?![A-Za-z])")
_SENTENCE_STARTS = frozenset({".", "!", "?", '"', "“", ":", "'", ""})
_UNIT_SECOND_BEFORE = frozenset({"a", "per", "each", "split", "single", "every", "one", "/"})
_UNIT_SECOND_AFTER = frozenset(
    {
        "later",
        "ago",
        ".",
        ",",
        "",
        "before",
        "after",
        "or",
        "?",
        "!",
        ";",
        "the",
        "faster",
        "slower",
        "apart",
        "and",
        "to",
        "per",
        "when",
        "that",
        ")",
        "in",
    }
)
# First let us pause, but first we ate: what happens before the rest ranks nothing; the first we heard of it does.
_CLAUSE_OPENS = frozenset({"let", "we", "you", "i", "they", "he", "she", "there"})
_BEFORE_RANKS = frozenset({"the", "a", "his", "her", "its", "their", "my", "our", "your", "very"})
_PAUSE = frozenset({".", ",", ";", ")", "", '"', "”", "if", "and", "then"})
# Between one and the number beside it: one dead and three hurt.
_BESIDE = re.compile(r",| and | or |;")
_APART = re.compile(r"[.!?:]|(?<![a-z])(?:which|who|that|of the|was|were|is)(?![a-z])")
_PRONOUN_AFTER = re.compile(r" (?:of|another|by|can|is|who|that|which|must|should|would|could|has)(?![a-z])")
_BESIDE_REACH = 40


def extract_en(text: str, *, relative: bool = False) -> Extraction:
    """All claims but people of an English text, in reading order, and what was refused."""
    tokens = Tokens(text)
    if relative:
        return _Extractor(tokens, relative=True).run()
    if not any(tokens.figures) and _no_words(tokens):
        return Extraction((), ())
    return _Extractor(tokens).run()


@cache
def _date_words() -> frozenset[str]:
    holidays = {name.rpartition(" ")[2].rpartition("-")[2] for day in lexicon.calendar().holiday for name in day.en}
    return _TRIGGERS | set(lexicon.calendar().months) | holidays


def _no_words(tokens: Tokens) -> bool:
    """Nothing in the text can begin a claim."""
    if not _date_words().isdisjoint(tokens.words):
        return False
    folded = tokens.folded
    if _QUALIFIED_ARTICLE.search(folded) or _ROMAN.search(tokens.text):
        return False
    if not ("fold" in folded or "ties" in folded or "teen" in folded):
        return True
    return not any("fold" in word or word.endswith(("ties", "teen")) for word in tokens.words)


class _Extractor:
    def __init__(self, tokens: Tokens, *, relative: bool = False) -> None:
        self.tokens = tokens
        self.relative = relative
        self.mentions: list[Mention] = []
        self.rejections: list[Rejection] = []
        self.cover = Cover(len(tokens.text))
        self.last_count: Mention | None = None
        self.ones: list[Mention] = []
        self.label_end = -1  # the token behind the last number that labels

    def run(self) -> Extraction:
        tokens = self.tokens
        for refused in find_spans(tokens):
            self.rejections.append(refused)
            self.cover.mark(refused.start, refused.end)
        dates = [stretch.mention() for stretch in find_dates(tokens.folded, tokens.text)]
        candidates = [
            *left_durations(tokens.folded),
            *every_other(tokens.folded),
            *clock_durations(tokens.folded),
            *blood_pressures(tokens.folded),
            *race_times(tokens.folded),
            *dates,
            *find_times(tokens.folded),
        ]
        if self.relative:
            candidates += find_relative(tokens.folded, "en")
        self.mentions += settled(self.cover, candidates)
        self._numerals()
        self._settle_ones()
        self.mentions.sort(key=lambda m: (m.start, m.end))
        return Extraction(tuple(merged(tokens, self.mentions)), tuple(sorted(self.rejections, key=lambda r: (r.start, r.end))))

    def _numerals(self) -> None:
        tokens, done = self.tokens, 0
        beginnings = BEGINNINGS if " or two" in tokens.folded else _USUAL_BEGINNINGS
        for i in [i for i, word in enumerate(tokens.words) if tokens.figures[i] or word in beginnings or "fold" in word]:
            if i >= done and not self.cover.taken(tokens.starts[i]):
                done = self._token(i, self.cover.next_taken(tokens.starts[i]))

    def _add(self, mention: Mention) -> None:
        self.mentions.append(mention)
        if mention.kind == "count" and mention.rule != "en.count.times/1":
            self.last_count = mention

    def _token(self, i: int, limit: int) -> int:
        """Read what starts at token `i`, no further than `limit` in the text; the token to go on with."""
        tokens = self.tokens
        found_claim = special(tokens, i) or score(tokens, i)
        if found_claim is not None:
            self._add(found_claim[0])
            return found_claim[1]
        if not tokens.figures[i] and tokens.words[i] not in STARTS:
            return i + 1
        previous = self.mentions[-1] if self.mentions else None
        floor = previous.end if previous is not None and previous.end <= tokens.starts[i] else 0
        found = parse(tokens, i, money=sign_before(tokens, i, floor) is not None)
        if found is None or found.numeral.end > limit:
            return i + 1
        if found.numeral.number is None and found.numeral.low is None:
            return self._refuse(found, "too-long" if found.numeral.form == "too-long" else "division-by-zero")
        found = _restated(tokens, _signed(tokens, found))
        whole = ranged(tokens, found)
        if whole.numeral.end <= limit:
            found = whole
        reason = self._refused(found)
        if reason is not None:
            return self._refuse(found, reason)
        mention = with_minus(quantity(tokens, found, self._whole(found), previous), tokens.text)
        if mention.end > limit:
            mention = replace(mention, end=max(found.numeral.end, limit))
        if found.numeral.plain and tokens.words[i] == "one" and not self._one_counts(found, mention):
            self.ones.append(mention)
            return found.last
        self._add(mention)
        k = found.last
        while k < len(tokens) and tokens.starts[k] < mention.end:
            k += 1
        return k

    def _listed_label(self, found: Found) -> bool:
        """Figures 3 and 4, exhibits 5, 6 and 7: what is listed behind a label labels too."""
        tokens, first = self.tokens, found.first
        beside = self.label_end == first - 1 and tokens.word(first - 1) in {"and", "or", ",", "&"}
        beside = beside or (
            self.label_end == first - 2 and tokens.word(first - 2) == "," and tokens.word(first - 1) in {"and", "or"}
        )
        return beside and unit_at(tokens, found.last) is None and head_noun(tokens, found.last) is None

    def _whole(self, found: Found) -> Mention | None:
        """The count whose class a bare number takes over; 5,000 behind twelve countries counts what was counted before them."""
        last = self.last_count
        if last is None or found.numeral.base <= COUNTRIES or getattr(last.value, "unit", None) != "country":
            return last
        counts = (one for one in reversed(self.mentions) if one.kind == "count" and isinstance(one.value, NumericValue))
        return next((one for one in counts if getattr(one.value, "unit", None) != "country"), None)

    def _refuse(self, found: Found, reason: str) -> int:
        if reason == "label":
            self.label_end = found.last
        self.rejections.append(Rejection(found.numeral.start, found.numeral.end, reason, f"en.refuse.{reason}/1"))
        return found.last

    def _refused(self, found: Found) -> str | None:
        tokens, number = self.tokens, found.numeral
        first, last = found.first, found.last
        word = tokens.words[first]
        if named(tokens, found):
            return "name"
        if self._listed_label(found) or (number.form == "words" and last - first == 1 and labelled_word(tokens, found)):
            return "label"
        if tokens.figures[first]:
            return self._refused_figures(found)
        if (
            number.form == "words"
            and tokens.capital(first)
            and tokens.capital(last)
            and tokens.word(first - 1) not in _SENTENCE_STARTS
        ):
            return "name"  # the Four Corners
        both = (
            tokens.word(first - 1) in {"the", "these", "those", "our", "their"}
            and tokens.word(last) in lexicon.english_words().sides
        )
        if word == "two" and both:
            return "both"
        if number.form == "ordinal":
            return self._refused_ordinal(found)
        if number.form == "words" and last - first == 1 and tokens.capital(first - 1) and level_before(tokens, first):
            value = NumericValue(number=number.number, low=number.low, high=number.high)
            self.mentions.append(Mention(number.start, number.end, "ordinal", value, rule="en.ordinal.level/2", confidence=0.7))
            return "level"  # Season three
        if number.form == "half":
            return self._refused_half(found)
        if tokens.word(first - 1) == "every" and last - first == 1 and word in {"hundred", "thousand", "million"}:
            return "rate"  # for every thousand residents
        if word == "zero" and tokens.word(last) == "-" and last - first == 1:
            return "word"
        if last - first == 2 and tokens.word(first + 1) == "pair":
            return "article"
        return "word" if last - first == 2 and tokens.word(first + 1) == "couple" and tokens.word(last) != "of" else None

    def _refused_figures(self, found: Found) -> str | None:
        tokens, number = self.tokens, found.numeral
        first, last = found.first, found.last
        word = tokens.words[first]
        unit, head = unit_at(tokens, last), head_noun(tokens, last)
        if (
            level_before(tokens, first)
            and number.form == "arabic"
            and last - first == 1
            and number.base < 100
            and unit is None
            and head is None
        ):
            value = NumericValue(number=number.number, low=number.low, high=number.high)
            self.mentions.append(Mention(number.start, number.end, "ordinal", value, rule="en.ordinal.level/1", confidence=0.75))
            return "level"
        if word[0] == "0" and len(word) > 1 and word.isdigit():
            return "identifier"
        if number.form == "arabic" and tokens.touching(last) and tokens.word(last) == "s":
            return "decade"
        sign = sign_before(tokens, first) is not None
        return refused_figure(
            tokens, found, counted=sign or unit is not None or head is not None or number.form in {"ordinal", "fraction"}
        )

    def _refused_ordinal(self, found: Found) -> str | None:
        tokens = self.tokens
        first, last = found.first, found.last
        word, following, previous = tokens.words[first], tokens.word(last), tokens.word(first - 1)
        if word == "second" and previous in _UNIT_SECOND_BEFORE and following in _UNIT_SECOND_AFTER:
            return "unit"
        opening = previous in _SENTENCE_STARTS - {"'"}
        opening = opening or (previous in {"and", "but"} and tokens.word(first - 2) in _SENTENCE_STARTS - {"'"})
        listed = tokens.word(last + 1) in ORDINALS and tokens.word(last + 2) in {"and", "or", ","}
        if following == "," and opening and last - first == 1 and not listed:
            return "adverb"
        if following in {"half", "halves"}:
            return "half"
        if word == "third" and previous in {"final", "last", "bottom", "top", "middle", "attacking"}:
            return "half"
        if word == "first" and following in _CLAUSE_OPENS and previous not in _BEFORE_RANKS:
            return "adverb"
        if (
            word == "first"
            and not listed
            and (previous == "-" or (following in _PAUSE and previous not in lexicon.english_words().ranked_before))
        ):
            return "adverb"
        if tokens.capital(first) and _names_institution(tokens, last):
            return "name"
        street = following in {"street", "avenue", "st", "ave"} and tokens.capital(last)
        return "address" if street else None

    def _refused_half(self, found: Found) -> str | None:
        """the second half, half-time, half asleep; half of the people counts."""
        tokens, words = self.tokens, lexicon.english_words()
        first, last = found.first, found.last
        previous, following = tokens.word(first - 1), tokens.word(last)
        unit = unit_at(tokens, last)
        if unit is not None and unit[1].unit == "time":
            unit = None  # half-time
        hours = unit is not None and unit[1].unit in {"hour", "minute", "mile"}  # the first half hour, the last half mile
        if (previous in words.half_before and not hours) or (following in words.half_words and unit is None):
            return "half"
        if following in {".", ",", ";", ")", ""} and previous not in words.half_cues:
            return "half"
        if following in words.half_after or unit is not None or english_before(tokens, first) is not None:
            return None
        return "half" if head_noun(tokens, last) is None else None

    def _one_counts(self, found: Found, mention: Mention) -> bool:
        """Whether one counts here: with a unit, with a qualifier, alone in the text; elsewhere it is a pronoun or an article."""
        tokens = self.tokens
        if (
            mention.kind in {"measure", "money", "percent", "age"}
            or mention.qualifier != "exact"
            or mention.rule == "en.number.fold/1"
        ):
            return True
        previous = tokens.word(found.first - 1)
        if mention.kind == "duration":
            noun = tokens.word(found.last)
            if noun in {"day", "night", "time", "second", "minute"}:
                late = tokens.word(found.last + 1) in {"later", "before", "after", "earlier", "ago", "of", "or", "per", "each"}
                often = tokens.word(found.last + 1) == "a" and tokens.word(found.last + 2) in {"week", "month", "year", "night"}
                return late or often or previous in {"for", "in", "only", "within", "just", "lasted", "took", "every"}
            return True
        pronoun = tokens.word(found.first - 2) in {"the", "its", "his", "her"} or tokens.word(found.last) in {
            "who",
            "that",
            "which",
        }
        return len(tokens) == 1 or (previous in {"only", "just"} and mention.kind == "count" and not pronoun)

    def _settle_ones(self) -> None:
        """one dead and three hurt, three nurses and one doctor: one counts beside another number of the same clause."""
        folded = self.tokens.folded
        counts = sorted((m for m in self.mentions if m.kind == "count" and m.qualifier == "exact"), key=lambda m: m.start)
        starts = [m.start for m in counts]
        for one in self.ones:
            at = bisect_left(starts, one.start)
            beside = counts[max(0, at - 2) : at + 2]
            near = any(_beside(folded[min(one.end, other.end) : max(one.start, other.start)]) for other in beside)
            value = one.value
            if near and isinstance(value, NumericValue) and not _PRONOUN_AFTER.match(folded[one.end : one.end + 12]):
                counted = NumericValue(number=value.number, low=value.low, high=value.high, unit=value.unit or "item")
                self.mentions.append(replace(one, kind="count", confidence=0.7, value=counted))
            else:
                self.rejections.append(Rejection(one.start, one.end, "pronoun", "en.refuse.pronoun/1"))


def _beside(gap: str) -> bool:
    return len(gap) <= _BESIDE_REACH and _BESIDE.search(gap) is not None and _APART.search(gap) is None


def _signed(tokens: Tokens, found: Found) -> Found:
    """Take in a minus sign."""
    first = found.first
    signed = tokens.word(first - 1) in MONEY_SIGNS and tokens.touching(first) and tokens.word(first - 2) == "-"
    if signed and tokens.touching(first - 1) and not tokens.touching(first - 2) and tokens.figures[first]:
        return Found(first, found.last, found.numeral.scaled(Fraction(-1)))  # -$1,000
    if tokens.word(first - 1) != "-" or found.numeral.form in {"ordinal", "vague"} or not tokens.figures[first]:
        return found
    alone = first == 1 and len(tokens) <= 8
    free = not tokens.touching(first - 1) or tokens.word(first - 2) in {"(", "<", ">", "=", '"', "$", "£", "€"}
    if free and (tokens.touching(first) or alone):
        return Found(first - 1, found.last, replace(found.numeral.scaled(Fraction(-1)), start=tokens.starts[first - 1]))
    return found


def _restated(tokens: Tokens, found: Found) -> Found:
    """fourteen (14) days: contracts tell a number in words and in figures; the two are one."""
    k = found.last
    if tokens.word(k) != "(" or found.numeral.number is None or k + 1 >= len(tokens):
        return found
    again = parse(tokens, k + 1)
    if again is None or again.numeral.number != found.numeral.number or tokens.word(again.last) != ")":
        return found
    return Found(found.first, again.last + 1, replace(found.numeral, end=tokens.ends[again.last], plain=False))


def _names_institution(tokens: Tokens, at: int) -> bool:
    """Whether capitalised words from `at` on lead to one like Hospital: the First and Second Affiliated Hospitals."""
    institutions = lexicon.refusals().en.institutions
    for index in range(at, min(len(tokens), at + 6)):
        if tokens.word(index) in institutions and tokens.capital(index):
            return True
        if not tokens.capital(index) and tokens.word(index) not in {"and", ",", "'s", "of"}:
            return False
    return False
