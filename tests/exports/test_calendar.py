"""Due dates and review dates for calendars: RFC 5545."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgw_tui.errors import NotFound
from kgw_tui.exports.calendar_file import escape_text, fold
from kgw_tui.exports.options import ExportOptions
from kgw_tui.exports.registry import render
from kgw_tui.i18n import language
from kgw_tui.records.entries import Action
from kgw_tui.rules.dossier import Dossier

from . import dossiers
from .dossiers import Maker
from .strategies import dossiers as any_dossier

EN = ExportOptions(language="en")


def _components(data: bytes) -> list[dict[str, str]]:
    """The components, each with its unfolded properties and its `kind`."""
    found: list[dict[str, str]] = []
    for line in data.decode().replace("\r\n ", "").split("\r\n"):
        name, _colon, value = line.partition(":")
        if name == "BEGIN":
            found.append({"kind": value})
        elif name and name != "END":
            found[-1][name] = value
    return found


def test_actions_are_tasks_and_reviews_are_days() -> None:
    calendar, *components = _components(render(dossiers.everything(), "minutes", "ics", EN))
    assert calendar["VERSION"] == "2.0"
    tasks = [each for each in components if each["kind"] == "VTODO"]
    assert [(task["SUMMARY"].split(":")[0], task["STATUS"]) for task in tasks] == [
        ("A-3", "NEEDS-ACTION"),
        ("A-7", "NEEDS-ACTION"),
        ("A-12", "NEEDS-ACTION"),
        ("A-13", "NEEDS-ACTION"),
        ("A-14", "COMPLETED"),
    ]
    assert tasks[2]["DUE;VALUE=DATE"] == "20261127"
    assert tasks[2]["PRIORITY"] == "1"
    assert "DUE;VALUE=DATE" not in tasks[3]
    meeting, *reviews = [each for each in components if each["kind"] == "VEVENT"]
    assert (meeting["DTSTART"], meeting["DTEND"]) == ("20261124T130000", "20261124T143000")
    assert (meeting["SUMMARY"], meeting["LOCATION"]) == ("MT-overleg", "kamer 1.12")
    assert [(review["DTSTART;VALUE=DATE"], review["SUMMARY"]) for review in reviews] == [
        ("20270301", "Look back on decision 2026-014: De toetskalender per klas gaat naar twee toetsen per week")
    ]


def test_importing_again_finds_the_same_entries() -> None:
    first = [each.get("UID") for each in _components(render(dossiers.everything(), "minutes", "ics", EN))]
    again = [each.get("UID") for each in _components(render(dossiers.everything(), "minutes", "ics", EN))]
    assert first == again
    assert len(set(first)) == len(first)
    assert render(dossiers.everything(), "minutes", "ics", EN) == render(dossiers.everything(), "minutes", "ics", EN)


def test_an_empty_calendar_is_refused_with_a_sentence() -> None:
    with language("en"), pytest.raises(NotFound, match="no action or review date"):
        render(dossiers.crowded(3), "decisions", "ics", EN)
    assert len(_components(render(dossiers.crowded(3), "minutes", "ics", EN))) == 2


@given(st.text(st.characters(blacklist_characters="\r\n", blacklist_categories=("Cs",)), max_size=400))
def test_folded_lines_have_75_bytes_at_most_and_unfold_to_themselves(line: str) -> None:
    folded = fold(line)
    assert all(len(piece.encode()) <= 75 for piece in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == line


def test_what_ends_values_is_escaped() -> None:
    assert escape_text("a;b,c\\d\ne\r\nf") == r"a\;b\,c\\d\ne\nf"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_dossier())
def test_no_text_breaks_out_of_its_line(dossier: Dossier) -> None:
    data = render(dossier, "minutes", "ics", EN)
    allowed = ("BEGIN:", "END:", "VERSION:", "PRODID:", "CALSCALE:", "UID:", "DTSTAMP:", "SUMMARY:", "DUE;", "STATUS:")
    allowed += ("DTSTART", "DTEND", "LOCATION:", "TRANSP:")
    for line in data.decode().split("\r\n")[:-1]:
        assert line.startswith((*allowed, "PRIORITY:", "DESCRIPTION:", " "))
        assert "\n" not in line
        assert len(line.encode()) <= 75


def test_a_newline_in_an_action_stays_in_its_summary() -> None:
    maker = Maker()
    maker.add(Action, "one\nEND:VTODO", handle="A-1")
    components = _components(render(maker.dossier(dossiers.everything().meeting), "actions", "ics", EN))
    assert [each["kind"] for each in components] == ["VCALENDAR", "VTODO"]
    assert components[1]["SUMMARY"] == r"A-1: one\nEND:VTODO"
