"""Chairing a meeting in the core: every line is durable, in its place, and can be turned back."""

from collections.abc import Generator
from pathlib import Path

import pytest

from kgw_tui.capture.parsed import LineKind
from kgw_tui.data.opening import open_workspace
from kgw_tui.errors import NotFound, Refused, StoreUnavailable
from kgw_tui.records.entries import (
    ENTRIES,
    PRIVATE_NOTES,
    Action,
    AnyEntry,
    Assumption,
    Decision,
    Evidence,
    Question,
)
from kgw_tui.records.meetings import ITEMS, MEETINGS
from kgw_tui.records.people import GROUPS, PEOPLE, SERIES, Group, Series
from kgw_tui.records.record import new_id
from kgw_tui.usecases import handling, linking, reviewing, timing
from kgw_tui.usecases.foreseeing import foresee
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.obeying import obey
from kgw_tui.usecases.settling import settle
from kgw_tui.usecases.starting import start_meeting
from kgw_tui.workspace import Workspace

from ..data.faults import failing
from ..workspaces import TUESDAY, fixed_clock, workspace_at


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def live(workspace: Workspace) -> LiveMeeting:
    return LiveMeeting(workspace, start_meeting(workspace, title="MT-overleg").id)


def type_line(live: LiveMeeting, line: str) -> str:
    parsed = live.read(line)
    targets = live.evidence_targets() if parsed.kind is LineKind.EVIDENCE else []
    return live.capture(parsed, parent=targets[0].id if targets else "").id


def texts(live: LiveMeeting) -> list[str]:
    return [entry.text for entry in live.dossier.entries()]


def test_the_clock_starts_with_the_first_line_and_not_with_the_meeting(live: LiveMeeting) -> None:
    assert (live.meeting.state, live.meeting.started_at) == ("planned", None)
    type_line(live, "We beginnen")
    assert live.meeting.state == "running"
    assert live.meeting.started_at is not None


def test_what_was_captured_is_there_after_opening_anew(live: LiveMeeting, tmp_path: Path) -> None:
    for line in (
        "# Toetsdruk (20)",
        "Drie mentoren melden klachten",
        "! Kalender uitdraaien @fatima >vr",
        "; let op Jan",
    ):
        type_line(live, line)
    live.workspace.close()
    with fixed_clock():
        again = LiveMeeting(open_workspace(tmp_path / "home"), live.meeting_id)
    assert [section.title for section in again.dossier.sections] == ["Toetsdruk"]
    assert texts(again) == ["Drie mentoren melden klachten", "Kalender uitdraaien"]
    action = again.dossier.actions[0]
    assert (again.dossier.directory.names(action.owners), str(action.due), action.handle) == (
        "Fatima El Idrissi",
        "2026-11-27",
        "A-1",
    )
    assert [note.text for note in again.private_notes()] == ["let op Jan"]


def test_a_private_note_never_reaches_the_shared_store(live: LiveMeeting, tmp_path: Path) -> None:
    type_line(live, "; alleen voor mij, geheimwoord")
    files = [path for path in (tmp_path / "home" / "shared").rglob("*") if path.is_file()]
    assert files
    assert not any(b"geheimwoord" in path.read_bytes() for path in files)


def test_evidence_belongs_to_the_newest_claim_of_the_item(live: LiveMeeting) -> None:
    type_line(live, "# Een")
    first = type_line(live, "? Leerlingen leren alleen voor het cijfer")
    type_line(live, "+ leerlingpanel: 14 van de 20")
    second = type_line(live, "? Het komt door de toetsweken")
    type_line(live, "+ kalender: 60% valt erbuiten")
    parents = [entry.parent for entry in live.dossier.entries() if isinstance(entry, Evidence)]
    assert parents == [first, second]
    type_line(live, "# Twee")
    assert live.evidence_targets() == []


