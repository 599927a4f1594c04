"""What `consistency.py` and `train_judge.py` share: sentence pairs, claims, findings."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from duizhao.claims import Mention, extract, unread
from duizhao.consistency import BeadClaims, check_beads
from duizhao.model import AnyClaim, Claim, Finding, Lang, Relation, claim_from_json, claim_id
from duizhao.normalize import normalize
from duizhao.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DUIZHAO_SHARED", ROOT.parent / "shared"))
NTREX = SHARED / "bench" / "ntrex"
SETTINGS = Settings()

Pair = tuple[str, str]


def load_ntrex(script: str, first: int, last: int) -> list[Pair]:
    """Lines `first` to `last` (counted from 1, both included) as (zh, en)."""
    zh = (NTREX / f"zh-{script}.txt").read_text(encoding="utf-8").split("\n")
    en = (NTREX / "en.txt").read_text(encoding="utf-8").split("\n")
    return list(zip(zh, en, strict=True))[first - 1 : last]


def load_mac() -> list[Pair]:
    """The beads of the development part of MAC that have both sides, as (zh, en)."""
    pairs = []
    for gold in sorted((SHARED / "bench" / "mac-dev").glob("*.gold")):
        zh, en = (gold.with_suffix(f".{lang}").read_text(encoding="utf-8").splitlines() for lang in ("zh", "en"))
        for row in gold.read_text(encoding="utf-8").replace(" ", "").split():
            left, right = ([int(number) for number in side.strip("[]").split(",") if number] for side in row.split(":")[:2])
            if left and right:
                pairs.append(("".join(zh[number] for number in left), " ".join(en[number] for number in right)))
    return pairs


def load_written() -> list[Pair]:
    """The sound pairs of many genres that the tests keep, as (zh, en)."""
    lines = (ROOT / "tests" / "consistency" / "data" / "said.jsonl").read_text(encoding="utf-8").splitlines()
    return [(row["zh"], row["en"]) for row in map(json.loads, lines) if not row["findings"]]


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """The text as the stages see it: repaired, Simplified."""
    return normalize(text, SETTINGS.normalize).mapped.text


def to_claims(mentions: Iterable[Mention], text: str, lang: Lang) -> tuple[AnyClaim, ...]:
    """Mentions of one text as claims of one source."""
    return tuple(
        Claim(
            id=claim_id(lang, mention.start, mention.end, mention.kind),
            document="",
            source=lang,
            segment="",
            lang=lang,
            kind=mention.kind,
            surface=text[mention.start : mention.end],
            start=mention.start,
            end=mention.end,
            normalized=text[mention.start : mention.end],
            value=mention.value,  # type: ignore[arg-type]
            qualifier=mention.qualifier,
            subject=mention.subject,
            confidence=mention.confidence,
            rule=mention.rule,
        )
        for mention in mentions
    )


@lru_cache(maxsize=65536)
def claims_of(text: str, lang: Lang) -> tuple[tuple[AnyClaim, ...], tuple[AnyClaim, ...]]:
    """The numeric claims of a clean text, and its figures that are no claims."""
    mentions = extract(text, lang, SETTINGS.claims)
    return to_claims(mentions, text, lang), to_claims(unread(text, lang, mentions), text, lang)


People = dict[str, Sequence[Mention]]


def people_of(texts: Iterable[str], lang: Lang) -> People:
    """The people of clean texts, by text; loads the models."""
    from duizhao.claims import find_people, load_people_models

    models = load_people_models(SETTINGS.claims)
    todo = list(dict.fromkeys(texts))
    return dict(zip(todo, find_people(todo, lang, models, SETTINGS.claims), strict=True))


NOBODY: tuple[Sequence[Mention], Sequence[Mention]] = ((), ())


def bead_of(pair: Pair, people: tuple[Sequence[Mention], Sequence[Mention]] = NOBODY) -> BeadClaims:
    """A raw pair as a bead, from its text on, as `duizhao check` does it."""
    sides: list[tuple[tuple[AnyClaim, ...], tuple[AnyClaim, ...], str]] = []
    for raw, lang, names in ((pair[0], "zh", people[0]), (pair[1], "en", people[1])):
        text = clean(raw)
        claims, others = claims_of(text, lang)  # type: ignore[arg-type]
        if names:
            claims = tuple(sorted((*claims, *to_claims(names, text, lang)), key=lambda claim: claim.start))  # type: ignore[arg-type]
        sides.append((claims, others, text))
    (zh, zh_unread, zh_text), (en, en_unread, en_text) = sides
    return BeadClaims(None, "", "translation", zh, en, zh_text, en_text, None, zh_unread, en_unread)


def findings_of(pair: Pair, people: tuple[Sequence[Mention], Sequence[Mention]] = NOBODY) -> list[Finding]:
    """The findings on a raw pair."""
    return check_beads([bead_of(pair, people)], SETTINGS.consistency)


def is_major(finding: Finding) -> bool:
    """Whether a finding is `major` or above."""
    return finding.severity in ("critical", "major")


def load_faults(script: str) -> dict[int, str]:
    """Lines of NTREX that are no sound pairs, with the reason."""
    data = tomllib.loads((ROOT / "benchmarks" / "ntrex_faults.toml").read_text(encoding="utf-8"))
    return {int(line): why for part in ("both", script) for line, why in data[part].items()}


Gold = list[dict[str, Any]]


def gold_beads() -> dict[str, tuple[list[BeadClaims], Gold]]:
    """The corpus as its gold has it: beads with gold claims, and the gold findings, by document."""
    found = {}
    for folder in sorted((ROOT / "annotations" / "gold").iterdir()):
        if (folder / "beads.jsonl").is_file():
            found[folder.name] = _gold_document(folder)
    return found


def _gold_document(folder: Path) -> tuple[list[BeadClaims], Gold]:
    def rows(name: str) -> Gold:
        path = folder / name
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []

    claims = [
        claim_from_json(json.dumps({"segment": "", "rule": "gold/1", **row}, ensure_ascii=False)) for row in rows("claims.jsonl")
    ]
    beads, placed = [], set()
    relation: Relation = "translation"
    for number, row in enumerate(rows("beads.jsonl")):
        relation = row["relation"]
        sides = []
        for lang in ("zh", "en"):
            chosen = [
                claim
                for span in row[lang]
                for claim in claims
                if claim.source == span["source"] and span["start"] <= claim.start and claim.end <= span["end"]
            ]
            chosen.sort(key=lambda claim: (claim.source, claim.start))
            placed |= {claim.id for claim in chosen}
            sides.append((tuple(chosen), "\n".join(_source(span["source"])[span["start"] : span["end"]] for span in row[lang])))
        beads.append(BeadClaims(f"b{number}", folder.name, relation, sides[0][0], sides[1][0], sides[0][1], sides[1][1]))
    if relation == "comparable":
        beads += [
            BeadClaims(
                f"u{claim.id}",
                folder.name,
                relation,
                *(((claim,), ()) if claim.lang == "zh" else ((), (claim,))),
                *((claim.normalized, "") if claim.lang == "zh" else ("", claim.normalized)),
            )
            for claim in claims
            if claim.id not in placed
        ]
    return beads, rows("findings.jsonl")


@lru_cache
def _source(name: str) -> str:
    data = (ROOT / "corpus" / name).read_bytes()
    for encoding in ("utf-8-sig", "gb18030", "big5hkscs"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError(name)
