"""What happened to a record: when, who, and what was before; what is gone is found; what is walled off stays so."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from kgw_tui import clock
from kgw_tui.data.opening import open_workspace
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.errors import KgwError, NotFound
from kgw_tui.i18n import language
from kgw_tui.records.entries import ENTRIES, Action, AnyEntry, Decision
from kgw_tui.records.meetings import ITEMS, MEETINGS
from kgw_tui.records.people import PEOPLE
from kgw_tui.store import Past
from kgw_tui.usecases import attending, handling, noting, reviewing
from kgw_tui.usecases.history import (
    History,
    Step,
    Subject,
    find_history,
    history_about,
    history_of,
    history_of_meeting,
)
from kgw_tui.usecases.history_steps import say_change
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.preparing import Preparing
from kgw_tui.usecases.starting import drop_meeting, start_meeting
from kgw_tui.workspace import Workspace

from ..workspaces import TUESDAY, workspace_at
from .meetings import hold_meeting
from .test_undo_everything import ACTIONS, Nothing, Scene, begin


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path / "sanne") as opened:
        yield opened


@pytest.fixture
def live(workspace: Workspace) -> LiveMeeting:
    return LiveMeeting(workspace, hold_meeting(workspace).id)


@contextmanager
def colleague(workspace: Workspace, name: str = "Karim Bouzid") -> Generator[Workspace]:
    """Somebody else on the same shared store, with a home, settings and a private store of their own."""
    shared = workspace.home / "shared"
    other = open_workspace(workspace.home.parent / "colleague", shared=shared)
    who = next((person.id for person in workspace.shared.all(PEOPLE) if person.name == name), "")
    other.save_settings(structs.replace(other.settings, writer=who))
    try:
        yield other
    finally:
        other.close()


def action(live: LiveMeeting) -> Action:
    return next(entry for entry in live.dossier.entries() if isinstance(entry, Action))


def words(step: Step) -> list[str]:
    return [line for part in step.parts for change in part.changes for line in say_change(change, part.happened)]


def all_words(history: History) -> str:
    told = [history.title, history.gone]
    for step in history.steps:
        told += [step.by, step.what, *words(step), *(part.about for part in step.parts)]
    return "\n".join(told)


def test_an_edit_says_who_when_and_what_each_field_said_before(workspace: Workspace, live: LiveMeeting) -> None:
    made = action(live)
    with colleague(workspace) as other:
        theirs = LiveMeeting(other, live.meeting_id)
        clock.set_clock(lambda: TUESDAY + dt.timedelta(minutes=7))
        handling.rewrite(theirs, made.id, theirs.read("! Kalender uitdelen @karim >ma #toetsing"))
    workspace.shared.refresh()
    newest, first = history_of(workspace, ENTRIES, made.id).steps
    assert (newest.by, f"{newest.at:%H:%M}", newest.what) == ("Karim Bouzid", "13:11", "een wijziging")
    assert words(newest) == [
        "tekst: Kalender uitdraaien → Kalender uitdelen",
        "wie: Fatima El Idrissi → Karim Bouzid",
        "wanneer: vr 27 nov → ma 30 nov",
    ]
    assert (first.by, first.what) == ("Sanne de Wit", "een regel")
    assert "wie: Fatima El Idrissi" in words(first)
    assert not [line for line in words(first) if "open" in line], "what goes without saying of a new action is left out"


def test_somebody_who_has_no_name_in_the_settings_is_somebody(workspace: Workspace, live: LiveMeeting) -> None:
    with colleague(workspace, "nobody") as other:
        handling.delete(LiveMeeting(other, live.meeting_id), action(live).id)
    workspace.shared.refresh()
    assert find_history(workspace, "A-1").steps[0].by == "iemand"


def test_what_it_was_before_another_kind_and_another_item_is_told(live: LiveMeeting) -> None:
    made = action(live)
    live.capture(live.read("# Rooster"))
    handling.change_kind(live, made.id, "question")
    handling.move(live, made.id, live.items[-1].id)
    moved, turned, _first = history_of(live.workspace, ENTRIES, made.id).steps
    assert words(turned) == ["soort: actie → open vraag", "nummer: A-1 → Q-2"]
    assert words(moved) == ["punt: 1 Toetsdruk → 3 Rooster"]


def test_what_was_undone_and_done_again_is_said_and_marked(live: LiveMeeting) -> None:
    made = action(live)
    handling.change_kind(live, made.id, "note")
    live.workspace.undo()
    steps = history_of(live.workspace, ENTRIES, made.id).steps
    assert [step.what for step in steps] == ["ongedaan: een andere soort", "een andere soort", "een regel"]
    assert [step.turned_back for step in steps] == [False, True, False]
    live.workspace.redo()
    steps = history_of(live.workspace, ENTRIES, made.id).steps
    assert steps[0].what == "opnieuw gedaan: een andere soort"
    assert not any(step.turned_back for step in steps)


def test_a_deleted_entry_is_found_by_its_number_with_what_it_said_and_how_it_comes_back(live: LiveMeeting) -> None:
    made = action(live)
    handling.change_kind(live, made.id, "question")
    handling.delete(live, made.id)
    for handle in ("A-1", "Q-2", "q-2"):
        found = find_history(live.workspace, handle)
        assert "Kalender uitdraaien" in found.title
        assert "Sanne de Wit" in found.gone and "^z" in found.gone and "kgw restore" in found.gone
        assert "wie: Fatima El Idrissi" in words(found.steps[0])
    live.workspace.undo()
    found = find_history(live.workspace, "A-1")
    assert not found.gone and found.steps[0].what == "ongedaan: het weghalen van een regel"


def test_an_action_that_is_made_an_action_is_no_step(live: LiveMeeting) -> None:
    handling.change_kind(live, action(live).id, "action")
    assert [step.what for step in find_history(live.workspace, "A-1").steps] == ["een regel"]


def test_what_nobody_ever_wrote_isnt_found(live: LiveMeeting) -> None:
    with pytest.raises(NotFound):
        find_history(live.workspace, "A-99")
    with pytest.raises(NotFound):
        history_of(live.workspace, ENTRIES, "0" * 32)


def test_the_history_of_a_meeting_takes_what_was_done_at_once_as_one_step(live: LiveMeeting) -> None:
    ids = [entry.id for entry in live.dossier.entries() if isinstance(entry, Action)][:2]
    handling.delete(live, *ids)
    found = history_of_meeting(live.workspace, live.meeting_id)
    assert [part.happened for part in found.steps[0].parts] == ["removed", "removed"]
    assert [part.about for part in found.steps[0].parts] == [
        "A-1 · actie · Kalender uitdraaien",
        "A-2 · actie · Ouders bellen",
    ]
    assert found.steps[-1].what == "een nieuwe vergadering" and found.whole
    assert "1 Toetsdruk" in all_words(found)


def test_who_was_there_is_told_for_those_of_whom_it_changed(live: LiveMeeting) -> None:
    attending.attend(live, "Karim Bouzid, Fatima El Idrissi", present=True)
    attending.attend(live, "Karim Bouzid (mk)", present=False)
    found = history_of_meeting(live.workspace, live.meeting_id)
    assert words(found.steps[0]) == ["Karim Bouzid: aanwezig → afwezig, afgemeld"]


def test_the_history_of_a_meeting_keeps_the_wall_of_confidential_items(live: LiveMeeting) -> None:
    secret = next(entry for entry in live.dossier.entries() if entry.text == "Gesprek voeren")
    handling.rewrite(live, secret.id, live.read("! Gesprek met Piet @karim"))
    found = history_of_meeting(live.workspace, live.meeting_id)
    told = all_words(found)
    assert not [word for word in ("Gesprek", "Piet", "Personeel", "verlengd", "V-01") if word in told]
    assert found.left_out >= 4
    whole = history_of_meeting(live.workspace, live.meeting_id, confidential=True)
    assert all(word in all_words(whole) for word in ("Gesprek", "Piet", "Personeel", "V-01"))
    assert not whole.left_out


def test_a_guest_of_a_confidential_item_alone_isnt_told_of_though_the_numbers_moved(live: LiveMeeting) -> None:
    attending.invite(live, "mevrouw Klaassen")
    preparing = Preparing(live.workspace, live.meeting_id)
    preparing.move(live.items[1].id, -1)
    assert [item.confidential for item in preparing.items] == [True, False], "it was number 2"
    assert "Klaassen" not in all_words(history_of_meeting(live.workspace, live.meeting_id))
    assert "Klaassen" in all_words(history_of_meeting(live.workspace, live.meeting_id, confidential=True))


def test_an_entry_that_came_out_of_a_confidential_item_doesnt_tell_what_it_said_there(live: LiveMeeting) -> None:
    secret = next(entry for entry in live.dossier.entries() if entry.text == "Gesprek voeren")
    handling.rewrite(live, secret.id, live.read("! Lokaal regelen @karim"))
    handling.move(live, secret.id, live.items[0].id)
    handling.rewrite(live, secret.id, live.read("! Lokaal 12 regelen @karim"))
    found = find_history(live.workspace, "A-3")
    assert "Gesprek" not in all_words(found) and "Personeel" not in all_words(found)
    assert words(found.steps[0]) == ["tekst: Lokaal regelen → Lokaal 12 regelen"]
    assert words(found.steps[1]) == ["punt: 2 Vertrouwelijk punt → 1 Toetsdruk"]
    assert found.left_out == 3
    assert "Gesprek" in all_words(find_history(live.workspace, "A-3", confidential=True))


def test_an_item_that_no_longer_is_confidential_keeps_what_was_said_while_it_was(live: LiveMeeting) -> None:
    secret = next(entry for entry in live.dossier.entries() if entry.text == "Gesprek voeren")
    handling.rewrite(live, secret.id, live.read("! Lokaal regelen @karim"))
    live.toggle_confidential()
    assert "Gesprek" not in all_words(find_history(live.workspace, "A-3"))
    assert "Gesprek" not in all_words(history_of_meeting(live.workspace, live.meeting_id))


def test_what_is_asked_for_by_its_number_or_chosen_in_a_confidential_item_is_told(live: LiveMeeting) -> None:
    decision = next(each for each in live.dossier.entries() if isinstance(each, Decision) and each.handle == "V-01")
    assert "verlengd" in all_words(find_history(live.workspace, "V-01"))
    chosen = Subject("entry", decision.id, live.meeting_id)
    assert "verlengd" in all_words(history_about(live.workspace, chosen))
    handling.delete(live, decision.id)
    assert "verlengd" not in all_words(find_history(live.workspace, "V-01"))
    assert "verlengd" in all_words(find_history(live.workspace, "V-01", confidential=True))


def test_a_line_made_private_is_told_to_its_writer_and_to_nobody_else(workspace: Workspace, live: LiveMeeting) -> None:
    note = next(entry for entry in live.dossier.entries() if entry.text == "Drie mentoren melden klachten")
    handling.make_private(live, note.id)
    assert "mentoren" in all_words(history_of(workspace, ENTRIES, note.id))
    with colleague(workspace) as other:
        assert "mentoren" not in all_words(history_of(other, ENTRIES, note.id, confidential=True))
        assert "mentoren" not in all_words(history_of_meeting(other, live.meeting_id, confidential=True))
        assert "mentoren" in all_words(history_of_meeting(workspace, live.meeting_id))
        workspace.undo()
        other.shared.refresh()
        assert "mentoren" in all_words(history_of(other, ENTRIES, note.id))


def test_a_dropped_meeting_a_person_and_a_corridor_note_have_a_history(workspace: Workspace) -> None:
    meeting = start_meeting(workspace, title="Sectieoverleg")
    drop_meeting(workspace, meeting.id)
    found = find_history(workspace, meeting.handle)
    assert found.gone and "Sectieoverleg" in all_words(found)
    assert "naam: Karim Bouzid" in words(find_history(workspace, "Karim Bouzid").steps[-1])
    noting.log_notes(workspace, ["@karim vraagt of de toetsweek eerder kan"])
    assert "toetsweek" in all_words(find_history(workspace, "N-1"))


def test_an_item_tells_when_it_was_on_and_what_it_was_called(live: LiveMeeting) -> None:
    live.go_to(-1)
    found = history_of(live.workspace, ITEMS, live.items[0].id)
    assert found.title == "1 Toetsdruk"
    assert "klok: staat stil → loopt" in words(found.steps[0])


def test_fields_of_another_version_never_break_it(live: LiveMeeting, monkeypatch: pytest.MonkeyPatch) -> None:
    made = action(live)
    at = TUESDAY.astimezone(dt.UTC)
    pasts = [
        Past(1, at, "", "entry.add", now={"id": made.id, "kind": "thought", "text": ["?"]}, made=True),
        Past(2, at, "x" * 32, "from.tomorrow", was={"due": "ooit", "mood": 3}, now={"due": None, "mood": {"a": []}}),
        Past(3, at, "", "", was={"owners": "Karim", "status": 7}, now={}),
        Past(9, at, "", "undo", was={"text": "Zo stond het er"}, now={"text": made.text}, of=4),
    ]
    monkeypatch.setattr(live.workspace.shared, "history", lambda *_which: pasts)
    found = history_of(live.workspace, ENTRIES, made.id)
    assert len(found.steps) == 4
    assert words(found.steps[0]) == ["tekst: Zo stond het er → Kalender uitdraaien"]
    assert found.steps[0].what == "ongedaan: een wijziging"


def test_a_history_whose_beginning_isnt_kept_says_so(live: LiveMeeting, monkeypatch: pytest.MonkeyPatch) -> None:
    made = action(live)
    at = TUESDAY.astimezone(dt.UTC)
    past = Past(7, at, "", "entry.edit", was={"text": "Vroeger"}, now={"text": made.text})
    monkeypatch.setattr(live.workspace.shared, "history", lambda *_which: [past])
    found = history_of(live.workspace, ENTRIES, made.id)
    assert not found.whole
    assert words(found.steps[0]) == ["tekst: Vroeger → Kalender uitdraaien"]


def test_the_language_in_force_says_it_all(workspace: Workspace, live: LiveMeeting) -> None:
    handling.change_kind(live, action(live).id, "question")
    with language("en"):
        newest = find_history(workspace, "A-1").steps[0]
    assert newest.what == "another kind"
    assert words(newest) == ["kind: action → open question", "number: A-1 → Q-2"]


def test_the_read_through_says_what_is_kept_out(live: LiveMeeting) -> None:
    live.close()
    reviewing.hold_back(live, action(live).id)
    assert "blijft buiten het verslag: ja" in words(find_history(live.workspace, "A-1").steps[0])


steps = st.lists(st.tuples(st.sampled_from(list(ACTIONS)), st.integers(0, 29), st.integers(0, 29)), max_size=20)


@given(steps)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_done_the_history_ends_in_what_is_there(steps: list[tuple[str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        meeting_id = begin(Path(folder) / "home")
        home = Path(folder) / "home"
        with (
            workspace_at(home) as workspace,
            closing(EmbeddedStore(home / "shared")) as shared,
            closing(EmbeddedStore(home / "private")) as private,
        ):
            scene = Scene(workspace, LiveMeeting(workspace, meeting_id), (shared, private))
            for name, first, second in steps:
                with suppress(Nothing, KgwError):
                    ACTIONS[name](scene, first, second)
            for entry in workspace.shared.all(ENTRIES):
                check(history_of(workspace, ENTRIES, entry.id, confidential=True), entry)
            for past_meeting in workspace.shared.all(MEETINGS):
                assert history_of_meeting(workspace, past_meeting.id, confidential=True).whole


def check(found: History, entry: AnyEntry) -> None:
    said: dict[str, str] = {}
    for step in reversed(found.steps):
        for part in step.parts:
            for change in part.changes:
                assert change.was != change.now
                said[change.field] = change.now
    assert said.get("text", "") == entry.text