def test_items_follow_each_other_with_their_clocks(live: LiveMeeting) -> None:
    type_line(live, "# Een (5)")
    type_line(live, "gezegd")
    type_line(live, "# Twee")
    assert [(item.title, item.state) for item in live.items] == [("Een", "done"), ("Twee", "open")]
    assert live.item is not None
    assert live.item.title == "Twee"
    live.go_to(-1)
    assert live.item.title == "Een"
    assert live.item.state == "open"
    with pytest.raises(Refused):
        live.go_to(-1)
    live.go_to(1)
    with pytest.raises(Refused):
        live.go_to(1)


def test_an_agenda_begins_at_its_first_item(workspace: Workspace) -> None:
    template = workspace.content("nl").agenda("mt")
    assert template is not None
    live = LiveMeeting(workspace, start_meeting(workspace, template=template).id)
    assert live.item is None
    type_line(live, "Welkom")
    assert live.item is not None
    assert (live.item.title, live.item.minutes) == (template.item[0].title, template.item[0].minutes)
    assert live.dossier.sections[0].entries[0].text == "Welkom"


def test_the_same_title_goes_on_with_the_series(workspace: Workspace) -> None:
    first, second = (start_meeting(workspace, title="MT-overleg") for _ in range(2))
    assert first.series == second.series
    assert (first.handle, second.handle) == ("M-1", "M-2")


def test_a_kind_of_meeting_goes_on_with_the_series_and_the_group_that_bear_its_short_name(workspace: Workspace) -> None:
    people = workspace.shared.all(PEOPLE)
    with workspace.shared.transaction("setup") as tx:
        group = Group(id=new_id(), created_at=TUESDAY, name="MT", members=tuple(person.id for person in people))
        series = Series(id=new_id(), created_at=TUESDAY, title="MT")
        tx.put(GROUPS, group)
        tx.put(SERIES, series)
    meeting = start_meeting(workspace, template=workspace.content("nl").agenda("mt"))
    assert (meeting.title, meeting.series, meeting.group) == ("MT-overleg", series.id, group.id)
    assert [attendee.who.person for attendee in meeting.attendees] == [person.id for person in people]
    assert start_meeting(workspace, title="MTB-toertocht").group == ""


def test_open_actions_of_earlier_meetings_come_along_but_not_the_confidential_ones(workspace: Workspace) -> None:
    first = LiveMeeting(workspace, start_meeting(workspace, title="MT-overleg").id)
    type_line(first, "! Blijft open @jan")
    done = type_line(first, "! Is klaar @jan")
    settle(first, done, "lijst ligt er")
    type_line(first, "# Personele zaken {vertrouwelijk}")
    type_line(first, "! Gesprek voeren @jan")
    first.close()
    second = LiveMeeting(workspace, start_meeting(workspace, title="MT-overleg").id)
    assert [each.entry.text for each in second.dossier.open_before] == ["Blijft open"]


def test_confidential_decisions_are_numbered_apart_both_ways(live: LiveMeeting) -> None:
    type_line(live, "# Gewoon")
    type_line(live, "= Een besluit")
    type_line(live, "# Personele zaken (10) {vertrouwelijk}")
    type_line(live, "= Een vertrouwelijk besluit")
    assert [decision.handle for decision in live.dossier.decisions] == ["2026-001", "V-01"]
    live.toggle_confidential()
    assert [decision.handle for decision in live.dossier.decisions] == ["2026-001", "2026-002"]


def test_a_decision_that_moves_over_the_wall_gets_a_number_of_the_other_row(live: LiveMeeting) -> None:
    type_line(live, "# Gewoon")
    decision = type_line(live, "= Een besluit")
    type_line(live, "# Personeel {vertrouwelijk}")
    type_line(live, "# Rooster")
    open_item, closed_off, other = (item.id for item in live.items)
    assert handling.move(live, decision, closed_off) == {"2026-001": "V-01"}
    assert handling.move(live, decision, open_item) == {"V-01": "2026-002"}
    assert handling.move(live, decision, other) == {}
    assert [each.handle for each in live.dossier.decisions] == ["2026-002"]


