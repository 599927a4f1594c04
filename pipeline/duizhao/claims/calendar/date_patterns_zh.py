"""The patterns of Chinese dates, over folded text. Every repetition is bounded; `dates_zh` reads the matches."""

from __future__ import annotations

import re

from duizhao.claims import lexicon
from duizhao.claims.fold import fold_chinese
from duizhao.claims.patterns import any_of

_WORDS = lexicon.chinese_words()
HAN = "〇零一二三四五六七八九"
_SMALL = f"(?:[0-9]{{1,2}}|[{HAN}十廿卅]{{1,3}})"
_TO = " ?(?:至|到|-|—|–|~|──|——|−) ?"
_YEAR = f"(?:[0-9]{{4}}|[{HAN}]{{4}}|[12二一][{HAN}0-9]{{3}})"
# Two places name a year only with a nought or from 1981 on; 12年5月 does with its month.
_SHORT_YEAR = (
    f"(?:[一二][〇零](?=年(?:$|[，。；、的初底末春夏秋冬]))|[一二][{HAN}](?=年 ?{_SMALL} ?月)|[〇零0'][0-9{HAN}]"
    f"|9[0-9]|8[1-9]|九[{HAN}]|(?:[0-9]{{2,3}}|一[〇零一二][{HAN}])(?= ?年 ?{_SMALL} ?月))"
)
# 两千零八, 一千九百九十八
_TOLD_YEAR = (
    "[两二]千零[一二三四五六七八九十]{1,3}"
    "|一千[一二三四五六七八九]百(?:零[一二三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?)"
)
# Figures or characters before a day or a month that make it part of something longer.
_FREE = f"(?<![0-9第.,{HAN}十百千万几数~-])"


