"""The library: every stage, and the whole line, behind one object that holds the settings.

Models load when they are first needed and are shared by every `Pipeline` of the process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from duizhao.settings import Settings

if TYPE_CHECKING:
    from duizhao.engine.rows import BeadRow, CheckFinding
    from duizhao.model import AnyClaim, Lang
    from duizhao.normalize import Normalized
    from duizhao.report import Run

# Pairs that go through the name models together.
_BATCH = 64


class Pipeline:
    """Duizhao for a Python program.

    Args:
        settings: the whole tree; the defaults where none is given (`duizhao.settings.load_settings` reads a file).

    >>> from duizhao import Pipeline
    >>> duizhao = Pipeline()
    >>> [(claim.surface, claim.value.number) for claim in duizhao.claims("累计培训约5400人次", lang="zh")]
    [('约5400人次', Fraction(5400, 1))]
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()

    def normalize(self, text: str) -> Normalized:
        """Repair a text and convert it to Simplified: `.mapped.text`, `.mapped.repairs()`, `.flags`, `.script`.

        Raises:
            LoneSurrogateError: the text holds half a character.

        >>> Pipeline().normalize("疫情形勢持續(xù)向好").mapped.text
        '疫情形势持续向好'
        """
        from duizhao.normalize import normalize

        return normalize(text, self.settings.normalize)

    def claims(self, text: str, lang: Lang | None = None) -> list[AnyClaim]:
        """Every number, date and person of a text, in its order; `text[claim.start:claim.end] == claim.surface`.

        Args:
            text: damaged or not, Traditional or Simplified.
            lang: `zh` or `en`; None finds it out sentence by sentence.

        Raises:
            LoneSurrogateError: the text holds half a character.
        """
        from duizhao.engine.rows import claims_of_rows
        from duizhao.ingest import TextRow

        (found,) = claims_of_rows([TextRow("text", text, None, 1)], lang, self.settings)
        return found

    def align(self, zh: str | Sequence[str], en: str | Sequence[str]) -> list[BeadRow]:
        """Which sentences say the same, in order; an empty side is an omission.

        Args:
            zh: the Chinese text, or its sentences.
            en: the English text, or its sentences.

        Returns:
            Beads with the numbers of their sentences (from 0), the repaired sentences, a score from 0 to 1, and spans in the
            text that was given (sentences given one by one count as lines of one text).

        Raises:
            LoneSurrogateError: a text holds half a character.
            UsageError: a sentence given as one of many holds a line break.
        """
        from duizhao.align import load_encoder
        from duizhao.engine.rows import align_sentences

        return align_sentences(self._sentences(zh), self._sentences(en), load_encoder(self.settings.align), self.settings)

    def check(self, zh: str, en: str) -> list[CheckFinding]:
        """Where a Chinese text and its English disagree; both are taken as one bead.

        Raises:
            LoneSurrogateError: a text holds half a character.

        >>> for finding in Pipeline().check("5月13日至6月11日", "from May 14 to June 11"):
        ...     print(finding.severity, finding.message.en)
        critical The periods start differently: the Chinese says 13 May to 11 June, the English 14 May to 11 June.
        """
        return next(self.check_pairs([(zh, en)]))

    def check_pairs(self, pairs: Iterable[tuple[str, str]]) -> Iterator[list[CheckFinding]]:
        """`check` for many pairs `(zh, en)`: the findings of each, in order; memory does not grow with their number."""
        from duizhao.engine.rows import check_pairs
        from duizhao.ingest import PairRow

        rows = (PairRow(number, zh, en, number) for number, (zh, en) in enumerate(pairs, start=1))
        while batch := list(islice(rows, _BATCH)):
            yield from check_pairs(batch, self.settings)

    def extract(self, paths: Sequence[Path | str], out: Path | str, *, force: bool = False, workers: int | None = None) -> Run:
        """The main job: files and folders to a run folder with the report, and what is in it as records.

        Args:
            paths: files, folders, or a `corpus.toml`.
            out: the run folder to write.
            force: replace the run folder that is there.
            workers: processes; None takes as many as the work needs.

        Raises:
            DuizhaoError: nothing could be read, or the folder cannot be written.
        """
        from duizhao.engine import RunOptions, extract_run
        from duizhao.review.store import DecisionStore, decisions_path

        folder = Path(out)
        options = RunOptions(out=folder, force=force, workers=workers, decisions=DecisionStore(decisions_path(folder)).current())
        return extract_run([Path(path) for path in paths], options, self.settings)

    def _sentences(self, side: str | Sequence[str]) -> list[tuple[str, tuple[int, int]]]:
        from duizhao.engine.rows import cut_sentences
        from duizhao.errors import UsageError

        if isinstance(side, str):
            return cut_sentences(side, self.settings, one_a_line=False)
        for number, sentence in enumerate(side):
            if len(sentence.splitlines()) > 1:
                raise UsageError(f"Sentence {number} holds a line break.", hint="Give the text as one string instead.")
        lines = "".join(f"{sentence}\n" for sentence in side)
        return cut_sentences(lines, self.settings, one_a_line=True) if lines else []
