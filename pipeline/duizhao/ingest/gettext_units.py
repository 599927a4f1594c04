"""gettext catalogues (`.po`): an entry is an aligned unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.ingest.names import language_of_tag
from duizhao.ingest.units import NOT_READABLE, OTHER_LANGUAGES, UNTRANSLATED, Reporter, Unit
from duizhao.model import Failure

# An entry is called by so much of its text.
_NAMED_BY = 40

# The last line of a catalogue that ends inside a string.
_OPEN_STRING = re.compile(r'(?:msg[a-z_]{2,9}(?:\[\d\])?[ \t]+)?"(?:[^"\\]|\\.)*+')


def units(text: str, report: Reporter) -> Iterator[Unit | Failure]:
    """The entries of a catalogue: the plural where there is one; a fuzzy entry is remarked on and left out, as gettext has it.

    Args:
        text: the file.
        report: makes the failures.
    """
    import polib

    try:
        # The parser takes a text of one line for the name of a file.
        catalogue = polib.pofile(f"{text}\n\n", wrapwidth=0)
    except (OSError, ValueError) as error:
        yield report(NOT_READABLE, None, f"The catalogue cannot be read: {error}.")
        return
    into = catalogue.metadata.get("Language", "")
    target = language_of_tag(into)
    if into and target is None:
        yield report(OTHER_LANGUAGES, None, f"The catalogue translates into {into}, not into Chinese or English.")
        return
    cut_off = catalogue[-1] if catalogue and _OPEN_STRING.fullmatch(text[text.rfind("\n") + 1 :]) else None
    for entry in catalogue:
        if entry.obsolete:
            continue
        given = entry.msgid_plural or entry.msgid
        name = _name(entry.msgctxt, entry.msgid)
        line = max(entry.linenum, 1)
        if entry.fuzzy:
            yield report(
                UNTRANSLATED, line, f"Row {name} is marked fuzzy: nobody has confirmed its translation; it was not compared."
            )
            continue
        translated = entry.msgstr_plural.get(max(entry.msgstr_plural, default=0)) or entry.msgstr
        zh, en = (given, translated) if target == "en" else (translated, given)
        yield Unit(name, zh or None, en or None, line, cut_off=entry is cut_off)


def _name(context: str | None, given: str) -> str:
    """What an entry is found by: its context and the beginning of its text."""
    words = " ".join(given.split())
    short = words if len(words) <= _NAMED_BY else f"{words[: _NAMED_BY - 1]}…"
    return f"{context}: {short}" if context else short
