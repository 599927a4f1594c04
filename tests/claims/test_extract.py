"""What the numeric half of claims promises."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.claims import DocumentContext, extract, extract_with_rejections, lexicon, resolve
from duizhao.claims.mention import Mention
from duizhao.model import DateValue, NumericValue, TimeValue
from duizhao.settings import ClaimSettings
from tests.timing import processor_seconds

SETTINGS = ClaimSettings()
DATA = Path(__file__).parent / "data"
FILES = ("extract", "numbers", "units", "dates", "calendar", "times", "forms", "families", "genres")
CASES = [json.loads(row) for name in FILES for row in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
LANGS = ("zh", "en")


def _value(mention: Mention) -> Any:
    value = mention.value
    if isinstance(value, DateValue):
        return value.edtf
    if isinstance(value, TimeValue):
        return value.iso
    assert isinstance(value, NumericValue)

    def text(number: Fraction | None) -> str | None:
        return None if number is None else str(number)

    return {"number": text(value.number), "low": text(value.low), "high": text(value.high), "unit": value.unit}


@pytest.mark.parametrize("case", CASES, ids=[f"{case['lang']} {case['text'][:24]}" for case in CASES])
def test_each_case_of_the_data_files_is_read_as_it_says(case: dict[str, Any]) -> None:
    found = extract(case["text"], case["lang"], SETTINGS)
    assert [[case["text"][m.start : m.end], m.kind, _value(m), m.qualifier] for m in found] == case["claims"]


SUBJECTS = [json.loads(row) for row in (DATA / "subjects.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", SUBJECTS, ids=[f"{case['lang']} {case['text'][:24]}" for case in SUBJECTS])
def test_the_subject_is_the_noun_that_is_counted_behind_or_before_its_number(case: dict[str, Any]) -> None:
    found = extract(case["text"], case["lang"], SETTINGS)
    assert [m.subject for m in found] == case["subjects"]


_PIECES = st.sampled_from(
    [
        "一",
        "二",
        "十",
        "百",
        "万",
        "亿",
        "零",
        "半",
        "多",
        "余",
        "几",
        "点",
        "年",
        "月",
        "日",
        "时",
        "分",
        "之",
        "第",
        "至",
        "约",
        "近",
        "个",
        "人",
        "元",
        "%",
        "1",
        "20",
        "2020",
        "1,234",
        "0.5",
        ".",
        ",",
        "-",
        "/",
        ":",
        "$",
        "US$",
        "£",
        "a",
        "one",
        "two",
        "twenty",
        "hundred",
        "million",
        "half",
        "and",
        "of",
        "to",
        "in",
        "May",
        "3",
        "march",
        "quarter",
        "percent",
        "km",
        "years",
        "old",
        "first",
        "second",
        "th",
        "壹",
        "Ⅱ",
        "é",
        "𠮷",
        "（",
        "）",
        "～",
        "１２",
        "上世纪",
        "年代",
        "成",
        "折",
        "\n",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=3)), max_size=30), st.sampled_from([" ", ""]), st.sampled_from(LANGS))
def test_claims_lie_in_the_text_in_order_and_never_overlap(pieces: list[str], glue: str, lang: Any) -> None:
    text = glue.join(pieces)
    found = extract_with_rejections(text, lang, SETTINGS)
    at = 0
    for mention in found.mentions:
        assert at <= mention.start < mention.end <= len(text)
        at = mention.end
    assert all(0 <= one.start <= one.end <= len(text) for one in found.rejections)


@pytest.mark.parametrize(
    "piece", ["1", "一", "一万", "1,234", "一个1个", "one hundred and ", "1-", "10 to 20 ", "5月3日", "may 3, ", "half a "]
)
@pytest.mark.parametrize("lang", LANGS)
def test_time_grows_with_the_length_of_hostile_text(piece: str, lang: Any) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        return processor_seconds(lambda: extract(text, lang, SETTINGS))

    extract(piece * 4, lang, SETTINGS)
    short, long = seconds(4_000), seconds(16_000)
    assert long < 12 * short + 0.2


def test_numbers_too_long_to_work_with_are_refused_by_reason() -> None:
    for lang in LANGS:
        assert {r.reason for r in extract_with_rejections("9" * 5000, lang, SETTINGS).rejections} == {"too-long"}
    assert [r.reason for r in extract_with_rejections("零分之一", "zh", SETTINGS).rejections] == ["division-by-zero"]


def test_a_date_that_does_not_exist_is_kept_as_written_and_flagged() -> None:
    (mention,) = extract("2020年6月31日", "zh", SETTINGS)
    assert mention.value == DateValue(edtf="2020-06-31", resolved=None, resolved_from="impossible")


def test_the_subject_of_a_count_is_the_phrase_up_to_its_head_noun() -> None:
    found = extract("About 900 Chinese medical team members worked in 47 African countries.", "en", SETTINGS)
    assert [mention.subject for mention in found] == ["Chinese medical team members", "African countries"]
    found = extract("约900名中国医疗队员在47个非洲国家工作。", "zh", SETTINGS)
    assert [mention.subject for mention in found] == ["中国医疗队员", "非洲国家"]


def test_a_rule_has_the_confidence_that_the_gold_gives_it() -> None:
    table = lexicon.confidence()
    assert all(0 < value <= 1 for value in table.values())
    (mention,) = extract("£5 million", "en", SETTINGS)
    assert mention.confidence == table[mention.rule]


def test_a_date_of_the_chinese_calendar_takes_the_year_of_its_document() -> None:
    (resolved,) = resolve([extract("农历五月初五", "zh", SETTINGS)], DocumentContext("2020-07-01"))[0]
    assert resolved.value == DateValue(edtf="XXXX", resolved="2020-06-25", resolved_from="document")


def test_relative_dates_are_read_where_the_settings_ask_and_told_from_the_documents_date() -> None:
    asked = ClaimSettings(relative_dates=True)
    texts: list[tuple[str, Any, str]] = [
        ("He came yesterday.", "en", "2020-06-11"),
        ("We meet in two weeks.", "en", "2020-06-22/2020-06-28"),
        ("three years ago", "en", "2017"),
        ("the day after tomorrow", "en", "2020-06-14"),
        ("后天见", "zh", "2020-06-14"),
        ("三个月前", "zh", "2020-03"),
        ("上周开工", "zh", "2020-06-01/2020-06-07"),
    ]
    for text, lang, day in texts:
        (mention,) = resolve([extract(text, lang, asked)], DocumentContext("2020-06-12"))[0]
        assert isinstance(mention.value, DateValue)
        assert (mention.value.resolved, mention.value.resolved_from) == (day, "document")
        assert resolve([extract(text, lang, asked)], DocumentContext(None)) == [[]]
    assert extract("后天见", "zh", SETTINGS) == []


FUZZED = [json.loads(row) for row in (DATA / "fuzzed.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", FUZZED, ids=[case["text"][:24] for case in FUZZED])
def test_what_the_fuzzer_found_is_read_without_an_error(case: dict[str, Any]) -> None:
    found = extract_with_rejections(case["text"], case["lang"], SETTINGS)
    assert all(0 <= mention.start < mention.end <= len(case["text"]) for mention in found.mentions)


def test_refusals_carry_their_reason() -> None:
    reasons = [r.reason for r in extract_with_rejections("COVID-19一定不在三亚", "zh", SETTINGS).rejections]
    assert reasons == ["identifier", "word", "word"]


def test_years_come_from_the_document() -> None:
    sentences = [extract("2022年12月30日开工。", "zh", SETTINGS), extract("1月5日完工。", "zh", SETTINGS)]
    (resolved,) = resolve(sentences, DocumentContext("2023-02-01"))[1]
    assert isinstance(resolved.value, DateValue)
    assert (resolved.value.resolved, resolved.value.resolved_from) == ("2023-01-05", "document")


def test_the_only_currency_a_document_names_decides_what_yuan_means() -> None:
    sentences = [extract("票价8.6元。", "zh", SETTINGS), extract("罚款5,000港元。", "zh", SETTINGS)]
    (first,) = resolve(sentences, DocumentContext(None))[0]
    assert isinstance(first.value, NumericValue)
    assert first.value.unit == "HKD"


def test_the_lexicon_fits_its_schema_and_no_code_is_given_twice() -> None:
    codes = [unit.code for unit in lexicon.units().unit]
    assert len(codes) == len(set(codes))
    isos = [currency.iso for currency in lexicon.currencies()]
    assert len(isos) == len(set(isos))
    assert lexicon.counts().classes
    assert lexicon.calendar().holiday
    assert lexicon.qualifiers().zh.qualifier
    assert lexicon.durations()
    assert lexicon.refusals().en.names
    assert lexicon.chinese_words().periods
    assert lexicon.english_words().stops
    facts = lexicon.numerals().zh
    assert len(facts.capitals) == len(facts.plain)


def test_the_spacy_component_fills_the_spans_of_a_document() -> None:
    import spacy

    for lang, text, surface in (("en", "About 5,400 people came.", "About 5,400"), ("zh", "约5400人次", "约5400人次")):
        nlp = spacy.blank(lang)
        nlp.add_pipe("duizhao_claims")
        doc = nlp(text)
        (span,) = doc.spans["claims"]
        assert (span.text, span.label_) == (surface, "count")
