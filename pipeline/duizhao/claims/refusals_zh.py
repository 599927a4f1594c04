"""What looks like a Chinese claim and is none: identifiers, document numbers, addresses, and numerals inside words."""

from __future__ import annotations

import re
from functools import cache

from duizhao.claims import lexicon
from duizhao.claims.mention import Rejection
from duizhao.claims.numerals.numeral import Numeral
from duizhao.claims.numerals.numerals_zh import TRIGGER, parse
from duizhao.claims.patterns import JOIN, PATH, any_of
from duizhao.claims.units import chinese_units
from duizhao.claims.words_zh import MAX_WORD, common_words, dictionary, idiom_over

_FACTS = lexicon.refusals().zh
# Letters behind figures that are units, suffixes or halves of the day, and make no identifier.
_UNIT_LETTERS = (
    "km|cm|mm|kg|mg|ml|kW|MW|kWh|mph|GB|TB|MB|KB|ha|Hz|MHz|GHz|m|g|t|L|V|W|A|k|K|w|b|h|s|F|C|RMB|CNY|USD|EUR|HKD|GBP|TEU|bn|ppm|rpm"
    "|dB|Pa|kPa|MPa|am|pm|AM|PM|e|kph|kn|hp|lb|lbs|oz|ft|nm|um|MWh|GWh|TWh|mAh|mA|kV|kJ|kcal|mol|Mbps|Gbps|psi|hPa|VND|JPY|KRW"
)
_ADDRESS = r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
_MANUAL = r"|[a-z][a-z0-9_.-]{1,30} ?\([1-9]\)"
_SPANS_TEXT = (
    r"(?P<url>(?:https?://|www\.)[^\s，。；）)]{1,300}"
    rf"{_ADDRESS})"
    # 〔2023〕15号, （2023）临0203民初4587号
    r"|(?P<docnumber>[（(〔\[]\d{4}[)）〕\]] ?[^\s，。；、（）()]{0,14}?第? ?\d{1,6} ?号)"
    r"|(?P<phone>(?<![\d.])(?:\+\d{1,3}[ -])?(?:0\d{2,3}[- ]\d{5,8}|1[3-9]\d[- ]?\d{4}[- ]?\d{4}|[48]00-?\d{3}-?\d{4}"
    r"|\d{4} \d{4}(?= ?(?:$|[，。；）)]))|(?!(?:19|20)\d\d-(?:19|20)\d\d)[2-9]\d{3}-\d{4})(?![\d.]))"
    # %.250s, %0A, 0x6c, ISO 8601, SOCKSv5
    r"|(?P<placeholder>(?<![0-9０-９])%[-+0#]?\d{0,4}(?:\.\d{1,4})?[a-zA-Z](?![A-Za-z])|(?<![0-9])%[0-9A-F]{2}(?![0-9])|(?<![A-Za-z0-9])0x[0-9A-Fa-f]+"
    rf"{_MANUAL}|(?<=[A-Z]{{2}})[vV]\d+(?:\.\d+)*)"
    r"|(?P<standard>(?<![A-Za-z])(?:ISO|IEC|GB/T|GB|RFC|IEEE|DIN|ANSI|JIS|ASTM)(?:/[A-Z]{1,4})?[ -]?\d{2,6}(?:[-:.]\d{1,4}){0,3})"
    # 图3所示, 碳-14, 4×100米接力
    r"|(?P<label>[图表]\d{1,3}(?:[-.]\d{1,2})?(?=所示|所列|中|可|显示|给出|列出|为|是|[，。）)、]|$))"
    r"|(?P<code>(?:碳|铀|钚|碘|铯|锶|钴|钾)-?\d{1,3}(?![\d.%])|\d{1,2}[×xX]\d{1,4}米?(?=[^，。；]{0,6}接力))"
    rf"|(?P<path>{PATH})"
    # [12], [3, 4], [5-7]; but 在区间[0,10]内
    r"|(?P<footnote>(?<!区间)(?<!范围)(?<!区间 )\[\d{1,3}(?: ?[,;、–-] ?\d{1,3}){0,12}\])"
    # double digits; but 三位数学家 are three people
    # and places of digits: 十位数和个位数, 百位上的数字
    r"|(?P<word>[一二两三四五六七八九]位数(?![学字据理值目量十百千万])"
    r"|(?<![0-9〇零一二两三四五六七八九十百千万亿几数])[十百千万亿]+位(?:数(?=[与和及加减、是为的上等，。(（)）])|上的?(?=数)|数字))"
    # the 14th five-year plan; the number of a train or a flight
    r"|(?P<name>十[一二三四五]五(?=[\"”’』」]|规划|期间|时期|以来|末|开局|收官|纲要|计划|建设|发展)|[A-Z]{1,3}\d{1,5}次(?=航班|列车|班列|班机|特快|高铁|动车)"
    # 五里店, 八里庄, 一亩园: a place by how far or how large it is
    r"|(?<![0-9〇零一二两三四五六七八九十百千万数几余多])(?:[一二三四五六七八九十]{1,2}里[屯堡店桥庄坪铺营墩塘沟](?!里)|一亩[园泉]))"
    r"|(?P<contact>(?<![A-Za-z])(?:ISBN(?:-1[03])?|ISSN)[:： ]{0,2}\d[\dX -]{6,16}[\dX](?!\d))"
    r"|(?P<version>\d{1,3}(?:\.\d{1,3}){1,3}(?=版)|(?<![A-Za-z0-9.])[A-Z](?:\.\d{1,4}){1,4}(?!\d|\.\d|[A-Za-z])|(?<![\d.])\d{1,3}(?:\.\d{1,3}){2,3}(?!\d|\.\d)|[vV]\d+(?:\.\d+)+)"
    # four, eight, sixteen sides left in a competition; 500强 is a list
    r"|(?P<stage>(?<![0-9〇零一二三四五六七八九十百])(?:[48]|16|32|[四八]|十六|三十二)强(?![调化度烈势制大])|(?:[四八48]|十六|16)分之一决赛|1/(?:[48]|16)决赛)"
    # COVID-19, N95, A380, 5G, 3D
    r"|(?P<identifier>(?<![A-Za-z0-9¥$£€])(?:[A-Za-z][A-Za-z]*[-‑]?[0-9][A-Za-z0-9-]*(?:\.[0-9]++(?![A-Za-z]))*"
    rf"|[0-9]++(?:\.[0-9]++)?(?!(?:{_UNIT_LETTERS})(?![A-Za-z]))[A-Za-z][A-Za-z0-9]*(?![A-Za-z]*[/·²³])|[2-6]G(?![A-Za-z0-9])))"
    # 星期三, 礼拜五晚
    r"|(?P<weekday>(?<!个)(?:星期|礼拜)[一二三四五六日天](?![一-鿿]?[次场天]))"
    r"|(?P<event>(?<!\d)\d{1,2}·\d{1,2}(?!\d)|7[×xX*]24|24/7|(?<!\d)9/11(?!\d))"
)
_SPANS = re.compile(_SPANS_TEXT)
# Without @ and (1) the two that look at every letter cannot match, and few characters begin any of the others.
_SPANS_PLAIN = re.compile(
    r"(?=[!-~¥£€（〔图表碳铀钚碘铯锶钴钾一二两三四五六七八九十星礼\d])"
    f"(?:{_SPANS_TEXT.replace(_ADDRESS, '').replace(_MANUAL, '')})"
)
# Behind a word with a decimal these make it an amount: GDP3.5%, but USB3.0, PM2.5, Python3.8版.
_DECIMAL = re.compile(r"[A-Za-z]+[0-9]+\.[0-9]+")
_AMOUNTS = frozenset("%％‰万亿倍元美港个")
_PAGE = re.compile(r"\([1-9]\)")
# 10G, 2.5M: a number where the text ends with it; 5G is a network.
_SCALED = re.compile("(?![2-6]G)[0-9]++(?:\\.[0-9]++)?[MGTB]")
_MEMORY = re.compile(any_of(lexicon.chinese_words().memory))
# 2010Q3, 2020W23, UTC-5
_TIED = re.compile("(?:19|20)[0-9]{2}[Qq][1-4]|[Qq][1-4]|(?:(?:19|20)[0-9]{2})?W[0-5][0-9](?:-[1-7])?|(?:UTC|GMT)-[0-9]{1,2}")
_MONEY_CODE = re.compile(r"(?:US|HK|NT|A|C|S|R|RMB|CNY|USD|EUR|GBP|JPY|HKD|TWD|AUD|CAD)\$?\d[\d,.]*(?:[kKmMbB]n?)?")
_HEADING = re.compile(
    r"(?:(?<=\n)|^)(?:#{1,6} ?\d{1,2}(?:\.\d{1,2}){0,2} |[ 　#*]{0,4}(?:[（(]?[一二三四五六七八九十]{1,3}(?:[）)]|、|\.(?!\d))"
    r"|(?P<figure>\d{1,2}(?:\.\d{1,2}){0,3})(?:[.、．)）](?!\d)|(?<=\.\d)[ 　]|(?<=\.\d\d)[ 　])))|[（(]\d{1,2}[）)]"
)
_BEHIND_NUMBER = re.compile(
    r"号(?!人(?![民们员]))|室|会议室|单元|弄|[栋幢座](?=\d)|楼(?![上下])|层楼|路(?=公交|车)"
    f"|车厢|{any_of(lexicon.unread().words.zh_behind_number)}"
)
# Public service numbers (12306, 12345).
_HOTLINE = re.compile("12[0-9]{3}")
_CONTACT = re.compile(f"(?:{any_of(_FACTS.contacts)})(?:号码?)?(?:是|为|：|:)? ?$")
_LABELLED = lexicon.unread().words
_LABEL = re.compile(f"(?:{any_of(_LABELLED.zh_labels)}|(?<![关备附标])注|(?<![条比举惯])例|(?<![试习考难标主话问专])题) ?$")
_LABEL_AFTER = re.compile(rf"$|[{_LABELLED.zh_label_after}]|[^一-鿿0-9]")
# 第五、六条
_LISTED_SECTION = re.compile("第[0-9零一二三四五六七八九十百]{1,5}(?:[、和及与或至到-])$")
_LISTED = frozenset("章条款编")
_MOST_LABELS = 1000
_MAKE = re.compile(f"(?:{any_of(_FACTS.makes)}) ?-?$")
_INSTITUTION = re.compile(any_of(_FACTS.institutions))
_IDIOM = re.compile(any_of(_FACTS.idioms))
# 第一 before a comma at the head of a sentence counts an argument, nothing else.
_SENTENCE_HEAD = frozenset({"", "。", "；", "：", ":", "\n", "，"})


