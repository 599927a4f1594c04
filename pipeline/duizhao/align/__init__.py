"""Which sentences say the same: beads in translations, links in comparable texts, pairs of documents."""

from duizhao.align.bead import Bead
from duizhao.align.bilingual import align_file
from duizhao.align.comparable import link
from duizhao.align.encoder import Encoder, RememberingEncoder, Spans
from duizhao.align.evidence import NO_EVIDENCE, Evidence, PartialDate
from duizhao.align.formats import (
    InterText,
    read_intertext,
    read_ladder,
    read_rungs,
    read_tmx,
    write_ladder,
    write_rungs,
    write_tmx,
)
from duizhao.align.load import load_encoder
from duizhao.align.pairing import DocumentPair, TextProfile, pair_documents, relation_of
from duizhao.align.translation import align

__all__ = [
    "NO_EVIDENCE",
    "Bead",
    "DocumentPair",
    "Encoder",
    "Evidence",
    "InterText",
    "PartialDate",
    "RememberingEncoder",
    "Spans",
    "TextProfile",
    "align",
    "align_file",
    "link",
    "load_encoder",
    "pair_documents",
    "read_intertext",
    "read_ladder",
    "read_rungs",
    "read_tmx",
    "relation_of",
    "write_ladder",
    "write_rungs",
    "write_tmx",
]
