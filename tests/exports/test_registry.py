"""What can be asked for, what is refused, and what it costs to ask."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from kgw_tui.errors import NotFound, Refused
from kgw_tui.exports.options import FORMATS, GENRES, ExportOptions, Format, Genre
from kgw_tui.exports.registry import MAKERS, offered, render
from kgw_tui.i18n import language

from . import dossiers
from .word_text import styled, texts

EN = ExportOptions(language="en")


@pytest.fixture(autouse=True)
def _english():
    with language("en"):
        yield


@pytest.mark.parametrize(("genre", "form"), sorted(MAKERS))
def test_everything_offered_can_be_made_in_both_languages(genre: Genre, form: Format) -> None:
    for code in ("nl", "en"):
        assert render(dossiers.everything(), genre, form, ExportOptions(language=code))


@pytest.mark.parametrize(("genre", "form"), [(g, f) for g in GENRES for f in FORMATS if (g, f) not in MAKERS])
def test_what_makes_no_sense_is_refused_with_what_does(genre: Genre, form: Format) -> None:
    with pytest.raises(Refused, match=f"{genre} can't be made as {form}; it can be made as docx, md"):
        render(dossiers.everything(), genre, form, EN)


def test_minutes_are_of_one_meeting_and_lists_of_a_period() -> None:
    two = [dossiers.everything(), dossiers.demo("en", 1)]
    with pytest.raises(Refused, match="minutes are of one meeting"):
        render(two, "minutes", "docx", EN)
    with pytest.raises(Refused, match="--since is for lists"):
        render(two[0], "concise", "docx", ExportOptions(language="en", since=dt.date(2026, 1, 1)))
    with pytest.raises(NotFound, match="no meeting in that period"):
        render(two, "decisions", "docx", ExportOptions(language="en", since=dt.date(2027, 1, 1)))
    with pytest.raises(NotFound, match="no meeting"):
        render([], "decisions", "docx", EN)


def test_the_whole_text_of_a_meeting_is_for_the_group_alone() -> None:
    with pytest.raises(Refused, match="for the group itself"):
        render(dossiers.everything(), "minutes", "txt", ExportOptions(language="en", audience="mr"))


def test_a_list_over_a_period_goes_by_date_and_says_which() -> None:
    options = ExportOptions(language="en", since=dt.date(2026, 10, 1))
    package = render(
        [dossiers.everything(), dossiers.demo("en", 2), dossiers.demo("en", 1)], "decisions", "docx", options
    )
    written = texts(package)
    assert written[0] == "Decision list"
    assert written[1] == "6 decisions, 1 October 2026 – 24 November 2026"
    dates = [text for text in written if text in {"27 Oct 2026", "10 Nov 2026", "24 Nov 2026"}]
    assert dates == ["27 Oct 2026", *["10 Nov 2026"] * 2, *["24 Nov 2026"] * 3]
    only = render([dossiers.demo("en", 1), dossiers.demo("en", 2)], "decisions", "docx", EN)
    assert texts(only)[0] == "Management team: decision list"


def test_the_decision_list_has_the_columns_of_the_design() -> None:
    written = styled(render(dossiers.everything(), "decisions", "docx", EN))
    assert [text for style, text in written if style == "KgwColumn"] == [
        "No.",
        "Date",
        "Decision",
        "State and vote",
        "In force from",
        "Review",
    ]
    cells = [text for style, text in written if style == "KgwCell"]
    assert cells[:2] == ["2026-014", "24 Nov 2026"]
    assert "Withdrawn on 3 Dec 2026" in cells
    assert "8 for, 2 against, 1 abstained" in cells


def test_the_action_list_begins_with_what_is_still_open_from_before() -> None:
    written = styled(render(dossiers.everything(), "actions", "docx", EN))
    assert [text for style, text in written if style == "KgwSection"] == [
        "Still open from earlier meetings",
        "From the meeting of 24 November 2026",
        "Open questions",
        "Parking lot",
    ]
    cells = [text for style, text in written if style == "KgwCell"]
    assert cells[0] == "A-3"
    assert ("ListBullet", "Herkansingen") in written


def test_a_meeting_without_decisions_or_actions_says_so() -> None:
    empty = dossiers.Maker().dossier(dossiers.everything().meeting)
    assert "No decisions" in texts(render(empty, "decisions", "docx", EN))
    assert "No actions." in texts(render(empty, "actions", "docx", EN))


def test_the_next_meeting_is_named_where_it_is_known() -> None:
    options = ExportOptions(language="en", next_meeting=dossiers.demo("en", 2).meeting)
    for genre in GENRES:
        assert texts(render(dossiers.everything(), genre, "docx", options))[-2:] == [
            "Next meeting",
            "Tuesday 10 November 2026, 15:30–17:00, room 1.12",
        ]


def test_the_registry_starts_without_word_or_babel() -> None:
    code = (
        "import sys; import kgw_tui.exports.registry, kgw_tui.exports.files; "
        "print([name for name in ('docx', 'lxml', 'babel', 'textual', 'tinydb') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_txt_json_and_csv_never_import_word() -> None:
    code = (
        "import sys; from tests.exports import dossiers; from kgw_tui.exports.registry import render; "
        "[render(dossiers.everything(), 'minutes', form) for form in ('json', 'csv', 'md', 'ics')]; "
        "print([name for name in ('docx', 'lxml') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_every_genre_offers_word_and_markdown() -> None:
    for genre in GENRES:
        assert offered(genre)[:2] == ["docx", "md"]
