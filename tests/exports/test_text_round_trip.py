"""Importing what was exported as txt gives the same meeting (CAPTURE.md)."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgw_tui.capture.document import ReadDocument, read_document
from kgw_tui.data.opening import open_workspace
from kgw_tui.exports.text import render_text
from kgw_tui.records.entries import PRIVATE_NOTES
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.records.people import Group
from kgw_tui.records.record import stamp
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.dossier import Dossier, Origin, put_together
from kgw_tui.rules.handles import meeting_handle
from kgw_tui.usecases.importing import import_text
from kgw_tui.usecases.reading import dossier_of
from tests.exports.any_meeting import dossiers, essence

TODAY = dt.date(2026, 11, 24)
ROOT = Path(__file__).parents[2]
DEMO = ROOT / "data" / "content" / "demo"
REAL = sorted((ROOT / ".." / "shared" / "real").glob("*.txt"))
MADE = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


def read_back(text: str, language: str) -> Dossier:
    read = read_document(text, Directory(), TODAY, language)
    assert read.unread == 0, read.notices
    return _together(read, Directory(read.people))


def _together(read: ReadDocument, directory: Directory) -> Dossier:
    """What was read as a dossier, with a meeting for each that it names."""
    group = Group(id="g", created_at=MADE, name=read.group) if read.group else None
    items = {item.id: item for item in read.items}
    origins: dict[str, Origin] = {}
    for number, reference in enumerate(read.references):
        item = items[reference.item]
        assert reference.day
        earlier = Meeting(id=f"b{number}", created_at=MADE, handle=reference.handle, date=reference.day)
        text = (reference.text or item.title) if reference.about == "carried_from" else ""
        origins[f"o{number}"] = Origin(earlier, text)
        items[item.id] = msgspec.structs.replace(item, **{reference.about: f"o{number}"})
    return put_together(read.meeting, [*items.values()], read.entries, directory, group=group, origins=origins)


@pytest.mark.slow
@settings(max_examples=1000, deadline=None)
@given(dossiers(), st.sampled_from(("nl", "en")), st.sampled_from(("nl", "en")))
def test_any_meeting_comes_back_as_it_was(dossier: Dossier, written: str, read: str) -> None:
    text = render_text(dossier, written)
    assert essence(read_back(text, read)) == essence(dossier)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(dossiers(), st.sampled_from(("nl", "en")))
def test_any_meeting_comes_back_through_the_store(dossier: Dossier, language: str) -> None:
    text = render_text(dossier, language)
    with tempfile.TemporaryDirectory() as folder:
        workspace = open_workspace(Path(folder) / "home")
        with workspace.writing(workspace.shared, "test") as tx:
            for key, origin in dossier.origins.items():
                tx.put(MEETINGS, origin.meeting)
                if origin.text:
                    fields = {**stamp(), "id": key, "meeting": origin.meeting.id, "title": origin.text}
                    tx.put(ITEMS, msgspec.convert(fields, AgendaItem))
            for _number in dossier.origins:
                meeting_handle(tx)
        report = import_text(workspace, text, language=language)
        assert report.meeting
        stored = dossier_of(workspace, report.meeting)
        workspace.close()
    assert (essence(stored), report.unread) == (essence(dossier), 0)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(dossiers(), st.sampled_from(("nl", "en")))
def test_any_meeting_comes_back_among_the_people_it_came_from(dossier: Dossier, language: str) -> None:
    read = read_document(render_text(dossier, language), dossier.directory, TODAY, language)
    back = _together(read, dossier.directory)
    assert (essence(back), read.people) == (essence(dossier), ())


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", ["meeting-1", "plc", "meeting-2"])
def test_the_demo_comes_back_word_for_word(language: str, name: str) -> None:
    """What a person writes by hand is written the same way."""
    text = (DEMO / language / f"{name}.txt").read_text("utf-8")
    written = render_text(read_back(text, language), language)
    assert render_text(read_back(written, language), language) == written
    assert [line for line in text.splitlines() if line not in written.splitlines()] == []


@pytest.mark.skipif(not REAL, reason="the real minutes aren't here")
@pytest.mark.parametrize("file", REAL, ids=lambda file: file.stem)
def test_real_minutes_come_back(file: Path) -> None:
    dossier = read_back(file.read_text("utf-8"), "nl")
    assert essence(read_back(render_text(dossier, "nl"), "nl")) == essence(dossier)


def test_the_writers_own_notes_stay_home(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "home")
    report = import_text(workspace, "vergadering: MT\n\n; let op Jan\nEen notitie\n", language="nl")
    assert report.meeting
    assert "let op" not in render_text(dossier_of(workspace, report.meeting), "nl")
    assert [note.text for note in workspace.private.all(PRIVATE_NOTES)] == ["let op Jan"]
    workspace.close()
