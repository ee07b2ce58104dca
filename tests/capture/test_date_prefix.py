"""A date at the beginning of a text: the longest one is taken, and never a shorter one by guess."""

from __future__ import annotations

from datetime import date

import pytest

from kgw_tui.capture.dates import Calendar, DateReading, read_date_prefix

HOLIDAYS = {"kerstvakantie": (date(2026, 12, 19), date(2027, 1, 3))}
DUTCH = Calendar(date(2026, 11, 24), "nl", holidays=HOLIDAYS)  # a Tuesday
ENGLISH = Calendar(date(2026, 11, 24), "en", holidays=HOLIDAYS)


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("vrijdag", "2026-11-27", ""),
        ("morgen de ouders", "2026-11-25", "de ouders"),
        ("morgen  de  ouders ", "2026-11-25", "de  ouders "),
        ("vr. de ouders bellen", "2026-11-27", "de ouders bellen"),
        ("do de ouders bellen", "2026-11-26", "de ouders bellen"),
        ("volgende week dinsdag met het team", "2026-12-01", "met het team"),
        ("volgende week de planning", "2026-11-30", "de planning"),
        ("3 dec, dan verder", "2026-12-03", "dan verder"),
        ("3 dec 2026 ouderavond", "2026-12-03", "ouderavond"),
        ("3-12 ouders bellen", "2026-12-03", "ouders bellen"),
        ("+3d bellen", "2026-11-27", "bellen"),
        ("in 10 days the report", "2026-12-04", "the report"),
        ("morgen om 9 uur", "2026-11-25", "om 9 uur"),
        ("morgen een brief sturen", "2026-11-25", "een brief sturen"),
        ("vrijdag na de les", "2026-11-27", "na de les"),
        ("vrijdag over het rooster", "2026-11-27", "over het rooster"),
        ("vrijdag volgende stap bespreken", "2026-11-27", "volgende stap bespreken"),
        ("morgen Jan bellen", "2026-11-25", "Jan bellen"),
        ("vr en @jan", "2026-11-27", "en @jan"),
        ("voor de kerstvakantie naar de ouders", "2026-12-18", "naar de ouders"),
        ("uiterlijk op het eind van de volgende maand een nieuw plan", "2026-12-31", "een nieuw plan"),
    ],
)
def test_the_longest_leading_date_is_taken_and_the_rest_kept_as_it_stands(text: str, day: str, rest: str) -> None:
    found = read_date_prefix(text, DUTCH)
    assert found is not None
    assert (found[0].day, found[1]) == (date.fromisoformat(day), rest)


PREFIX_REFUSED = """
    ma 31 nov; ma 25 nov de ouders; vr 3 leerlingen; vrijdag twee leerlingen; morgen 9 uur; vrijdag 12:00; 12/13 bellen
    vr ３ leerlingen; morgen ½ uur; week 54 beginnen; vrijdag week van de lezer; volgende week 3 gesprekken
    di en do; ma t/m vr; ma tot en met vr; vrijdag of maandag; vrijdag of zo; morgen en overmorgen; vr - ma
    3 dec of 4 dec; 3 dec t/m 5 dec; Friday or Monday; Friday to Monday
    vrijdag over een week of twee; vrijdag over 3 werkdagen; vrijdag over drie werkdagen; vrijdag volgende maand
    vrijdag na de kerstvakantie; vrijdag voor de lange zomervakantie; vrijdag na Pasen; Friday after the holidays
    3 dec van vorig jaar; vrijdag in december; zo snel mogelijk; zo gauw het kan; na de kerstvakantie; z.s.m. bellen
    1/2 van de klas; 3-4 van de leerlingen; 14 van de 20; 3 dec 30 ouders; maart 3 leerlingen; Friday as agreed
    bel de ouders morgen; de ouders; 3 leerlingen; over de begroting; in de klas; eind goed al goed; deze brief
"""


@pytest.mark.parametrize("text", [text.strip() for row in PREFIX_REFUSED.splitlines() for text in row.split(";")])
def test_a_shorter_date_is_never_guessed_from_a_longer_phrase(text: str) -> None:
    assert read_date_prefix(text, DUTCH) is None


def test_an_english_sentence_does_not_begin_on_thursday() -> None:
    assert read_date_prefix("do the rounds", ENGLISH) is None
    assert read_date_prefix("do", ENGLISH) == (DateReading(date(2026, 11, 26)), "")
    assert read_date_prefix("Dec 3 the report", ENGLISH) == (DateReading(date(2026, 12, 3)), "the report")
