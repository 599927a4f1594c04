"""Small files of every container format, made in the tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

_CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/footnotes.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>
</Types>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""
_DOCUMENT_RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>"""
_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def paragraph(text: str) -> str:
    """WordprocessingML of one paragraph."""
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def table(rows: Sequence[Sequence[str]]) -> str:
    """WordprocessingML of a table; a line feed in a cell begins a paragraph."""
    body = "".join(
        "<w:tr>" + "".join(f"<w:tc>{''.join(map(paragraph, cell.split(chr(10))))}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{body}</w:tbl>"


def docx(body: str, footnotes: Sequence[str] = ()) -> bytes:
    """A DOCX with the given body."""
    notes = "".join(f'<w:footnote w:id="{number}">{paragraph(note)}</w:footnote>' for number, note in enumerate(footnotes))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/_rels/document.xml.rels", _DOCUMENT_RELATIONS)
        archive.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}<w:sectPr/></w:body></w:document>")
        archive.writestr("word/footnotes.xml", f"<w:footnotes {_W}>{notes}</w:footnotes>")
    return buffer.getvalue()


def tmx(
    units: Sequence[tuple[str | None, Sequence[tuple[str, str]]]], head: str = '<?xml version="1.0" encoding="UTF-8"?>'
) -> str:
    """TMX 1.4; a unit is its id (or None) and its variants (language, markup of the segment)."""
    body = "".join(
        f"<tu{f' tuid={quoteattr(name)}' if name else ''}>"
        + "".join(f"<tuv xml:lang={quoteattr(lang)}><seg>{segment}</seg></tuv>" for lang, segment in variants)
        + "</tu>\n"
        for name, variants in units
    )
    return f'{head}\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4"><header srclang="en"/><body>\n{body}</body></tmx>'


def xliff_1(
    units: Sequence[tuple[str, str, str | None]], source: str = "en", target: str = "zh-CN", original: str = "a.txt"
) -> str:
    """XLIFF 1.2; a unit is id, markup of the source, markup of the target."""
    body = "\n".join(
        f"<trans-unit id={quoteattr(name)}><source>{left}</source>{f'<target>{right}</target>' if right is not None else ''}"
        "<alt-trans><source>old</source><target>旧</target></alt-trans></trans-unit>"
        for name, left, right in units
    )
    return (
        '<?xml version="1.0"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
        f'<file original={quoteattr(original)} source-language="{source}" target-language="{target}" datatype="x">\n<body>'
        f"{body}\n</body></file></xliff>"
    )


def xliff_2(units: Sequence[tuple[str, Sequence[tuple[str, str | None]]]], source: str = "zh", target: str = "en") -> str:
    """XLIFF 2.0; a unit is its id and its segments (markup of the source, of the target)."""
    body = "\n".join(
        f"<unit id={quoteattr(name)}>"
        + "".join(
            f"<segment><source>{left}</source>{f'<target>{right}</target>' if right is not None else ''}</segment>"
            for left, right in segments
        )
        + "</unit>"
        for name, segments in units
    )
    return (
        f'<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="{source}" trgLang="{target}">\n'
        f'<file id="f1">\n{body}\n</file></xliff>'
    )
