"""What a line is: a sentence of CAPTURE.md, "The line", for each test."""

from __future__ import annotations

import datetime as dt

import pytest

from kgw_tui.capture.line import parse_line, split_statuses
from kgw_tui.capture.parsed import LineKind, Telling
from kgw_tui.i18n import language
from kgw_tui.records.people import Who
from tests.capture.line_samples import FILE, LIVE

K = LineKind


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("! Toetskalender uitdraaien", K.ACTION, "Toetskalender uitdraaien"),
        ("!bel de ouders", K.ACTION, "bel de ouders"),
        ("? Leerlingen leren alleen nog voor het cijfer", K.ASSUMPTION, "Leerlingen leren alleen nog voor het cijfer"),
        ("? Wie weet hoe dat zit?", K.QUESTION, "Wie weet hoe dat zit?"),
        ("?? Uitzoeken hoe dat zit", K.QUESTION, "Uitzoeken hoe dat zit"),
        ("? Dat is toch zo\\?", K.ASSUMPTION, "Dat is toch zo?"),
        ("= We doen het", K.DECISION, "We doen het"),
        ("+ leerlingpanel oktober: 14 van de 20", K.EVIDENCE, "leerlingpanel oktober: 14 van de 20"),
        ("  + ook zonder bestand ingesprongen", K.EVIDENCE, "ook zonder bestand ingesprongen"),
        ("> Herkansingen", K.PARKED, "Herkansingen"),
        ("# Rooster 2027", K.ITEM, "Rooster 2027"),
        ("## Rooster 2027", K.ITEM, "Rooster 2027"),
        ("; @jan keek steeds op zijn telefoon #x", K.PRIVATE, "@jan keek steeds op zijn telefoon #x"),
        ("Drie mentoren melden klachten", K.NOTE, "Drie mentoren melden klachten"),
        ("- een streepje blijft staan", K.NOTE, "- een streepje blijft staan"),
        ("1. een nummer ook", K.NOTE, "1. een nummer ook"),
        ("// is geen opdracht", K.NOTE, "/ is geen opdracht"),
        ("//deel", K.NOTE, "/deel"),
        ("", K.EMPTY, ""),
        (" \t ", K.EMPTY, ""),
    ],
)
def test_first_character_tells_the_kind(line: str, kind: LineKind, text: str) -> None:
    parsed = parse_line(line, LIVE)
    assert (parsed.kind, parsed.text, parsed.refused) == (kind, text, "")


@pytest.mark.parametrize(
    "line",
    [
        "+1 voor dit plan",
        "=12 euro",
        ">50% van de klas",
        "=> dus dat doen we",
        "== dat staat er",
        ">= dan vorig jaar",
        ">> verder",
        "!= hetzelfde",
        "?> dat",
        "+= erbij",
        "#3 is klaar",
        "###  drie hekjes",
    ],
)
def test_ordinary_sentences_are_notes_and_whole(line: str) -> None:
    assert (parse_line(line, LIVE).kind, parse_line(line, LIVE).text) == (K.NOTE, line)


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("+ 14 van de 20", K.EVIDENCE, "14 van de 20"),
        ("= 12 euro per leerling", K.DECISION, "12 euro per leerling"),
        ("> 50% van de klas", K.PARKED, "50% van de klas"),
        ("= > 3", K.DECISION, "> 3"),
    ],
)
def test_with_a_space_between_they_are_marks(line: str, kind: LineKind, text: str) -> None:
    assert (parse_line(line, LIVE).kind, parse_line(line, LIVE).text) == (kind, text)


@pytest.mark.parametrize(
    "begin", ["!", "?", "=", "+", ">", "# ", "## ", ";", "/", "//", "!!", "\\!", "13:30 uur", "[waarom]"]
)
def test_backslash_makes_any_beginning_a_note(begin: str) -> None:
    for context in (LIVE, FILE):
        parsed = parse_line(f"\\{begin} en meer", context)
        assert (parsed.kind, parsed.text, parsed.time) == (K.NOTE, f"{begin} en meer", None)


@pytest.mark.parametrize("text", ["\\\\server\\map", "\\o/", "C:\\temp", "\\"])
def test_other_backslashes_are_text(text: str) -> None:
    assert parse_line(text, LIVE).text == text