def find_spans(text: str) -> list[Rejection]:
    """Stretches of folded text that hold numerals but state nothing, in reading order."""
    found: list[Rejection] = []
    pattern = _SPANS if "@" in text or ("(" in text and _PAGE.search(text)) else _SPANS_PLAIN
    for match in pattern.finditer(text):
        reason = match.lastgroup or "identifier"
        counted = re.fullmatch("[A-Z]{2,}[0-9]+", match[0]) is not None and _unit_follows(text, match.end())  # AED180台
        counted = counted or (
            _DECIMAL.fullmatch(match[0]) is not None and text[match.end() : match.end() + 1] in _AMOUNTS
        )  # GDP3.5%
        counted = counted or match[0].lstrip("0123456789.") in chinese_units()  # 16gb
        counted = counted or (match[0][-1] in "GT" and _MEMORY.match(text, match.end()) is not None)  # 16G内存
        counted = counted or _TIED.fullmatch(match[0]) is not None
        counted = counted or (_SCALED.fullmatch(match[0]) is not None and text[match.end() :].strip() in {"", "%", "个百分点"})
        if reason != "identifier" or not (counted or _MONEY_CODE.fullmatch(match[0])):
            found.append(Rejection(match.start(), match.end(), reason, f"zh.refuse.{reason}/1"))
    found += [Rejection(match.start(), match.end(), "idiom", "zh.refuse.idiom/1") for match in _IDIOM.finditer(text)]
    found += [
        Rejection(match.start(), match.end(), "heading", "zh.refuse.heading/1")
        for match in _HEADING.finditer(text)
        if not (match["figure"] and match[0][-1] in " 　" and _unit_follows(text, match.end()))
    ]
    return sorted(found, key=lambda one: one.start)


