"""Lines that can't be made durable wait in order, are stored once and later, and lose nothing meanwhile."""

from __future__ import annotations

import datetime as dt
import errno
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from kgw_tui.errors import Refused, StoreUnavailable
from kgw_tui.records.entries import ENTRIES
from kgw_tui.usecases.importing import import_text
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.starting import start_meeting
from kgw_tui.usecases.waiting_lines import WaitingLines
from kgw_tui.workspace import Workspace
from tests.data.faults import failing
from tests.workspaces import TUESDAY, fixed_clock, workspace_at

ALWAYS = 1_000_000


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path) as opened:
        yield opened


@contextmanager
def full_disk() -> Generator[None]:
    with failing(1, ALWAYS, errno.ENOSPC):
        yield


def a_meeting(workspace: Workspace) -> LiveMeeting:
    live = LiveMeeting(workspace, start_meeting(workspace, title="MT-overleg").id)
    enter(live, WaitingLines(live), "# Toetsdruk", "Drie mentoren melden klachten")
    return live


def enter(live: LiveMeeting, waiting: WaitingLines, *lines: str) -> None:
    for line in lines:
        waiting.keep(waiting.entering(live.read(line), line))


def said(live: LiveMeeting) -> list[tuple[str, str]]:
    """What stands in the meeting: for each entry the title of its item, and its text."""
    live.forget()
    sections = live.dossier.sections
    return [(section.item.title if section.item else "", e.text) for section in sections for e in section.entries]


def test_what_is_entered_on_a_full_disk_waits_and_is_stored_in_order_when_there_is_room(workspace: Workspace) -> None:
    live = a_meeting(workspace)
    waiting = WaitingLines(live)
    with full_disk():
        enter(live, waiting, "een", "! twee @karim >vr", "; van mij alleen", "# Rooster (15)", "drie")
        assert len(waiting) == 5
        assert "vol" in waiting.why
        assert waiting.retry() == 0
        assert len(said(live)) == 1
    assert waiting.retry() == 5
    assert len(waiting) == 0
    assert said(live)[1:] == [("Toetsdruk", "een"), ("Toetsdruk", "twee"), ("Rooster", "drie")]
    assert [note.text for note in live.private_notes()] == ["van mij alleen"]


def test_a_line_that_comes_while_others_wait_waits_behind_them(workspace: Workspace) -> None:
    live = a_meeting(workspace)
    waiting = WaitingLines(live)
    with full_disk():
        enter(live, waiting, "een")
    enter(live, waiting, "twee")
    assert len(waiting) == 2
    waiting.retry()
    assert [text for _item, text in said(live)][-2:] == ["een", "twee"]


def test_a_line_keeps_the_time_at_which_it_was_entered(workspace: Workspace) -> None:
    live = a_meeting(workspace)
    waiting = WaitingLines(live)
    with full_disk():
        enter(live, waiting, "een")
    with fixed_clock(TUESDAY + dt.timedelta(minutes=9)):
        waiting.retry()
    newest = live.newest_of_all()
    assert newest is not None
    assert newest.time == dt.time(13, 4)


def test_a_line_keeps_the_item_in_which_it_was_entered_when_somebody_goes_on_meanwhile(workspace: Workspace) -> None:
    live = a_meeting(workspace)
    waiting = WaitingLines(live)
    with full_disk():
        enter(live, waiting, "bij de toetsdruk")
    live.capture(live.read("# Rooster"))
    waiting.retry()
    assert ("Toetsdruk", "bij de toetsdruk") in said(live)


def test_evidence_for_a_claim_that_waits_comes_under_it(workspace: Workspace) -> None:
    live = a_meeting(workspace)
    waiting = WaitingLines(live)
    enter(live, waiting, "? een oude claim")
    with full_disk():
        enter(live, waiting, "? Leerlingen leren alleen voor het cijfer")
        claims = waiting.evidence_targets()
        assert [claim.text for claim in claims] == ["Leerlingen leren alleen voor het cijfer", "een oude claim"]
        for number, claim in enumerate(claims):
            line = f"+ bron {number}"
            waiting.keep(waiting.entering(live.read(line), line, parent=claim.id))
    waiting.retry()
    sources = [[e.text for e in workspace.shared.query(ENTRIES, parent=claim.id)] for claim in claims]
    assert sources == [["bron 0"], ["bron 1"]]


def test_claims_before_an_item_that_waits_are_none_of_its_own(workspace: Workspace) -> None:
    live = a_meeting(workspace)
    waiting = WaitingLines(live)
    enter(live, waiting, "? een oude claim")
    with full_disk():
        enter(live, waiting, "# Rooster")
        assert waiting.evidence_targets() == []
        enter(live, waiting, "? een nieuwe")
        assert [claim.text for claim in waiting.evidence_targets()] == ["een nieuwe"]


