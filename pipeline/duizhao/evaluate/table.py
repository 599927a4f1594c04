"""Scores as a table, or as JSON."""

from __future__ import annotations

import msgspec
from rich.console import Console
from rich.table import Table

from duizhao.evaluate.scores import Score, Scores


def print_scores(scores: Scores, *, as_json: bool) -> None:
    """Print the scores on standard output, the signature with them."""
    if as_json:
        print(msgspec.json.format(msgspec.json.encode(_as_dict(scores)), indent=2).decode())
        return
    console = Console(highlight=False)
    if scores.repairs:
        repairs = Table("repaired source", "characters", "lines exact", title="Repairs", title_justify="left", box=None)
        for source, (characters, lines) in sorted(scores.repairs.items()):
            repairs.add_row(source, f"{characters:.2%}", f"{lines:.1%}")
        console.print(repairs)
        console.print()
    table = Table("score", "precision", "recall", "F1", "right", "found", "gold", title_justify="left", box=None)
    table.title = f"{scores.documents} documents"
    for name, score in scores.scores.items():
        table.add_row(name, *_row(score))
    console.print(table)
    signature = scores.signature
    console.print(
        f"\nduizhao {signature['duizhao']} · settings {signature['settings_hash']} · encoder {signature['models']['encoder']}"
    )


def _row(score: Score) -> list[str]:
    rates = [f"{rate:.3f}" for rate in (score.precision, score.recall, score.f1)]
    return [*rates, str(score.right), str(score.found), str(score.gold)]


def _as_dict(scores: Scores) -> dict[str, object]:
    return {
        "signature": scores.signature,
        "documents": scores.documents,
        "repairs": {source: {"characters": characters, "lines": lines} for source, (characters, lines) in scores.repairs.items()},
        "scores": {
            name: {
                "precision": score.precision,
                "recall": score.recall,
                "f1": score.f1,
                "right": score.right,
                "found": score.found,
                "gold": score.gold,
            }
            for name, score in scores.scores.items()
        },
    }