def test_a_replaced_decision_names_the_new_number_of_its_successor(live: LiveMeeting) -> None:
    type_line(live, "# Gewoon")
    type_line(live, "= Oud")
    type_line(live, "# Personeel")
    newer = type_line(live, "= Nieuw")
    obey(live, "decision.replace", "2026-001")
    said = obey(live, "item.confidential", "")
    assert [(each.handle, each.replaced_by) for each in live.dossier.decisions] == [("2026-001", "V-01"), ("V-01", "")]
    assert "2026-002" in said and "V-01" in said
    handling.move(live, newer, live.items[0].id)
    assert live.dossier.decisions[0].replaced_by == live.dossier.decisions[1].handle == "2026-003"


def test_decisions_of_one_item_that_replaced_each_other_stay_linked_when_it_becomes_confidential(
    live: LiveMeeting,
) -> None:
    type_line(live, "# Personeel")
    type_line(live, "= Oud")
    type_line(live, "= Nieuw")
    obey(live, "decision.replace", "2026-001")
    obey(live, "item.confidential", "")
    assert [(each.handle, each.replaced_by) for each in live.dossier.decisions] == [("V-01", "V-02"), ("V-02", "")]


def test_an_entry_changes_kind_and_keeps_its_id(live: LiveMeeting) -> None:
    entry_id = type_line(live, "Jan belt de ouders")
    for kind, expected in (
        ("action", Action),
        ("question", Question),
        ("assumption", Assumption),
        ("decision", Decision),
    ):
        changed = handling.change_kind(live, entry_id, kind)
        assert isinstance(changed, expected)
        assert (changed.id, changed.text) == (entry_id, "Jan belt de ouders")
        assert isinstance(changed, Action | Question | Assumption | Decision)
        assert changed.handle


def test_what_becomes_evidence_goes_under_the_claim_above_it(live: LiveMeeting) -> None:
    claim = type_line(live, "? Te druk")
    note = type_line(live, "14 van de 20 zeggen het")
    type_line(live, "? Iets anders")
    assert handling.change_kind(live, note, "evidence").parent == claim


def test_deleting_a_claim_keeps_its_evidence(live: LiveMeeting) -> None:
    claim = type_line(live, "? Te druk")
    type_line(live, "+ geteld")
    handling.delete(live, claim)
    assert texts(live) == ["geteld"]


def test_an_entry_moves_with_what_belongs_to_it(live: LiveMeeting) -> None:
    type_line(live, "# Een")
    claim = type_line(live, "? Te druk")
    type_line(live, "+ geteld")
    type_line(live, "# Twee")
    type_line(live, "al hier")
    handling.move(live, claim, live.items[1].id)
    assert [[e.text for e in section.entries] for section in live.dossier.sections] == [
        [],
        ["al hier", "Te druk", "geteld"],
    ]


def test_an_entry_becomes_private_without_being_lost(live: LiveMeeting) -> None:
    entry = type_line(live, "dit was voor mij")
    handling.make_private(live, entry)
    assert texts(live) == []
    assert [note.text for note in live.private_notes()] == ["dit was voor mij"]


def test_everything_can_be_undone_and_done_again_in_both_stores(live: LiveMeeting) -> None:
    def everything() -> tuple[list[AnyEntry], list[str], str]:
        live.forget()
        notes = [note.text for note in live.workspace.private.all(PRIVATE_NOTES)]
        return live.workspace.shared.all(ENTRIES), notes, live.meeting.current_item

    states = [everything()]
    claim = ""
    steps = ("# Een", "een regel", "; voor mij", "? Te druk", "+ geteld", "/weg")
    for line in steps:
        if line == "/weg":
            obey(live, "person.leaves", "@jan 14:05")
        else:
            made = type_line(live, line)
            claim = made if line.startswith("?") else claim
        states.append(everything())
    handling.delete(live, claim)
    states.append(everything())
    for expected in reversed(states[:-1]):
        assert live.workspace.undo() is not None
        assert everything() == expected
    for expected in states[1:]:
        assert live.workspace.redo() is not None
        assert everything() == expected