def _unit_follows(text: str, at: int) -> bool:
    units = chinese_units()
    while text[at : at + 1] == " ":
        at += 1
    return text[at : at + 1] in {"个", "百", "千", "万", "亿", "兆"} or any(text[at : at + k] in units for k in (1, 2, 3))


@cache
def _explicit() -> tuple[frozenset[str], int]:
    return frozenset(_FACTS.words), max(map(len, _FACTS.words))


@cache
def _openings() -> frozenset[str]:
    """The first two characters of every word that may swallow a numeral."""
    return frozenset(word[:2] for word in (*dictionary(), *_explicit()[0]))


def refused_ordinal(text: str, number: Numeral) -> str | None:
    """Why 第N is no claim: a place in a law, an institution, 第二天, a list."""
    after = text[number.end : number.end + 4]
    if after[:1] in _FACTS.sections and not (after[:1] in {"节", "卷", "册"} and after[1:2] in {"课", "车"}):
        return "section"
    if _INSTITUTION.match(after):
        return "name"
    if number.plain and text[number.start] == "二" and after[:1] in {"天", "日"}:
        return "relative"
    listed = after[:1] in {"，", "、", ",", ":"} and text[number.start - 2 : number.start - 1] in _SENTENCE_HEAD
    return "heading" if listed else None


# Behind 一一 these make it the digits of a year or a number.
_ELEVEN = re.compile("[年零〇路号月]")


