"""Office documents are archives of XML: what is looked at before one is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from duizhao.errors import FormatError, TooLargeError

# What a damaged archive makes its readers raise.
DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    KeyError,
    ValueError,
    AttributeError,
    TypeError,
)
SAVE_AGAIN: Final = "Open it in the program that made it and save it again."
# What all parts may unpack to, pictures included.
MAX_TOTAL: Final = 1 << 30
# A part of a document packs to a tenth; what packs a thousandfold is made to fill the memory.
_MAX_RATIO = 1000
_RATIO_FROM = 1 << 20


def check_archive(data: bytes, kind: str, part: str, max_bytes: int, max_total: int = MAX_TOTAL) -> None:
    """Refuse what is damaged, encrypted, of another kind, or unpacks to more than can be read.

    Args:
        data: the file.
        kind: what messages call it (`DOCX`).
        part: how the name of the part begins that makes it one.
        max_bytes: what the parts that become a tree may unpack to.
        max_total: what all of them may, pictures included.

    Raises:
        FormatError: the file is cut off, damaged, encrypted, or something else.
        TooLargeError: it unpacks to more than that.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except DAMAGE as error:
        raise FormatError(f"The {kind} is cut off or damaged: {error}.", hint=SAVE_AGAIN) from error
    if any(member.flag_bits & 0x1 for member in members):
        raise FormatError(f"The {kind} is encrypted.", hint="Save it without a password.")
    trees = sum(member.file_size for member in members if member.filename.endswith((".xml", ".rels")))
    total = sum(member.file_size for member in members)
    for size, limit, name in ((trees, max_bytes, "max_markup_bytes"), (total, max_total, "max_bytes")):
        if size > limit:
            raise TooLargeError(
                f"The {kind} unpacks to {size:,} bytes; {limit:,} are allowed.", hint=f"Raise ingest.{name} to read it."
            )
    for member in members:
        if member.file_size > _RATIO_FROM and member.file_size > _MAX_RATIO * max(1, member.compress_size):
            raise TooLargeError(
                f"{member.filename} in the {kind} unpacks to {member.file_size:,} bytes, a thousand times its size."
            )
    if not any(member.filename.startswith(part) for member in members):
        raise FormatError(f"The archive is no {kind}.", hint=SAVE_AGAIN)
