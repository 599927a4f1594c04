"""Runs the peers of the claims stage: rows `{lang, model, text}` in, what each finds out; started by `claims.py`."""

from __future__ import annotations

import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")


def recognizers(lang: str, model: str, text: str) -> list[list]:
    from recognizers_date_time import DateTimeRecognizer
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer
    from recognizers_text import Culture

    culture = Culture.Chinese if lang == "zh" else Culture.English
    if not hasattr(recognizers, "made"):
        recognizers.made = {}
    key = (lang, model)
    if key not in recognizers.made:
        number, unit, dates = NumberRecognizer(culture), NumberWithUnitRecognizer(culture), DateTimeRecognizer(culture)
        getters = {
            "number": number.get_number_model,
            "ordinal": number.get_ordinal_model,
            "percent": number.get_percentage_model,
            "range": number.get_number_model,
            "money": unit.get_currency_model,
            "dimension": unit.get_dimension_model,
            "age": unit.get_age_model,
            "date": dates.get_datetime_model,
        }
        recognizers.made[key] = getters[model]()
    found = []
    for one in recognizers.made[key].parse(text):
        resolution = one.resolution or {}
        if model == "date":
            found += [[one.start, one.end + 1, None, v.get("timex")] for v in resolution.get("values") or [] if v]
        else:
            found.append([one.start, one.end + 1, str(resolution.get("value")).rstrip("%"), None])
    return found


def quantulum(lang: str, model: str, text: str) -> list[list]:
    if lang != "en" or model == "date":
        return []
    from quantulum3 import parser

    return [[*q.span, str(q.value), None] for q in parser.parse(text)]


def dates(lang: str, model: str, text: str) -> list[list]:
    if model != "date":
        return []
    from dateparser.search import search_dates

    rows = search_dates(text, languages=[lang]) or []
    return [[text.find(surface), text.find(surface) + len(surface), None, day.strftime("%Y-%m-%d")] for surface, day in rows]


def jio(lang: str, model: str, text: str) -> list[list]:
    if lang != "zh" or model not in {"money", "date"}:
        return []
    import jionlp

    if model == "money":
        return [[*one["offset"], str(one["detail"]["num"]), None] for one in jionlp.ner.extract_money(text, with_parsing=True)]
    found = []
    for one in jionlp.ner.extract_time(text, with_parsing=True):
        times = one["detail"].get("time") or [""]
        found.append([*one["offset"], None, str(times[0])[:10]])
    return found


def speed() -> None:
    """Recognizers with all its models on whole sentences: rows `{lang, text}` in, sentences a second of processor time out."""
    models = ("number", "ordinal", "percent", "money", "dimension", "age", "date")
    texts: dict[str, list[str]] = {}
    for line in sys.stdin:
        row = json.loads(line)
        texts.setdefault(row["lang"], []).append(row["text"])
    for lang, sentences in texts.items():
        for model in models:
            recognizers(lang, model, sentences[0])  # models are made on first use
        begun = time.process_time()
        for text in sentences:
            for model in models:
                try:
                    recognizers(lang, model, text)
                except Exception:  # a peer that fails on a sentence has spent its time on it
                    continue
        print(json.dumps({"lang": lang, "per_second": len(sentences) / (time.process_time() - begun)}))


def main() -> None:
    if "--speed" in sys.argv:
        speed()
        return
    rows = [json.loads(line) for line in sys.stdin]
    for name, run in (("recognizers", recognizers), ("jionlp", jio), ("quantulum3", quantulum), ("dateparser", dates)):
        begun, results = time.process_time(), []
        for row in rows:
            try:
                results.append(run(row["lang"], row["model"], row["text"]))
            except Exception:
                results.append([])
        print(json.dumps({"peer": name, "results": results, "seconds": time.process_time() - begun}))


if __name__ == "__main__":
    main()
