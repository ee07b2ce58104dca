"""What an undo says: what was undone and about what, whose change gave way; every label that is written has words."""

from __future__ import annotations

import ast
import datetime as dt
import tempfile
from collections.abc import Generator, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec import structs

import kgw_tui
from kgw_tui.errors import StoreUnavailable
from kgw_tui.i18n import language
from kgw_tui.records.entries import ENTRIES, PRIVATE_NOTES, Action, AnyEntry
from kgw_tui.store import Undone
from kgw_tui.usecases import attending, handling, reviewing
from kgw_tui.usecases.doing import VERBS, Deed, do
from kgw_tui.usecases.labels import LABELS, in_words
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.noting import log_notes
from kgw_tui.usecases.undoing import say_turned
from kgw_tui.workspace import Workspace

from ..workspaces import workspace_at
from .meetings import hold_meeting
from .test_history import colleague

ROOMS = ("kgw_tui", "screens", "data", "exports")
ROOT = Path(kgw_tui.__file__).parents[1]
UNSEEN = {"number", "draft"}
"""Labels of what no undo and no history ever shows: taking a number, and drafts as older versions kept them."""


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path / "sanne") as opened:
        yield opened


@pytest.fixture
def live(workspace: Workspace) -> LiveMeeting:
    return LiveMeeting(workspace, hold_meeting(workspace).id)


def action(live: LiveMeeting) -> AnyEntry:
    return next(entry for entry in live.dossier.entries() if isinstance(entry, Action))


def undo(workspace: Workspace) -> str:
    undone = workspace.undo()
    assert undone is not None
    return say_turned(workspace, undone, {})


def redo(workspace: Workspace) -> str:
    undone = workspace.redo()
    assert undone is not None
    return say_turned(workspace, undone, {}, again=True)


def test_it_says_what_was_undone_and_about_what_on_whatever_screen(workspace: Workspace, live: LiveMeeting) -> None:
    live.capture(live.read("# Rooster (15)"))
    live.capture(live.read("! Lokaal regelen @jan"))
    handling.delete(live, action(live).id)
    assert undo(workspace) == "ongedaan: het weghalen van een regel · A-1 Kalender uitdraaien"
    assert undo(workspace) == "ongedaan: een regel · A-4 · actie · Lokaal regelen"
    assert redo(workspace) == "opnieuw gedaan: een regel · A-4 Lokaal regelen"
    undo(workspace)
    assert undo(workspace) == "ongedaan: een nieuw punt · Rooster"


def test_several_at_once_are_counted(workspace: Workspace, live: LiveMeeting) -> None:
    live.go_to(-1)
    live.capture_many([live.read(line) for line in ("een", "twee", "! drie")])
    undone = workspace.undo()
    assert undone is not None
    assert say_turned(workspace, undone, {}).endswith(", en nog 2")
    workspace.redo()
    live.forget()
    three = [entry.id for entry in live.dossier.entries() if entry.text in {"een", "twee", "drie"}]
    handling.change_kinds(live, three, "decision")
    assert undo(workspace) == "ongedaan: een andere soort · een, en nog 2"


def test_going_back_to_an_item_says_where_one_is(workspace: Workspace, live: LiveMeeting) -> None:
    live.go_to(-1)
    live.capture(live.read("# Rooster"))
    undo(workspace)
    live.go_to(1)
    assert undo(workspace) == "ongedaan: naar een ander punt gaan · nu bij Toetsdruk"
    assert redo(workspace).startswith("opnieuw gedaan: naar een ander punt gaan · nu bij ")


def test_somebody_who_came_in_is_named(workspace: Workspace, live: LiveMeeting) -> None:
    who = attending.who_is(live, "Jan Pol")
    live.go_to(-1)
    live.move_person(who, arrives=True)
    assert "Jan Pol" in undo(workspace)


def test_a_note_for_oneself_and_what_is_confidential_isnt_read_out(workspace: Workspace, live: LiveMeeting) -> None:
    live.capture(live.read("; Karim oogt moe"))
    assert undo(workspace) == "ongedaan: een notitie voor jezelf"
    secret = next(entry for entry in live.dossier.entries() if entry.text == "Gesprek voeren")
    handling.change_kind(live, secret.id, "note")
    assert "Gesprek" not in undo(workspace)
    handling.delete(live, secret.id)
    assert "Gesprek" not in undo(workspace)
    assert "Gesprek" not in redo(workspace)


