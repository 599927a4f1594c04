"""The library: every stage, and the whole line, behind one object that holds the settings.

Models load when they are first needed and are shared by every `Pipeline` of the process.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from duizhao.errors import UsageError
from duizhao.settings import Settings

if TYPE_CHECKING:
    from duizhao.engine.rows import BeadRow, CheckFinding
    from duizhao.ingest import GivenPair
    from duizhao.model import AnyClaim
    from duizhao.normalize import Normalized
    from duizhao.report import Run

# Pairs that go through the name models together.
_BATCH = 64


class PairWarning(UserWarning):
    """The sides of a pair are swapped, in one language, or one of them is in a third."""


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

        return normalize(_text(text), self.settings.normalize)

    def claims(self, text: str, lang: Literal["zh", "en"] | None = None) -> list[AnyClaim]:
        """Every number, date and person of a text, in its order; `text[claim.start:claim.end] == claim.surface`.

        Args:
            text: damaged or not, Traditional or Simplified.
            lang: `zh` or `en`; None finds it out sentence by sentence.

        Raises:
            LoneSurrogateError: the text holds half a character.
            UsageError: another language is asked for.

        >>> [(claim.kind, claim.surface, claim.value.edtf) for claim in Pipeline().claims("The pier opened on 13 May 2020.")]
        [('date', '13 May 2020', '2020-05-13')]
        """
        from duizhao.engine.rows import claims_of_rows
        from duizhao.ingest import TextRow

        if lang not in (None, "zh", "en"):
            raise UsageError(f"The language is {lang!r}; zh or en is read.", hint="None finds it out.")
        (found,) = claims_of_rows([TextRow("text", _text(text), None, 1)], lang, self.settings)
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

        >>> beads = Pipeline().align("今天下雨。我们在家。", "It rained today. We stayed at home.")
        >>> [(bead.zh_indices, bead.en_indices, bead.en) for bead in beads]
        [((0,), (0,), ('It rained today.',)), ((1,), (1,), ('We stayed at home.',))]
        """
        from duizhao.align import load_encoder
        from duizhao.engine.rows import align_sentences

        return align_sentences(self._sentences(zh), self._sentences(en), load_encoder(self.settings.align), self.settings)

    def check(self, zh: str, en: str) -> list[CheckFinding]:
        """Where a Chinese text and its English disagree; both are taken as one bead. Warnings as for `check_pairs`.

        Raises:
            LoneSurrogateError: a text holds half a character.

        >>> for finding in Pipeline().check("5月13日至6月11日", "from May 14 to June 11"):
        ...     print(finding.severity, finding.message.en)
        critical The periods start differently: the Chinese says 13 May to 11 June, the English 14 May to 11 June.
        """
        return next(self.check_pairs([(zh, en)]))

    def check_pairs(self, pairs: Iterable[tuple[str, str] | Mapping[str, object]]) -> Iterator[list[CheckFinding]]:
        """`check` for many pairs: the findings of each, in order; memory does not grow with their number.

        Sides that are plainly swapped are read the other way round; two sides in one language, and a side in a third one, are not
        compared. A warning (`PairWarning`) says so.

        Args:
            pairs: `(zh, en)`, or rows `{id, zh, en}` as `duizhao check` reads them; findings name the id, else the number
                of the pair, from 1.

        Raises:
            LoneSurrogateError: a text holds half a character.
            UsageError: a row lacks a side.
            TypeError: something else is given for a pair.

        >>> rows = [
        ...     {"id": "u1", "zh": "共有13家医院", "en": "There are 31 hospitals"},
        ...     {"id": "u2", "zh": "4029万元", "en": "40.29 million yuan"},
        ... ]
        >>> [[(finding.pair, finding.reason) for finding in findings] for findings in Pipeline().check_pairs(rows)]
        [[('u1', 'number.digits-swapped')], []]
        """
        from duizhao.engine.rows import check_pairs

        given = (_pair(number, pair) for number, pair in enumerate(pairs, start=1))
        while batch := list(islice(given, _BATCH)):
            found = iter(check_pairs([pair.row for pair in batch if pair.compared], self.settings))
            for pair in batch:
                yield next(found) if pair.compared else []

    def extract(
        self,
        paths: Path | str | Sequence[Path | str],
        out: Path | str = "out",
        *,
        force: bool = False,
        workers: int | None = None,
    ) -> Run:
        """The main job: files and folders to a run folder with the report, and what is in it as records.

        Args:
            paths: a file, a folder, a `corpus.toml`, or several of them.
            out: the run folder to write.
            force: replace the run folder that is there.
            workers: processes; None takes as many as the work needs.

        Raises:
            DuizhaoError: nothing could be read, or the folder cannot be written.

        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "pairs.tsv").write_text("zh\\ten\\n港内有12艘船。\\t21 ships lay in port.\\n", encoding="utf-8")
        >>> [finding.message.en for finding in Pipeline().extract(folder, folder / "out", workers=1).findings]
        ['The digits are in another order: the Chinese says 12 ships, the English 21 ships.']
        """
        from duizhao.engine import RunOptions, extract_run
        from duizhao.review.store import DecisionStore, decisions_path

        folder = Path(out)
        given = [paths] if isinstance(paths, Path | str) else paths
        options = RunOptions(out=folder, force=force, workers=workers, decisions=DecisionStore(decisions_path(folder)).current())
        return extract_run([Path(path) for path in given], options, self.settings)

    def _sentences(self, side: str | Sequence[str]) -> list[tuple[str, tuple[int, int]]]:
        from duizhao.engine.rows import cut_sentences

        if isinstance(side, str):
            return cut_sentences(side, self.settings, one_a_line=False)
        given: object = side
        if isinstance(given, bytes | bytearray) or not isinstance(given, Iterable):
            _text(given)
        for number, sentence in enumerate(side):
            if len(_text(sentence).splitlines()) > 1:
                raise UsageError(f"Sentence {number} holds a line break.", hint="Give the text as one string instead.")
        lines = "".join(f"{sentence}\n" for sentence in side)
        return cut_sentences(lines, self.settings, one_a_line=True) if lines else []


def _text(given: object) -> str:
    """A text; anything else is a mistake of the caller's."""
    if isinstance(given, str):
        return given
    hint = " Decode it first, or give its file to `duizhao`." if isinstance(given, bytes | bytearray) else ""
    raise TypeError(f"A text is a str, not {type(given).__name__}.{hint}")


def _pair(number: int, given: object) -> GivenPair:
    """A pair with its sides the right way round; a warning says what is wrong with it."""
    from duizhao.ingest import given_pair

    if isinstance(given, tuple | list) and len(given) == 2:
        fields: Mapping[str, object] = {"zh": _text(given[0]), "en": _text(given[1])}
    elif isinstance(given, Mapping):
        fields = given
    else:
        raise TypeError(f"Pair {number} is a {type(given).__name__}; (zh, en) or {{id, zh, en}} is read.")
    pair = given_pair(fields, number)
    if pair.remark:
        warnings.warn(pair.remark, PairWarning, stacklevel=4)
    return pair
