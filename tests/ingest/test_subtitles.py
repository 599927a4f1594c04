"""Subtitles and gettext catalogues: pairs where the file holds both languages, running text where it does not."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from duizhao.errors import EmptyInputError, FormatError
from duizhao.ingest import PairRow, read_file, read_pairs
from duizhao.model import Failure
from duizhao.settings import IngestSettings

SETTINGS = IngestSettings()
SUBRIP = """1
00:00:01,000 --> 00:00:04,000
<i>我等了三个小时。</i>
I waited for
three hours.

2
00:00:05,000 --> 00:00:06,200
♪

3
00:01:02,500 --> 00:01:07,500
{\\an8}你在开玩笑吧？
Are you kidding?
"""
WEBVTT = """WEBVTT - harbour

NOTE cut on 3 May

first
00:01.000 --> 00:04.000 align:start
<v 老周>船五点开。
The boat leaves at five.
"""
SUBSTATION = """[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize
Style: ZH,Any,20
Style: EN,Any,14

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:04.00,ZH,,0,0,0,,船五点开。
Dialogue: 0,0:00:05.00,0:00:08.00,ZH,,0,0,0,,还有\\N两张票。
Comment: 0,0:00:05.00,0:00:08.00,ZH,,0,0,0,,译注12
Dialogue: 0,0:00:05.00,0:00:08.00,ZH,,0,0,0,,{\\p1}m 0 0 l 100 0 100 100{\\p0}
Dialogue: 0,0:00:01.00,0:00:04.00,EN,,0,0,0,,The boat leaves {\\i1}at five{\\i0}.
Dialogue: 0,0:00:05.00,0:00:08.00,EN,,0,0,0,,Two tickets left.
"""
CATALOGUE = """# A comment
msgid ""
msgstr "Language: zh_CN\\n"

msgid "Open %d file"
msgid_plural "Open %d files"
msgstr[0] "打开 %d 个文件"

#, fuzzy
msgid "Close"
msgstr "打开"

msgctxt "menu"
msgid ""
"Keep the last "
"three copies"
msgstr "保留最近三份副本"

#~ msgid "Old"
#~ msgstr "旧"
"""


def pairs(text: str) -> list[tuple[object, str, str, int]]:
    rows = read_pairs(io.BytesIO(text.encode()), None, SETTINGS)
    return [(row.id, row.zh, row.en, row.line) for row in rows if isinstance(row, PairRow)]


def failures(text: str, form: str) -> list[tuple[str, int | None]]:
    rows = read_pairs(io.BytesIO(text.encode()), form, SETTINGS)  # type: ignore[arg-type]
    return [(row.code, row.line) for row in rows if isinstance(row, Failure)]


def test_cues_in_two_languages_are_pairs_with_their_times_and_lines() -> None:
    assert pairs(SUBRIP) == [
        ("00:00:01.000", "我等了三个小时。", "I waited for three hours.", 2),
        ("00:01:02.500", "你在开玩笑吧？", "Are you kidding?", 12),
    ]


def test_webvtt_is_read_without_its_head_notes_and_settings() -> None:
    assert pairs(WEBVTT) == [("00:00:01.000", "船五点开。", "The boat leaves at five.", 6)]


def test_cues_of_one_time_in_two_styles_are_one_pair() -> None:
    assert pairs(SUBSTATION) == [
        ("00:00:01.000", "船五点开。", "The boat leaves at five.", 11),
        ("00:00:05.000", "还有 两张票。", "Two tickets left.", 12),
    ]


def test_subtitles_in_one_language_are_running_text(tmp_path: Path) -> None:
    path = tmp_path / "film.zh.srt"
    path.write_text(SUBRIP.replace("I waited for\nthree hours.\n", "").replace("Are you kidding?\n", ""), encoding="gb18030")
    source = read_file(path, SETTINGS)
    assert source.text == "我等了三个小时。\n你在开玩笑吧？\n"
    assert source.pairs == ()
    assert failures(source.text, "subtitles") == [("row.not-readable", None)]


def test_a_bilingual_film_gives_its_pairs_spans(tmp_path: Path) -> None:
    path = tmp_path / "film.ass"
    path.write_text(SUBSTATION, encoding="utf-16")
    source = read_file(path, SETTINGS)
    spans = [(pair.zh, pair.en) for pair in source.pairs]
    assert [(source.text[slice(*zh)], source.text[slice(*en)]) for zh, en in spans if zh and en] == [
        ("船五点开。", "The boat leaves at five."),
        ("还有 两张票。", "Two tickets left."),
    ]


def test_entries_of_a_catalogue_are_pairs_and_fuzzy_ones_are_not_translated() -> None:
    assert pairs(CATALOGUE) == [
        ("Open %d file", "打开 %d 个文件", "Open %d files", 5),
        ("menu: Keep the last three copies", "保留最近三份副本", "Keep the last three copies", 13),
    ]
    assert failures(CATALOGUE, "po") == [("row.untranslated", 9)]


def test_a_catalogue_into_english_has_its_sides_the_other_way_round() -> None:
    into_english = 'msgid ""\nmsgstr "Language: en_GB\\n"\n\nmsgid "三份副本"\nmsgstr "three copies"\n'
    assert pairs(into_english) == [("三份副本", "三份副本", "three copies", 4)]


@pytest.mark.parametrize(
    ("text", "form", "code"),
    [
        ("hello\n", "subtitles", "row.not-readable"),
        ("WEBVTT\n\n", "subtitles", "row.not-readable"),
        ("[Script Info]\n[Events]\nDialogue: broken\n", "subtitles", "row.not-readable"),
        ('msgid "a"\nno catalogue at all\n', "po", "row.not-readable"),
        ('msgid ""\nmsgstr "Language: de\\n"\n\nmsgid "one"\nmsgstr "eins"\n', "po", "row.other-languages"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_message(text: str, form: str, code: str, tmp_path: Path) -> None:
    assert failures(text, form) == [(code, None)]
    path = tmp_path / ("a.srt" if form == "subtitles" else "a.po")
    path.write_text(text, encoding="utf-8")
    with pytest.raises((FormatError, EmptyInputError)):
        read_file(path, SETTINGS)