def test_a_change_of_somebody_else_that_gives_way_is_told_with_whose_it_was(
    workspace: Workspace, live: LiveMeeting
) -> None:
    made = action(live)
    handling.rewrite(live, made.id, live.read("! Kalender uitdelen @fatima >vr"))
    with colleague(workspace) as other:
        theirs = LiveMeeting(other, live.meeting_id)
        handling.rewrite(theirs, made.id, theirs.read("! Kalender ophangen @jan >vr"))
    workspace.shared.refresh()
    assert undo(workspace) == "ongedaan · Karim had dit intussen gewijzigd: Kalender ophangen"
    entry = workspace.shared.get(ENTRIES, made.id)
    assert isinstance(entry, Action) and [each.person for each in entry.owners] != []


def test_a_change_of_another_field_gives_no_way_and_isnt_told(workspace: Workspace, live: LiveMeeting) -> None:
    made = action(live)
    handling.change_entry(live, made.id, "entry.fill", lambda entry: _with(entry, due=dt.date(2026, 12, 1)))
    with colleague(workspace) as other:
        theirs = LiveMeeting(other, live.meeting_id)
        handling.change_entry(theirs, made.id, "entry.edit", lambda entry: _with(entry, text="Kalender ophangen"))
    workspace.shared.refresh()
    said = undo(workspace)
    entry = workspace.shared.get(ENTRIES, made.id)
    assert isinstance(entry, Action) and entry.text == "Kalender ophangen" and entry.due == dt.date(2026, 11, 27)
    assert "intussen" not in said


def _with(entry: AnyEntry, **fields: object) -> AnyEntry:
    return structs.replace(entry, **fields)


def test_a_line_that_was_changed_by_another_and_is_undone_says_what_they_had_made_of_it(
    workspace: Workspace, live: LiveMeeting
) -> None:
    live.go_to(-1)
    captured = live.capture(live.read("! Bellen @jan"))
    with colleague(workspace) as other:
        theirs = LiveMeeting(other, live.meeting_id)
        handling.rewrite(theirs, captured.id, theirs.read("! Mailen @jan"))
    workspace.shared.refresh()
    said = undo(workspace)
    assert said == "ongedaan · Karim had dit intussen gewijzigd: Mailen"


def test_what_another_had_made_of_a_line_behind_the_wall_is_told_only_where_it_is_shown(
    workspace: Workspace, live: LiveMeeting
) -> None:
    live.capture(live.read("# Personeel"))
    live.toggle_confidential()
    captured = live.capture(live.read("! Bellen @jan"))
    with colleague(workspace) as other:
        theirs = LiveMeeting(other, live.meeting_id)
        handling.rewrite(theirs, captured.id, theirs.read("! Karim is ziek"))
    workspace.shared.refresh()
    undone = workspace.undo()
    assert undone is not None
    assert say_turned(workspace, undone, {}) == "ongedaan · Karim had dit intussen gewijzigd"
    shown = say_turned(workspace, undone, {captured.id: "Bellen"})
    assert shown == "ongedaan · Karim had dit intussen gewijzigd: Karim is ziek"


def test_what_lies_in_the_private_store_is_named_only_where_it_is_shown(workspace: Workspace) -> None:
    log_notes(workspace, ["! Karim spreken over zijn ziekte"])
    promise = next(entry for entry in workspace.private.all(ENTRIES) if isinstance(entry, Action))
    do(workspace, promise.handle, Deed("done"))
    undone = workspace.undo()
    assert undone is not None
    assert say_turned(workspace, undone, {}) == "ongedaan: een uitkomst"
    assert "ziekte" in say_turned(workspace, undone, {promise.id: promise.text})


def test_what_another_has_taken_out_stays_out_and_that_is_said(workspace: Workspace, live: LiveMeeting) -> None:
    made = action(live)
    handling.rewrite(live, made.id, live.read("! Kalender uitdelen @fatima"))
    with colleague(workspace) as other:
        handling.delete(LiveMeeting(other, live.meeting_id), made.id)
    workspace.shared.refresh()
    assert undo(workspace).endswith("ongedaan · Karim had het intussen weggehaald")


