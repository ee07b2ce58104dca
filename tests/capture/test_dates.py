"""Dates as people write them (CAPTURE.md, "Dates"): every form in both languages, what is told, and what is no date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kgw_tui.capture.dates import (
    Calendar,
    DateReading,
    Doubt,
    read_date,
    read_date_prefix,
    say_date,
    say_doubt,
)

TUESDAY = date(2026, 11, 24)  # in week 48
HOLIDAYS = {
    "kerstvakantie": (date(2026, 12, 19), date(2027, 1, 3)),
    "christmas break": (date(2026, 12, 19), date(2027, 1, 3)),
    "meivakantie": (date(2027, 4, 26), date(2027, 5, 7)),
    "herfstvakantie": (date(2026, 10, 17), date(2026, 10, 25)),
}
DUTCH = Calendar(TUESDAY, "nl", next_meeting=date(2026, 12, 8), holidays=HOLIDAYS)
ENGLISH = replace(DUTCH, language="en")
AMERICAN = replace(ENGLISH, month_first=True)
BACK = replace(DUTCH, looking_back=True)


def table(rows: str) -> list[tuple[str, date, frozenset[Doubt]]]:
    """Lines of `words -> 2026-12-03 DOUBT`, more words for the same day separated by `;`."""
    found: list[tuple[str, date, frozenset[Doubt]]] = []
    for row in filter(str.strip, rows.splitlines()):
        words, _, expected = row.partition("->")
        day, *doubts = expected.split()
        told = frozenset(Doubt[name] for name in doubts)
        found += [(word.strip(), date.fromisoformat(day), told) for word in words.split(";")]
    return found


NEAR = """
    vandaag; Vandaag; VANDAAG; vanmiddag; vanavond; vandaag nog; nog vandaag -> 2026-11-24
    morgen; morgen.; morgenochtend; morgenmiddag; morgenavond; morgen middag; uiterlijk morgen -> 2026-11-25
    overmorgen;  overmorgen  ; overmorgenmiddag -> 2026-11-26
    today; tonight; this afternoon; this evening -> 2026-11-24
    tomorrow; tomorrow morning; tomorrow afternoon; by tomorrow -> 2026-11-25
    the day after tomorrow; day after tomorrow; The Day After Tomorrow -> 2026-11-26
"""
WEEKDAYS = """
    ma; maandag; Ma; MAANDAG; ma.; op maandag; om maandag; mon; Mon.; Monday; on Monday -> 2026-11-30
    di; dinsdag; Di.; deze dinsdag; tue; Tues.; Tuesday; this Tuesday -> 2026-12-01 SAME_WEEKDAY
    a.s. dinsdag; komende dinsdag; dinsdag aanstaande; coming Tuesday -> 2026-12-01
    wo; woensdag; wo.; wed; Weds; Wednesday -> 2026-11-25
    do; donderdag; do.; donderdagmiddag; thu; thurs.; Thursday; Thursday afternoon -> 2026-11-26
    vr; vr.; vrijdag; vrijdagochtend; vrijdag morgen; deze vrijdag; komende vrijdag; aankomende vrijdag -> 2026-11-27
    a.s. vrijdag; A.S. vrijdag; as. vrijdag; aanstaande vrijdag; eerstvolgende vrijdag -> 2026-11-27
    vrijdag a.s.; vrijdag a.s; vrijdag as.; vrijdag as; vrijdag aanstaande; vr a.s. -> 2026-11-27
    op vrijdag; om vrijdag; uiterlijk vrijdag; uiterlijk op vrijdag; uiterlijk  a.s.  vrijdag -> 2026-11-27
    fri; Fri.; Friday; by Friday; on Friday; this Friday; coming Friday; this coming Friday -> 2026-11-27
    no later than Friday -> 2026-11-27
    za; zaterdag; sat; Saturday -> 2026-11-28
    zo; zondag; sun; Sunday -> 2026-11-29
    volgende vrijdag; Volgende Vrijdag; next Friday; next fri -> 2026-12-04 NEXT_WEEKDAY
    volgende dinsdag; next Tuesday -> 2026-12-01 NEXT_WEEKDAY
    volgende maandag; next Monday -> 2026-11-30 NEXT_WEEKDAY
    dinsdag volgende week; volgende week dinsdag; volgende week op dinsdag -> 2026-12-01
    Tuesday next week; next week Tuesday; Tuesday of next week; next week on Tuesday -> 2026-12-01
    komende week vrijdag -> 2026-12-04 NEXT_WEEK
    vrijdag deze week; deze week vrijdag; this week Friday -> 2026-11-27
    deze week maandag -> 2026-11-23 PAST
    vrijdag over een week; vrijdag over één week; vrijdag over 1 week; vr over een week -> 2026-12-04
    vrijdag over twee weken; vrijdag over 2 weken; vrijdag over veertien dagen -> 2026-12-11
    a week from Friday; one week from Friday; a week on Friday; Friday in a week -> 2026-12-04
    Friday week -> 2026-12-04 NEXT_WEEKDAY
    dinsdag over een week; a week from Tuesday -> 2026-12-01 SAME_WEEKDAY
