"""Bytes to text: encodings, file formats, and which files belong together.

>>> from duizhao.settings import IngestSettings
>>> decode("5月13日".encode("gb18030"), IngestSettings()).text
'5月13日'
"""

from duizhao.ingest.decoding import Decoded, decode
from duizhao.ingest.discovery import Discovery, discover, discover_aligned
from duizhao.ingest.files import read_file
from duizhao.ingest.json_rows import TextRow
from duizhao.ingest.manifest import FileGroup
from duizhao.ingest.pairs import GivenPair, PairRow, given_pair, read_pairs, read_rows
from duizhao.ingest.sides import language_of_text
from duizhao.ingest.source import Format, Line, Pair, Place, SourceText
from duizhao.ingest.streams import Input
from duizhao.ingest.units import UNTRANSLATED

__all__ = [
    "UNTRANSLATED",
    "Decoded",
    "Discovery",
    "FileGroup",
    "Format",
    "GivenPair",
    "Input",
    "Line",
    "Pair",
    "PairRow",
    "Place",
    "SourceText",
    "TextRow",
    "decode",
    "discover",
    "discover_aligned",
    "given_pair",
    "language_of_text",
    "read_file",
    "read_pairs",
    "read_rows",
]
