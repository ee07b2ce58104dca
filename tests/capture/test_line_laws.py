"""What holds for any line whatever: it is read without fail, in linear time, and loses no word."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kgw_tui.capture import marks
from kgw_tui.capture.echo import echo
from kgw_tui.capture.line import parse_line
from kgw_tui.capture.parsed import LineContext, LineKind, ParsedLine
from kgw_tui.text import clean, clean_line
from tests.capture.line_samples import DIRECTORY, ENGLISH, FILE, LIVE, awkward

CONTEXTS = (LIVE, FILE, ENGLISH)
FILLED = {
    LineKind.ACTION: {"owners", "day", "priority"},
    LineKind.QUESTION: {"owners", "day"},
    LineKind.DECISION: {"day"},
    LineKind.ITEM: {"minutes", "confidential"},
    LineKind.COMMAND: {"command", "arguments"},
}


@settings(max_examples=600, deadline=None)
@given(st.one_of(awkward(14), st.text()), st.sampled_from(CONTEXTS))
@example("\ud800", LIVE)
@example("@{", FILE)
@example("{", FILE)
@example("\\", FILE)
@example("/", FILE)
def test_any_line_is_read_and_has_only_the_fields_of_its_kind(line: str, context: LineContext) -> None:
    parsed = parse_line(line, context)
    allowed = FILLED.get(parsed.kind, set[str]())
    for name in {"owners", "day", "priority", "minutes", "confidential", "command", "arguments"} - allowed:
        assert not getattr(parsed, name)
    assert not (context.live and (parsed.time or parsed.statuses or parsed.indented))
    assert clean(parsed.text) == parsed.text == parsed.text.strip()
    assert all(theme == marks.lower(theme) for theme in parsed.themes)
    assert len(set(parsed.owners)) == len(parsed.owners)
    assert set(parsed.new_names) <= {who.name for who in (*parsed.owners, *parsed.mentions)}


@settings(max_examples=600, deadline=None)
@given(st.one_of(awkward(14), st.text()), st.sampled_from(CONTEXTS), st.integers(0, 90))
def test_any_echo_fits(line: str, context: LineContext, width: int) -> None:
    told = echo(parse_line(line, context), context, under="Leerlingen leren alleen voor het cijfer")
    assert "\n" not in told.plain
    assert sum(width_by_hand(part.text) for part in told.fit(width)) <= width


def width_by_hand(text: str) -> int:
    combining = {"Mn", "Me", "Cf"}
    return sum(
        0 if unicodedata.category(one) in combining and one >= "\u0300" else 2 if wide(one) else 1 for one in text
    )


def wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F"}


ORDINARY = ("rooster", "brochure", "ouders", "bellen", "leerjaar", "twee", "vol", "kalender", "weten", "dus")
MARKED = (
    "@jan",
    "@kees",
    "@nieuw",
    "#toetsing",
    "#3",
    "C#",
    ">vr",
    ">ooit",
    "{x}",
    "met",
    "en",
    "@ik",
    "a@b",
    ",",
    ".",
)


@settings(max_examples=600, deadline=None)
@given(
    st.sampled_from(("", "! ", "!! ", "? ", "?? ", "= ", "+ ", "> ", "; ", "# ", "\\", "13:04 ", "13:04 ! ")),
    st.lists(st.sampled_from((*ORDINARY, *MARKED)), min_size=1, max_size=12),
    st.sampled_from(CONTEXTS),
)
def test_no_word_is_lost_or_moved(begin: str, words: list[str], context: LineContext) -> None:
    parsed = parse_line(begin + " ".join(words), context)
    kept = [word.strip(",\\") for word in parsed.text.split()]
    assert [word for word in kept if word in ORDINARY] == [word for word in words if word in ORDINARY]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text("abc \u00e9'\"-", max_size=12), max_size=6).map(" ".join))
def test_text_without_marks_is_a_note_as_it_stands(text: str) -> None:
    parsed = parse_line(text, LIVE)
    assert parsed.text == clean(text).strip()
    assert parsed.kind in {LineKind.NOTE, LineKind.EMPTY}


def read_count(line: str, context: LineContext) -> int:
    """How many pieces a line is read in, which is what reading it costs."""
    return sum(1 for _piece in marks.read_marks(line, context.directory, context.calendar))


def test_huge_line_is_read_as_far_as_a_sentence_goes_and_kept_whole() -> None:
    line = "! " + "@jan bel >vr " * 80_000
    parsed = parse_line(line, LIVE)
    assert parsed.text.count("bel") == 80_000
    assert parsed.text.endswith("@jan bel >vr")
    assert read_count(line, LIVE) < 3 * marks.MOST_MARKS


@pytest.mark.parametrize(
    "line",
    [
        "@" * 1_000_000,
        "@a" + "]" * 1_000_000,
        "@{" * 500_000,
        "\\" * 1_000_000,
        "x " + "{gedaan} " * 110_000,
        "? " + "@jan? " * 150_000,
        "! >" + "a " * 500_000,
        "# " + "(15) " * 200_000,
        "e\u0301\u0316" * 300_000,
        "x\n" * 500_000,
    ],
    ids=str.__len__,
)
def test_megabyte_of_anything_is_read(line: str) -> None:
    parsed: ParsedLine = parse_line(line, FILE)
    assert parsed.kind is not LineKind.EMPTY


@settings(max_examples=300, deadline=None)
@given(st.text())
@example("a\r\nb\rc\u2028d\x0be\tf\x1b[0m\ud800\ufffe\u202eg")
@example("e" + "\u0301\u0316" * 100)
def test_clean_text_is_clean_and_stays_so(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode()
    assert not any(unicodedata.category(one) in {"Cc", "Cs"} for one in cleaned if one != "\n")
    assert "\n" not in clean_line(text)
    assert clean_line(text) == clean_line(text).rstrip()


def test_clean_keeps_what_may_stay() -> None:
    assert clean("a\u202eb\u200dc\u00a0d\n漢😀") == "a\u202eb\u200dc\u00a0d\n漢😀"
    assert clean("a\tb\r\nc\x1b[31m") == "a b\nc[31m"
    assert clean_line("a\tb\r\n\n c  ") == "a b  c"
    assert clean_line("e\u0301") == "é"


def test_directory_is_never_changed_by_reading() -> None:
    before = DIRECTORY.people
    parse_line("! @nieuw belt @nog-iemand", LIVE)
    assert DIRECTORY.people is before
    assert DIRECTORY.find("nieuw") is None
