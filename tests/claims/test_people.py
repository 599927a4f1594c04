"""People: who is found, who is not, where the span lies, and what the parts of the name are."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from duizhao.claims.mention import Mention
from duizhao.claims.people import chinese, english
from duizhao.claims.people.find import find_people, link_people, load_people_models
from duizhao.claims.people.models import Labelled, PeopleModels
from duizhao.errors import ModelMissingError
from duizhao.model import PersonValue
from duizhao.settings import ClaimSettings
from tests.timing import processor_seconds

SETTINGS = ClaimSettings()
CASES = tomllib.loads((Path(__file__).parent / "data" / "people.toml").read_text(encoding="utf-8"))["case"]


def nobody(texts: Sequence[str]) -> list[list[Labelled]]:
    """A model that finds nothing."""
    return [[] for _ in texts]


MUTE = PeopleModels(english=nobody, chinese=nobody)


@pytest.fixture(scope="module")
def models() -> PeopleModels:
    return load_people_models(SETTINGS)


def values(mentions: Sequence[Mention]) -> list[PersonValue]:
    return [mention.value for mention in mentions if isinstance(mention.value, PersonValue)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['lang']}: {case['says']}")
def test_the_people_of_a_sentence_are_found_and_nobody_else(case: dict[str, object], models: PeopleModels) -> None:
    text = str(case["text"])
    mentions = find_people([text], "en" if case["lang"] == "en" else "zh", models, SETTINGS)[0]
    assert [text[mention.start : mention.end] for mention in mentions] == case["people"]
    for part in ("family", "given", "role"):
        if part in case:
            assert [str(getattr(value, part)) for value in values(mentions)] == case[part]


@pytest.mark.parametrize("dot", list("·•‧・．･∙⋅"))
def test_the_dot_may_be_any_of_its_code_points_and_is_written_one_way(dot: str, models: PeopleModels) -> None:
    text = f"部长萨利姆{dot}奥马尔出席会议。"
    (mention,) = find_people([text], "zh", models, SETTINGS)[0]
    assert text[mention.start : mention.end] == f"萨利姆{dot}奥马尔"
    assert values([mention])[0].name == "萨利姆·奥马尔"


def test_a_short_form_is_linked_to_the_full_name_and_its_role(models: PeopleModels) -> None:
    texts = ["Zhou Lin, head of the medical team, arrived in May.", "Mr. Zhou stayed for a month."]
    linked = link_people(find_people(texts, "en", models, SETTINGS))
    assert values(linked[1]) == [PersonValue(name="Zhou", family="Zhou", given=None, role="head of the medical team")]
    assert link_people(linked) == linked


def test_a_family_name_known_from_the_document_is_found_where_the_sentence_alone_does_not_tell(models: PeopleModels) -> None:
    texts = ["The survey was led by Marta Kessvin, an engineer.", "The figures that Kessvin gave were lower."]
    alone = find_people(texts, "en", models, SETTINGS)
    together = find_people(texts, "en", models, SETTINGS, together=True)
    assert len(together[1]) == 1
    assert len(alone[1]) <= len(together[1])


def test_words_in_small_letters_elsewhere_are_no_name_of_a_heading(models: PeopleModels) -> None:
    texts = [
        "Layer Modes, Legacy Layer Modes",
        "Fill Path, Fill Path",
        "A layer has modes: legacy modes, which fill a path, and a layer of its own that may fill a legacy path.",
        "Ada Marsh wrote it for Will Hunt, who will hunt for a marsh and will find a marsh to hunt in.",
    ]
    assert any(find_people(texts[:2], "en", models, SETTINGS))
    found = find_people(texts, "en", models, SETTINGS, together=True)
    assert [[value.name for value in values(mentions)] for mentions in found] == [[], [], [], ["Ada Marsh", "Will Hunt"]]


def test_mentions_of_other_kinds_pass_through_linking() -> None:
    from duizhao.model import DateValue

    date = Mention(0, 4, "date", DateValue(edtf="2020"))
    assert link_people([[date]]) == [[date]]


def test_any_other_language_and_people_switched_off_give_empty_lists() -> None:
    assert find_people(["Mr. Zhou Lin"], "other", MUTE, SETTINGS) == [[]]
    assert find_people(["Mr. Zhou Lin"], "en", MUTE, ClaimSettings(people=False)) == [[]]


def test_rules_alone_find_a_name_after_a_form_of_address() -> None:
    (mention,) = find_people(["They thanked Mr. Zhou Lin."], "en", MUTE, SETTINGS)[0]
    assert mention.rule == "en.person.address/4"


def test_the_result_of_a_sentence_does_not_depend_on_its_neighbours(models: PeopleModels) -> None:
    english = [case["text"] for case in CASES if case["lang"] == "en"]
    assert find_people(english, "en", models, SETTINGS) == [find_people([text], "en", models, SETTINGS)[0] for text in english]


def test_a_missing_pipeline_is_a_clear_error() -> None:
    with pytest.raises(ModelMissingError, match="no_such_pipeline"):
        load_people_models(ClaimSettings(english_pipeline="no_such_pipeline"))


@pytest.mark.parametrize(
    "text", ["He signed it.", "After 23 meetings they went home on Monday.", "WHO and the EU met in Geneva.", ""]
)
def test_english_sentences_without_a_possible_name_skip_the_model(text: str) -> None:
    assert not english.can_hold_name(text) or text.startswith("WHO")


@pytest.mark.parametrize("text", ["共15.3%", "2023", "——", ""])
def test_chinese_sentences_without_a_possible_name_skip_the_model(text: str) -> None:
    assert not chinese.can_hold_name(text)


LETTERS = st.text(alphabet="AaBbZhouLinMr.'’- ·•周林特朗普说总统长阿卜杜拉，。0", max_size=80)


@settings(max_examples=60, deadline=None)
@given(LETTERS | st.text(max_size=60))
@example("0·O\x1f")
@example("阿卜杜拉·哈姆\x1f说")
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    model = load_people_models(SETTINGS)
    for lang in ("en", "zh"):
        end = 0
        for mention in find_people([text], "en" if lang == "en" else "zh", model, SETTINGS)[0]:
            assert end <= mention.start < mention.end <= len(text)
            assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
            assert 0.0 <= mention.confidence <= 1.0
            assert mention.kind == "person"
            end = mention.end


@pytest.mark.parametrize("piece", ["A", "Zhou ", "a-", "周", "·", "周·", "Mr. ", "说", "总统周", "A.", "'s "])
def test_long_runs_of_one_piece_do_no_harm(piece: str) -> None:
    text = piece * 3000
    for lang in ("en", "zh"):
        find_people([text], "en" if lang == "en" else "zh", MUTE, SETTINGS)


def test_a_text_twenty_times_as_long_takes_about_twenty_times_as_long() -> None:
    def seconds(text: str, lang: str) -> float:
        return processor_seconds(lambda: find_people([text], "en" if lang == "en" else "zh", MUTE, SETTINGS))

    for piece, lang in (("Zhou Lin said Mr. Ma saw J. Li. ", "en"), ("总统周林说，罗比·马丁和李文。", "zh")):
        seconds(piece * 400, lang)
        assert seconds(piece * 8000, lang) < 60 * max(seconds(piece * 400, lang), 0.01)


def test_offsets_count_from_the_beginning_of_a_long_text(models: PeopleModels) -> None:
    text = "The report was filed on time. " * 200 + "Mr. Zhou Lin signed it."
    (mention,) = find_people([text], "en", models, SETTINGS)[0]
    assert text[mention.start : mention.end] == "Zhou Lin"


@pytest.mark.shared
def test_the_people_of_the_first_seed_are_found(shared: Path, models: PeopleModels) -> None:
    text = (shared / "seeds" / "000_0b7616cf1c0ce734.txt").read_text(encoding="utf-8")
    lines = text.split("\n")
    found = {value.name for mentions in find_people(lines, "en", models, SETTINGS, together=True) for value in values(mentions)}
    offsets = [(2779, 2800)]
    assert {"Zhou Lin", "Abdalla Hamdok", "Tawar", "Mohammed Ishtaye", "Abbas Zaki", "Mai al-Kailah"} <= found, offsets
    assert not found & {"Mauritania", "Palestine", "Algeria", "Sudan", "Chongqing", "Macao"}