"""
LATER = """
    over 3 dagen; over drie dagen; binnen 3 dagen; +3d; +3D; in 3 days; in three days; 3 days from now -> 2026-11-27
    over een dag; over 1 dag; over één dag; in a day; in one day; +1d; a day from now -> 2026-11-25
    in 10 days; over tien dagen; over 10 dagen; +10d -> 2026-12-04
    over een week; over 1 week; +1w; in a week; in a week's time; a week from today; vandaag over een week -> 2026-12-01
    over 2 weken; over twee weken; over veertien dagen; +2w; +2 weken -> 2026-12-08
    in two weeks; in two weeks' time; in 2 weeks; in a fortnight; within two weeks; +2 weeks -> 2026-12-08
    a week from tomorrow; morgen over een week -> 2026-12-02
    over twaalf weken; in twelve weeks; +12w -> 2027-02-16
    over een maand; +1m; in a month; in one month; over 1 maand -> 2026-12-24
    over drie maanden; +3m; in three months -> 2027-02-24
    over een half jaar; over een halfjaar; in half a year; in six months -> 2027-05-24
    over een jaar; in a year -> 2027-11-24
    +0d -> 2026-11-24
"""
WEEKS = """
    volgende week; in volgende week; komende week; next week; in the next week -> 2026-11-30 NEXT_WEEK
    begin volgende week; beginning of next week; start of next week; early next week -> 2026-11-30
    eind volgende week; eind van volgende week; end of next week; by the end of next week -> 2026-12-04
    eind van de week; eind week; einde van de week; eind deze week; het eind van de week -> 2026-11-27
    end of the week; end of week; the end of this week; by the end of the week -> 2026-11-27
    deze week; deze week nog; nog deze week; this week -> 2026-11-27 END_OF_WEEK
    week 50; Week 50; wk 50; wk. 50; wk50; week50; W50; week 50 2026 -> 2026-12-07 WEEK_NUMBER
    in week 50; week 50 van 2026; week 50 in 2026 -> 2026-12-07 WEEK_NUMBER
    vrijdag week 50; vr wk 50; vrijdag in week 50; week 50 vrijdag; Friday week 50; Friday of week 50 -> 2026-12-11
    begin week 50 -> 2026-12-07
    eind week 50; eind van week 50; end of week 50 -> 2026-12-11
    week 48 -> 2026-11-23 PAST WEEK_NUMBER
    vrijdag week 48 -> 2026-11-27
    week 53 -> 2026-12-28 WEEK_NUMBER
    week 1; week 01 -> 2027-01-04 WEEK_NUMBER
    week 12 -> 2027-03-22 WEEK_NUMBER
