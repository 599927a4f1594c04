"""The patterns of English dates, over folded text. Every repetition is bounded; `dates_en` reads the matches."""

from __future__ import annotations

import re

from duizhao.claims import lexicon
from duizhao.claims.numerals.number_words_en import ORDINALS, TENS, UNITS

MONTHS = lexicon.calendar().months
_SHORT = frozenset({"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"})


def _any(words: list[str] | tuple[str, ...] | frozenset[str]) -> str:
    """An alternative of words, the longest first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_MONTH = _any([f"{name}\\.?" if name in _SHORT else name for name in MONTHS])
MONTH_NAME = _MONTH
_L, _R = "(?<![a-z0-9])", "(?![a-z0-9])"
_ONES = [word for word, value in UNITS.items() if 0 < value < 10]
_ORDINAL = _any(
    [f"{tens}[ -]{unit}" for tens in ("twenty", "thirty") for unit in [*list(ORDINALS)[:9], *_ONES]]
    + [word for word, value in ORDINALS.items() if value <= 31]
)
NTH = f"(?:[0-9]{{1,3}}(?:st|nd|rd|th)|{_ORDINAL})"
DAY = rf"(?:[0-3]?[0-9](?:st|nd|rd|th)?|{_ORDINAL})"
# Years in words: nineteen eighty-six, seventeen hundred thirty-three, two thousand and ten.
_TEENS = _any([word for word, value in UNITS.items() if 13 <= value <= 19])
_BELOW = f"(?:oh[ -](?:{_any(_ONES)})|ten|eleven|twelve|{_TEENS}|(?:{_any(list(TENS))})(?:[ -](?:{_any(_ONES)}))?)"
_WORD_YEAR = (
    f"(?:(?:{_TEENS}|twenty)[ -](?:hundred(?: and)?[ -])?{_BELOW}|two thousand(?: and)?(?:[ -](?:{_BELOW}|{_any(_ONES)}))?)"
)
YEAR_WORD = rf"(?:[12][0-9]{{3}}(?![0-9]|[,.][0-9])|'[0-9]{{2}}(?![0-9a-z])|{_WORD_YEAR})"
_FIGURE_YEAR = "[12][0-9]{3}"
_PARTS = (
    "early in|late in|early|mid|late|(?:the )?(?:very )?(?:beginning|start|end|middle|close|turn) of"
    "|(?:year-)?end(?=-[0-9])|year-end(?= [0-9])"
)
_WEEKDAY = _any(list(lexicon.calendar().weekdays))
_SUFFIX = "(?:st|nd|rd|th)"
TO = " ?(?:to|until|till|through|-|–|—) ?"
_OR = "(?: and | or |, | & )"
# What makes figures behind a month's name something else than a day.
_NO_DAY = (
    rf"(?!\.[0-9]|,(?!{_FIGURE_YEAR}(?![0-9]))[0-9]|:[0-9]|%"
    rf"| ?(?:per|percent|million|billion|thousand|people|a\.m|p\.m|am{_R}|pm{_R}))"
)
_NO_LIST_DAY = rf"(?![.,][0-9]|:[0-9]|%| ?(?:a\.m|p\.m|am{_R}|pm{_R}|{_MONTH}))"

ANY_MONTH = re.compile(f"{_L}(?:{_MONTH})(?![a-z])")
DAY_MONTH = re.compile(
    rf"{_L}(?<![0-9][.,])(?:the )?(?P<days>{DAY}(?:(?:{_OR}|{TO})(?:the )?{DAY}){{0,5}})(?: day)?(?: of|,)?[ -]?"
    rf"(?P<month>{_MONTH})(?![a-z])(?:(?:,? ?(?:of |in )?|-)(?P<year>{YEAR_WORD})|(?![0-9]))"
)
MONTH_DAY = re.compile(
    rf"{_L}(?P<month>{_MONTH})(?:[ /-]| the )?"
    rf"(?P<days>{DAY}{_R}{_NO_DAY}(?:(?:{_OR}|{TO}){DAY}{_R}{_NO_LIST_DAY}){{0,5}})"
    rf"(?: ?, ?(?P<year>{YEAR_WORD})| (?:of |in )?(?P<year2>{YEAR_WORD}))?"
)
MONTH_YEAR = re.compile(
    rf"{_L}(?:(?P<part>{_PARTS})[ -])?(?:the month of )?(?P<month>{_MONTH}){_R}"
    rf"(?:(?:,? (?:of |in )?|[ /-]|, ?)(?P<year>{YEAR_WORD}))?"
)
# A month is one where another stands behind it in a list: May and June, March to May.
NEXT_MONTH = re.compile(rf",? (?:and|or|to|through|until) (?:{_MONTH}){_R}|, (?:{_MONTH}){_R}|[-–/](?:{_MONTH}){_R}")
# Between two dates of a list, where the last one names the year.
LISTED = re.compile("(?:,| and| or| &|, and|, or|/) ?")
# 2018 November, 2018, November 5
YEAR_MONTH = re.compile(
    rf"(?<![a-z0-9.,/-])(?P<year>[12][0-9]{{3}}),? (?P<month>{_MONTH}){_R}"
    rf"(?: (?P<day>[0-3]?[0-9]){_SUFFIX}?(?![0-9a-z]|[.,:][0-9])"
    r"|(?= ?(?:$|[.,;:!?)])))"
)
# the first Monday of September 2020, the last Friday in March 2018
NTH_WEEKDAY = re.compile(
    rf"{_L}(?:the )?(?P<nth>first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th) (?P<weekday>{_WEEKDAY})"
    rf" (?:of|in) (?P<month>{_MONTH})(?:,? (?:of )?(?P<year>{YEAR_WORD})){_R}"
)
# Behind a day in figures the sentence pauses or goes on without a noun: on 3.5, we left; not on 3.5 million.
_STANDS = " ?(?:$|[.,;:!?)]|(?:at|and|in|to|until|till|we|i|he|she|they|it|you|when|for|with|after|before|by|from)(?![a-z]))"
# 05-Aug-2016, 2019/aug/01, 23-2020-September: a month's name, a day and a year in any order.
_PIECE = f"(?:{_MONTH}|[0-9]{{1,4}})"
NAMED = re.compile(rf"(?<![a-z0-9.,/-])(?P<a>{_PIECE})(?P<mark>[-/ ])(?P<b>{_PIECE})(?P=mark)(?P<c>{_PIECE})(?![a-z0-9/])")
FIGURES = re.compile(
    r"(?<![0-9/.,:])(?<![0-9]-)(?:(?P<y>[12][0-9]{3})(?P<mark>[-/.]| )(?P<m>[01]?[0-9])(?P=mark)(?P<d>[0-3]?[0-9])"
    r"|(?P<a>[0-3]?[0-9])(?P<mark2>[-/.])(?P<b>[0-3]?[0-9])(?:(?P=mark2)|(?<=/[0-9]{2}),)(?P<y2>[12][0-9]{3}|(?<=/)[0-9]{2})"
    r"|(?P<a2>[0-3]?[0-9])-(?P<b2>[0-3]?[0-9])-(?P<y10>[0-9]{2})"
    r"|(?P<y3>[12][0-9]{3})-(?P<m3>0[1-9]|1[0-2])|(?P<y7>(?:19|20)[0-9]{2})/(?P<m7>0?[1-9]|1[0-2])"
    r"|(?P<m8>0?[1-9]|1[0-2])/(?P<y8>(?:19|20)[0-9]{2})|(?P<m9>0[1-9]|1[0-2])-(?P<y9>(?:19[5-9]|20[0-4])[0-9])"
    r"|(?P<y4>(?:19|20)[0-9]{2})(?P<m4>0[1-9]|1[0-2])(?P<d4>0[1-9]|[12][0-9]|3[01])"
    rf"|(?<=\bon )(?P<m5>0?[1-9]|1[0-2])[-./](?P<d5>[0-3]?[0-9])(?={_STANDS})"
    r"|(?P<a7>0[1-9]|1[0-9]|2[0-9]|3[01])/(?P<b7>0[1-9]|1[0-2]|1(?![0-9]))|(?P<m6>[1-9]|1[0-2])/(?P<d6>[12][0-9]|3[01]))"
    r"(?![0-9/:]|[-.,][0-9])"
)
DECADE_WORDS = "twenties thirties forties fifties sixties seventies eighties nineties"
DECADE = re.compile(
    rf"{_L}(?:the )?(?:(?P<part>{_PARTS})[ -])?(?:the )?(?P<decade>(?:1[0-9]{{2}}|20[0-9])0)'?s{_R}"
    rf"|{_L}the (?:(?P<part2>early|mid|late)[ -])?(?:roaring |swinging )?"
    rf"(?P<word>(?:nineteen |')?(?:{DECADE_WORDS.replace(' ', '|')})|'?[2-9]0'?s){_R}"
    rf"|(?<![a-z0-9])(?P<part3>early|mid|late)[ -](?P<word3>'[2-9]0s|(?:{DECADE_WORDS.replace(' ', '|')})(?! of)){_R}"
    rf"|{_L}(?:the )?(?:(?P<part4>{_PARTS})[ -])?(?:the )?(?P<hundreds>sixteen|seventeen|eighteen|nineteen|twenty)[ -]"
    rf"(?P<tens>tens|{DECADE_WORDS.replace(' ', '|')}){_R}"
    rf"|{_L}(?:the )(?:(?P<part5>early|mid|late)[ -])?(?P<nought>noughties|aughts){_R}"
)
# the 1970s and 80s: the decade that has its century from the one before
NEXT_DECADE = re.compile(
    rf"(?<![0-9])(?P<century>1[0-9]|20)(?P<first>[0-9])0'?s(?:,? (?:and|or|to|through) |-|–)"
    rf"(?:the )?(?:(?P<part>early|mid|late)[ -])?(?P<decade>'?(?P<tens>[1-9])0'?s|(?P<word>{DECADE_WORDS.replace(' ', '|')})){_R}"
)
CENTURY = re.compile(
    rf"{_L}(?:the )?(?:(?P<part>{_PARTS})[ -])?(?:the )?(?P<n>{NTH})"
    rf"(?:(?: and | to |-|–| through )(?:the )?(?P<n2>{NTH}))?[ -]centur(?:y|ies){_R}"
    rf"(?:(?P<bc> bce?{_R}| b\.c\.(?:e\.)?)| (?:ad|ce){_R})?"
)
# this century, the end of this century; the century alone is ours where something is foretold
OUR_CENTURY = re.compile(
    rf"{_L}(?:the )?(?:(?P<part>{_PARTS})[ -])?(?:this|the (?:present|current)) century{_R}"
    rf"|(?<=by )(?:the )?(?:(?P<part2>end|close|middle) of the |(?P<part3>mid)-)century{_R}"
)
FORETOLD = re.compile(r"(?<![a-z])(?:will|could|would|may|might|expected|projected|predicted|likely|(?:is|are) to)(?![a-z])")
# the 2nd millennium BC
MILLENNIUM = re.compile(
    rf"{_L}(?:the )?(?:(?P<part>{_PARTS})[ -])?(?:the )?(?P<n>{NTH})[ -]millenni(?:um|a){_R}(?P<bc> bce?{_R})?"
)


def _of_year(first: str, second: str) -> str:
    year = f"(?: of (?:(?:fiscal )?(?P<{first}>{YEAR_WORD})|the year|this year|last year|the fiscal year|next year)"
    return f"{year}| (?P<{second}>{YEAR_WORD}))"


QUARTER = re.compile(
    rf"{_L}(?:(?:the )?(?P<n>first|second|third|fourth|1st|2nd|3rd|4th|final)[ -]quarter{_R}(?![ -]?finals?)"
    rf"{_of_year('year', 'year2')}?"
    rf"|(?:(?P<year3>{_FIGURE_YEAR})[ -]?)?(?P<q>[qh])(?P<qn>[1-4])"
    rf"(?:[ ,/-]{{1,2}}(?:of )?(?:fy ?)?(?P<year4>{_FIGURE_YEAR}|'[0-9]{{2}}))?{_R}"
    rf"|(?P<qn2>[1-4])(?P<q2>[qh])[ -]?'?(?P<year7>{_FIGURE_YEAR}|[0-9]{{2}}){_R}"
    rf"|(?:the )?(?P<h>first|second|1st|2nd|latter)[ -]half{_of_year('year5', 'year6')})"
)
# the first and third quarters of 2020
QUARTERS = re.compile(
    rf"{_L}(?:the )?(?P<all>(?:first|second|third|1st|2nd|3rd)"
    r"(?:(?:,|,? and|,? or) (?:the )?(?:second|third|fourth|2nd|3rd|4th)){1,3})"
    rf"[ -]quarters?{_R}(?![ -]?finals?){_of_year('year', 'year2')}?"
)
# the spring and summer of 2020: the first of two seasons with one year
SEASONS = re.compile(
    rf"{_L}(?P<season>spring|summer|autumn|fall|winter)"
    r"(?= (?:and|or|to) (?:the )?(?:early |mid |late )?(?:spring|summer|autumn|fall|winter)"
    rf"(?: of|,)? (?P<year>{_FIGURE_YEAR}|'[0-9]{{2}}){_R})"
)
SEASON = re.compile(
    rf"{_L}(?:the )?(?:(?P<part>early|mid|late)[ -])?(?P<season>spring|summer|autumn|fall|winter)(?: of|,)?"
    rf" (?P<year>{_FIGURE_YEAR}|'[0-9]{{2}})(?:[/–-](?:[0-9]{{2}}){{1,2}})?{_R}"
)
FISCAL = re.compile(
    rf"{_L}(?P<word>[fcs]y ?'?|fiscal(?: year)? |financial year |calendar year |academic year |school year )"
    rf"(?P<year>{_FIGURE_YEAR}|[0-9]{{2}})(?:[/–-](?P<year2>[0-9]{{2,4}}))?{_R}"
)
ANCIENT = re.compile(
    rf"{_L}(?:(?:ad|ce|a\.d\.) ?(?P<n>[0-9]{{1,4}}){_R}"
    rf"|(?<![0-9][,.])(?:(?P<n2>[0-9]{{1,4}})(?:-|–| to ))?(?P<n3>[0-9]{{1,4}}) ?"
    rf"(?P<era>bce?{_R}|ad{_R}|ce{_R}|b\.c\.(?:e\.)?|a\.d\.|c\.e\.))"
)
# First year of each reign by its name; only the first group is told by a figure behind it, too (Showa 51).
REIGNS = {**lexicon.calendar().eras_en, **lexicon.calendar().reigns_en}
ERA_NAME = _any(list(lexicon.calendar().eras_en))
REIGN_NAME = _any(list(REIGNS))
ERA = re.compile(
    rf"{_L}(?:(?P<era>{ERA_NAME}) (?P<n>[0-9]{{1,3}})"
    rf"|(?:the )?(?P<nth>{NTH}) year (?:of|in|under) (?:the )?(?:reign of )?(?:the )?(?:emperor )?(?P<era2>{REIGN_NAME})"
    rf"(?:(?: emperor)?(?:'s)?(?: reign| era| period){_R})?){_R}"
)
NTH_MONTH = re.compile(rf"{_L}(?:the )?(?P<n>{NTH}|last) month of (?:the year )?(?P<year>{_FIGURE_YEAR}){_R}")
# the last day of April, the first day of 2019, the last day of February 2020
END_DAY = re.compile(
    rf"{_L}(?:the )?(?:very )?(?P<end>first|last|1st|final) day of (?:the year )?"
    rf"(?:(?P<month>{_MONTH}){_R}(?:,? (?:of )?(?P<year>{YEAR_WORD}))?|(?P<year2>{_FIGURE_YEAR}){_R})"
)
# the year 2525, the year 79: figures of any length that would name a year otherwise only between 1000 and 2099
# In 629, the third year of his reign: a year of three figures opens a sentence, and a pause follows it.
EARLY_YEAR = re.compile(r"(?:(?<![^\n])|(?<=[.!?;\"“] ))in (?P<year>[1-9][0-9]{2})(?=, (?![0-9]))")
YEAR_NAMED = re.compile(rf"{_L}(?<=year )(?P<year>[0-9]{{2,4}})(?![0-9a-z%]|[,.:/-][0-9])")
# Years in words by themselves: nineteen ninety-nine; twenty twenty and two thousand eight behind a word that years go with.
_TWO = f"(?:oh[ -](?:{_any(_ONES)})|ten|eleven|twelve|{_TEENS}|(?:{_any(list(TENS))})(?:[ -](?:{_any(_ONES)}))?)"
WORD_YEAR = re.compile(
    rf"{_L}(?P<sure>(?:sixteen|seventeen|eighteen|nineteen) {_TWO}|twenty (?:ten|eleven|twelve|{_TEENS})"
    rf"|nineteen hundred and {_BELOW})(?![a-z]|-[a-z])"
    rf"|(?<![a-z])(?:(?<=in )|(?<=by )|(?<=since )|(?<=year ))"
    rf"(?P<year>twenty {_TWO}|two thousand(?: and)?(?: (?:{_TWO}|{_any(_ONES)}))?)(?![a-z]|-[a-z])"
)
# Units behind figures of four places: they count, and name no year.
_UNITS = (
    "per ?cent|km|kg|metres|meters|miles|feet|yuan|dollars|pounds|euros|yen|tonnes|tons|hectares|hours|people|years|days|million"
    "|billion|thousand|hundred|degrees|square|cubic"
)
YEAR = re.compile(
    rf"(?<![a-z0-9.,$£€¥#/:-])(?:(?:(?P<part>{_PARTS})[ -](?:the year )?)|(?P<about>c\.|ca\.|circa) ?)?"
    rf"(?P<year>(?:1[0-9]|20)[0-9]{{2}})"
    r"(?:(?P<to>-|–|—|/)(?P<year2>(?:1[5-9]|20)[0-9]{2}|[0-9]{2}))?"
    rf"(?![0-9a-z%°$€£]|[,.][0-9]|:[0-9]|/[0-9]| ?(?:{_UNITS}|(?:m|mu){_R}))"
)
_YEAR_CUES = (
    "in|since|by|from|until|till|til|through|during|before|after|of|for|between|to|and|year|circa|than|as of|early|mid|late"
    "|spring|summer|autumn|fall|winter|the|a|this|its|his|her|their|or|with|on|around|about|©|copyright|at|post|pre|election|annual"
)
YEAR_CUE = re.compile(rf"(?<![a-z])(?:{_YEAR_CUES})[ -]$|(?:^|[(\[\n])$")
# A plural behind figures of four places is what they count, unless it is one that years go with (the 2012 Olympics).
_YEAR_PLURALS = (
    "was|is|has|this|his|its|as|us|less|series|status|news|process|crisis|basis|olympics|games|finals|elections|championships|awards|sales"
    "|earnings|paralympics|midterms|results|figures|profits|revenues|accounts|levels|prices|protests|riots|attacks|emissions|exports"
    "|imports|talks|season's"
)
PLURAL = re.compile(
    rf" ?(?:(?!(?:{_YEAR_PLURALS})(?![a-z]))[a-z]{{2,}}(?<!s)s(?![a-z'])"
    r"|(?:[a-z]+ )?(?:people|children|men|women|students)(?![a-z]))"
)
_OF_MONTH = " of (?:this|last|next|the same|the following) month"
_DAY_BEFORE = (
    "on|by|until|till|since|before|after|from|due|leave|leaves|leaving|back|free|out|arrive|arrives|arriving|starting"
    "|today is|today's|tomorrow is|tomorrow's"
)
# A day by itself: Monday the 21st, on the 21st, the 2nd of next month; behind it the sentence pauses or goes on without a noun.
DAY_ALONE = re.compile(
    rf"{_L}(?:(?P<weekday>{_WEEKDAY}),? (?:the )?|on (?=[0-9])|(?:{_DAY_BEFORE}) the )"
    rf"(?P<day>[0-3]?[0-9](?:st|nd|rd|th)|{_ORDINAL}){_R}(?:(?P<month>{_OF_MONTH})|(?={_STANDS}))"
    # Friday 13, out on the 15, the 27th is a Friday
    rf"|{_L}(?:(?P<weekday3>{_WEEKDAY}),? |(?<!based )(?<!built )on the )(?P<day3>[12]?[0-9]|3[01]){_R}(?={_STANDS})"
    rf"|{_L}the (?P<day4>[0-3]?[0-9]{_SUFFIX})(?= (?:is|was|will be|falls on|fell on) (?:on )?(?:a |an )?(?:{_WEEKDAY}){_R})"
    rf"|{_L}(?:the )?(?P<day2>[0-3]?[0-9]{_SUFFIX}|{_ORDINAL})(?P<month2>{_OF_MONTH})"
)
BARE_MONTH_CUE = re.compile(
    r"(?<![a-z])(?:in|since|by|from|until|till|last|this|next|of|during|late|early|mid|and|to|between|through|before|after|each|every|for"
    r"|the|or)[ -]$|(?:^|[-(,;–—] ?)$"
)
# the 6th through the 9th
DAY_RANGE = re.compile(
    rf"{_L}(?<=the )(?P<first>[0-3]?[0-9]{_SUFFIX}) (?:through|to|until|till) the (?P<last>[0-3]?[0-9]{_SUFFIX}){_R}(?! [a-z])"
)
# the first three quarters of 2020
FIRST_QUARTERS = re.compile(
    rf"{_L}(?:the )?first (?P<n>two|three) quarters(?: of (?:(?P<year>{_FIGURE_YEAR})|the year|this year|last year))?{_R}"
)
# Years in brackets behind a name: the Tang dynasty (618–907)
BRACKETED = re.compile(r"\((?:ad )?(?P<first>[0-9]{3,4}) ?[-–—] ?(?P<last>[0-9]{3,4})\)")
# Behind 10-4-12 these say that it counts matches won and lost, or places players.
SCORE_AFTER = re.compile(r" (?:[a-z]+ )?(?:record|formation|run|start|season|mark|lineup|line-up|against|vote|split)(?![a-z])")
# Behind `the 19th century` these go on with the sentence; a noun there takes the article (the 19th-century opinion).
NO_NOUN = re.compile(
    r" (?!(?:and|or|in|of|on|to|by|the|when|was|were|is|as|it|with|for|who|which|that|but|from|at|he|she|they"
    r"|has|had)(?![a-z]))[a-z]+"
)
