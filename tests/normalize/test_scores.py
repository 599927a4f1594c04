"""What a repair record says about its own ground."""

from __future__ import annotations

from duizhao.normalize import normalize
from duizhao.settings import NormalizeSettings
from duizhao.text import replay

SENTENCE = "这家公司的产品出口到二十多个国家，员工超过三千人。"


def damaged() -> str:
    return SENTENCE.encode().decode("gb18030", "replace")


def test_a_repair_that_weighs_readings_says_by_how_much_and_what_it_had_to_spare(keep_script: NormalizeSettings) -> None:
    repairs = normalize(f"前面是好的。\n{damaged()}\n后面也是。", keep_script).mapped.repairs()
    assert repairs
    for repair in repairs:
        assert repair.score is not None
        assert repair.margin is not None
        assert repair.score > repair.margin > 0


def test_a_margin_is_what_the_settings_leave(keep_script: NormalizeSettings) -> None:
    strict = NormalizeSettings(simplify=False, min_gain=keep_script.min_gain + 50, min_gain_each=0.0)
    (easy, *_), (hard, *_) = (normalize(damaged(), settings).mapped.repairs() for settings in (keep_script, strict))
    assert easy.score == hard.score
    assert hard.margin == round((hard.score or 0.0) - strict.min_gain, 1)


def test_a_rule_that_weighs_nothing_has_no_score(keep_script: NormalizeSettings) -> None:
    mapped = normalize("形勢持續(xù)向好", keep_script).mapped
    assert [(repair.score, repair.margin) for repair in mapped.repairs()] == [(None, None)]
    assert replay(mapped.raw, mapped.repairs()) == mapped.text