@pytest.mark.parametrize("line", ["= >1 maart", "?? @sanne", "?? >vr", "+ @{|Jan}", "= @{|Jan} >1 maart"])
def test_a_line_with_marks_and_no_words_is_refused(line: str) -> None:
    parsed = parse_line(line, LIVE)
    assert f"'{line.split(maxsplit=1)[0]}'" in parsed.refused


def test_an_action_with_an_owner_may_have_no_words_yet() -> None:
    parsed = parse_line("! @{Jan Pol}", LIVE)
    assert (parsed.kind, parsed.text, parsed.refused) == (K.ACTION, "", "")


@pytest.mark.parametrize("mark", ["!", "!!", "?", "??", "=", "+", ">", ";", "#", "##", "! ", "#  "])
@pytest.mark.parametrize("code", ["nl", "en"])
def test_mark_without_text_is_refused_with_a_word(mark: str, code: str) -> None:
    with language(code):
        parsed = parse_line(mark, LIVE)
    assert f"'{mark.strip()}'" in parsed.refused


def test_priority() -> None:
    parsed = parse_line("!! Nu bellen @jan", LIVE)
    assert (parsed.kind, parsed.text, parsed.priority) == (K.ACTION, "Nu bellen", True)
    assert not parse_line("! ! nu bellen", LIVE).priority


@pytest.mark.parametrize(
    ("line", "command", "arguments"),
    [
        ("/punt", "punt", ""),
        ("/fase hoe", "fase", "hoe"),
        ("/weg @x 14:05", "weg", "@x 14:05"),
        ("/stem  8 voor 2 tegen 1 onthouding ", "stem", "8 voor 2 tegen 1 onthouding"),
        ("/intrek 2026-014", "intrek", "2026-014"),
        ("/bestaat-niet a", "bestaat-niet", "a"),
        ("/", "", ""),
    ],
)
def test_slash_is_a_command(line: str, command: str, arguments: str) -> None:
    parsed = parse_line(line, LIVE)
    assert (parsed.kind, parsed.command, parsed.arguments) == (K.COMMAND, command, arguments)


@pytest.mark.parametrize(
    ("line", "title", "minutes", "confidential"),
    [
        ("# Rooster 2027 (15)", "Rooster 2027", 15, False),
        ("# Rooster (15 min)", "Rooster", 15, False),
        ("## Personele zaken (10) {vertrouwelijk}", "Personele zaken", 10, True),
        ("## Personele zaken {confidential} (10)", "Personele zaken", 10, True),
        ("# Rooster (2027)", "Rooster (2027)", None, False),
        ("# Rooster \\(15)", "Rooster (15)", None, False),
        ("# Commissie Congres (voorzitter Peter Slagter)", "Commissie Congres (voorzitter Peter Slagter)", None, False),
        ("# (15)", "(15)", None, False),
        ("# Zaken \\{vertrouwelijk}", "Zaken {vertrouwelijk}", None, False),
        ("# Overleg met @jan", "Overleg met Jan", None, False),
    ],
)
def test_item_takes_minutes_and_confidentiality(line: str, title: str, minutes: int | None, confidential: bool) -> None:
    for context in (LIVE, FILE):
        parsed = parse_line(line, context)
        assert parsed.kind is K.ITEM
        assert (parsed.text, parsed.minutes, parsed.confidential) == (title, minutes, confidential)


@pytest.mark.parametrize(
    ("line", "time", "kind", "text"),
    [
        ("13:04 Drie mentoren", dt.time(13, 4), K.NOTE, "Drie mentoren"),
        ("13.04 Drie mentoren", dt.time(13, 4), K.NOTE, "Drie mentoren"),
        ("9:05 ! bellen", dt.time(9, 5), K.ACTION, "bellen"),
        ("13:04 \\13:30 uur is te laat", dt.time(13, 4), K.NOTE, "13:30 uur is te laat"),
        ("25:04 is geen tijd", None, K.NOTE, "25:04 is geen tijd"),
        ("13:04", None, K.NOTE, "13:04"),
        ("13:045 is ook geen tijd", None, K.NOTE, "13:045 is ook geen tijd"),
        ("! 13:04 bellen", None, K.ACTION, "13:04 bellen"),
    ],
)
def test_time_begins_a_line_of_a_file(line: str, time: dt.time | None, kind: LineKind, text: str) -> None:
    parsed = parse_line(line, FILE)
    assert (parsed.time, parsed.kind, parsed.text) == (time, kind, text)


