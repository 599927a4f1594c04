"""Alignments as other programs write and read them.

| format | function | written by |
| --- | --- | --- |
| ladder `[0, 1]:[0]:0.8312` | `write_ladder`, `read_ladder` | Vecalign, Bertalign |
| rungs `0<TAB>0<TAB>0.5` | `write_rungs`, `read_rungs` | hunalign |
| stand-off links | `read_intertext` | InterText |
| translation units | `write_tmx`, `read_tmx` | translation memories |
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from duizhao.align.bead import Bead
from duizhao.errors import FormatError

if TYPE_CHECKING:
    from lxml.etree import _Element

_LADDER = re.compile(r"\s*\[([\d\s,]*)\]\s*:\s*\[([\d\s,]*)\]\s*(?::\s*(-?[\d.]+(?:[eE]-?\d+)?))?\s*")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Characters that XML 1.0 has no way to write.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_ladder(beads: Iterable[Bead]) -> Iterator[str]:
    """One line a bead, without line ends.

    >>> list(write_ladder([Bead((0, 1), (0,), 0.83124), Bead((), (1,), 1.0)]))
    ['[0, 1]:[0]:0.8312', '[]:[1]:1.0000']
    """
    for bead in beads:
        yield f"{list(bead.zh)}:{list(bead.en)}:{bead.score:.4f}"


def read_ladder(lines: Iterable[str]) -> list[Bead]:
    """Beads of a Vecalign or Bertalign file; a missing score is 1, scores outside 0 to 1 (Vecalign's are costs) are kept as
    they are.

    Raises:
        FormatError: a line is no bead; blank lines are passed over.
    """
    beads = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        match = _LADDER.fullmatch(line)
        if match is None:
            raise FormatError(f"Line {number} is no bead: {line.strip()[:60]!r}.", hint="Beads look like [0, 1]:[0]:0.83.")
        zh, en = (tuple(int(index) for index in re.findall(r"\d+", part)) for part in match.group(1, 2))
        beads.append(Bead(zh, en, float(match.group(3)) if match.group(3) else 1.0))
    return beads


def write_rungs(beads: Iterable[Bead]) -> Iterator[str]:
    """hunalign's ladder: where each bead begins on either side and its score; the last rung is the end of both texts.

    Beads must be in order and leave no sentence out, as `align` gives them.

    >>> list(write_rungs([Bead((0, 1), (0,), 0.5), Bead((), (1,), 1.0)]))
    ['0\\t0\\t0.5000', '2\\t1\\t1.0000', '2\\t2\\t0.0000']
    """
    zh = en = 0
    for bead in beads:
        yield f"{zh}\t{en}\t{bead.score:.4f}"
        zh, en = zh + len(bead.zh), en + len(bead.en)
    yield f"{zh}\t{en}\t0.0000"


def read_rungs(lines: Iterable[str]) -> list[Bead]:
    """Beads of a hunalign ladder.

    Raises:
        FormatError: a line is no rung, or the rungs go backwards.
    """
    rungs = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        fields = line.split()
        if len(fields) < 2 or not (fields[0].isdigit() and fields[1].isdigit()):
            raise FormatError(
                f"Line {number} is no rung: {line.strip()[:60]!r}.", hint="A rung is two indices and a score, by tabulators."
            )
        rungs.append((int(fields[0]), int(fields[1]), _number(fields[2], number) if len(fields) > 2 else 1.0))
    beads = []
    for (zh, en, score), (zh_end, en_end, _) in pairwise(rungs):
        if zh_end < zh or en_end < en:
            raise FormatError(f"The rungs go backwards at {zh_end}, {en_end}.")
        if zh_end > zh or en_end > en:
            beads.append(Bead(tuple(range(zh, zh_end)), tuple(range(en, en_end)), score))
    return beads


def _number(field: str, line: int) -> float:
    try:
        return float(field)
    except ValueError:
        raise FormatError(f"Line {line} has no number where the score belongs: {field[:20]!r}.") from None


@dataclass(frozen=True, slots=True)
class InterText:
    """An InterText alignment: links between the `id`s of elements in two documents.

    Attributes:
        to_doc: name of the document whose ids come first in each link.
        from_doc: name of the other.
        links: ids of the first, ids of the second, status (`man`, `auto`, `plain`).
    """

    to_doc: str
    from_doc: str
    links: tuple[tuple[tuple[str, ...], tuple[str, ...], str], ...]


def read_intertext(data: bytes) -> InterText:
    """Read `<linkGrp>` with its `<link xtargets="1:1 1:2;1:1">`.

    Raises:
        FormatError: no XML, or no link group in it.
    """
    root = _parse(data)
    group = root if root.tag == "linkGrp" else root.find(".//linkGrp")
    if group is None:
        raise FormatError("The XML holds no <linkGrp>.", hint="InterText exports alignments as link groups.")
    links = []
    for link in group.iter("link"):
        left, _, right = (link.get("xtargets") or "").partition(";")
        links.append((tuple(left.split()), tuple(right.split()), link.get("status") or ""))
    return InterText(group.get("toDoc") or "", group.get("fromDoc") or "", tuple(links))


def write_tmx(beads: Iterable[Bead], zh: Sequence[str], en: Sequence[str]) -> Iterator[str]:
    """TMX 1.4, line by line; beads with an empty side have no place in a translation memory and are left out.

    Sentences of one side are joined, Chinese ones without a blank. The score stands in `<prop type="score">`.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<tmx version="1.4">'
    yield '<header creationtool="duizhao" creationtoolversion="1" segtype="sentence" o-tmf="duizhao"'
    yield ' adminlang="en" srclang="zh" datatype="plaintext"/>'
    yield "<body>"
    for number, bead in enumerate(beads):
        if bead.zh and bead.en:
            yield f'<tu tuid={quoteattr(str(number))}><prop type="score">{bead.score:.4f}</prop>'
            yield f'<tuv xml:lang="zh"><seg>{_text("".join(zh[i] for i in bead.zh))}</seg></tuv>'
            yield f'<tuv xml:lang="en"><seg>{_text(" ".join(en[j] for j in bead.en))}</seg></tuv></tu>'
    yield "</body>"
    yield "</tmx>"


def read_tmx(data: bytes) -> list[tuple[str, str]]:
    """Chinese and English of each translation unit; a language that a unit lacks is empty. Inline markup is left out, its text
    kept.

    Raises:
        FormatError: no XML, or no TMX.
    """
    root = _parse(data)
    if root.tag != "tmx":
        raise FormatError(f"The XML is no TMX: its root is <{root.tag}>.")
    pairs = []
    for unit in root.iter("tu"):
        found = {"zh": "", "en": ""}
        for variant in unit.iter("tuv"):
            lang = (variant.get(_XML_LANG) or variant.get("lang") or "").casefold().partition("-")[0].partition("_")[0]
            segment = variant.find("seg")
            if segment is not None and lang in found:
                found[lang] = "".join(str(part) for part in segment.itertext())
        pairs.append((found["zh"], found["en"]))
    return pairs


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def _parse(data: bytes) -> _Element:
    """Parse without entities, network or DTDs."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FormatError(f"The file is no XML: {error}.") from error