def test_ones_own_change_at_another_terminal_is_told_as_such(workspace: Workspace, live: LiveMeeting) -> None:
    made = action(live)
    handling.rewrite(live, made.id, live.read("! Kalender uitdelen @fatima >vr"))
    with colleague(workspace, "Sanne de Wit") as other:
        theirs = LiveMeeting(other, live.meeting_id)
        handling.rewrite(theirs, made.id, theirs.read("! Kalender ophangen @fatima >vr"))
    workspace.shared.refresh()
    assert undo(workspace).endswith("je had dit intussen op een ander scherm gewijzigd: Kalender ophangen")


def test_an_undo_in_minutes_that_were_adopted_meanwhile_says_so(workspace: Workspace, live: LiveMeeting) -> None:
    live.go_to(-1)
    live.capture(live.read("! Bellen @jan"))
    live.capture(live.read("Nog een regel"))
    with colleague(workspace) as other:
        theirs = LiveMeeting(other, live.meeting_id)
        theirs.close()
        reviewing.mark_adopted(theirs)
    workspace.shared.refresh()
    assert undo(workspace).endswith("let op: het verslag was al vastgesteld")
    assert redo(workspace).endswith("let op: het verslag was al vastgesteld")


def test_what_is_undone_in_minutes_that_it_made_a_draft_needs_no_warning(live: LiveMeeting) -> None:
    live.close()
    reviewing.mark_reviewed(live)
    reviewing.hold_back(live, action(live).id)
    live.forget()
    assert live.meeting.minutes_state == "draft"
    assert "let op" not in undo(live.workspace)
    live.forget()
    assert live.meeting.minutes_state == "reviewed"


def test_when_one_of_two_stores_fails_nothing_else_is_undone_in_its_place(
    workspace: Workspace, live: LiveMeeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    live.go_to(-1)
    live.capture(live.read("; van mij, eerder"))
    made = live.capture(live.read("Karim oogt moe"))
    handling.make_private(live, made.id)
    undo_private = workspace.private.undo

    def fails() -> Undone | None:
        raise StoreUnavailable("vol")

    monkeypatch.setattr(workspace.private, "undo", fails)
    with pytest.raises(StoreUnavailable):
        workspace.undo()
    assert workspace.shared.get(ENTRIES, made.id) is not None, "it came back to the minutes already"
    monkeypatch.setattr(workspace.private, "undo", undo_private)
    workspace.undo()
    notes = {note.text for note in workspace.private.all(PRIVATE_NOTES)}
    assert notes == {"van mij, eerder"}
    assert workspace.shared.get(ENTRIES, made.id) is not None, "the line itself wasn't undone in its place"


TEXTS = ("Bellen", "Mailen", "Schrijven")
DAYS = (dt.date(2026, 12, 1), dt.date(2026, 12, 2), None)
turns = st.lists(st.tuples(st.booleans(), st.sampled_from(("text", "due")), st.integers(0, 2)), min_size=1, max_size=8)


@given(turns)
@example([(True, "text", 0), (False, "text", 1), (False, "text", 2)])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_of_all_that_two_people_do_to_one_line_an_undo_names_the_other_just_when_their_words_give_way(
    turns: list[tuple[bool, str, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, workspace_at(Path(folder) / "sanne") as workspace:
        live = LiveMeeting(workspace, hold_meeting(workspace).id)
        made = action(live)
        depth = workspace.shared.undoable
        with colleague(workspace) as other:
            theirs = LiveMeeting(other, live.meeting_id)
            done: list[AnyEntry] = []
            for mine, field, which in turns:
                value = TEXTS[which] if field == "text" else DAYS[which]
                who = live if mine else theirs
                who.workspace.shared.refresh()
                count = workspace.shared.undoable
                change = partial(_with, **{field: value})
                entry = handling.change_entry(who, made.id, "entry.edit", change)
                done += [entry] if workspace.shared.undoable > count else []
            workspace.shared.refresh()
            while workspace.shared.undoable > depth:
                before, left = workspace.shared.get(ENTRIES, made.id), done.pop()
                said = undo(workspace)
                after = workspace.shared.get(ENTRIES, made.id)
                gave_way = any(
                    getattr(before, name) != getattr(after, name) and getattr(before, name) != getattr(left, name)
                    for name in ("text", "due")
                )
                assert ("Karim had dit intussen gewijzigd" in said) == gave_way


# The labels


def test_every_label_that_the_code_writes_has_words_in_both_languages() -> None:
    written = set(labels_written())
    assert written - set(LABELS) - UNSEEN == set(), "say in usecases/labels.py what an undo of it says"
    assert len(written) > 50, "the code isn't read as it was"
    with language("nl"):
        assert not [label for label in LABELS if in_words(label) == LABELS[label]], "not yet said in Dutch"


def test_no_two_labels_of_one_record_say_the_same_of_different_things() -> None:
    words = [text for label, text in LABELS.items() if not label.endswith(".outcome")]
    assert len(words) == len(set(words))


Takers: TypeAlias = dict[tuple[str, str], int]
"""Module and name of a function -> the place of the label among what it is given."""


def labels_written() -> Iterator[str]:
    """The labels of all transactions in the code: what reaches `transaction`, whatever it goes through."""
    paths = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    modules = {str(path): ast.parse(path.read_text()) for path in paths}
    takers: Takers = {("", "transaction"): 0}
    while True:
        known = dict(takers)
        for module, tree in modules.items():
            for function in ast.walk(tree):
                if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                    takers |= _passes_on(module, function, known)
        if takers == known:
            break
    for module, tree in modules.items():
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and (given := _given(module, call, takers)) is not None:
                yield from _values(given, _constants(modules.values()) | _constants([tree]))
            elif isinstance(call, ast.FunctionDef) and (module, call.name) in takers:
                for name, default in zip(call.args.kwonlyargs, call.args.kw_defaults, strict=True):
                    if name.arg == "label" and default is not None:
                        yield from _values(default, {})


def _constants(trees: Iterable[ast.Module]) -> dict[str, str]:
    """The constants of all modules that are texts."""
    found: dict[str, str] = {}
    for node in (node for tree in trees for node in tree.body):
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=str(text))):
                found[name] = text
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text))):
                found[name] = text
            case _:
                pass
    return found


