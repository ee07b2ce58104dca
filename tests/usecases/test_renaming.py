"""A name changed, erased or merged in both stores: everywhere, told, and turned back by one undo."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Generator
from contextlib import AbstractContextManager
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgw_tui import clock
from kgw_tui.drafts import Draft
from kgw_tui.errors import NotFound, Refused, StoreUnavailable
from kgw_tui.records.corridor import CORRIDOR_NOTES
from kgw_tui.records.entries import ENTRIES, PRIVATE_NOTES, Action, Movement
from kgw_tui.records.meetings import ITEMS, MEETINGS, Meeting
from kgw_tui.records.people import GROUPS, PEOPLE, SERIES, Group, Person, Who
from kgw_tui.records.record import Record, stamp
from kgw_tui.records.visits import VISITS, Observation, Visit
from kgw_tui.rules.directory import fold
from kgw_tui.store import Transaction
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.noting import log_notes
from kgw_tui.usecases.people import add_people, change_person, set_active
from kgw_tui.usecases.reading import directory_of
from kgw_tui.usecases.renaming import (
    Changed,
    Stranger,
    erase,
    foresee_erasing,
    foresee_merging,
    foresee_renaming,
    merge,
    recognise,
    rename,
    strangers,
)
from kgw_tui.workspace import Workspace

from ..workspaces import workspace_at
from .meetings import hold_meeting

LINES = (
    "# Gesprek met Karim Bouzid (10)",
    "Karim zegt dat @karim het ziet",
    "? Wie belt Karims klas? @karim",
    "+ Karim Bouzid: 14 van de 20",
    "= @karim besluit dat >1 maart",
    "! Bellen @karim @jan >vr",
    "> Wat KARIM vroeg",
    "; Karim was boos",
)
HEARD = ("@karim vraagt naar het rooster #bouzid", "! @karim bellen >do", "met Jan over Karim Bouzid #rooster")


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path) as workspace:
        fill(workspace)
        yield workspace


def fill(workspace: Workspace, lines: tuple[str, ...] = LINES, heard: tuple[str, ...] = HEARD) -> Meeting:
    """A closed meeting, notes, a group, and a visit, with Karim in all of them."""
    karim = named(workspace, "Karim Bouzid")
    meeting = hold_meeting(workspace, title="Overleg met Karim", lines=lines)
    LiveMeeting(workspace, meeting.id).close()
    if heard:
        log_notes(workspace, heard)
    group = {"name": "Team Karim", "members": (karim.id, workspace.settings.writer), "chair": karim.id}
    seen = (Observation("Karim loopt rond"), Observation("de klas werkt"))
    visit = {"date": dt.date(2026, 11, 20), "purpose": "glance", "teacher": Who(person=karim.id), "question": "Karim?"}
    came = {"kind": "movement", "text": "", "meeting": meeting.id, "who": Who(person=karim.id)}
    with workspace.shared.transaction("test") as tx:
        tx.put(ENTRIES, msgspec.convert({**stamp(), **came}, Movement))
        tx.put(GROUPS, msgspec.convert({**stamp(), **group}, Group))
    with workspace.private.transaction("test") as tx:
        tx.put(VISITS, msgspec.convert({**stamp(), **visit, "observations": seen}, Visit))
    return meeting


def named(workspace: Workspace, name: str) -> Person:
    return next(person for person in workspace.shared.all(PEOPLE) if person.name == name)


def stored(workspace: Workspace) -> list[Record]:
    """Every record of both stores, without who changed it and when."""
    shared, private = workspace.shared, workspace.private
    records = [
        *shared.all(PEOPLE),
        *shared.all(GROUPS),
        *shared.all(SERIES),
        *shared.all(MEETINGS),
        *shared.all(ITEMS),
        *shared.all(ENTRIES),
        *private.all(ENTRIES),
        *private.all(PRIVATE_NOTES),
        *private.all(CORRIDOR_NOTES),
        *private.all(VISITS),
    ]
    return [msgspec.structs.replace(each, changed_at=None, changed_by="") for each in records]


def words_in(records: list[Record]) -> set[str]:
    return set(re.findall(r"\w+", fold(msgspec.json.encode(records).decode())))


def test_erasing_leaves_no_trace_in_any_record_and_one_undo_gives_what_was(workspace: Workspace) -> None:
    before, karim = stored(workspace), named(workspace, "Karim Bouzid")
    foreseen = foresee_erasing(workspace, karim.id)
    assert stored(workspace) == before
    changed = erase(workspace, karim.id)
    assert changed == foreseen
    after = stored(workspace)
    assert not words_in(after) & {"karim", "karims", "bouzid"}
    assert workspace.shared.get(PEOPLE, karim.id) not in directory_of(workspace).people
    assert dict(changed.counts) == {
        "meetings": 1,
        "items": 1,
        "entries": 8,
        "groups": 1,
        "series": 1,
        "corridor_notes": 3,
        "private_notes": 1,
        "visits": 1,
    }
    workspace.undo()
    assert stored(workspace) == before
    workspace.redo()
    assert stored(workspace) == after


def test_another_name_stands_everywhere_and_one_undo_gives_what_was(workspace: Workspace) -> None:
    before, karim = stored(workspace), named(workspace, "Karim Bouzid")
    foreseen = foresee_renaming(workspace, karim.id)
    changed = rename(workspace, karim.id, "  Kareem   Bouazid ")
    assert changed == foreseen
    assert named(workspace, "Kareem Bouazid").id == karim.id
    after = stored(workspace)
    assert words_in(after) & {"karim", "karims", "bouzid", "kareem"} == {"kareem", "bouzid"}  # the theme stays
    said = {entry.text for entry in workspace.shared.all(ENTRIES)}
    assert "Kareem zegt dat Kareem het ziet" in said
    assert "Wie belt Kareems klas?" in said
    workspace.undo()
    assert stored(workspace) == before


_MORE = (
    *("Met Karim Bouzids klas", "Vraag het KARIM", "! Karim bellen @jan", "Jan Pol en karim bouzid", "# Karim"),
    *("= Zo doen we het", "? K. Bouzid weet het", "Sanne en Karim: ja", "> (Karim)", "+ karim@school.nl"),
)
_LINES = st.lists(st.sampled_from((*LINES, *_MORE)), max_size=8)


@settings(max_examples=15, deadline=None)
@given(_LINES, st.lists(st.sampled_from(HEARD), max_size=3))
def test_whatever_was_said_goes_and_comes_back(lines: list[str], heard: list[str]) -> None:
    with tempfile.TemporaryDirectory() as home, workspace_at(Path(home)) as workspace:
        fill(workspace, ("# Punt", *lines), tuple(heard))
        before, karim = stored(workspace), named(workspace, "Karim Bouzid")
        erase(workspace, karim.id)
        assert not words_in(stored(workspace)) & {"karim", "karims", "bouzid", "bouzids"}
        workspace.undo()
        assert stored(workspace) == before


def test_adopted_minutes_change_too_and_that_is_told(workspace: Workspace) -> None:
    meeting = workspace.shared.all(MEETINGS)[0]
    with workspace.shared.transaction("test") as tx:
        tx.put(MEETINGS, msgspec.structs.replace(meeting, minutes_state="adopted"))
    karim = named(workspace, "Karim Bouzid")
    assert foresee_renaming(workspace, karim.id).adopted == 1
    assert erase(workspace, karim.id).adopted == 1


def test_what_breaks_off_halfway_can_be_done_again(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    karim = named(workspace, "Karim Bouzid")

    def full(label: str, /, *, undoable: bool = True) -> AbstractContextManager[Transaction]:
        del label, undoable
        raise StoreUnavailable("full")

    with monkeypatch.context() as patch:
        patch.setattr(workspace.private, "transaction", full)
        with pytest.raises(StoreUnavailable):
            rename(workspace, karim.id, "Kareem Bouazid")
    assert named(workspace, "Karim Bouzid") == karim
    rename(workspace, karim.id, "Kareem Bouazid")
    assert not words_in(stored(workspace)) & {"karim", "karims"}


def test_two_who_are_erased_stay_two(workspace: Workspace) -> None:
    add_people(workspace, "Karim Bouzid, docent\nJan Pol, docent wiskunde")
    karim, jan = named(workspace, "Karim Bouzid"), named(workspace, "Jan Pol")
    erase(workspace, karim.id)
    erase(workspace, jan.id)
    action = next(each for each in workspace.shared.all(ENTRIES) if isinstance(each, Action) and each.text == "Bellen")
    assert action.owners == (Who(person=karim.id), Who(person=jan.id))
    directory = directory_of(workspace)
    assert directory.names(action.owners) == "een docent, een docent"
    assert directory.find("een docent") is None
    assert not {karim.id, jan.id} & {person.id for person in directory.candidates("")}
    with pytest.raises(NotFound):
        erase(workspace, karim.id)


def test_what_another_terminal_did_to_the_list_is_kept_or_told(workspace: Workspace) -> None:
    with workspace_at(workspace.home) as other:
        karim = named(workspace, "Karim Bouzid")
        add_people(other, "Karim Bouzid, docent @kb")
        rename(workspace, karim.id, "Kareem Bouzid")
        kept = named(workspace, "Kareem Bouzid")
        assert (kept.function, kept.aliases) == ("docent", ("kb",))
        other.shared.refresh()
        rename(other, karim.id, "Kamal Bouzid")
        with pytest.raises(Refused):
            erase(workspace, karim.id)
        erase(workspace, karim.id)
        assert "kamal" not in words_in(stored(workspace))


@pytest.mark.parametrize("mark", ["karim", "fatima", "docent", "ik", "mt"])
def test_a_mark_that_means_somebody_else_or_a_role_is_refused(workspace: Workspace, mark: str) -> None:
    with pytest.raises(Refused):
        change_person(workspace, named(workspace, "Jan Pol").id, f"@{mark}")
    add_people(workspace, f"Jo Vos @{mark}")
    assert named(workspace, "Jo Vos").aliases == ()


@pytest.mark.parametrize("name", ["een", "van", "*", "de"])
def test_a_word_is_nobodys_name(workspace: Workspace, name: str) -> None:
    with pytest.raises(Refused):
        add_people(workspace, name)


def test_the_old_first_name_is_no_mark_any_more(workspace: Workspace) -> None:
    karim = named(workspace, "Karim Bouzid")
    add_people(workspace, "Karim Bouzid @karim @kb")
    rename(workspace, karim.id, "Kaya Bouzid")
    assert named(workspace, "Kaya Bouzid").aliases == ("kb",)
    assert directory_of(workspace).find("karim") is None


def test_who_cant_be_renamed_erased_or_merged_is_told_why(workspace: Workspace) -> None:
    karim, writer = named(workspace, "Karim Bouzid"), workspace.settings.writer
    for refused in (
        lambda: rename(workspace, karim.id, "jan pol"),
        lambda: rename(workspace, karim.id, " "),
        lambda: erase(workspace, writer),
        lambda: merge(workspace, writer, karim.id),
        lambda: merge(workspace, karim.id, karim.id),
    ):
        with pytest.raises(Refused):
            refused()


def test_two_who_are_one_keep_what_both_had(workspace: Workspace) -> None:
    add_people(workspace, "Jan Pol, roostermaker @jp\nKarim Bouzid, docent @kb")
    before, karim, jan = stored(workspace), named(workspace, "Karim Bouzid"), named(workspace, "Jan Pol")
    foreseen = foresee_merging(workspace, karim.id, jan.id)
    assert merge(workspace, karim.id, jan.id) == foreseen
    one = named(workspace, "Jan Pol")
    assert (one.function, one.aliases) == ("roostermaker", ("jp", "kb"))
    action = next(each for each in workspace.shared.all(ENTRIES) if isinstance(each, Action) and each.text == "Bellen")
    assert action.owners == (Who(person=jan.id),)
    group = workspace.shared.all(GROUPS)[0]
    assert group.members == (jan.id, workspace.settings.writer)
    assert karim.id not in msgspec.json.encode(stored(workspace)).decode()
    workspace.undo()
    assert stored(workspace) == before


def test_a_typed_name_becomes_somebody_new_or_known(workspace: Workspace) -> None:
    log_notes(workspace, ["@willemijn vraagt iets", "! @willemijn en @jantien bellen"])
    assert {each.name for each in strangers(workspace)} == {"willemijn", "jantien"}
    assert max(strangers(workspace), key=lambda each: each.count).name == "willemijn"
    before = stored(workspace)
    person, changed = recognise(workspace, "willemijn", "Willemijn Bakker, docent @wb")
    assert (person.function, person.aliases) == ("docent", ("wb",))
    assert dict(changed.counts) == {"corridor_notes": 2, "entries": 1}
    assert [each.name for each in strangers(workspace)] == ["jantien"]
    workspace.undo()
    assert stored(workspace) == before
    known, _changed = recognise(workspace, "jantien", "Jan Pol")
    assert known == named(workspace, "Jan Pol")
    assert Stranger("jantien", 1) not in strangers(workspace)
    for words in ("", ", docent"):
        with pytest.raises(Refused):
            recognise(workspace, "jantien", words)


def test_what_was_half_typed_and_left_changes_too(workspace: Workspace) -> None:
    karim = named(workspace, "Karim Bouzid")
    add_people(workspace, "Karima Smit")
    left = ("! Bellen @bouzid en @kb >vr", "Karim Bouzid zegt", "; over Karima", "niets")
    drafts = [Draft(place=f"today done {at}", text=text, at=clock.now()) for at, text in enumerate(left)]
    here = Draft(place="live line", text="Karim Bouzid hier", at=clock.now())
    workspace.drafts.receive([*drafts, here])
    changed = rename(workspace, karim.id, "Kareem Bouazid", standing=[here.place])
    assert changed.drafts == 2
    texts = {draft.text for draft in workspace.drafts.left()}
    assert texts == {
        "! Bellen @Kareem en @Kareem >vr",
        "Kareem Bouazid zegt",
        "; over Karima",
        "niets",
        "Karim Bouzid hier",
    }
    typed = Draft(place=f"people erase {karim.id}", text="kareem bou", at=clock.now())
    workspace.drafts.receive([typed])
    assert erase(workspace, karim.id).drafts == 3
    assert {draft.text for draft in workspace.drafts.left()} == {
        "! Bellen een collega en een collega >vr",
        "Een collega zegt",
        "; over Karima",
        "niets",
        "Karim Bouzid hier",
    }


def test_what_may_be_somebody_else_is_left_and_counted(workspace: Workspace) -> None:
    add_people(workspace, "Karim Vos")
    log_notes(workspace, ["gezien: Karim doet dat goed", "Karim Vos ook"])
    changed = erase(workspace, named(workspace, "Karim Bouzid").id)
    texts = [note.text for note in workspace.private.all(CORRIDOR_NOTES)]
    assert "gezien: Karim doet dat goed" in texts
    assert "Karim Vos ook" in texts
    assert changed.doubtful >= 1


def test_who_has_left_is_found_by_the_whole_name_only_and_keeps_what_is_theirs(workspace: Workspace) -> None:
    karim = named(workspace, "Karim Bouzid")
    before = [each for each in stored(workspace) if each.id != karim.id]
    set_active(workspace, karim.id, active=False)
    directory = directory_of(workspace)
    assert directory.find("kar") is None
    assert directory.find("karim bouzid") == Who(person=karim.id)
    assert [each for each in stored(workspace) if each.id != karim.id] == before
    set_active(workspace, karim.id, active=True)
    assert directory_of(workspace).find("kar") == Who(person=karim.id)


def test_nothing_is_told_where_nothing_changes(workspace: Workspace) -> None:
    fatima = named(workspace, "Fatima El Idrissi")
    assert foresee_erasing(workspace, fatima.id) == Changed()
    assert erase(workspace, fatima.id) == Changed()
    assert fatima not in directory_of(workspace).people
