"""The schema of the lexicon's files: a struct for each kind of table and for each file; unknown keys are an error."""

from __future__ import annotations

import msgspec

from duizhao.model import Qualifier


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every table: immutable, unknown keys in a file are an error."""


class Prefix(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A metric prefix: its UCUM code, its name in both languages, and its symbols where they differ from the code."""

    code: str
    zh: str
    en: str
    symbol: tuple[str, ...] = ()


class Unit(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A measure: its UCUM code and its names. `symbol` is case-sensitive and used in both languages.

    `prefixes` are the codes of the metric prefixes it takes; `powers` says that its square and cube are measures too.
    """

    code: str
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    symbol: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    powers: bool = False


class Subunit(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A small coin; `per` of them make one of the main unit."""

    per: int
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    symbol: tuple[str, ...] = ()


class Currency(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A currency: ISO 4217 code, names, symbols; `prefix` are Chinese names that may stand before the number."""

    iso: str
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    symbol: tuple[str, ...] = ()
    prefix: tuple[str, ...] = ()
    sub: tuple[Subunit, ...] = ()


class Duration(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stretch of time; one of it is `scale` of the unit `to` (itself when not said)."""

    name: str
    to: str | None = None
    scale: str = "1"
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    symbol: tuple[str, ...] = ()


class QualifierWords(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of one qualifier, before and after a number."""

    name: Qualifier
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class QualifierList(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The qualifiers of one language."""

    qualifier: tuple[QualifierWords, ...]
    negations: tuple[str, ...]
    between: tuple[str, ...] = ()
    modals: tuple[str, ...] = ()
    barring: tuple[str, ...] = ()
    adding: tuple[str, ...] = ()


class CountClass(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A class of counted things and the words of both languages that belong to it."""

    name: str
    measure: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class GeneralMeasures(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Measure words that leave the class to the noun, and English plurals that do not look like one."""

    irregular: tuple[str, ...]
    measure: tuple[str, ...]


class Holiday(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A holiday: one of the ways to tell its date, which `calendar.toml` explains, and its names.

    `short` are Chinese names that tell the day beside a year only (2020年国庆), `home` Chinese names that other
    countries have as well: they tell it where no other country is named before them.
    """

    date: str | None = None
    rule: str | None = None
    lunar: str | None = None
    islamic: str | None = None
    hebrew: str | None = None
    term: str | None = None
    zh: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    home: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class Calendar(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Names of the calendar."""

    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    eras: dict[str, int]
    eras_en: dict[str, int]
    reigns_en: dict[str, int]
    relative_zh: dict[str, str]
    relative_en: dict[str, str]
    holiday: tuple[Holiday, ...]


class ChineseRefusals(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Chinese words and contexts in which a numeral is no claim."""

    words: tuple[str, ...]
    idioms: tuple[str, ...]
    counting_idioms: tuple[str, ...]
    contacts: tuple[str, ...]
    makes: tuple[str, ...]
    sections: tuple[str, ...]
    institutions: tuple[str, ...]
    short_before: frozenset[str]
    short_after: frozenset[str]
    places: tuple[str, ...]


class EnglishRefusals(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """English words and contexts in which a numeral is no claim; `levels` are labels that rank and do claim."""

    labels: tuple[str, ...]
    countable_labels: tuple[str, ...]
    contacts: tuple[str, ...]
    roads: tuple[str, ...]
    institutions: frozenset[str]
    names: tuple[str, ...]
    idioms: tuple[str, ...]
    levels: tuple[str, ...]
    glued: tuple[str, ...]


class ChineseNumerals(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Chinese digits and units; `capitals` and `plain` correspond place by place."""

    digits: dict[str, int]
    small: dict[str, int]
    tens: dict[str, int]
    big: dict[str, int]
    capitals: str
    plain: str


class EnglishNumerals(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """English number words."""

    units: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    suffixes: dict[str, int]
    dozens: dict[str, int]
    ordinals: dict[str, int]
    scale_ordinals: dict[str, int]
    vague: dict[str, tuple[int, int]]


class NumeralFile(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`numerals.toml`."""

    signs: dict[str, str]
    zh: ChineseNumerals
    en: EnglishNumerals


class EnglishWords(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`en_words.toml`: word lists of the English rules; the file says what each decides."""

    stops: frozenset[str]
    not_plural: frozenset[str]
    many: frozenset[str]
    sizes: frozenset[str]
    fates: frozenset[str]
    auxiliaries: frozenset[str]
    harming: frozenset[str]
    groups: frozenset[str]
    figures_of: frozenset[str]
    people_figures: frozenset[str]
    carried: frozenset[str]
    carrying: frozenset[str]
    fold_after: frozenset[str]
    over_after: frozenset[str]
    plain_before: frozenset[str]
    prefixes: frozenset[str]
    half_before: frozenset[str]
    half_after: frozenset[str]
    half_words: frozenset[str]
    half_cues: frozenset[str]
    ranked_before: frozenset[str]
    sides: frozenset[str]
    change: frozenset[str]
    score: frozenset[str]
    millions_of: frozenset[str]
    small_units: frozenset[str]
    large_units: frozenset[str]
    pound_money: frozenset[str]
    weighing: frozenset[str]
    atomic: frozenset[str]
    priced: frozenset[str]
    priced_by: frozenset[str]
    grand_of: frozenset[str]
    pence: dict[str, int]
    spoken_levels: frozenset[str]
    behind_i: frozenset[str]
    before_part: frozenset[str]
    after_change: frozenset[str]
    after_part: frozenset[str]
    not_quarter: frozenset[str]
    not_out_of: frozenset[str]
    point_before: frozenset[str]
    generations: frozenset[str]
    deeds: frozenset[str]
    deeds_now: frozenset[str]
    containers: frozenset[str]
    score_before: frozenset[str]
    ratio: frozenset[str]
    score_after: frozenset[str]
    heat: frozenset[str]


class ChineseWords(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`zh_words.toml`: word lists of the Chinese rules; the file says what each decides."""

    early: tuple[str, ...]
    held: tuple[str, ...]
    no_subject: frozenset[str]
    mid: tuple[str, ...]
    late: tuple[str, ...]
    relative_years: dict[str, str]
    relative_months: dict[str, str]
    counted_before: tuple[str, ...]
    counted_after: tuple[str, ...]
    counted_nouns: tuple[str, ...]
    number_things: str
    day_before: tuple[str, ...]
    month_words: tuple[str, ...]
    years_counted: tuple[str, ...]
    periods: tuple[str, ...]
    afternoon: tuple[str, ...]
    night: frozenset[str]
    noon: tuple[str, ...]
    small_hours: tuple[str, ...]
    zones: dict[str, str]
    hour_before: tuple[str, ...]
    hour_after: tuple[str, ...]
    tenths_not: str
    temperature: tuple[str, ...]
    electricity: tuple[str, ...]
    person_endings: tuple[str, ...]
    population: tuple[str, ...]
    born: tuple[str, ...]
    line: tuple[str, ...]
    memory: tuple[str, ...]
    told_ages: dict[str, tuple[int, int]]
    speed: dict[str, str]
    speed_between: tuple[str, ...]
    number_before: str
    number_after: str
    only: tuple[str, ...]
    one_idioms: tuple[str, ...]
    negations: tuple[str, ...]
    score: tuple[str, ...]
    first_units: str
    pair_units: str
    worn: tuple[str, ...]
    quarterly: tuple[str, ...]
    minus_before: str
    minus_units: tuple[str, ...]
    angled: tuple[str, ...]
    no_measure: tuple[str, ...]
    marked_before: tuple[str, ...]


class RefusalFile(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`refusals.toml`."""

    zh: ChineseRefusals
    en: EnglishRefusals


class SaidFigure(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that say a figure, or the lowest and the highest that it may be: Chinese words, English regular expressions."""

    number: str
    high: str | None = None
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class SaidAway(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that say how many units of time something is away from today: Chinese words, English regular expressions."""

    number: str
    unit: str
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class PartOfDay(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the day: its first and last hour, night past 24, and its words."""

    hours: tuple[int, int]
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class SaidUnit(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A unit named without a figure."""

    unit: str
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class UnreadWords(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of the patterns of `unread.py`; the file says what each is for."""

    zh_units: dict[str, str]
    zh_some: tuple[str, ...]
    zh_times: str
    zh_lasts: str
    zh_after_days: str
    zh_labels: tuple[str, ...]
    zh_behind_number: tuple[str, ...]
    zh_label_after: str
    zh_numbered: tuple[str, ...]
    zh_stars_before: str
    zh_stars_behind: tuple[str, ...]
    en_units: tuple[str, ...]
    en_long: dict[str, str]
    en_often: dict[str, str]
    en_once: tuple[str, ...]
    en_labels: tuple[str, ...]
    zh_not_great: str


class UnreadFile(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`unread.toml`."""

    number: tuple[SaidFigure, ...]
    fold: tuple[SaidFigure, ...]
    stage: tuple[SaidFigure, ...]
    podium: tuple[SaidFigure, ...]
    compared: tuple[SaidFigure, ...]
    half: tuple[SaidFigure, ...]
    away: tuple[SaidAway, ...]
    part: tuple[PartOfDay, ...]
    per: tuple[SaidUnit, ...]
    alone: tuple[SaidUnit, ...]
    words: UnreadWords


class UnitFile(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`units.toml`."""

    prefix: tuple[Prefix, ...]
    unit: tuple[Unit, ...]


class MoneyFile(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`money.toml`; `word_codes` are codes that are also words."""

    word_codes: frozenset[str]
    currency: tuple[Currency, ...]


class DurationFile(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`durations.toml`."""

    unit: tuple[Duration, ...]


class QualifierFile(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`qualifiers.toml`."""

    zh: QualifierList
    en: QualifierList


class ConfidenceFile(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`confidence.toml`: how often each rule is right."""

    rule: dict[str, float]


class PersonNounFile(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`person-nouns.toml`: the nouns with spaces between them."""

    person: str


class CountFile(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`counts.toml`. Named `class` in the file, which Python does not allow as a field."""

    classes: tuple[CountClass, ...] = msgspec.field(name="class")
    general: GeneralMeasures