"""
MONTHS = """
    3 dec; 3 dec.; 3 Dec; 3 DECEMBER; 3 december; 03 dec; 3  december; uiterlijk 3 dec; per 3 dec -> 2026-12-03
    3e december; de 3e december; 3 december 2026; 3 dec. 2026; 3 dec 26; 3 dec '26; 3 dec ’26; december 3 -> 2026-12-03
    do 3 dec; do. 3 dec.; donderdag 3 december; donderdag, 3 december 2026; Thu 3 Dec; Thursday Dec 3 -> 2026-12-03
    3-12; 3/12; 03-12; 3-12-2026; 3/12/2026; 03.12.26; 3.12.2026; 03-12-26; do 3-12; donderdag 3/12 -> 2026-12-03
    3-dec; 3-dec-2026; 03-dec-26; 3dec; 2026-12-03; 2026-12-3; 2026/12/03; do 2026-12-03 -> 2026-12-03
    Dec 3; Dec. 3; December 3; December 3rd; December 3rd, 2026; December 3, 2026; Dec 3 2026 -> 2026-12-03
    3rd of December; the 3rd of December; 3rd December; 3 December; the 3rd of December 2026; by Dec 3 -> 2026-12-03
    Thursday the 3rd of December; by Thursday, December 3rd -> 2026-12-03
    no later than Thursday the 3rd of December 2026 -> 2026-12-03
    24 nov; di 24 nov; 24-11 -> 2026-11-24
    ma 30 nov; maandag 30 november; 30/11 -> 2026-11-30
    15 jan; 15 januari; 15-1; Jan 15; vr 15 jan -> 2027-01-15
    1 maart; 1 mrt; March 1st; 1 mar; 1 mrt. -> 2027-03-01
    31 mei; 31 May -> 2027-05-31
    1 sept; 1 sep -> 2027-09-01
    15 augustus; Aug 15 -> 2027-08-15
    eind van de maand; eind maand; einde maand; eind deze maand; eind van deze maand; eind november -> 2026-11-30
    end of the month; end of month; end of this month; at the end of the month; end of November; end Nov -> 2026-11-30
    eind volgende maand; uiterlijk op het eind van de volgende maand; end of next month -> 2026-12-31
    eind januari; eind van januari; eind jan.; tegen eind januari; end of January; by the end of January -> 2027-01-31
    eind van het jaar; eind dit jaar; end of the year -> 2026-12-31
    begin januari; begin jan; beginning of January; start of January; early January -> 2027-01-01 BEGIN_MONTH
    in het begin van januari; at the beginning of January; begin januari 2027 -> 2027-01-01 BEGIN_MONTH
    half december; medio december; halverwege december; half dec.; half december 2026 -> 2026-12-15 HALF_MONTH
    mid December; mid-December; middle of December; in mid December; the middle of December -> 2026-12-15 HALF_MONTH
    half januari; mid January; mid-January 2027 -> 2027-01-15 HALF_MONTH
    volgende maand; next month -> 2026-12-01 WHOLE_MONTH
    begin volgende maand; beginning of next month -> 2026-12-01 BEGIN_MONTH
    deze maand; deze maand nog; this month -> 2026-11-30 WHOLE_MONTH
    half november -> 2026-11-15 HALF_MONTH PAST
"""
NAMED = """
    volgende vergadering; de volgende vergadering; volgend MT; volgend mt; volgend overleg; volgende keer -> 2026-12-08
    next meeting; the next meeting; Next Meeting; next MT; komende vergadering -> 2026-12-08
    voor de kerstvakantie; vóór de kerstvakantie; Vóór de Kerstvakantie; voor kerstvakantie -> 2026-12-18
    uiterlijk voor de kerstvakantie; nog voor de kerstvakantie; before the Christmas break -> 2026-12-18
    voor de meivakantie; before the meivakantie -> 2027-04-23