def refused_context(text: str, number: Numeral) -> str | None:
    """Why a figure is no claim because of what stands beside it: a telephone, a house number, a model."""
    before = text[max(0, number.start - 8) : number.start]
    if before[-1:] == "腊" and text[number.start] == "八":
        return "name"  # 腊八粥
    if text[number.start : number.end] == "一一" and not _ELEVEN.match(text, number.end):
        return "word"  # 一一介绍, 惟一一支 with another 唯
    if before[-1:] == "每" and number.end - number.start == 1 and text[number.start] in "百千万亿":
        return "rate"  # 每千人口
    if number.form in {"arabic", "digits", "words"} and _BEHIND_NUMBER.match(text, number.end):
        return "identifier"
    if _labelled(text, number, before) or (text[number.end : number.end + 1] in _LISTED and _LISTED_SECTION.search(before)):
        return "label"
    if before.endswith(("UTC+", "GMT+")):
        return "identifier"
    hotline = _HOTLINE.fullmatch(text, number.start, number.end) and not _unit_follows(text, number.end)
    if hotline or (_CONTACT.search(before) and not _unit_follows(text, number.end)):
        return "contact"  # 房间201; not 房间三米宽
    if before[-1:] in _FACTS.short_before and number.end - number.start == 1 and _short_institution(text, number.end):
        return "name"
    whole = number.form == "arabic" and number.number is not None and number.number.denominator == 1
    if (
        whole
        and _MAKE.search(before)
        and text[number.end : number.end + 1] not in {"%", "."}
        and not _unit_follows(text, number.end)
    ):
        return "name"
    return None


def _labelled(text: str, number: Numeral, before: str) -> bool:
    """附件二, 证人2, 脚注5: a number behind what it labels, with nothing counted behind it."""
    if number.form not in {"arabic", "words"} or number.number is None or not 0 < number.number < _MOST_LABELS:
        return False
    if _LABEL.search(before) is None or _LABEL_AFTER.match(text, number.end) is None or _unit_follows(text, number.end):
        return False
    return JOIN.match(text, number.end) is None and text[number.end : number.end + 1] not in {"%", "."}


def _short_institution(text: str, at: int) -> bool:
    """附一院, 市二中, but not 全市一小时."""
    return text[at : at + 1] in _FACTS.short_after and text[at : at + 2] not in {"小时", "中国"}


def word_over(text: str, number: Numeral, end: int) -> tuple[int, int] | None:
    """The word that a Chinese numeral only stands inside, or None.

    Args:
        text: folded text.
        number: a numeral with Chinese characters.
        end: where its claim would end, unit included; a word that ends earlier does not swallow the claim.
    """
    idiom = idiom_over(text, number.start, number.end)
    if idiom is not None:
        return idiom
    words, common = dictionary(), common_words()
    explicit, longest = _explicit()
    counted = end > number.end  # a unit stands behind it: 其中二十三件 is not 中二
    openings = _openings()
    for begin in range(max(0, number.start - 3), number.start + 1):
        if text[begin : begin + 2] not in openings:
            continue
        ahead = begin < number.start
        for stop in range(min(len(text), begin + max(MAX_WORD, longest)), max(begin + 1, number.start), -1):
            word = text[begin:stop]
            known = word in explicit
            tag = words.get(word)
            if (not known and tag is None) or (stop == number.end and not ahead):
                continue
            if word == "一点" and stop < number.end:
                continue  # 一点五万
            if ahead and counted and not _binds(word) and not (known and len(word) > 3):
                continue
            if known:
                if ahead or not end > stop > number.end:
                    return begin, stop
                continue
            if (stop < number.end and not ahead) or (ahead and word not in common) or _is_quantity(word, tag or "", ahead=ahead):
                continue
            if ahead or not (end > stop or _splits(text, begin, stop)):
                return begin, stop
    return None


def _binds(word: str) -> bool:
    """统一, 之一, 周三, 初五: words that keep their numeral even where a unit follows."""
    return word[-1] == "一" or word[0] in "周初第" or word[:-1] in {"星期", "礼拜"}


def _is_quantity(word: str, tag: str, *, ahead: bool) -> bool:
    """第一, 三年, 上百: words of the dictionary that do count, by jieba's tags for numbers and amounts or by their parts."""
    if word[0] in "第约近逾超数几上" or tag in {"m", "mq"}:
        return True
    inner = parse(word, 0) if not ahead and TRIGGER.match(word) else None
    return inner is not None and (inner.end == len(word) or word[inner.end :] == "级" or word[inner.end :] in chinese_units())


def _splits(text: str, begin: int, stop: int) -> bool:
    """三人组成 is 三人 and 组成, no 三人组: the last character begins a word with what follows, and a quantity is left."""
    words = dictionary()
    if not any(text[stop - 1 : k] in words for k in (stop + 1, stop + 2) if k <= len(text)):
        return False
    inner = parse(text[begin : stop - 1], 0) if TRIGGER.match(text, begin) else None
    return inner is not None and text[begin + inner.end : stop - 1] in chinese_units()
