"""The echo: what Enter will make of a line, in words."""

from __future__ import annotations

import pytest

from kgw_tui.capture.echo import cells, cut_to_cells, echo
from kgw_tui.capture.line import parse_line
from kgw_tui.i18n import language
from tests.capture.line_samples import ENGLISH, LIVE


@pytest.mark.parametrize(
    ("line", "dutch", "english"),
    [
        (
            "! Panel herhalen in januari @sa >15 jan",
            "Actie · Panel herhalen in januari · Sanne de Wit · vr 15 jan 2027",
            "Action · Panel herhalen in januari · Sanne de Wit · Fri 15 Jan 2027",
        ),
        (
            "! Uitdraaien @fatima >vr",
            "Actie · Uitdraaien · Fatima El Idrissi · vr 27 nov",
            "Action · Uitdraaien · Fatima El Idrissi · Fri 27 Nov",
        ),
        ("!! Nu bellen", "Actie met prioriteit · Nu bellen", "Urgent action · Nu bellen"),
        (
            "! Afstemmen @congrescie",
            "Actie · Afstemmen · nieuw: congrescie",
            "Action · Afstemmen · new: congrescie",
        ),
        (
            "@dorien vraagt iets",
            "Notitie · dorien vraagt iets · nieuw: dorien",
            "Note · dorien vraagt iets · new: dorien",
        ),
        (
            "! Bellen >volgende vrijdag",
            "Actie · Bellen · vr 4 dec, bedoeld?",
            "Action · Bellen · Fri 4 Dec, meant?",
        ),
        (
            "! Bellen >2026-11-03",
            "Actie · Bellen · di 3 nov, dat is voorbij: bedoeld?",
            "Action · Bellen · Tue 3 Nov, which is past: meant?",
        ),
        (
            "! Bellen >na de kerst",
            "Actie · Bellen >na de kerst · geen datum gevonden in '>na de kerst'",
            "Action · Bellen >na de kerst · no date found in '>na de kerst'",
        ),
        (
            "= Naar twee toetsen #toetsing >1 maart",
            "Besluit · Naar twee toetsen · terugkijken ma 1 mrt 2027 · #toetsing",
            "Decision · Naar twee toetsen · review Mon 1 Mar 2027 · #toetsing",
        ),
        (
            "? Het komt door de toetsweken",
            "Aanname · Het komt door de toetsweken",
            "Assumption · Het komt door de toetsweken",
        ),
        ("? Hoe dan?", "Open vraag · Hoe dan?", "Open question · Hoe dan?"),
        ("> Herkansingen", "Geparkeerd · Herkansingen", "Parked · Herkansingen"),
        ("; stil", "Alleen voor jezelf · stil", "For you alone · stil"),
        ("# Rooster 2027 (15)", "Agendapunt · Rooster 2027 · 15 min", "Agenda item · Rooster 2027 · 15 min"),
        (
            "# Personeel (5) {vertrouwelijk}",
            "Agendapunt · Personeel · 5 min · vertrouwelijk",
            "Agenda item · Personeel · 5 min · confidential",
        ),
        ("! @jan", "Actie · nog geen tekst · Jan Pol", "Action · no text yet · Jan Pol"),
        ("!", "Actie · er staat nog niets achter '!'", "Action · nothing stands behind '!' yet"),
        ("", "", ""),
    ],
)
def test_echo_says_what_enter_makes_of_the_line(line: str, dutch: str, english: str) -> None:
    with language("nl"):
        assert echo(parse_line(line, LIVE), LIVE).plain == dutch
    with language("en"):
        assert echo(parse_line(line, ENGLISH), ENGLISH).plain == english


def test_evidence_says_what_it_belongs_to() -> None:
    parsed = parse_line("+ panel: 14 van de 20", LIVE)
    with language("nl"):
        assert echo(parsed, LIVE, under="Ze leren voor het cijfer").plain.endswith(" · Bij: Ze leren voor het cijfer")
        assert echo(parsed, LIVE).plain == "Onderbouwing · panel: 14 van de 20 · staat op zichzelf"


@pytest.mark.parametrize(
    ("line", "offer"),
    [("? Hoe dan?", "of is dit een aanname om na te gaan?"), ("! Sanne belt de ouders", "is dit voor Sanne de Wit?")],
)
def test_offers_are_hints_for_whoever_asks(line: str, offer: str) -> None:
    with language("nl"):
        parsed = parse_line(line, LIVE)
        assert echo(parsed, LIVE, offers=True).parts[-1].role == "hint"
        assert echo(parsed, LIVE, offers=True).plain.endswith(f" · {offer}")
        assert offer not in echo(parsed, LIVE).plain


def test_cut_to_a_row_owner_and_date_stay_and_the_text_is_cut() -> None:
    line = "! Toetskalender per klas uitdraaien en aan alle mentoren geven voor de vergadering #toetsing @fatima >vr"
    with language("nl"):
        told = echo(parse_line(line, LIVE), LIVE)
        shown = "".join(part.text for part in told.fit(76))
        narrow = "".join(part.text for part in told.fit(40))
    assert cells(shown) <= 76
    assert shown.startswith("Actie · Toetskalender per klas uitdraaien")
    assert shown.endswith("… · Fatima El Idrissi · vr 27 nov")
    assert narrow.endswith(" · vr 27 nov")


def test_what_fits_is_left_whole() -> None:
    with language("nl"):
        told = echo(parse_line("! Bellen @jan #x", LIVE), LIVE)
    assert told.fit(76) == told.parts


def test_roles_say_how_a_part_is_meant() -> None:
    told = echo(parse_line("! Bellen @jan @nieuw #x >vr", LIVE), LIVE)
    assert [part.role for part in told.parts if part.role != "between"] == [
        "kind",
        "text",
        "owner",
        "new",
        "date",
        "theme",
    ]


def test_line_breaks_and_huge_texts_fit_one_row() -> None:
    told = echo(parse_line("a\nb " + "c" * 100_000, LIVE), LIVE)
    assert "\n" not in told.plain
    assert len(told.plain) < 500


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdef", 5, "abcd…"),
        ("abc def", 5, "abc…"),
        ("漢字漢字", 5, "漢字…"),
        ("漢字漢字", 4, "漢…"),
        ("e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301e\u0301"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
    ],
)
def test_cut_counts_cells(text: str, width: int, cut: str) -> None:
    assert cut_to_cells(text, width) == cut
    assert cells(cut) <= width