"""
ALL_FORMS = table(NEAR + WEEKDAYS + LATER + WEEKS + MONTHS + NAMED)


@pytest.mark.parametrize(("words", "day", "doubts"), ALL_FORMS, ids=[row[0] for row in ALL_FORMS])
def test_every_form_is_read_and_its_doubts_are_told(words: str, day: date, doubts: frozenset[Doubt]) -> None:
    assert read_date(words, DUTCH) == DateReading(day, doubts)


@pytest.mark.parametrize(("words", "day", "doubts"), ALL_FORMS, ids=[row[0] for row in ALL_FORMS])
def test_both_vocabularies_are_read_whatever_the_language(words: str, day: date, doubts: frozenset[Doubt]) -> None:
    reading = read_date(words, ENGLISH)
    assert reading is not None
    assert reading.day == day
    assert reading.doubts - {Doubt.DAY_MONTH_ORDER} == doubts


PASSED = table("""
    3 nov; 3-11; 3 november -> 2026-11-03 PAST
    23 nov -> 2026-11-23 PAST
    di 3 nov; Tue 3 Nov -> 2026-11-03 PAST
    wo 3 nov -> 2027-11-03 FAR_AHEAD
    20 okt -> 2027-10-20 FAR_AHEAD
    eind oktober -> 2027-10-31 FAR_AHEAD
    di 20 okt -> 2026-10-20 PAST
    3 nov 2026; 3-11-2026; 2026-11-03 -> 2026-11-03 PAST
    3 dec 2025; 3-12-25; 2025-12-03 -> 2025-12-03 PAST
    week 50 2025 -> 2025-12-08 PAST WEEK_NUMBER