def test_closing_stops_the_clocks_and_opening_again_goes_on(live: LiveMeeting) -> None:
    type_line(live, "# Een")
    live.close()
    assert live.meeting.state == "closed"
    assert live.items[0].running_since is None
    reviewing.reopen(live)
    assert live.workspace.shared.get(MEETINGS, live.meeting_id) == live.meeting
    assert live.meeting.state == "running"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("phase.set", "ergens"),
        ("decision.vote", "misschien"),
        ("decision.vote", "8 voor"),
        ("decision.withdraw", "2020-001"),
        ("assumption.outcome", "tja"),
        ("person.arrives", " "),
        ("item.minutes", "veel"),
        ("decision.state", "zomaar"),
    ],
)
def test_what_cannot_be_obeyed_is_refused_with_a_sentence_and_changes_nothing(
    live: LiveMeeting, command: str, words: str
) -> None:
    before = live.workspace.shared.cursor
    with pytest.raises(Refused) as refused:
        obey(live, command, words)
    assert len(str(refused.value)) > 10
    assert live.workspace.shared.cursor == before


def test_votes_states_outcomes_and_withdrawal_are_noted_with_what_they_are_about(live: LiveMeeting) -> None:
    type_line(live, "# Een")
    type_line(live, "? Te druk")
    obey(live, "assumption.outcome", "klopt niet: 76 toetsen, vorig jaar 79")
    type_line(live, "= We stoppen ermee")
    obey(live, "decision.vote", "8 voor 2 tegen 1 onthouding")
    obey(live, "decision.state", "ter instemming")
    claim = next(entry for entry in live.dossier.entries() if isinstance(entry, Assumption))
    assert (claim.status, claim.outcome) == ("refuted", "76 toetsen, vorig jaar 79")
    decision = live.dossier.decisions[0]
    assert decision.vote is not None
    assert (decision.vote.in_favour, decision.vote.against, decision.vote.abstained) == (8, 2, 1)
    assert decision.state == "for-consent"
    type_line(live, "= We gaan door")
    obey(live, "decision.replace", "2026-001")
    obey(live, "decision.withdraw", "2026-002 bij nader inzien")
    assert [decision.state for decision in live.dossier.decisions] == ["replaced", "withdrawn"]


@pytest.mark.parametrize(
    ("command", "words", "told"),
    [
        ("decision.vote", "8 voor 2 tegen", "8 voor, 2 tegen"),
        ("decision.vote", "8 stemmen voor 2 tegen", "8 voor, 2 tegen"),
        ("decision.vote", "8-2-1", "8 voor, 2 tegen, 1 onthouding"),
        ("decision.vote", "3 voor 1 teg", "nog geen stemming: 8 voor 2 tegen 1 onthouding"),
        ("decision.vote", "10 voorzitters", "nog geen stemming: 8 voor 2 tegen 1 onthouding"),
        ("person.leaves", "@jan 14:05", "Jan Pol · 14:05"),
        ("person.leaves", "14:05", ""),
        ("person.arrives", "@", ""),
        ("meeting.present", "Sanne, Ans Vis", "Sanne de Wit · nieuw: Ans Vis"),
        ("phase.set", "hoe", "hoe"),
    ],
)
def test_how_a_command_is_read_is_told_before_enter_and_never_breaks_off(
    live: LiveMeeting, command: str, words: str, told: str
) -> None:
    assert foresee(live, command, words) == told


@pytest.mark.parametrize("words", ["8 stemmen", "3 voor 1 teg", "8 voor tegen 2", "10 voorzitters"])
def test_a_vote_of_which_a_word_is_left_over_is_refused(live: LiveMeeting, words: str) -> None:
    type_line(live, "= Besluit")
    with pytest.raises(Refused):
        obey(live, "decision.vote", words)
    assert live.dossier.decisions[0].vote is None


def test_withdrawing_keeps_what_another_writer_has_just_changed(live: LiveMeeting, tmp_path: Path) -> None:
    decision = type_line(live, "= Een besluit")
    other = LiveMeeting(open_workspace(tmp_path / "home"), live.meeting_id)
    handling.rewrite(other, decision, other.read("= Een beter besluit >1 maart"))
    obey(live, "decision.withdraw", "2026-001 toch niet")
    after = live.dossier.decisions[0]
    assert (after.text, str(after.review), after.state) == ("Een beter besluit", "2027-03-01", "withdrawn")
    other.workspace.close()