def test_time_in_a_live_line_is_text() -> None:
    parsed = parse_line("13:30 uur is te laat voor de bus", LIVE)
    assert (parsed.time, parsed.text) == (None, "13:30 uur is te laat voor de bus")


def test_indented_evidence_of_a_file_belongs_to_the_entry_above() -> None:
    assert parse_line("  + panel", FILE).indented
    assert parse_line("  13:04 + panel", FILE).indented
    assert not parse_line("+ panel", FILE).indented
    assert not parse_line("  ! bellen", FILE).indented
    assert not parse_line("  + panel", LIVE).indented


@pytest.mark.parametrize(
    ("line", "text", "statuses"),
    [
        ("? Het komt door de toetsweken {weerlegd}", "Het komt door de toetsweken", ("weerlegd",)),
        (
            "! Lijst maken @jan >vr {gedaan 2026-11-30: lijst ligt er} {a1}",
            "Lijst maken",
            ("gedaan 2026-11-30: lijst ligt er", "a1"),
        ),
        ("! Lijst maken {geen status}", "Lijst maken {geen status}", ()),
        ("! Lijst maken \\{gedaan}", "Lijst maken {gedaan}", ()),
        ("! Lijst maken{gedaan}", "Lijst maken{gedaan}", ()),
        ("! {gedaan} is een woord", "{gedaan} is een woord", ()),
        ("! Lijst {gedaan: met \\{haken\\}}", "Lijst", ("gedaan: met \\{haken\\}",)),
    ],
)
def test_known_braces_at_the_end_of_a_line_of_a_file_are_statuses(
    line: str, text: str, statuses: tuple[str, ...]
) -> None:
    parsed = parse_line(line, FILE)
    assert (parsed.text, parsed.statuses) == (text, statuses)


def test_braces_in_a_live_line_are_text() -> None:
    parsed = parse_line("! Lijst maken {gedaan}", LIVE)
    assert (parsed.text, parsed.statuses) == ("Lijst maken {gedaan}", ())


def test_statuses_leave_a_text_without_them_as_it_is() -> None:
    assert split_statuses("niets {hier} te zien  ") == ("niets {hier} te zien  ", ())


def test_open_question_offers_the_other_reading() -> None:
    parsed = parse_line("? Hoe weten we dat? @jan #toetsing >vr", LIVE)
    assert (parsed.kind, parsed.text, parsed.owners) == (K.QUESTION, "Hoe weten we dat?", (Who(person="jan"),))
    assert parsed.day == dt.date(2026, 11, 27)
    assert [notice.telling for notice in parsed.notices] == [Telling.OTHER_READING]
    other = parse_line("? Hoe weten we dat? @jan #toetsing", LIVE, as_claim=True)
    assert (other.kind, other.text, other.owners) == (K.ASSUMPTION, "Hoe weten we dat? Jan", ())
    assert not parse_line("?? Hoe weten we dat?", LIVE).notices


def test_question_takes_owners_only_from_its_ends() -> None:
    parsed = parse_line("? Weet @jan of @fatima komt? @karim", LIVE)
    assert parsed.text == "Weet Jan of Fatima komt?"
    assert parsed.owners == (Who(person="karim"),)
    assert parsed.mentions == (Who(person="jan"), Who(person="fatima"))
    assert parse_line("? @jan weet jij dat?", LIVE).owners == (Who(person="jan"),)


def test_text_of_several_lines_is_one_entry() -> None:
    parsed = parse_line(
        "! Toetskalender uitdraaien @fatima >vr\nvoor alle mentoren\n\\+ en de coördinator #rooster", FILE
    )
    assert parsed.text == "Toetskalender uitdraaien\nvoor alle mentoren\n+ en de coördinator"
    assert (parsed.owners, parsed.themes) == ((Who(person="fatima"),), ("rooster",))
    assert parsed.day == dt.date(2026, 11, 27)
