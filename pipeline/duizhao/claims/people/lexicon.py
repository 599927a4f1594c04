"""The words that tell people from everything else, read once from the files of names, titles and places in `lexicon/`."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import regex

_HYPHEN = regex.compile("[-\\N{HYPHEN}\\N{NON-BREAKING HYPHEN}]")
_MARKS = regex.compile("['\\N{RIGHT SINGLE QUOTATION MARK}]")


@dataclass(frozen=True, slots=True)
class EnglishWords:
    """What the English half looks up; all sets hold words as they are written unless said otherwise.

    Attributes:
        given: given names, capitalised.
        weak_given: those that are as often a word, a place or a family name.
        family: family names.
        weak_family: those that are as often a word, a place or a firm.
        public: family names that alone name the person everybody knows by it.
        verbs: verbs of speech, lower case.
        human_verbs: other verbs whose subject is a person, lower case.
        object_verbs: verbs whose object is a person, lower case: met, tackled, replaced.
        kin: wife, son, friend: words that stand before a bare name, lower case.
        particles: van, bin, de: small words inside a name, lower case.
        suffixes: Jr., III.
        personal: Mr, Dr, Sir: forms of address after which hardly anything but a name can stand, lower case.
        offices: those of them, and abbreviations, that name an office: Sen, Judge; lower case.
        honorifics: all words of address, Mr, Dr, Sir, Capt, without the point.
        after: letters after a name: MP, MBE.
        roles: last words of a role that stands before a name, lower case.
        role_stops: words that a role before a name does not reach over.
        openers: lower-case words that open a sentence with a capital without naming anybody.
        led_by: Administration, Team: words after a name that leave it a person's.
        role_adjectives: words in -ing and -ed that a role may hold; any other is a verb.
        organisations: words that make a capitalised chunk an organisation, a building, a place, a law.
        eponyms: words that make a possessive before them part of a term: disease, law.
        attributed: these, and words that do so behind the name itself: telescope.
        firms: firms, brands and the like whose name is that of a person, of several words.
        also_family: those of them that are a family name after a given name.
        common: words with a capital that are no part of a name.
        places: countries, nationalities, cities, provinces.
        syllables: of pinyin, lower case.
        pinyin_surnames: lower case.
        other_surnames: Chinese family names in other spellings, lower case.
        census: common family names of the United States census, as `census_key` gives them; so the next four.
        census_words: those of them that are English words too.
        family_rare: its other family names and those of other countries, none of them an English word.
        census_given: its common given names.
        given_rare: its other given names and those of other countries.
        towns: towns whose name is one word.
        place_phrases: towns, countries and regions whose name is several words.
    """

    given: frozenset[str]
    weak_given: frozenset[str]
    family: frozenset[str]
    weak_family: frozenset[str]
    public: frozenset[str]
    verbs: frozenset[str]
    human_verbs: frozenset[str]
    object_verbs: frozenset[str]
    kin: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    personal: frozenset[str]
    offices: frozenset[str]
    honorifics: frozenset[str]
    after: frozenset[str]
    roles: frozenset[str]
    role_stops: frozenset[str]
    role_adjectives: frozenset[str]
    openers: frozenset[str]
    led_by: frozenset[str]
    organisations: frozenset[str]
    eponyms: frozenset[str]
    attributed: frozenset[str]
    firms: frozenset[str]
    also_family: frozenset[str]
    common: frozenset[str]
    places: frozenset[str]
    syllables: frozenset[str]
    pinyin_surnames: frozenset[str]
    other_surnames: frozenset[str]
    census: frozenset[str]
    census_words: frozenset[str]
    family_rare: frozenset[str]
    census_given: frozenset[str]
    given_rare: frozenset[str]
    towns: frozenset[str]
    place_phrases: frozenset[str]


@dataclass(frozen=True, slots=True)
class ChineseWords:
    """What the Chinese half looks up.

    Attributes:
        surnames: family names of one character.
        weak_surnames: those that very often are part of another word.
        double_surnames: family names of two characters and more.
        japanese_surnames: Japanese family names.
        transcription: characters that write foreign names by sound.
        foreign: those of them that hardly stand in a Chinese given name.
        foreign_names: foreign names whose characters could all be Chinese.
        famous: people everybody knows by one name.
        given_foreign: given names in transcription.
        never_last: characters that hardly end a name, but follow one.
        never_in: characters that do not stand in a Chinese given name.
        joined: words of which the first half is sometimes taken for the end of a name.
        dots: the points between parts of a transcribed name, in all their code points.
        title_endings: characters that end a role.
        before: titles and roles directly before a name.
        naming: those of them that only say that a name follows, 名叫: no role.
        ranks: adjectives of rank inside a role: 高级.
        callings: last words of roles that are no office: 村民.
        kin: 妻子, 哥哥: ties before a name.
        shared_roles: last characters of roles that several people listed share.
        not_after: characters that make something else of a title behind a name.
        labels: words before a colon and a name in minutes and imprints.
        after: titles and words of address directly after a name.
        address: what stands directly after a bare family name: titles, words of address, 队, 妹妹.
        familiar: characters before a family name or half a given name: 小王, 阿强.
        half_given: family names that are rather half a given name there.
        not_familiar: words that look like one of these forms and are none.
        not_hidden: characters after 某 that make something else of it: 于某种.
        speech: verbs that a name stands in front of.
        object_verbs: verbs whose object is a person.
        not_person: words (places, peoples, brands) that the model takes for people.
        place_endings: characters that end the name of a place.
        thing_endings: those of them that a name never has.
        thing_after: words that, directly after a name, make it part of the name of a thing.
        place_before: words that stand before a place.
        storm_before: words that, directly before a name, make it the name of a storm or ship.
        towns: towns abroad whose name is all transcription.
    """

    surnames: frozenset[str]
    weak_surnames: frozenset[str]
    double_surnames: frozenset[str]
    japanese_surnames: frozenset[str]
    transcription: frozenset[str]
    foreign: frozenset[str]
    foreign_names: frozenset[str]
    famous: frozenset[str]
    given_foreign: frozenset[str]
    never_last: frozenset[str]
    never_in: frozenset[str]
    joined: frozenset[str]
    dots: str
    title_endings: frozenset[str]
    before: frozenset[str]
    naming: frozenset[str]
    ranks: frozenset[str]
    callings: frozenset[str]
    kin: frozenset[str]
    shared_roles: frozenset[str]
    not_after: frozenset[str]
    labels: frozenset[str]
    after: frozenset[str]
    address: frozenset[str]
    familiar: frozenset[str]
    half_given: frozenset[str]
    not_familiar: frozenset[str]
    not_hidden: frozenset[str]
    speech: frozenset[str]
    object_verbs: frozenset[str]
    not_person: frozenset[str]
    place_endings: frozenset[str]
    thing_endings: frozenset[str]
    thing_after: frozenset[str]
    place_before: frozenset[str]
    storm_before: frozenset[str]
    towns: frozenset[str]


@cache
def english_words() -> EnglishWords:
    """The English word lists."""
    people, titles, romanization = _table("people")["en"], _table("titles")["en"], _table("romanization")
    surnames, names = _table("surnames")["en"], _table("names")
    no_person = people["not_person"]
    return EnglishWords(
        given=_words(*people["given"].values()),
        weak_given=_words(people["weak_given"]["words"]),
        family=_words(*surnames["common"].values()),
        weak_family=_words(surnames["weak"]["words"]),
        public=_words(surnames["public"]["words"]),
        verbs=_words(people["speech"]["verbs"]),
        human_verbs=_words(people["speech"]["human"]),
        object_verbs=_words(people["speech"]["objects"]),
        kin=_words(people["kin"]["words"]),
        particles=_words(people["particles"]["words"]),
        suffixes=_words(people["suffixes"]["words"]),
        personal=_words(titles["honorifics"]["personal"]),
        offices=_words(titles["honorifics"]["offices"]),
        honorifics=_words(titles["honorifics"]["words"]),
        after=_words(titles["honorifics"]["after"]),
        roles=_words(titles["roles"]["words"]),
        role_stops=_words(titles["roles"]["stops"]),
        role_adjectives=_words(titles["roles"]["adjectives"]),
        openers=_lower(no_person["common"] + people["openers"]["words"]),
        led_by=_words(no_person["led_by"]),
        organisations=_words(no_person["organisations"]),
        eponyms=_words(no_person["eponyms"]),
        attributed=_words(no_person["eponyms"], no_person["attributed"]),
        firms=frozenset(no_person["firms"].strip().splitlines()),
        also_family=_words(no_person["also_family"]),
        common=_words(no_person["common"]),
        places=_words(no_person["places"]),
        syllables=_words(romanization["pinyin"]["syllables"]),
        pinyin_surnames=_words(romanization["pinyin"]["surnames"]),
        other_surnames=_lower(romanization["other"]["surnames"]),
        census=_words(names["family"]["common"], names["family"]["words"]),
        census_words=_words(names["family"]["words"]),
        family_rare=_words(names["family"]["rare"]),
        census_given=_words(names["given"]["common"]),
        given_rare=_words(names["given"]["rare"]),
        towns=_words(_table("places")["en"]["words"]),
        place_phrases=frozenset((_table("places")["en"]["phrases"] + no_person["place_phrases"]).strip().splitlines()),
    )


@cache
def chinese_words() -> ChineseWords:
    """The Chinese word lists."""
    surnames, titles, people = _table("surnames")["zh"], _table("titles")["zh"], _table("people")["zh"]
    return ChineseWords(
        surnames=_characters(surnames["common"]["characters"]),
        weak_surnames=_characters(surnames["weak"]["characters"]),
        double_surnames=_words(surnames["double"]["words"]),
        japanese_surnames=_words(surnames["japanese"]["words"]),
        transcription=_characters(surnames["transcription"]["characters"]),
        foreign=_characters(surnames["transcription"]["foreign"]),
        foreign_names=_words(surnames["foreign_names"]["words"]),
        famous=_words(people["famous"]["words"]),
        given_foreign=_words(people["given"]["words"]),
        never_last=_characters(surnames["never_last"]["characters"]),
        never_in=_characters(surnames["never_last"]["never_in"]),
        joined=_words(surnames["joined"]["words"]),
        dots=surnames["dots"]["characters"],
        title_endings=_characters(titles["before"]["endings"]),
        before=_words(titles["before"]["words"], titles["before"]["kin"], titles["before"]["naming"]),
        naming=_words(titles["before"]["naming"]),
        ranks=_words(titles["before"]["ranks"]),
        callings=_words(titles["before"]["callings"]),
        kin=_words(titles["before"]["kin"]),
        shared_roles=_characters(titles["before"]["shared"]),
        not_after=_characters(titles["before"]["not_after"]),
        labels=_words(titles["before"]["labels"]),
        after=_words(titles["after"]["words"]),
        address=_words(titles["address"]["words"], titles["after"]["words"]) - _words(titles["address"]["not_address"]),
        familiar=_characters(titles["address"]["familiar"]),
        half_given=_characters(titles["address"]["half_given"]),
        not_familiar=_words(titles["address"]["not_familiar"]),
        not_hidden=_characters(titles["address"]["not_hidden"]),
        speech=_words(titles["speech"]["words"]),
        object_verbs=_words(people["object_verbs"]["words"]),
        not_person=_words(*people["not_person"].values()),
        place_endings=_characters(people["shape"]["place_endings"]),
        thing_endings=_characters(people["shape"]["thing_endings"]),
        thing_after=_words(people["shape"]["thing_after"]),
        place_before=_words(people["shape"]["place_before"]),
        storm_before=_words(people["shape"]["storm_before"]),
        towns=_words(_table("places")["zh"]["words"]),
    )


def census_key(name: str) -> str:
    """A name as the census writes it: without apostrophes and accents, one capital; of a double name the last half.

    >>> census_key("O'Neill"), census_key("McDowall"), census_key("Peña-Núñez")
    ('Oneill', 'Mcdowall', 'Nunez')
    """
    if not name.isalpha():
        name = _MARKS.sub("", _HYPHEN.split(name)[-1])
    if not name.isascii():
        name = "".join(character for character in unicodedata.normalize("NFD", name) if not unicodedata.combining(character))
    return name.capitalize()


@cache
def weights(lang: str) -> Mapping[str, float]:
    """The fitted weights of the signs of one language."""
    table: Mapping[str, float] = _table("people-weights")[lang]
    return table


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("duizhao.claims").joinpath(f"lexicon/{name}.toml").read_text(encoding="utf-8"))


def _words(*lists: str) -> frozenset[str]:
    return frozenset(word for words in lists for word in words.split())


def _lower(words: str) -> frozenset[str]:
    return frozenset(word.lower() for word in words.split())


def _characters(text: str) -> frozenset[str]:
    return frozenset("".join(text.split()))
