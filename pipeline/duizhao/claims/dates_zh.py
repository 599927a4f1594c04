"""Chinese dates and times of day, written out or in figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.claims import lexicon
from duizhao.claims.mention import Mention
from duizhao.claims.numerals_zh import parse
from duizhao.model import DateValue, Qualifier, TimeValue

_DAY = "(?:[0-9]{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_YEAR = "(?:[0-9]{4}|[〇零一二三四五六七八九0-9]{4}|[〇零0][0-9〇零一二三四五六七八九]|[5-9][0-9])"
_TO = " ?(?:至|到|-|—|–|~|－|──|——) ?"
_PART = "(?:年?底|年?末|年?初|[上中下]旬|中期|年中|中)"
_SEASON = "春|夏|秋|冬"
DATE = re.compile(
    rf"(?:(?<![0-9.])(?P<year>{_YEAR}) ?(?:{_TO}(?P<year2>{_YEAR}) ?)?年(?!代|级|龄|限|轻)度?(?: ?(?P<half>[上下])半年| ?(?:第)?(?P<quarter>[一二三四1-4])季度| ?(?P<season>{_SEASON})[季天]?)?)"  # noqa: E501
    rf"(?:底|末|初|中)?(?: ?(?P<month>{_DAY})(?:{_TO}(?P<month2>{_DAY}))? ?月份?(?: ?(?P<day>{_DAY})(?:{_TO}(?P<day2>{_DAY}))? ?[日号])?)?"  # noqa: E501
    rf"(?P<part>{_PART}(?!心|国|央|文|期))?"
    rf"|(?<![0-9第.])(?P<m>{_DAY})(?:{_TO}(?P<m2>{_DAY}))? ?月份?(?!球|亮|饼|台|光|薪)(?: ?(?P<md>{_DAY})(?:{_TO}(?P<md2>{_DAY}))? ?[日号])?(?P<mpart>{_PART}(?!心|国|央|文|期))?"  # noqa: E501
    rf"|(?<![0-9第.])(?P<d>{_DAY})(?:[日号]?{_TO}(?P<d2>{_DAY}))? ?[日号](?!内|之内|以内|线|楼|院|店|机|令|文|床|馆)"
)
ISO = re.compile(r"(?<![0-9./-])(?P<y>[12][0-9]{3})(?P<mark>[-/.])(?P<m>[01]?[0-9])(?P=mark)(?P<d>[0-3]?[0-9])(?![0-9./-])")
_HOUR = "(?:[0-9]{1,2}|[零一二两三四五六七八九十]{1,3})"
_MINUTE = "(?:[0-9]{1,2}|[零〇一二三四五六七八九十]{1,3})"
TIME = re.compile(
    rf"(?P<period>凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|晚间|夜间|深夜|午夜|当晚|午后)? ?(?<![0-9.:])(?P<hour>{_HOUR}) ?"
    rf"(?:(?P<colon>:)(?P<min>[0-5][0-9])(?::[0-5][0-9])?(?![0-9:])|(?:时|点钟|点)(?!候|间|代|刻|期|尚|装|半?[意建要]|评|球|子|名|赞|击|心|燃|左|个)(?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<minute>{_MINUTE})(?:分(?!钟)|(?![0-9个元%名人年月日])))?(?:整|钟)?)"
    rf"(?P<about>许|左右|前后)?"
)


def _small(text: str) -> int:
    number = parse(text, 0)
    return int(number.number) if number is not None and number.number is not None and number.number.denominator == 1 else -1


def _year(text: str) -> str:
    digits = "".join(
        str("〇一二三四五六七八九".find(c)) if c in "〇一二三四五六七八九" else "0" if c == "零" else c for c in text
    )
    if len(digits) == 2:
        return ("19" if digits[0] in "56789" else "20") + digits
    return digits


def find_dates(text: str) -> Iterator[Mention]:
    """Dates of folded text, in order."""
    for match in ISO.finditer(text):
        month, day = int(match["m"]), int(match["d"])
        if 1 <= month <= 12 and 1 <= day <= 31:
            edtf = f"{match['y']}-{month:02d}-{day:02d}"
            yield Mention(
                match.start(), match.end(), "date", DateValue(edtf=edtf, resolved=edtf), rule="zh.date.figures/1", confidence=0.95
            )
    for match in DATE.finditer(text):
        mention = _date(match)
        if mention is not None:
            yield mention


def _date(match: re.Match[str]) -> Mention | None:
    part = match["part"] or match["mpart"] or ""
    qualifier: Qualifier = "exact"
    if part:
        qualifier = "early" if part in {"初", "年初", "上旬"} else "mid" if part in {"中旬", "中期", "年中", "中"} else "late"
    first = last = None
    if match["year"]:
        first = last = _year(match["year"])
        if match["year2"]:
            last = _year(match["year2"])
        suffix = ""
        if match["half"]:
            suffix = "-40" if match["half"] == "上" else "-41"
        elif match["quarter"]:
            suffix = f"-{32 + _small(match['quarter'])}"
        elif match["season"]:
            suffix = f"-{lexicon.calendar().seasons[match['season']]}"
        first, last = first + suffix, last + suffix
        month, month2, day, day2 = match["month"], match["month2"], match["day"], match["day2"]
        if (
            not month
            and match.string[match.start("year") : match.end()].rstrip("年度").isdigit() is False
            and not suffix
            and qualifier == "exact"
        ):
            tail = match.string[match.start() : match.end()]
            if tail.endswith(("底", "末")):
                qualifier = "late"
            elif tail.endswith("初"):
                qualifier = "early"
            elif tail.endswith("中"):
                qualifier = "mid"
    elif match["m"]:
        first = last = "XXXX"
        month, month2, day, day2 = match["m"], match["m2"], match["md"], match["md2"]
    else:
        first = last = "XXXX-XX"
        month = month2 = None
        day, day2 = match["d"], match["d2"]
    if month:
        number, number2 = _small(month), _small(month2) if month2 else _small(month)
        if not (1 <= number <= 12 and 1 <= number2 <= 12):
            return None
        first, last = f"{first}-{number:02d}", f"{last}-{number2:02d}"
    if day:
        number, number2 = _small(day), _small(day2) if day2 else _small(day)
        if not (1 <= number <= 31 and 1 <= number2 <= 31):
            return None
        first, last = f"{first}-{number:02d}", f"{last}-{number2:02d}"
    edtf = first if first == last else f"{first}/{last}"
    resolved = None if "X" in edtf else edtf
    return Mention(
        match.start(), match.end(), "date", DateValue(edtf=edtf, resolved=resolved), qualifier, None, 0.9, "zh.date.written/1"
    )


def find_times(text: str) -> Iterator[Mention]:
    """Times of day of folded text, in order."""
    for match in TIME.finditer(text):
        hour = _small(match["hour"])
        minute = 0
        if match["min"]:
            minute = int(match["min"])
        elif match["half"]:
            minute = 30
        elif match["quarter"]:
            minute = 15 * _small(match["quarter"])
        elif match["minute"]:
            minute = _small(match["minute"].lstrip("零〇") or "零")
        period = match["period"] or ""
        if not (0 <= hour <= 24 and 0 <= minute < 60):
            continue
        if (period in {"下午", "傍晚", "晚上", "晚间", "夜间", "深夜", "当晚", "午后"} and 1 <= hour < 12) or (
            period == "中午" and hour < 3
        ):
            hour += 12
        qualifier: Qualifier = "about" if match["about"] else "exact"
        yield Mention(
            match.start(),
            match.end(),
            "time",
            TimeValue(iso=f"T{hour % 24:02d}:{minute:02d}"),
            qualifier,
            None,
            0.85,
            "zh.time.clock/1",
        )