def _passes_on(module: str, function: ast.FunctionDef | ast.AsyncFunctionDef, takers: Takers) -> Takers:
    """The place of the label among the parameters of a function that hands it on to one that takes it."""
    names = [argument.arg for argument in function.args.args if argument.arg not in {"self", "cls"}]
    if "label" not in [*names, *(argument.arg for argument in function.args.kwonlyargs)]:
        return {}
    for call in ast.walk(function):
        given = _given(module, call, takers) if isinstance(call, ast.Call) else None
        if isinstance(given, ast.Name) and given.id == "label":
            return {(module, function.name): names.index("label") if "label" in names else len(names) + 9}
    return {}


def _given(module: str, call: ast.Call, takers: Takers) -> ast.expr | None:
    """What a call gives for the label, when it is of a function that takes one."""
    name = _name(call.func)
    places = [place for (where, known), place in takers.items() if known == name and where == module]
    if not places and not name.startswith("_"):
        places = [place for (_where, known), place in takers.items() if known == name]
    if name == "writing" and call.args:  # of a meeting, or of a workspace that is told in which store
        places = [len(call.args) - 1]
    named = next((keyword.value for keyword in call.keywords if keyword.arg == "label"), None) if places else None
    return named or next((call.args[place] for place in places if place < len(call.args)), None)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _values(given: ast.expr, constants: dict[str, str]) -> list[str]:
    """The labels that an expression can be; that it can be read at all is part of the promise."""
    match given:
        case ast.Constant(value=str(label)):
            return [label]
        case ast.IfExp():
            return [*_values(given.body, constants), *_values(given.orelse, constants)]
        case ast.Name(id="label") | ast.Attribute(attr="label"):
            return []  # handed on: looked at where it comes from
        case ast.Name(id=name):
            return [constants[name]]
        case ast.JoinedStr(values=[ast.FormattedValue(), ast.Constant(value=".outcome")]):
            return [f"{kind}.outcome" for kind in VERBS if kind not in {"meeting", "decision"}]
        case ast.Call(func=ast.Attribute(attr="get"), args=[_key, otherwise]):
            return ["decision.withdraw", "decision.replace", *_values(otherwise, constants)]
        case _:
            raise AssertionError(f"what label is {ast.dump(given)}?")
