"""Which kind of file a path is, by its name; and by its beginning where there is no name to go by."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

from duizhao.ingest.source import Format

_FORMATS: Final[dict[str, Format]] = {
    "": "text",
    ".txt": "text",
    ".text": "text",
    ".zh": "text",
    ".en": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".tmx": "tmx",
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".sdlxliff": "xliff",
    ".mxliff": "xliff",
    ".mqxliff": "xliff",
    ".docx": "docx",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".ass": "subtitles",
    ".ssa": "subtitles",
    ".po": "po",
}
# Formats that say themselves what stands beside what.
ALIGNED: Final[frozenset[Format]] = frozenset({"jsonl", "csv", "tsv", "xlsx", "tmx", "xliff", "subtitles", "po"})
# How a gettext catalogue and subtitles begin.
_CATALOGUE: Final = re.compile(r'(?:#[^\n]{0,500}\n|[ \t\r]*\n){0,100}+msg(?:id|ctxt) "')
# One JSON array of rows, not a cell in square brackets.
_ARRAY: Final = re.compile(r"\[\s*[\[{]")
# A row of JSONL that is an object from end to end.
_ROW: Final = re.compile(r"\{[^\n]*\}[ \t\r]*(?:\n|$)")
_SUBTITLES: Final = re.compile(r"WEBVTT|\[script info\]|\d{1,6}[ \t\r]*\n[^\n]{0,40}?-->", re.IGNORECASE)
# What people keep beside their documents and what is read elsewhere: refused by name, with what to do.
_SAVE_AS = "Save it as .docx, .html or .txt."
_UNSUPPORTED: Final[dict[str, tuple[str, str]]] = {
    **dict.fromkeys([".pdf"], ("a PDF", "Save its text as .docx, .html or .txt: `pdftotext -layout` does it.")),
    **dict.fromkeys([".doc", ".wps", ".odt", ".rtf", ".pages"], ("a word processor's file that is not read here", _SAVE_AS)),
    **dict.fromkeys(
        [".xls", ".ods", ".et", ".numbers"], ("a spreadsheet that is not read here", "Save it as .xlsx, .csv or .tsv.")
    ),
    **dict.fromkeys([".ppt", ".pptx", ".odp", ".key"], ("a presentation", _SAVE_AS)),
    **dict.fromkeys([".zip", ".gz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".tgz", ".zst"], ("an archive", "Unpack it first.")),
    **dict.fromkeys(
        [".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".svg", ".ico", ".heic"], ("a picture", "")
    ),
    **dict.fromkeys([".mp3", ".mp4", ".wav", ".avi", ".mov", ".mkv", ".flac", ".ogg", ".webm", ".m4a"], ("a recording", "")),
    **dict.fromkeys([".epub", ".mobi", ".azw3"], ("an e-book", "Convert it to .html first.")),
    **dict.fromkeys([".xml", ".toml", ".yaml", ".yml", ".ini", ".cfg"], ("data, not text", "")),
    **dict.fromkeys([".parquet", ".arrow", ".db", ".sqlite", ".duckdb", ".npy", ".pkl"], ("a data file", "Export it as .jsonl.")),
    **dict.fromkeys(
        [".py", ".js", ".ts", ".css", ".c", ".h", ".cpp", ".java", ".go", ".rs", ".sh", ".lock"], ("source code", "")
    ),
    **dict.fromkeys([".bin", ".dat"], ("binary data, not text", "")),
    **dict.fromkeys([".exe", ".dll", ".so", ".o", ".pyc", ".class", ".jar", ".whl", ".iso", ".dmg"], ("a program", "")),
}


def format_of_name(path: PurePath) -> Format:
    """The format a name stands for; a name that stands for none is taken for text.

    >>> format_of_name(PurePath("报告.zh.DOCX")), format_of_name(PurePath("notes.final")), format_of_name(PurePath("dev.004.zh"))
    ('docx', 'text', 'text')
    """
    return _FORMATS.get(path.suffix.lower(), "text")


def has_known_suffix(path: PurePath) -> bool:
    """Whether the end of the name states a format, rather than being a part of the name itself (`dev.004`)."""
    return path.suffix.lower() in _FORMATS


def unsupported(path: PurePath) -> tuple[str, str] | None:
    """What the file is and what to do, where the name says that it is nothing read here."""
    return _UNSUPPORTED.get(path.suffix.lower())


def holds_rows(path: PurePath, head: str) -> bool:
    """Whether a file that begins so holds rows, if its name does not say it: most `.json` files hold something else.

    >>> holds_rows(PurePath("rows.json"), '[{"zh": "…"'), holds_rows(PurePath("package.json"), '{\\n  "name": "…"')
    (True, False)
    """
    start = head.lstrip("\N{ZERO WIDTH NO-BREAK SPACE} \t\r\n")
    return path.suffix.lower() != ".json" or bool(_ARRAY.match(start) or _ROW.match(start))


def format_of_rows(head: str) -> Format:
    """What a stream of aligned rows is in, by its beginning; TSV where nothing tells (CSV where no line holds a tab).

    >>> format_of_rows('{"id": 1'), format_of_rows("港口开工。\\tWork began."), format_of_rows('<?xml version="1.0"?><tmx>')
    ('jsonl', 'tsv', 'tmx')
    """
    start = head.lstrip("\N{ZERO WIDTH NO-BREAK SPACE} \t\r\n")
    if start.startswith("<"):
        return "xliff" if "<xliff" in start[:4096].lower() else "tmx"
    if start.startswith("{") or _ARRAY.match(start):
        return "jsonl"
    if _CATALOGUE.match(start):
        return "po"
    if _SUBTITLES.match(start):
        return "subtitles"
    first = start.split("\n", 1)[0]
    return "csv" if "\t" not in first and "," in first else "tsv"
