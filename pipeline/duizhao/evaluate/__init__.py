"""Scores against the gold in `annotations/`: repairs, beads, claims, findings."""

from duizhao.evaluate.corpus import evaluate_corpus
from duizhao.evaluate.gold import GoldDocument, load_gold
from duizhao.evaluate.scores import Score, Scores, score_run
from duizhao.evaluate.table import print_scores

__all__ = ["GoldDocument", "Score", "Scores", "evaluate_corpus", "load_gold", "print_scores", "score_run"]