def test_people_who_come_and_go_and_who_is_there(live: LiveMeeting) -> None:
    obey(live, "meeting.present", "Sanne, Karim en Fatima")
    obey(live, "meeting.absent", "Jan (mk), Ans Vis (zk)")
    obey(live, "person.arrives", "@jan 13:25")
    name = live.dossier.directory.name
    assert [(name(a.who), a.present, a.notice) for a in live.meeting.attendees] == [
        ("Sanne de Wit", True, None),
        ("Karim Bouzid", True, None),
        ("Fatima El Idrissi", True, None),
        ("Jan Pol", False, True),
        ("Ans Vis", False, False),
    ]
    movement = live.dossier.movements[0]
    assert (name(movement.who), movement.arrives, str(movement.time)) == ("Jan Pol", True, "13:25:00")


def test_a_closed_meeting_takes_no_line_and_says_how_to_go_on(live: LiveMeeting, tmp_path: Path) -> None:
    type_line(live, "# Een")
    type_line(live, "# Twee")
    said, decided = type_line(live, "gezegd"), type_line(live, "= besloten")
    other = LiveMeeting(open_workspace(tmp_path / "home"), live.meeting_id)
    assert other.item is not None
    live.close()
    before = (live.workspace.shared.cursor, live.workspace.private.cursor)
    attempts = (
        lambda: other.capture(other.read("naderhand")),
        lambda: other.capture(other.read("; voor mij")),
        lambda: other.capture_many([other.read("een"), other.read("twee")]),
        lambda: other.add_agenda([other.read("# Drie")]),
        lambda: other.go_to(-1),
        lambda: other.set_phase("why"),
        lambda: obey(other, "person.leaves", "@karim"),
        lambda: obey(other, "meeting.title", "Anders"),
        lambda: obey(other, "meeting.present", "@karim"),
        lambda: handling.delete(other, said),
        lambda: handling.change_kind(other, said, "action"),
        lambda: handling.change_kinds(other, [said], "action"),
        lambda: handling.move(other, said, other.items[0].id),
        lambda: handling.rewrite(other, said, other.read("anders")),
        lambda: linking.link(other, decided, [said]),
    )
    for attempt in attempts:
        with pytest.raises(Refused, match=r"gesloten|closed"):
            attempt()
    other.close()
    live.workspace.shared.refresh()
    assert (live.workspace.shared.cursor, live.workspace.private.cursor) == before
    reviewing.mark_adopted(other)
    with pytest.raises(Refused, match=r"vastgesteld|adopted"):
        type_line(other, "naderhand")
    reviewing.reopen(other)
    assert (other.meeting.minutes_state, other.meeting.adopted_on) == ("draft", None)
    type_line(other, "toch nog")
    assert texts(other) == ["gezegd", "besloten", "toch nog"]
    other.workspace.close()


PASTE = ("een", "; voor mij", "# Punt", "? Te druk", "+ geteld", "; ook voor mij")


def test_a_paste_can_be_repeated_after_a_fault_anywhere_and_nothing_is_there_twice(workspace: Workspace) -> None:
    failures = 0
    for first in range(1, 40):
        live = LiveMeeting(workspace, start_meeting(workspace, title=f"Keer {first}").id)
        lines = [live.read(line) for line in PASTE]
        ids = [new_id() for _line in lines]
        with failing(first, count=3) as faults:
            try:
                live.capture_many(lines, ids)
            except StoreUnavailable:
                failures += 1
        assert live.capture_many(lines, ids) == len(PASTE)
        assert texts(live) == ["een", "Te druk", "geteld"]
        assert [item.title for item in live.items] == ["Punt"]
        assert [note.text for note in live.private_notes()] == ["voor mij", "ook voor mij"]
        if faults.calls < first:
            break
    else:
        pytest.fail("there are more calls than faults were tried at")
    assert failures > 3