""")


@pytest.mark.parametrize(("words", "day", "doubts"), PASSED, ids=[row[0] for row in PASSED])
def test_a_day_gone_by_is_taken_only_with_a_warning(words: str, day: date, doubts: frozenset[Doubt]) -> None:
    reading = read_date(words, DUTCH)
    assert reading is not None
    assert (reading.day, reading.doubts) == (day, doubts)
    assert reading.must_be_told


# words, reference, expected day and doubts
AT_THE_EDGES = [
    ("morgen", "2026-12-31", "2027-01-01"),
    ("tomorrow", "2028-02-28", "2028-02-29"),
    ("overmorgen", "2027-02-27", "2027-03-01"),
    ("over een week", "2026-12-28", "2027-01-04"),
    ("vr", "2026-12-31", "2027-01-01"),
    ("do", "2026-12-31", "2027-01-07 SAME_WEEKDAY"),
    ("1 jan", "2026-12-31", "2027-01-01"),
    ("31 dec", "2026-12-31", "2026-12-31"),
    ("31 dec", "2027-01-01", "2027-12-31 FAR_AHEAD"),
    ("1 jan", "2027-01-01", "2027-01-01"),
    ("15 jan", "2027-02-05", "2028-01-15 FAR_AHEAD"),
    ("15 jan", "2027-01-20", "2027-01-15 PAST"),
    ("week 1", "2026-12-28", "2027-01-04 WEEK_NUMBER"),
    ("week 1", "2025-12-30", "2025-12-29 WEEK_NUMBER PAST"),  # week 1 of 2026 has begun
    ("vrijdag week 1", "2025-12-30", "2026-01-02"),
    ("week 53", "2027-01-01", "2026-12-28 WEEK_NUMBER PAST"),  # week 53 of 2026 still runs
    ("vrijdag week 53", "2026-12-30", "2027-01-01"),
    ("week 2", "2027-01-01", "2027-01-11 WEEK_NUMBER"),
    ("week 52", "2027-01-04", "2027-12-27 WEEK_NUMBER"),
    ("volgende week", "2026-12-31", "2027-01-04 NEXT_WEEK"),
    ("volgende vrijdag", "2026-12-31", "2027-01-08 NEXT_WEEKDAY"),
    ("eind van de maand", "2028-02-10", "2028-02-29"),
    ("eind februari", "2026-11-24", "2027-02-28"),
    ("eind februari", "2027-11-24", "2028-02-29"),
    ("eind volgende maand", "2026-12-31", "2027-01-31"),
    ("eind volgende maand", "2027-01-31", "2027-02-28"),
    ("volgende maand", "2026-12-31", "2027-01-01 WHOLE_MONTH"),
    ("eind van de maand", "2026-11-30", "2026-11-30"),
    ("begin januari", "2027-01-10", "2027-01-01 BEGIN_MONTH PAST"),
    ("half februari", "2028-02-15", "2028-02-15 HALF_MONTH"),
    ("29 feb", "2027-11-24", "2028-02-29"),
    ("29-02-2028", "2026-11-24", "2028-02-29"),
    ("29 feb", "2028-02-29", "2028-02-29"),
    ("+1m", "2027-01-31", "2027-02-28"),
    ("+1m", "2028-01-31", "2028-02-29"),
    ("over een maand", "2026-10-31", "2026-11-30"),
    ("over 3 maanden", "2026-11-30", "2027-02-28"),
    ("over een jaar", "2028-02-29", "2029-02-28"),
    ("+12m", "2026-12-31", "2027-12-31"),
    ("eind van de week", "2026-11-26", "2026-11-27"),
    ("eind van de week", "2026-11-27", "2026-11-27 END_OF_WEEK"),
    ("eind van de week", "2026-11-28", "2026-12-04 END_OF_WEEK"),
    ("end of the week", "2026-11-29", "2026-12-04 END_OF_WEEK"),
    ("volgende week dinsdag", "2026-11-29", "2026-12-01 NEXT_WEEK"),
    ("vrijdag over een week", "2026-11-27", "2026-12-04 SAME_WEEKDAY"),
    ("voor de kerstvakantie", "2026-12-18", "2026-12-18"),
]


@pytest.mark.parametrize(("words", "reference", "expected"), AT_THE_EDGES)
def test_year_ends_leap_days_and_short_months(words: str, reference: str, expected: str) -> None:
    day, *doubts = expected.split()
    calendar = replace(DUTCH, today=date.fromisoformat(reference))
    assert read_date(words, calendar) == DateReading(date.fromisoformat(day), frozenset(Doubt[name] for name in doubts))


NO_DATES = """
    na de kerstvakantie; in de kerstvakantie; voor de zomervakantie; voor de herfstvakantie; kerstvakantie; voor vrijdag
    z.s.m.; zsm; z.s.m; asap; nu; direct; ooit; zo snel mogelijk; in de loop van de week; dit weekend; half; eind; begin
    31-02; 31-2-2027; 30 feb; 31 nov; 12/13; 12-13-2026; 0-12; 3-0; 32-1; 00-00; 2026-13-01; 2026-02-30; 31 juni
    week 54; week 0; week 99; week 53 2027; vrijdag week 54; week; week 50/51; week vijftig; 50; week 500
    ma 25 nov; vrijdag 3 dec; ma 31 nov; vr 2026-12-03; Friday December 3rd, 2026; di 3-12; ma 29 feb; do 25 nov
    29 feb; 29-2; 29-02-2027; 29 february 2027
    januari; jan; december; dec 2026; 3; 03; 2026; 3e; de 3e; the 3rd; 3%; 3 procent; 14 van de 20; 1,5; 3.12; 13.30
    3 weken; drie dagen; een week; half jaar; over weken; over een paar dagen; over anderhalve week; over -3 dagen
    over 3 werkdagen; over een week of twee; over 3 days; vrijdag over 3 dagen; vrijdag over een maand
    over 100000 weken; over 9999 weken; over 9999 jaar; +9999999d; +9999d; +999w; +d; +3; +3x; -3d; 3d; +-3d
    3-12-99999; 01-01-0001; 1-1-1900; 3-12-2099; 9999-12-31; 0001-01-01; 3 dec 0; 3 dec 202; 3-12-202; 1-1-40
    3-12/2026; 3--12; 3-12-; -3-12; 3-12-2026-1; 1/2/3/4; 3- 12; 3 - 12; 2026-12; 2026-W50; 20261203
    ３ dec; ٣ dec; 3-１２; ³ dec; 3-12-２０２６; +３d; week ５０; ½ december; over ２ weken
    gisteren; eergisteren; vanmorgen; gistermiddag; yesterday; this morning; afgelopen vrijdag; 3 dagen geleden
    last Friday; vrijdag jl.; vorige week dinsdag; the day before yesterday
    uiterlijk; op; op uiterlijk; de; volgende; komende; over; in; by; no later than; a.s.; volgend jaar; @jan; >vr
    di en do; ma t/m vr; vrijdag of maandag; morgen de ouders; ma di; vrijdag vrijdag; vrijdag?; (vrijdag); vr!