_PART = any_of((*_WORDS.early, *_WORDS.mid, *_WORDS.late))
PART = re.compile("年底|年末|年初|年中|上旬|中旬|下旬|底|末|初|中")
_CENTURY_PART = rf"(?P<part>之?(?:{_PART})(?!国|央|心|文|方|华))?"
_MONTH_DAY = (
    rf"(?P<month>{_SMALL})(?:月份?)?{_TO}(?P<month2>{_SMALL}) ?月份?"
    rf"|(?P<month_>{_SMALL}) ?月(?!有?余(?![下额款粮生地]))(?:份(?!额))?"
    rf"(?: ?(?P<day>{_SMALL})(?:[日号]?{_TO}(?P<day2>{_SMALL}))? ?[日号])?"
)
# Folded as the text is: 乾隆 becomes 干隆 character by character.
ERAS = {fold_chinese(name): year for name, year in lexicon.calendar().eras.items()}
YEAR = re.compile(
    rf"(?<![0-9.{HAN}])(?:(?P<era>{any_of(ERAS)})(?P<reign>元|[0-9]{{1,3}}|[{HAN}十百廿卅]{{1,4}})"
    rf"|(?P<bc>公元前|西元前|前)(?P<ancient>[0-9]{{1,4}}|[{HAN}]{{1,4}})"
    rf"|(?:公元|西元)(?P<ce>元|[0-9]{{1,3}}|[{HAN}十百]{{1,6}})"
    rf"|(?:公元|西元)?(?P<year>{_YEAR}) ?年?{_TO}(?P<year2>{_YEAR}|[0-9]{{2}}(?= ?年))"
    rf"|(?:公元|西元)?(?P<single>{_YEAR})|(?P<short>{_SHORT_YEAR})"
    rf"|(?P<told>{_TOLD_YEAR})) ?年(?!代|级|龄|限|轻|糕|货|历)度?"
)
YEAR_TAIL = re.compile(
    rf" ?(?P<half>[上下]半年)|(?P<first_quarters>前[二两三]个?季度?)"
    "| ?[前头](?P<first_months>[二两三四五六七八九十]|十一|[2-9]|1[01]) ?个月"
    rf"| ?第?(?P<quarter>[一二三四1-4])季度?(?:{_TO}第?(?P<quarter2>[一二三四1-4])季度?)?"
    rf"| ?(?:{_MONTH_DAY})|的? ?(?P<season>[春夏秋冬])(?P<season_word>[季天]?)| ?全年"
)
MONTH = re.compile(f"{_FREE}(?:{_MONTH_DAY})")
EDGE_DAY = re.compile("的?(?:(?P<last>最后一?|末尾一)|第一|头一)[天日](?!起|开始)")
MONTH_WORD = re.compile(any_of(_WORDS.month_words))
DAY = re.compile(rf"{_FREE}(?P<day>{_SMALL})(?:[日号]?{_TO}(?P<day2>{_SMALL}))? ?(?P<mark>[日号])")
CENTURY = re.compile(
    rf"(?:(?P<bc>公元前|西元前|(?<![之以目年个月日生])前)|公元|西元)?"
    rf"(?P<c>上(?:一个?|个)?|本|[0-9]{{1,2}}|[一二三四五六七八九十廿卅]{{1,3}}) ?世纪"
    rf"(?: ?(?P<decade>[0-9]0|[{HAN}]十) ?年代)?{_CENTURY_PART}"
)
DECADE = re.compile(
    rf"(?<![0-9{HAN}十])(?P<decade>[12][0-9]{{2}}0|[1-9]0|[{HAN}]{{4}}|[二三四五六七八九]十) ?年代{_CENTURY_PART}"
)
QUARTER = re.compile(
    "第(?P<quarter>[一二三四1-4])季度?(?!节)|(?<![0-9一二三四])(?P<bare>[一二三四1-4])季度|(?P<half>[上下]半年)|(?P<first_quarters>前[二两三]个?季度?)"
)
FIGURES = re.compile(
    r"(?<![0-9./:-])(?:(?P<y>[12][0-9]{3})(?P<mark>[-/.])(?P<m>[01]?[0-9])(?P=mark)(?P<d>[0-3]?[0-9])"
    r"|(?P<y6>[12][0-9]{3}) (?P<m6>[01]?[0-9]) (?P<d6>[0-3]?[0-9])(?= ?(?:$|[，。；、！？,）)]))"
    r"|(?P<d2>[0-3]?[0-9])(?P<mark2>[/.])(?P<m2>[0-3]?[0-9])(?P=mark2)(?P<y2>[12][0-9]{3})"
    r"|(?P<y3>[0-9]{2})-(?P<m3>[01][0-9])-(?P<d3>[0-3][0-9])"
    r"|(?P<y4>(?:19|20)[0-9]{2})(?P<m4>0[1-9]|1[0-2])(?P<d4>0[1-9]|[12][0-9]|3[01])"
    r"|(?P<m7>0[1-9](?=-[0-3])|1[0-2](?=-0))-(?P<d7>0[1-9]|[12][0-9]|3[01])(?=[ ，。；、,）)]|$)"
    r"|(?P<m5>[0-3]?[0-9])/(?P<d5>[0-9]{1,2}))(?![0-9/:-]|\.[0-9])"
)
# Years in brackets behind a name: 唐朝（618年—907年）
BRACKETED = re.compile(r"[(（](?:公元)?(?P<first>[0-9]{3,4})年?(?:-|—|–|~|至|——)(?:公元)?(?P<last>[0-9]{3,4})(?P<stop>年?)[)）]")
# Without one of these 第三季 is the season of a series; beside those below it is that in any case.
QUARTERLY = re.compile(any_of(lexicon.chinese_words().quarterly))
SERIES = re.compile("集|剧|播|综艺|动画|主演|刷完")
# 九几年, 一九六几年
SOME_YEAR = re.compile("(?:一九|19)?(?P<tens>[三四五六七八九3-9])几年(?!来(?!的)|间|前|后|内|的时间)")
# 2020-05, 2020.05, 2020年05, 2010Q3, 2010年Q3
YEAR_MONTH = re.compile(
    r"(?<![0-9./:-])(?P<y>(?:19|20)[0-9]{2})(?:(?:-|/|\.|年)(?P<m>0[1-9]|1[0-2])(?![0-9年月日%亿万元./:-])"
    r"|-(?P<m2>[1-9])(?=[ ，。；、,）)]|$)"
    r"| ?年? ?[Qq](?P<q>[1-4])(?![0-9A-Za-z])(?:季度)?)"
)
# Before 5/13 these make it a day.
SLASH_BEFORE = re.compile("[在于到至]$")
# Between a day with its month and one that has the same: 5月13日和15日.
LISTED = re.compile(" ?[、，,和及与或] ?")
# © 2003, 2005-2007
COPYRIGHT = re.compile(
    "(?:©|[(（][cC][)）]|版权(?:所有)?|[Cc]opyright)[ :：]{0,2}"
    "(?P<years>(?:19|20)[0-9]{2}(?: ?[-–—,，、] ?(?:19|20)[0-9]{2}){0,12})(?![0-9年.])"
)
COPYRIGHT_YEARS = re.compile("(?P<first>[0-9]{4})(?: ?[-–—] ?(?P<last>[0-9]{4}))?")
RELATIVE_YEAR = re.compile(f"(?P<word>{any_of(_WORDS.relative_years)})[的度，]? ?$")
RELATIVE_MONTH = re.compile(f"(?P<word>{any_of(_WORDS.relative_months)})的? ?$")
COUNTED_BEFORE = re.compile(f"(?:{any_of(_WORDS.counted_before)})$")
COUNTED_AFTER = re.compile(f"{any_of(_WORDS.counted_after)}|的?(?:{any_of(_WORDS.counted_nouns)})")
NUMBERED_THING = re.compile(f"[{_WORDS.number_things}]|{any_of(lexicon.unread().words.zh_numbered)}|[”’」』\"'）)]")
DAY_BEFORE = re.compile(f"(?:^|[，。；、！？：（(“\"' ]|周.|星期.|{any_of(_WORDS.day_before)})$")
YEARS_COUNTED = re.compile(any_of(_WORDS.years_counted))
# 12/1 is a date where nothing goes on with the number behind it.
BARE_END = re.compile(" ?(?:$|[，。；、）)日号]|在|于|举)")
# Denominators of everyday fractions: 5/16 is no date.
FRACTIONS = frozenset({16, 20, 24, 25, 30})
