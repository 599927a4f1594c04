"""Texts that are neither Chinese nor English are told, and nothing that is either is taken for one."""

from __future__ import annotations

import pytest

from duizhao.languages import third_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Hafen wurde im Mai für die Schiffe der Reederei geöffnet.", "German"),
        ("Le port est ouvert depuis le mois de mai pour les bateaux de pêche.", "French"),
        ("El puerto se abrió en mayo para los barcos de la zona.", "Spanish"),
        ("Bến cảng này đã được mở cho các tàu của người dân trong tháng.", "Vietnamese"),
        ("港は五月に開かれ、船が入ってきました。", "Japanese"),
        ("항구는 오월에 열렸다.", "Korean"),
        ("Порт открылся в мае.", "Cyrillic letters"),
        ("เปิดท่าเรือในเดือนพฤษภาคม", "Thai letters"),
    ],
)
def test_a_third_language_is_named(text: str, language: str) -> None:
    assert third_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12.5%",
        "De la Cruz, van der Berg and Di Maria",
        "The café à la mode in the Rue de la Paix was opened by Charles de Gaulle.",
        "Los Angeles, Las Vegas, El Paso, San Juan de los Lagos",
        "In den Bergen",
        "他说“こんにちは”，又说“Guten Tag”。",
        "α 波和 β 波的频率不同。",
        "The angles α, β, γ, δ and ε of the figure add up.",
        "ÖÐ¹úÈËÃñ½â·Å¾ü",
        "iPhone 15 Pro Max, USB-C, 5G",
    ],
)
def test_names_and_quotations_are_no_third_language(text: str) -> None:
    assert third_language(text) is None