@pytest.mark.parametrize("line", ["!", "?", "="])
def test_a_line_that_makes_nothing_is_refused_behind_others_too(workspace: Workspace, line: str) -> None:
    live = a_meeting(workspace)
    waiting = WaitingLines(live)
    with full_disk():
        enter(live, waiting, "een")
        with pytest.raises(Refused):
            enter(live, waiting, line)
        enter(live, waiting, "twee")
    assert waiting.retry() == 2
    assert [text for _item, text in said(live)][-2:] == ["een", "twee"]


def test_nothing_overtakes_what_waits(workspace: Workspace) -> None:
    live = a_meeting(workspace)
    waiting = WaitingLines(live)
    with full_disk():
        enter(live, waiting, "een")
        with pytest.raises(StoreUnavailable):
            live.capture_many([live.read("twee"), live.read("drie")])
    live.capture_many([live.read("twee"), live.read("drie")])
    assert [text for _item, text in said(live)][-3:] == ["een", "twee", "drie"]
    assert len(waiting) == 0


def test_a_note_for_oneself_that_waits_holds_nothing_up(workspace: Workspace) -> None:
    live = a_meeting(workspace)
    waiting = WaitingLines(live)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workspace.private, "transaction", refusing)
        enter(live, waiting, "; voor mij", "voor allen")
        assert [line.line for line in waiting.lines] == ["; voor mij"]
        live.capture_many([live.read("geplakt")])
    assert [text for _item, text in said(live)][-2:] == ["voor allen", "geplakt"]
    assert waiting.retry() == 1


def refusing(label: str, *, undoable: bool = True) -> NoReturn:
    raise StoreUnavailable("De schijf is vol.", "de schijf is vol")


def test_what_was_entered_last_and_waits_can_be_taken_back(workspace: Workspace) -> None:
    live = a_meeting(workspace)
    waiting = WaitingLines(live)
    assert waiting.take_back() is None
    with full_disk():
        enter(live, waiting, "een", "twee")
        back = waiting.take_back()
        assert back is not None
        assert back.line == "twee"
    waiting.retry()
    assert [text for _item, text in said(live)][-1:] == ["een"]


@pytest.mark.parametrize("call", range(1, 9))
def test_trying_again_after_any_fault_stores_a_line_once(workspace: Workspace, call: int) -> None:
    live = a_meeting(workspace)
    waiting = WaitingLines(live)
    with failing(call, 1, errno.EIO):
        enter(live, waiting, "een", "; voor mij")
        waiting.retry()
    waiting.retry()
    assert [text for _item, text in said(live)].count("een") == 1
    assert [note.text for note in live.private_notes()] == ["voor mij"]


def test_what_waits_goes_on_waiting_in_the_next_session_and_is_stored_once(workspace: Workspace) -> None:
    live = a_meeting(workspace)
    waiting = WaitingLines(live)
    with full_disk():
        enter(live, waiting, "! een @karim >vr", "[ruwe] tekst \\ met {haken}")
    packed = waiting.packed()
    again = WaitingLines(LiveMeeting(workspace, live.meeting_id))
    assert again.unpack(packed) == 2
    assert again.lines == waiting.lines
    assert again.unpack(packed) == 0  # they wait already
    again.retry()
    waiting.retry()  # the first session is still there after all
    texts = [text for _item, text in said(live)]
    assert texts.count("een") == 1
    assert texts.count("[ruwe] tekst \\ met {haken}") == 1


def test_what_cant_be_read_back_is_refused_and_not_taken_for_nothing(workspace: Workspace) -> None:
    waiting = WaitingLines(a_meeting(workspace))
    with pytest.raises(ValueError, match=r".+"):
        waiting.unpack('[{"line":"half')
    assert len(waiting) == 0


def test_lines_of_a_meeting_that_was_closed_meanwhile_go_on_waiting_and_say_why(workspace: Workspace) -> None:
    live = a_meeting(workspace)
    waiting = WaitingLines(live)
    with full_disk():
        enter(live, waiting, "een", "twee")
    LiveMeeting(workspace, live.meeting_id).close()
    live.forget()
    assert waiting.retry() == 0
    assert waiting.stuck
    assert "gesloten" in waiting.why
    with pytest.raises(Refused):
        enter(live, waiting, "drie")
    text = waiting.as_text()
    assert text == "vergadering: MT-overleg\ndatum: 2026-11-24\n\n13:04 een\n13:04 twee"
    import_text(workspace, text, language="nl")
    assert [entry.text for entry in workspace.shared.all(ENTRIES)][-2:] == ["een", "twee"]


def test_a_line_that_makes_nothing_is_refused_and_doesnt_wait(workspace: Workspace) -> None:
    live = a_meeting(workspace)
    waiting = WaitingLines(live)
    with full_disk(), pytest.raises(Refused):
        enter(live, waiting, "!")
    assert len(waiting) == 0
