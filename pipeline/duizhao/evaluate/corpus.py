"""Score the program over the annotated corpus."""

from __future__ import annotations

import tempfile
from pathlib import Path

from duizhao.engine import RunOptions, extract_run
from duizhao.engine.run import Progress
from duizhao.evaluate.gold import load_gold
from duizhao.evaluate.scores import Scores, score_run
from duizhao.report import load_run
from duizhao.settings import Settings


def evaluate_corpus(run: Path | None, corpus: Path, annotations: Path, settings: Settings, progress: Progress) -> Scores:
    """Score a run folder over the corpus, or make one for the purpose.

    Args:
        run: the run folder; None runs the program over `corpus` first.
        corpus: the documents.
        annotations: the folder that holds `gold/`.
        settings: of the run that is made.
        progress: called while it is made.

    Raises:
        FormatError: the gold cannot be read.
        RunFolderError: `run` is no run folder.
    """
    gold = load_gold(annotations / "gold")
    if run is not None:
        return score_run(load_run(run), gold, corpus, settings.ingest)
    with tempfile.TemporaryDirectory() as folder:
        made = extract_run([corpus], RunOptions(out=Path(folder) / "run"), settings, progress)
        return score_run(made, gold, corpus, settings.ingest)
