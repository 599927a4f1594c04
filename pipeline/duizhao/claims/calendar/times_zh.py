"""Chinese times of day: `find_times` on folded text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from duizhao.claims import lexicon
from duizhao.claims.mention import Mention
from duizhao.claims.numerals.numerals_zh import parse
from duizhao.claims.numerals.positional_zh import MARKED
from duizhao.claims.patterns import JOIN, any_of
from duizhao.claims.quantities.qualifiers import chinese_before
from duizhao.claims.words_zh import longest_from
from duizhao.model import Qualifier, TimeValue

_WORDS = lexicon.chinese_words()
_HAN = "〇零一二两三四五六七八九十"
_TWO = f"(?:[0-9]{{1,2}}|[{_HAN}]{{1,3}})"
# Behind 点 and two figures these make it a decimal or an amount (3点50元).
_NO_CLOCK = f"(?![0-9{_HAN}.%元个名人年月万亿米倍度岁两])"
TIME = re.compile(
    rf"(?P<zone>{any_of(_WORDS.zones)})? ?(?P<period>{any_of(_WORDS.periods)})? ?"
    rf"(?<![0-9./第{_HAN}])(?<![0-9]:)(?P<hour>{_TWO}) ?"
    r"(?:(?P<colon>:)(?P<clock>[0-5][0-9])(?P<seconds>:[0-5][0-9])?(?![0-9:.])"
    rf"|(?P<mark>时|点钟|点)(?:(?P<half>半)|(?P<quarter>[一三])刻"
    rf"|过?(?P<minute>{_TWO}) ?分(?!钟|之|米|店|析|别|享|成)(?:[0-9]{{1,2}}秒)?"
    rf"|(?P<bare>[0-5][0-9]|[{_HAN}]{{2,3}}){_NO_CLOCK})?(?P<even>整|钟)?)"
    r"(?P<about>许|左右|前后)?(?: ?\(?(?:UTC|GMT|协调世界时|世界协调时)(?P<sign>[+-])(?P<offset>[01]?[0-9])(?::00)?\)?)?"
)
# 下午两三点, 六七点钟: one of two hours; 差五分八点, 八点差五分: minutes to the hour.
_PAIR = re.compile(
    rf"(?P<period>{any_of(_WORDS.periods)})?(?<![{_HAN}0-9])(?P<first>十?[一二两三四五六七八九十])(?P<last>[二三四五六七八九十]|十一)点(?P<even>钟)?(?![{_HAN}0-9.%])"
)
_TO_HOUR = re.compile(
    rf"(?P<period>{any_of(_WORDS.periods)})?(?:差(?P<before>{_TWO}分|一刻)(?:钟)?(?:到)?(?P<hour>{_TWO})点(?:钟|整)?"
    rf"|(?P<hour2>{_TWO})点(?:钟)?(?:还)?差(?P<after>{_TWO}分|一刻)(?:钟)?)"
)
_BARE_BEFORE = re.compile(f"(?:^|周.|星期.|[，（( ]|{any_of(_WORDS.hour_before)})$")
_BARE_AFTER = re.compile(f"$|[，。、）)；]|{any_of(_WORDS.hour_after)}")


# 明天一点开会, 一点两小时的会: elsewhere 一点 is a little
_ONE_BEFORE = re.compile(
    "(?:^|[，。；：（(]|[今明后当每]天|周.|星期.|礼拜.|[我你他她咱]们|大家|[定约改]在|[改推提]到|改|约|定|在|于|到)$"
)
_ONE_AFTER = re.compile(
    "(?:开(?:会|始|门|庭|课|工|演|播|饭)|出发|集合|见面|碰面|碰头|见(?=$|[，。！])|关门|[上下](?:课|班)|放学|到达|抵达|起飞|发车|结束|吃饭|起床)"
    "(?!.{0,6}(?:意思|想法|打算|念头))|[一二两三四五六七八九十0-9]{1,3}个?半?(?:小时|钟头|分钟)的"
)
_SCORE_BEFORE = re.compile("(?:比分[为是]?|小分[为是]?|以)$")
# The last of the hours past midnight that are still called night.
_SMALL = 4


@dataclass(frozen=True, slots=True)
class _Clock:
    """A time of day; `afternoon` when its words say so, `named` when a part of the day stands before it."""

    start: int
    end: int
    hour: int
    minute: int
    afternoon: bool
    named: bool
    zone: str
    qualifier: Qualifier

    def iso(self) -> str:
        return f"T{self.hour:02d}:{self.minute:02d}{self.zone}"


def find_times(text: str) -> list[Mention]:
    """Times of day of folded text in reading order; a range is one claim, its end in the same half of the day."""
    if "点" not in text and "时" not in text and ":" not in text:
        return []
    special = [*_pairs(text), *_minutes_to(text)]
    clocks: list[_Clock] = []
    for match in TIME.finditer(text):
        follows = bool(clocks) and JOIN.fullmatch(text, clocks[-1].end, match.start()) is not None
        clock = _clock(text, match, follows=follows)
        if clock is not None:
            clocks.append(clock)
    result: list[Mention] = []
    i = 0
    while i < len(clocks):
        first = clocks[i]
        last = clocks[i + 1] if i + 1 < len(clocks) else None
        if last is None or not JOIN.fullmatch(text, first.end, last.start):
            result.append(_mention(text, first.start, first.end, first.iso(), first.qualifier))
            i += 1
            continue
        if first.afternoon and not last.named and last.hour < first.hour and last.hour < 12:
            last = replace(last, hour=last.hour + 12)
        last = replace(last, zone=last.zone or first.zone)
        result.append(_mention(text, first.start, last.end, f"{first.iso()}/{last.iso()}", last.qualifier))
        i += 2
    taken = [one for one in result if not any(one.start < other.end and other.start < one.end for other in special)]
    return sorted([*taken, *special], key=lambda mention: mention.start)


def _later(period: str, hour: int) -> int:
    """The hour on the clock of the day: 下午两点 is 14."""
    if hour == 12 and period in _WORDS.night:
        return 0
    if 1 <= hour <= _SMALL and period in _WORDS.small_hours:
        return hour
    return hour + 12 if (period in _WORDS.afternoon and 1 <= hour < 12) or (period in _WORDS.noon and hour < 3) else hour


def _pairs(text: str) -> list[Mention]:
    found = []
    for match in _PAIR.finditer(text):
        period, first = match["period"] or "", _value(match["first"])
        last = _value(match["last"]) + (10 if first > 10 and _value(match["last"]) < 10 else 0)
        if last != first + 1 or last > 12 or not (period or match["even"]):
            continue
        start = match.start() if period and period[0] not in "当今昨次" else match.start("first")
        iso = f"T{_later(period, first):02d}:00/T{_later(period, last):02d}:00"
        found.append(_mention(text, start, match.end(), iso, "exact"))
    return found


def _minutes_to(text: str) -> list[Mention]:
    found = []
    for match in _TO_HOUR.finditer(text) if "差" in text else ():
        period, hour = match["period"] or "", _value(match["hour"] or match["hour2"])
        told = match["before"] or match["after"]
        minutes = 15 if told == "一刻" else _value(told.removesuffix("分"))
        if 1 <= hour <= 24 and 1 <= minutes < 60:
            start = match.start() if period and period[0] not in "当今昨次" else match.end("period") if period else match.start()
            iso = f"T{(_later(period, hour) - 1) % 24:02d}:{60 - minutes:02d}"
            found.append(_mention(text, start, match.end(), iso, "exact"))
    return found


def _mention(text: str, start: int, end: int, iso: str, qualifier: Qualifier) -> Mention:
    before = chinese_before(text, start)
    if before is not None and before[1] == "about":
        start, qualifier = before
    return Mention(start, end, "time", TimeValue(iso=iso), qualifier, None, 0.93, "zh.time.clock/2")


def _value(text: str) -> int:
    number = parse(text.lstrip("零〇") or "零", 0)
    return int(number.number) if number is not None and number.number is not None and number.number.denominator == 1 else -1


def _clock(text: str, match: re.Match[str], *, follows: bool) -> _Clock | None:
    """The time of day that `match` names; `follows` says that it ends a range, which lets a bare hour stand."""
    period = match["period"] or ""
    hour = _value(match["hour"])
    minute = 0
    if match["clock"]:
        if _SCORE_BEFORE.search(text, max(0, match.start("hour") - 4), match.start("hour")):
            return None  # 比分为22:25
        minute = int(match["clock"])
        if match["seconds"] and not period:
            return None
    elif match["half"]:
        minute = 30
    elif match["quarter"]:
        minute = 15 * _value(match["quarter"])
    elif match["minute"] or match["bare"]:
        minute = _value(match["minute"] or match["bare"])
    if not (0 <= hour <= 24 and 0 <= minute < 60) or (match["mark"] and not follows and not _stands(text, match)):
        return None
    afternoon = _later(period, hour) == hour + 12
    hour = 0 if hour == 12 and period in _WORDS.night else hour
    # 当晚 and 今早 point to a day and stay outside.
    start = match.start("period") if period and period[0] not in "当今昨次" else match.start("hour")
    zone = _WORDS.zones.get(match["zone"] or "", "")
    if zone:
        start = match.start("zone")
    if match["offset"]:
        zone = f"{match['sign']}{int(match['offset']):02d}:00"
    named = bool(period)
    return _Clock(
        start, match.end(), hour + 12 * afternoon, minute, afternoon, named, zone, "about" if match["about"] else "exact"
    )


def _is_mark(text: str, match: re.Match[str]) -> bool:
    """Whether 点 is a decimal point: one figure behind it, and a word of marks or of change before it."""
    minute = match["minute"] or ""
    if len(minute) != 1 or match["period"] or minute.isdigit() != match["hour"].isdigit():
        return False
    return MARKED.search(text, max(0, match.start() - 8), match.start()) is not None


def _stands(text: str, match: re.Match[str]) -> bool:
    """Whether 时 and 点 name an hour here, and do not begin or end a word, or count points."""
    whole = any(match[name] for name in ("half", "quarter", "minute", "even", "period"))
    hour, mark = match["hour"], match.start("mark")
    begins_word = longest_from(text, mark) > match.end("mark")
    if match["mark"] == "时":
        if not whole and not match["bare"] and begins_word:
            return False
        return whole or hour.isdigit() or hour not in {"一", "三", "两", "二"}
    if whole:
        return not _is_mark(text, match)
    if match["bare"]:
        return hour.isdigit() or "十" in match["bare"]  # decimals never say ten: 七点二十
    before = text[max(0, match.start() - 4) : match.start()]
    if hour == "一":
        return _ONE_BEFORE.search(before) is not None and _ONE_AFTER.match(text, match.end()) is not None
    if begins_word and hour == "两":
        return False
    return _BARE_BEFORE.search(before) is not None and _BARE_AFTER.match(text, match.end()) is not None
