"""Figures behind 万 or 亿 that begin a number of their own: 12.8亿30至79岁的人, 3000万6至14岁的孩子, 5万18岁以下的学生."""

from __future__ import annotations

import re

from duizhao.claims.patterns import JOIN

_HAN = "[一二两三四五六七八九十百]"
_FIGURES = f"(?:[0-9]{{1,4}}+|{_HAN}{{1,5}}+)"
# What nobody counts by the ten thousand and a few: years of age, school years, kinds, shares.
_OWN_UNITS = "周?岁|年级|型|口之家|[居室]室|后(?=[青年的员人用消客])|%|‰|[GDSK](?![A-Za-z])"
_SMALL_UNITS = "周?岁|年级|个?月龄|个月|周|厘米|毫米|公分|寸|cm|mm"
_ANEW = re.compile(
    f"{_FIGURES}(?:{_OWN_UNITS})|[0-9]{{1,3}}+\\.[0-9]"
    # 30至79: two figures and more are no short form (3万5至4万 is one)
    f"|(?:[0-9]{{2,3}}+|{_HAN}{{2,4}}+)(?:{JOIN.pattern})(?:[0-9]{{1,3}}+|{_HAN}{{1,4}}+)(?![0-9千万亿.])"
    f"|(?:[0-9](?![0-9])|{_HAN}(?!{_HAN}))(?:{JOIN.pattern})(?:[0-9]{{1,3}}+|{_HAN}{{1,4}}+) ?(?:{_SMALL_UNITS})"
)
_NUMERAL = re.compile(f"[0-9]|{_HAN}")


def begins_anew(text: str, at: int, *, decimal: bool) -> bool:
    """Whether the figures at `at`, right behind 万 or 亿, are a number by themselves.

    Args:
        decimal: what stands before 万 has decimals, and so nothing can be added to it.

    >>> begins_anew("3000万6至14岁", 5, decimal=False), begins_anew("3000万6千", 5, decimal=False)
    (True, False)
    >>> begins_anew("12.8亿30", 5, decimal=True), begins_anew("3万5至4万元", 2, decimal=False)
    (True, False)
    """
    return (decimal and _NUMERAL.match(text, at) is not None) or _ANEW.match(text, at) is not None