"""
NOT_READ = [words.strip() for row in NO_DATES.strip().splitlines() for words in row.split(";")]


@pytest.mark.parametrize("words", [*NOT_READ, "", " ", "\t\n", ".", ","])
@pytest.mark.parametrize("calendar", [DUTCH, ENGLISH], ids=["nl", "en"])
def test_what_is_no_date_stays_text(words: str, calendar: Calendar) -> None:
    assert read_date(words, calendar) is None


def test_a_meeting_or_holiday_without_a_date_is_no_date() -> None:
    bare = Calendar(TUESDAY)
    assert read_date("volgende vergadering", bare) is None
    assert read_date("next meeting", bare) is None
    assert read_date("voor de kerstvakantie", bare) is None
    assert read_date("voor de kerstvakantie", replace(DUTCH, today=date(2026, 12, 19))) is None


def test_a_holiday_that_begins_on_a_monday_is_preceded_by_friday() -> None:
    calendar = replace(DUTCH, holidays={"Kerst Vakantie": (date(2026, 12, 21), date(2027, 1, 3))})
    assert read_date("vóór de kerst vakantie", calendar) == DateReading(date(2026, 12, 18))


@pytest.mark.parametrize(
    ("words", "dutch", "english", "american"),
    [
        ("03/12/2026", "2026-12-03", "2026-12-03 DAY_MONTH_ORDER", "2026-03-12 DAY_MONTH_ORDER PAST"),
        ("3-12", "2026-12-03", "2026-12-03 DAY_MONTH_ORDER", "2027-03-12 DAY_MONTH_ORDER"),
        ("12/12", "2026-12-12", "2026-12-12", "2026-12-12"),
        ("13/12", "2026-12-13", "2026-12-13", None),
        ("12/13", None, None, "2026-12-13"),
        ("25.12.26", "2026-12-25", "2026-12-25", None),
        ("2026-12-03", "2026-12-03", "2026-12-03", "2026-12-03"),
        ("3 dec", "2026-12-03", "2026-12-03", "2026-12-03"),
        ("Fri week 50", "2026-12-11", "2026-12-11", "2026-12-11 WEEK_NUMBER"),
    ],
)
def test_day_and_month_are_never_turned_round(
    words: str,
    dutch: str | None,
    english: str | None,
    american: str | None,
) -> None:
    dutch_in_america = replace(DUTCH, month_first=True)
    readings = {DUTCH: dutch, ENGLISH: english, AMERICAN: american}
    if "week" not in words:
        readings[dutch_in_america] = dutch
    for calendar, expected in readings.items():
        if expected is None:
            assert read_date(words, calendar) is None
        else:
            day, *doubts = expected.split()
            told = frozenset(Doubt[name] for name in doubts)
            assert read_date(words, calendar) == DateReading(date.fromisoformat(day), told)


LOOKING_BACK = table("""
    gisteren; gistermiddag; gisterochtend; gisteravond; gister; yesterday; yesterday afternoon; last night -> 2026-11-23
    eergisteren; the day before yesterday -> 2026-11-22
    vanmorgen; vanochtend; this morning; vanmiddag; vandaag -> 2026-11-24
    afgelopen vrijdag; vrijdag jl.; vrijdag jl; afgelopen vrijdagmiddag; past Friday -> 2026-11-20
    vorige vrijdag; last Friday -> 2026-11-20 LAST_WEEKDAY
    afgelopen dinsdag; een week geleden; a week ago; 7 dagen geleden -> 2026-11-17
    vorige week dinsdag; dinsdag vorige week; last week Tuesday -> 2026-11-17
    een maand geleden; a month ago -> 2026-10-24
    20 okt; di 20 okt -> 2026-10-20 PAST
    3 nov -> 2026-11-03 PAST
    vr; vrijdag -> 2026-11-27
    15 jan -> 2027-01-15
    week 47 -> 2026-11-16 PAST WEEK_NUMBER
