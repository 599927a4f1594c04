"""Web pages to paragraphs."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.errors import EmptyInputError, FormatError, TooLargeError
from duizhao.ingest import read_file
from duizhao.ingest.html import read_page
from duizhao.settings import IngestSettings

SETTINGS = IngestSettings()
MENU = (
    '<nav><ul><li><a href="/">首页</a></li><li><a href="/news">新闻中心</a></li><li><a href="/about">关于我们</a></li></ul></nav>'
)
FOOTER = "<footer><p>版权所有 © 2023 某某网 联系电话 010-12345678</p></footer>"
HEAD = """<head><meta charset="utf-8"><title>河口大桥合龙 - 某某网</title>
<meta property="article:published_time" content="2023-11-06T09:00:00+08:00">
<link rel="canonical" href="https://news.example/2023/bridge.html"></head>"""


def page(article: str, head: str = HEAD) -> str:
    return (
        f"<!DOCTYPE html><html lang='zh'>{head}<body>{MENU}<div id='main'><h1>河口大桥合龙</h1>"
        f"<div class='content'>{article}</div></div><aside><a href='1'>热门一</a></aside>{FOOTER}"
        "<script>var a='脚本';</script></body></html>"
    )


SHORT = [
    "主桥长980米。",
    "The main bridge is 980 metres long.",
    "一期",
    "Phase I",
    "工期三年。",
    "Three years.",
    "工期三年。",
    "Three years.",
]


def test_short_paragraphs_of_a_bilingual_page_all_stay_and_in_order() -> None:
    found = read_page(page("".join(f"<p>{text}</p>" for text in SHORT)))
    assert list(found.paragraphs) == ["河口大桥合龙", *SHORT]


def test_menu_sidebar_footer_and_scripts_are_left_out() -> None:
    text = "\n".join(read_page(page("".join(f"<p>{text}</p>" for text in SHORT))).paragraphs)
    for word in ("首页", "关于我们", "热门一", "版权所有", "脚本"):
        assert word not in text


def test_date_and_address_come_from_the_metadata() -> None:
    found = read_page(page("<p>主桥长980米。</p><p>The main bridge is 980 metres long.</p>"))
    assert (found.date, found.url) == ("2023-11-06", "https://news.example/2023/bridge.html")


@pytest.mark.parametrize(
    "head",
    [
        '<head><meta name="pubdate" content="2021-3-5 10:00"></head>',
        '<head><meta itemprop="datePublished" content="2021/03/05"></head>',
        '<head><script type="application/ld+json">{"@graph": [{"datePublished": "2021-03-05T08:00Z"}]}</script></head>',
    ],
)
def test_a_date_is_found_where_pages_state_it(head: str) -> None:
    assert read_page(page("<p>主桥长980米，双向六车道。</p>", head)).date == "2021-03-05"


def test_a_date_is_never_guessed_from_the_text() -> None:
    found = read_page(page("<p>主桥于2019年5月13日开工。</p><p>Work began on 13 May 2019.</p>", "<head></head>"))
    assert found.date is None
    assert found.url is None


def test_a_broken_date_is_no_date() -> None:
    assert read_page(page("<p>主桥长980米。</p>", '<head><meta name="date" content="2023-19-45"></head>')).date is None


def test_line_breaks_end_lines_and_inline_markup_does_not() -> None:
    found = read_page(page("<p>第一行<b>有重点</b>。<br>The <em>first</em> line.<br>第二行。<br>The second line.</p>"))
    assert list(found.paragraphs)[1:] == ["第一行有重点。", "The first line.", "第二行。", "The second line."]


def test_lines_of_preformatted_text_stay_lines() -> None:
    listing = "<pre>\n 1 Source: harbour\n 2 Priority: <b>high</b>\n\n 3 Berths: 12\n</pre>"
    found = read_page(page(f"<p>配置文件\n如下：</p>{listing}<p>The file is\nas above.</p>"))
    assert list(found.paragraphs)[1:5] == ["配置文件 如下：", "1 Source: harbour", "2 Priority: high", "3 Berths: 12"]
    assert found.lines[4].line - found.lines[2].line == 3


def test_a_table_of_two_languages_becomes_lines_and_one_of_figures_stays_rows() -> None:
    found = read_page(
        page(
            "<p>下表列出了各期工程的里程与完成时间。</p>"
            "<table><tr><td>主桥长980米。</td><td>The main bridge is 980 metres long.</td></tr>"
            "<tr><td>引桥长1.2公里。</td><td>The approaches are 1.2 km long.</td></tr></table>"
            "<table><tr><th>年份</th><th>车流量</th></tr><tr><td>2022年</td><td>120万辆</td></tr></table>"
        )
    )
    lines = list(found.paragraphs)[2:]
    assert lines == [
        "主桥长980米。",
        "The main bridge is 980 metres long.",
        "引桥长1.2公里。",
        "The approaches are 1.2 km long.",
        "年份\t车流量",
        "2022年\t120万辆",
    ]


def test_a_page_without_an_article_gives_its_visible_text() -> None:
    found = read_page("<html><body><div>主桥长980米<span>。</span></div><script>x()</script></body></html>")
    assert list(found.paragraphs) == ["主桥长980米。"]


def test_a_page_without_text_is_refused() -> None:
    for markup in ("<html><body><script>x()</script></body></html>", "   ", "<!-- only a comment -->"):
        with pytest.raises(FormatError):
            read_page(markup)


def test_a_page_in_gb18030_that_says_utf_8_is_read(tmp_path: Path) -> None:
    path = tmp_path / "页 面.html"
    path.write_bytes(page("".join(f"<p>{text}</p>" for text in SHORT)).encode("gb18030"))
    source = read_file(path, SETTINGS)
    assert source.encoding == "gb18030"
    assert source.container
    assert source.text.splitlines() == ["河口大桥合龙", *SHORT]
    assert source.date == "2023-11-06"


def test_deep_nesting_and_stray_bytes_do_not_break_it() -> None:
    deep = "<div>" * 1500 + "<p>主桥长980米。</p>" + "</div>" * 1500
    assert "主桥长980米。" in "".join(read_page(f"<html><body>{deep}<p>第\x0b二\x00段。</p></body></html>").paragraphs)


def test_a_page_that_cannot_be_read_whole_is_refused() -> None:
    with pytest.raises(FormatError, match="deep"):
        read_page("<html><body><p>第一段。</p>" + "<div>" * 5000 + "<p>主桥长980米。</p></body></html>")


@pytest.mark.parametrize("tag", ["div", "span", "li", "section", "td", "dd", "font"])
def test_no_paragraph_is_lost_whatever_element_it_is_in(tag: str) -> None:
    wrap = {"li": "ul", "td": "table", "dd": "dl"}.get(tag, "div")
    inner = "".join(f"<tr><td>{text}</td></tr>" if tag == "td" else f"<{tag}>{text}</{tag}><br>" for text in SHORT)
    assert list(read_page(page(f"<{wrap}>{inner}</{wrap}>")).paragraphs) == ["河口大桥合龙", *SHORT]


def test_two_columns_are_both_read() -> None:
    zh = ["主桥长980米，双向六车道。", "工程总投资28亿元，工期三年。", "大桥建成后，两岸车程由四十分钟缩短为五分钟。"]
    en = [
        "The main bridge is 980 metres long and carries six lanes.",
        "The project costs 2.8 billion yuan and takes three years.",
        "Once it is open, crossing takes five minutes instead of forty.",
    ]
    columns = "".join(
        f"<div class='{name}'>{''.join(f'<p>{line}</p>' for line in lines)}</div>" for name, lines in (("cn", zh), ("e", en))
    )
    assert list(read_page(page(columns)).paragraphs) == ["河口大桥合龙", *zh, *en]


def test_a_page_laid_out_with_tables_is_read() -> None:
    cells = "".join(f"<p>{text}</p>" for text in SHORT)
    markup = f"<html><body><table><tr><td>{MENU}</td><td><table><tr><td>{cells}</td></tr></table></td></tr></table></body></html>"
    assert list(read_page(markup).paragraphs) == SHORT


def test_a_page_too_large_for_a_tree_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    path.write_text("<p>主桥长980米。</p>" * 100, encoding="utf-8")
    with pytest.raises(TooLargeError, match="max_markup_bytes"):
        read_file(path, IngestSettings(max_markup_bytes=1000))


def test_an_empty_page_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    path.write_bytes(b"")
    with pytest.raises(EmptyInputError):
        read_file(path, SETTINGS)


def test_a_line_of_a_page_knows_the_line_of_the_markup_and_its_paragraph_or_row() -> None:
    markup = """<?xml version="1.0"?>
<html><body><article>
<h1>港口扩建</h1>
<p>新泊位12个，<b>年底</b>完工。</p>
<p>Twelve new berths<br>
will be finished by the end of the year.</p>
<table>
<tr><td>年份</td><td>人数</td></tr>
<tr><td>2020年</td><td>20人</td></tr>
</table>
</article></body></html>"""
    assert [(line.line, line.place) for line in read_page(markup).lines] == [
        (3, "paragraph 1"),
        (4, "paragraph 2"),
        (5, "paragraph 3"),
        (5, "paragraph 4"),
        (8, "table 1, row 1"),
        (9, "table 1, row 2"),
    ]
