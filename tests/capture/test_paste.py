"""A paste of several lines becomes as many entries."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgw_tui.capture.paste import split_paste


def lines(text: str) -> tuple[str, ...]:
    return split_paste(text, in_meeting_with_items=True).lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("een\ntwee\r\ndrie\rvier", ("een", "twee", "drie", "vier")),
        ("een\n\n  \n  twee  \n", ("een", "twee")),
        ("- een\n- twee", ("een", "twee")),
        ("* een\n• twee\n– drie", ("een", "twee", "drie")),
        ("1. een\n2) twee\n(3) drie", ("een", "twee", "drie")),
        ("[ ] een\n[x] twee\n☐ drie", ("een", "twee", "drie")),
        ("- [ ] een\n- [x] twee", ("een", "twee")),
        ("Agenda\n- een\n- twee", ("Agenda", "een", "twee")),
        ("> een\n> twee\n>> drie\n> \n> vier", ("een", "twee", "drie", "vier")),
        ("> - een\n> - twee", ("een", "twee")),
        ("- ! bellen @jan\n- ? klopt dat", ("! bellen @jan", "? klopt dat")),
        ("- \u00a0een\n-\u00a0twee", ("een", "twee")),
        # one alone may be meant
        ("- een", ("- een",)),
        ("1. een", ("1. een",)),
        ("+ voor\n- tegen", ("+ voor", "- tegen")),
        ("> later\n! bellen\n= besluit", ("> later", "! bellen", "= besluit")),
        ("2.5 miljoen\n-5 graden", ("2.5 miljoen", "-5 graden")),
        ("", ()),
        ("\x1b[31mrood\x00\nblauw", ("[31mrood", "blauw")),
    ],
)
def test_lines_of_a_paste(text: str, expected: tuple[str, ...]) -> None:
    assert lines(text) == expected


@pytest.mark.parametrize(
    ("text", "agenda"),
    [
        ("1. Opening\n2. Rooster (15)\n3. Rondvraag", True),
        ("1) Opening\n2) Rooster", True),
        ("> 1. Opening\n> 2. Rooster", True),
        ("1. Opening", False),
        ("- Opening\n- Rooster", False),
        ("1. Opening\ntoelichting", False),
    ],
)
def test_numbered_list_is_offered_as_the_agenda_of_a_meeting_without_items(text: str, agenda: bool) -> None:
    assert split_paste(text, in_meeting_with_items=False).looks_like_agenda is agenda
    assert split_paste(text, in_meeting_with_items=True).looks_like_agenda is False


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.one_of(st.text(max_size=8), st.sampled_from(("- a", "> b", "1. c", "[x] d", ">", "- ")))).map("\n".join)
)
def test_any_paste_gives_clean_lines(text: str) -> None:
    for line in lines(text):
        assert line
        assert line == line.strip()
        assert "\n" not in line


def test_megabyte_is_taken_apart() -> None:
    assert len(lines("- een regel van een lijst\n" * 40_000)) == 40_000
    assert len(lines(">" * 1_000_000 + "\n>" + " >" * 500_000)) == 0