""")


@pytest.mark.parametrize(("words", "day", "doubts"), LOOKING_BACK, ids=[row[0] for row in LOOKING_BACK])
def test_looking_back_adds_the_words_of_the_past(words: str, day: date, doubts: frozenset[Doubt]) -> None:
    assert read_date(words, BACK) == DateReading(day, doubts)


def test_looking_back_in_january_finds_last_december() -> None:
    assert read_date("20 dec", replace(BACK, today=date(2027, 1, 5))) == DateReading(
        date(2026, 12, 20), frozenset({Doubt.PAST})
    )


def test_a_megabyte_is_refused_or_kept_whole() -> None:
    long = "x" * 1_000_000
    for text in (long, "vrijdag " * 125_000, "3-" * 500_000, "1" * 1_000_000, " " * 1_000_000 + "vr", "é" * 1_000_000):
        assert read_date(text, DUTCH) is None
    assert read_date_prefix(long, DUTCH) is None
    assert read_date_prefix("1" * 1_000_000, DUTCH) is None
    assert read_date_prefix(f"morgen {long}", DUTCH) == (DateReading(date(2026, 11, 25)), long)


@pytest.mark.parametrize(
    ("day", "dutch", "english"),
    [
        ("2026-11-27", "vr 27 nov", "Fri 27 Nov"),
        ("2027-01-15", "vr 15 jan 2027", "Fri 15 Jan 2027"),
        ("2026-03-03", "di 3 mrt", "Tue 3 Mar"),
        ("2025-05-01", "do 1 mei 2025", "Thu 1 May 2025"),
    ],
)
def test_a_date_is_said_with_weekday_and_with_another_year(day: str, dutch: str, english: str) -> None:
    assert say_date(date.fromisoformat(day), TUESDAY, "nl") == dutch
    assert say_date(date.fromisoformat(day), TUESDAY, "en") == english


def test_a_doubtful_reading_is_told_with_the_words_the_weekday_and_the_year() -> None:
    words = "next  Friday"
    reading = read_date(words, ENGLISH)
    assert reading is not None
    assert say_doubt(words, reading, "en") == "'next Friday' read as Fri 4 Dec 2026, is that meant?"
    assert say_doubt(words, reading, "en", ask=False) == "'next Friday' read as Fri 4 Dec 2026"
    dutch = say_doubt("volgende vrijdag", reading, "nl", ask=False)
    assert dutch.startswith("'volgende vrijdag' ")
    assert dutch.endswith(" vr 4 dec 2026")


def test_a_past_date_is_told_as_past_and_words_are_never_a_format() -> None:
    reading = DateReading(date(2026, 11, 3), frozenset({Doubt.PAST}))
    assert say_doubt("3 nov", reading, "en", ask=False) == "'3 nov' read as Tue 3 Nov 2026, which is past"
    assert say_doubt("{date} {0}", reading, "en").startswith("'{date} {0}' read as Tue 3 Nov 2026, which is past;")
