"""Saying a day in words: apart from reading one, which takes much more to load."""

from __future__ import annotations

from datetime import date
from typing import Final

from kgw_tui import i18n

WEEKDAYS: Final = {
    "nl": ("ma", "di", "wo", "do", "vr", "za", "zo"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
MONTHS: Final = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


def say_date(day: date, today: date, language: str) -> str:
    """`day` as "vr 27 nov" or "Fri 27 Nov", with its year when that isn't today's. `read_date` reads it back."""
    return say_day(day, language, with_year=day.year != today.year)


def say_day(day: date, language: str, *, with_year: bool) -> str:
    """`day` as "vr 27 nov 2026", or without its year."""
    # Two small tables do better than Babel here: its names change with CLDR ("sep", "sept.") and take 13 ms to load,
    # where these are the very words that `read_date` knows.
    known = language if language in WEEKDAYS else i18n.DEFAULT
    said = f"{WEEKDAYS[known][day.weekday()]} {day.day} {MONTHS[known][day.month - 1]}"
    return f"{said} {day.year}" if with_year else said