def test_an_own_note_in_a_paste_stands_in_the_item_that_it_was_pasted_in(live: LiveMeeting) -> None:
    live.capture_many([live.read(line) for line in PASTE])
    first, second = live.private_notes()
    assert (first.item, second.item) == ("", live.items[0].id)


def test_an_agenda_can_be_repeated_after_a_fault(live: LiveMeeting) -> None:
    lines = [live.read("# Een"), live.read("# Twee")]
    ids = [new_id() for _line in lines]
    live.add_agenda(lines, ids)
    assert live.add_agenda(lines, ids) == 2
    assert [item.title for item in live.items] == ["Een", "Twee"]


def test_two_who_mark_an_item_confidential_have_marked_it(live: LiveMeeting, tmp_path: Path) -> None:
    type_line(live, "# Personele zaken")
    type_line(live, "= Contract verlengen")
    other = LiveMeeting(open_workspace(tmp_path / "home"), live.meeting_id)
    assert other.item is not None
    assert live.toggle_confidential()
    assert other.toggle_confidential()
    live.workspace.shared.refresh()
    live.forget()
    assert live.items[0].confidential
    assert live.dossier.decisions[0].handle.startswith("V-")
    other.workspace.close()


def test_an_agenda_keeps_its_marks(live: LiveMeeting) -> None:
    live.add_agenda([live.read("# Personele zaken (10) {vertrouwelijk}"), live.read("# Rooster (5)")])
    assert [(item.title, item.minutes, item.confidential) for item in live.items] == [
        ("Personele zaken", 10, True),
        ("Rooster", 5, False),
    ]


def test_an_item_that_was_parked_stays_so_when_another_is_typed(live: LiveMeeting) -> None:
    type_line(live, "# Rooster")
    type_line(live, "gezegd")
    timing.park_rest(live)
    type_line(live, "# Rondvraag")
    assert [item.state for item in live.items] == ["parked", "open"]


def test_somebody_who_comes_in_does_not_make_an_item_discussed(live: LiveMeeting) -> None:
    type_line(live, "# Rooster")
    obey(live, "person.arrives", "@jan")
    type_line(live, "# Rondvraag")
    assert [item.state for item in live.items] == ["open", "open"]


def test_an_item_that_was_taken_out_elsewhere_does_not_come_back(live: LiveMeeting, tmp_path: Path) -> None:
    type_line(live, "# Rooster")
    other = LiveMeeting(open_workspace(tmp_path / "home"), live.meeting_id)
    assert other.item is not None
    with live.writing("item.drop") as tx:
        tx.delete(ITEMS, other.item.id)
    for attempt in (
        lambda: other.set_minutes(10),
        lambda: timing.give_more(other),
        other.toggle_confidential,
    ):
        with pytest.raises(NotFound):
            attempt()
    other.workspace.close()


def test_a_decision_that_moves_after_the_one_it_replaced_is_named_by_its_new_number(live: LiveMeeting) -> None:
    type_line(live, "# Open")
    old, new = type_line(live, "= Eerst zo"), type_line(live, "= Toch anders")
    obey(live, "decision.replace", live.dossier.decisions[0].handle)
    type_line(live, "# Besloten {vertrouwelijk}")
    handling.move(live, [new, old], live.items[1].id)
    by_id = {decision.id: decision for decision in live.dossier.decisions}
    assert by_id[old].replaced_by == by_id[new].handle


def test_two_who_go_on_at_the_same_moment_pass_over_no_item(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        one = LiveMeeting(workspace, start_meeting(workspace, title="MT").id)
        for line in ("# Een", "# Twee", "# Drie"):
            one.capture(one.read(line))
        one.go_to(-1)
        one.go_to(-1)
        other = LiveMeeting(workspace, one.meeting_id)
        assert one.item == other.item
        assert one.go_to(1).title == "Twee"
        assert other.go_to(1).title == "Twee"
        assert other.go_to(1).title == "Drie"
