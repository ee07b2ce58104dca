"""Whatever is done to a meeting, undo takes all of it back, and redo brings all of it; a second process sees the same.

A new thing that can be done to a meeting is one line in ACTIONS; a command with words behind it is there by itself.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias, TypeVar

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgw_tui.command_table import COMMANDS
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.drafts import LINE, draft_place
from kgw_tui.errors import KgwError
from kgw_tui.records.entries import KIND_OF, AnyEntry, Decision, kind_of
from kgw_tui.records.meetings import AgendaItem
from kgw_tui.records.people import GROUPS, PEOPLE, Group
from kgw_tui.records.record import stamp
from kgw_tui.rules.closing import withdraw_decision
from kgw_tui.usecases import acting, ending, handling, linking, reviewing, timing, today
from kgw_tui.usecases.doing import VERBS, Deed, do
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.obeying import obey, obeys
from kgw_tui.usecases.preparing import Preparing
from kgw_tui.usecases.settling import settle
from kgw_tui.usecases.starting import drop_meeting, start_meeting
from kgw_tui.workspace import Workspace

from ..workspaces import workspace_at
from .meetings import hold_meeting

T = TypeVar("T")
Tables: TypeAlias = dict[str, dict[str, object]]
"""All documents of both stores: store and table -> id -> document."""

LINES = (
    "Drie mentoren melden klachten #toetsing",
    "! Kalender uitdraaien @fatima >vr #toetsing",
    "!! Ouders bellen @karim @piet",
    "? Leerlingen leren alleen voor het cijfer",
    "? Wie belt de inspectie? @karim >3 dec",
    "= Twee toetsen per week >1 maart",
    "+ panel: 14 van de 20",
    "> Herkansingen",
    "; Karim oogt moe",
    "# Rooster (15)",
    "# Personeel {vertrouwelijk}",
    r"\! geen actie",
)
WORDS: Mapping[str, tuple[str, ...]] = {
    "phase.set": ("waarom", "wat", "hoe", "geen"),
    "item.new": ("Rondvraag (5)", "Zorg {vertrouwelijk}"),
    "item.minutes": ("5", "20"),
    "item.confidential": ("",),
    "meeting.present": ("Karim, Fatima (mk)", "team 2 behalve Karim", "Piet Nieuw, Sanne"),
    "meeting.absent": ("Jan (mk)", "Ans Nieuw (zk)"),
    "meeting.title": ("Teamoverleg", "MT"),
    "person.arrives": ("Jan Pol", "Piet 13:10"),
    "person.leaves": ("Jan Pol 14:05", "Karim"),
    "decision.vote": ("8 voor 2 tegen", "unaniem", "3-2-1"),
    "decision.state": ("voorgenomen", "ter advies", "ter instemming", "definitief"),
    "decision.conditions": ("als de MR instemt",),
    "decision.measure": ("hooguit vijf",),
    "decision.inforce": ("1 jan", "maandag"),
    "item.lead": ("", "Karim", "Piet Nieuw"),
    "person.guest": ("Jan Pol", "Piet Gast, Karim"),
    "decision.withdraw": ("2026-001", "2026-002 toch niet", "V-01"),
    "decision.replace": ("2026-001", "2026-002"),
    "assumption.outcome": ("klopt: geteld", "klopt niet", "risico: geen tijd", "nog nagaan"),
}
"""What is typed behind a command that is worth more than ANY_WORDS."""
ANY_WORDS = (
    "",
    "3",
    "+5",
    "Karim",
    "@jan 14:05",
    "team 2",
    "allen",
    "allen behalve Jan Pol",
    "2026-001",
    "klopt: zo is het",
)


@dataclass
class Scene:
    """One meeting of one workspace, two others that may be touched, and a second process that looks on."""

    workspace: Workspace
    live: LiveMeeting
    onlookers: tuple[EmbeddedStore, EmbeddedStore]
    states: dict[int, Tables] = field(default_factory=dict[int, Tables])
    """How everything stood, by the number of things that could then be undone."""

    @property
    def depth(self) -> int:
        return self.workspace.shared.undoable + self.workspace.private.undoable

    def tables(self) -> Tables:
        return tables_of(self.workspace.shared, self.workspace.private)

    def seen_elsewhere(self) -> Tables:
        for store in self.onlookers:
            store.refresh()
        return tables_of(*self.onlookers)

    def entry(self, number: int) -> AnyEntry:
        return pick([*self.live.dossier.entries(), *(each.entry for each in self.live.dossier.open_before)], number)

    def entries(self, number: int) -> list[str]:
        """Some entries, in the order of the meeting."""
        return [entry.id for at, entry in enumerate(self.live.dossier.entries()) if (at + number) % 3]

    def item(self, number: int) -> AgendaItem:
        return pick(self.live.items, number)


class Nothing(Exception):
    """There is nothing yet to do this to."""


def pick(choices: list[T], number: int) -> T:
    if not choices:
        raise Nothing
    return choices[number % len(choices)]


Act: TypeAlias = Callable[[Scene, int, int], object]
"""Does one thing to the meeting of a scene; the two numbers choose to what, and how."""


def capture(scene: Scene, line: int, parent: int) -> None:
    targets = scene.live.evidence_targets()
    chosen = pick(targets, parent).id if targets and parent % 3 else ""
    scene.live.capture(scene.live.read(LINES[line % len(LINES)]), parent=chosen)


def paste(scene: Scene, first: int, count: int) -> None:
    lines = [LINES[(first + each) % len(LINES)] for each in range(count % 5 + 1)]
    scene.live.capture_many([scene.live.read(line) for line in lines])


def go(scene: Scene, way: int, _again: int) -> None:
    scene.live.go_to(1 if way % 3 else -1)


def rewrite(scene: Scene, entry: int, line: int) -> None:
    handling.rewrite(scene.live, scene.entry(entry).id, scene.live.read(LINES[line % len(LINES)]))


def take_back(scene: Scene, entry: int, _how: int) -> None:
    def withdraw(chosen: AnyEntry) -> AnyEntry:
        return withdraw_decision(chosen, scene.live.meeting.date, "") if isinstance(chosen, Decision) else chosen

    handling.change_entry(scene.live, scene.entry(entry).id, "decision.withdraw", withdraw)


def settle_something(scene: Scene, entry: int, how: int) -> None:
    words = ("klaar", "vervalt: te duur", "klopt niet: geteld", "klopt deels", "gisteren gebeld")
    settle(scene.live, scene.entry(entry).id, words[how % len(words)])


def do_without_screen(scene: Scene, entry: int, how: int) -> None:
    chosen = scene.entry(entry)
    verb = pick([*VERBS.get(kind_of(chosen), ())], how)
    do(scene.workspace, getattr(chosen, "handle", ""), Deed(verb, why="daarom", by="2026-001"))


def end_meeting(scene: Scene, how: int, _again: int) -> None:
    verb = VERBS["meeting"][how % len(VERBS["meeting"])]
    do(scene.workspace, scene.live.meeting.handle, Deed(verb))


def drop_or_start(scene: Scene, how: int, _again: int) -> None:
    if how % 2:
        start_meeting(scene.workspace, title="Een ander overleg")
    else:
        drop_meeting(scene.workspace, scene.live.meeting_id)


def draft(scene: Scene, words: int, _again: int) -> None:
    scene.workspace.drafts.hold({draft_place(scene.live.meeting_id, LINE): LINES[words % len(LINES)]})
    scene.workspace.drafts.save()


def link(scene: Scene, decision: int, grounds: int) -> None:
    chosen = pick([each for each in scene.live.dossier.entries() if isinstance(each, Decision)], decision)
    linking.link(scene.live, chosen.id, scene.entries(grounds)[:3])


def prepare(scene: Scene, item: int, how: int) -> None:
    preparing = Preparing(scene.workspace, scene.live.meeting_id)
    chosen = scene.item(item).id
    deeds: tuple[Callable[[], object], ...] = (
        lambda: preparing.add(preparing.read("Nieuw punt (10) @karim wat")),
        lambda: preparing.add_many([preparing.read("Eén"), preparing.read("Twee (5) {vertrouwelijk}")], after=chosen),
        lambda: preparing.take(preparing.offers()),
        lambda: preparing.rewrite(chosen, preparing.read("Anders genoemd (20)")),
        lambda: preparing.add_minutes(chosen, 5),
        lambda: preparing.set_minutes(chosen, None),
        lambda: preparing.turn_phase(chosen),
        lambda: preparing.toggle_confidential(chosen),
        lambda: preparing.set_lead(chosen, "Karim"),
        lambda: preparing.set_papers(chosen, ["begroting.pdf"]),
        lambda: preparing.set_guests(chosen, "Jan Pol, Piet Gast"),
        lambda: preparing.move(chosen, -1),
        lambda: preparing.move(chosen, 1),
        lambda: preparing.take_out(chosen),
        lambda: preparing.set_day("8 dec"),
        lambda: preparing.set_time("13:00-14:30"),
    )
    deeds[how % len(deeds)]()


def see_to(scene: Scene, entry: int, how: int) -> None:
    """What the closing page and the walk through earlier meetings do to an entry."""
    chosen = scene.entry(entry).id
    deeds: tuple[Callable[[], object], ...] = (
        lambda: ending.fill_in(scene.live, chosen, "@karim >vr"),
        lambda: ending.take_risk(scene.live, chosen, "geen tijd"),
        lambda: ending.settle_earlier(scene.live, chosen, "klaar"),
        lambda: ending.keep_earlier(scene.live, chosen),
        lambda: ending.keep_earlier(scene.live, chosen, "@fatima >ma: ziek"),
        lambda: ending.put_off_earlier(scene.live, chosen),
        lambda: acting.postpone(scene.workspace, chosen, "morgen", "druk"),
        lambda: acting.without_day(scene.workspace, chosen),
        lambda: acting.hand_over(scene.workspace, chosen, "@jan"),
        lambda: acting.rewrite(scene.workspace, chosen, "iets anders >vr"),
        lambda: ending.drop_earlier(scene.live, chosen, "te duur"),
    )
    deeds[how % len(deeds)]()


def say_who_was_there(scene: Scene, who: int, how: int) -> None:
    if how % 3:
        attendees = scene.live.meeting.attendees
        ending.note_presence(scene.live, [pick([*attendees], who).who], present=bool(how % 2), notice=True)
    else:
        ending.all_others_here(scene.live)


def plan(scene: Scene, day: int, _how: int) -> None:
    ending.plan_next(scene.live, scene.live.meeting.date + dt.timedelta(days=day))


def review(scene: Scene, entry: int, how: int) -> None:
    chosen = scene.entry(entry).id
    deeds: tuple[Callable[[], object], ...] = (
        lambda: reviewing.mark_reviewed(scene.live),
        lambda: reviewing.mark_sent(scene.live),
        lambda: reviewing.mark_adopted(scene.live),
        lambda: reviewing.reopen(scene.live),
        lambda: reviewing.adopt_last(scene.live),
        lambda: reviewing.rewrite(scene.live, chosen, scene.live.read("Anders gezegd")),
        lambda: reviewing.hold_back(scene.live, chosen),
        lambda: reviewing.without_speaker(scene.live, chosen),
    )
    deeds[how % len(deeds)]()


def do_today(scene: Scene, what: int, how: int) -> None:
    need = pick([need for need in today.Today(scene.workspace).needs().found if need.said], what)
    deeds: tuple[Callable[[], object], ...] = (
        lambda: today.note_done(scene.workspace, need, "klaar"),
        lambda: today.let_lapse(scene.workspace, need, "te duur"),
        lambda: today.set_day(scene.workspace, need, "3 dec"),
        lambda: today.set_day(scene.workspace, need, ""),
    )
    deeds[how % len(deeds)]()


def undo(scene: Scene, _what: int, _how: int) -> None:
    scene.workspace.undo()
    scene.live.forget()


def redo(scene: Scene, _what: int, _how: int) -> None:
    scene.workspace.redo()
    scene.live.forget()


def obeying(command: str, words: tuple[str, ...]) -> Act:
    return lambda scene, first, _second: obey(scene.live, command, words[first % len(words)])


KINDS = tuple(kind for kind in KIND_OF.values() if kind != "movement")

ACTIONS: dict[str, Act] = {
    "capture": capture,
    "capture again": capture,
    "paste": paste,
    "an agenda": lambda scene, line, _how: scene.live.add_agenda([scene.live.read(f"# Punt {line} (10)")]),
    "go": go,
    "edit": rewrite,
    "kind": lambda scene, a, b: handling.change_kind(scene.live, scene.entry(a).id, KINDS[b % len(KINDS)]),
    "private": lambda scene, a, _how: handling.make_private(scene.live, scene.entry(a).id),
    "pro or con": lambda scene, a, _how: handling.make_note(scene.live, scene.entry(a).id, prefix="+ "),
    "delete": lambda scene, a, _how: handling.delete(scene.live, scene.entry(a).id),
    "move": lambda scene, a, b: handling.move(scene.live, scene.entry(a).id, scene.item(b).id),
    "kinds": lambda scene, a, b: handling.change_kinds(scene.live, scene.entries(a), KINDS[b % len(KINDS)]),
    "several private": lambda scene, a, _how: handling.make_private(scene.live, *scene.entries(a)),
    "delete several": lambda scene, a, _how: handling.delete(scene.live, *scene.entries(a)),
    "move several": lambda scene, a, b: handling.move(scene.live, scene.entries(a), scene.item(b).id),
    "outcome": settle_something,
    "withdraw": take_back,
    "confidential": lambda scene, _what, _how: scene.live.toggle_confidential(),
    "do": do_without_screen,
    "link": link,
    "risk": lambda scene, a, _how: linking.take_risk(scene.live, scene.entry(a).id, "geen tijd"),
    "park a decision": lambda scene, a, _how: linking.park_decision(scene.live, scene.entry(a).id),
    "prepare": prepare,
    "five more": lambda scene, _what, _how: timing.give_more(scene.live),
    "park the rest": lambda scene, _what, _how: timing.park_rest(scene.live),
    "see to": see_to,
    "who was there": say_who_was_there,
    "item later": lambda scene, a, b: ending.settle_item(scene.live, scene.item(a).id, ("deferred", "dropped")[b % 2]),
    "plan": plan,
    "no next": lambda scene, _what, _how: ending.drop_next(scene.live),
    "close and carry over": lambda scene, _what, _how: ending.close(scene.live),
    "review": review,
    "today": do_today,
    "close": lambda scene, _what, _how: scene.live.close(),
    "end": end_meeting,
    "drop or start": drop_or_start,
    "draft": draft,
    "undo": undo,
    "redo": redo,
    **{
        f"/{command.slash[0]}": obeying(command.id, (*WORDS.get(command.id, ()), *ANY_WORDS))
        for command in COMMANDS
        if command.slash and obeys(command.id)
    },
}
"""Everything that can be done to a meeting."""

steps = st.lists(st.tuples(st.sampled_from(list(ACTIONS)), st.integers(0, 29), st.integers(0, 29)), max_size=30)


@given(steps)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_everything_is_undone_step_by_step_and_done_again(steps: list[tuple[str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        meeting_id = begin(home)
        with (
            workspace_at(home) as workspace,
            closing(EmbeddedStore(home / "shared")) as shared,
            closing(EmbeddedStore(home / "private")) as private,
        ):
            play(Scene(workspace, LiveMeeting(workspace, meeting_id), (shared, private)), steps)


def begin(home: Path) -> str:
    """A meeting with an agenda, an earlier one in its series, and a group; the session that made them has ended."""
    with workspace_at(home) as workspace:
        with workspace.shared.transaction("people") as tx:
            people = tx.all(PEOPLE)
            members = tuple(person.id for person in people)
            tx.put(GROUPS, msgspec.convert({**stamp(), "name": "team 2", "members": members}, Group))
        karim = next(person.id for person in people if person.name == "Karim Bouzid")
        workspace.save_settings(msgspec.structs.replace(workspace.settings, writer=karim))
        LiveMeeting(workspace, hold_meeting(workspace).id).close()
        live = LiveMeeting(workspace, start_meeting(workspace, title="MT-overleg").id)
        live.add_agenda([live.read("# Opening"), live.read("# Toetsdruk (20)")])
        return live.meeting_id


def play(scene: Scene, steps: list[tuple[str, int, int]]) -> None:
    scene.states[0] = scene.tables()
    for name, first, second in steps:
        before, depth = scene.tables(), scene.depth
        scene.live.forget()
        try:
            ACTIONS[name](scene, first, second)
        except Nothing:
            continue
        except KgwError:
            assert scene.tables() == before, f"{name}: refused, and yet something has changed"
            continue
        remember(scene, name, before, depth)
    until, end = scene.depth, scene.tables()
    assert scene.seen_elsewhere() == end
    while scene.depth:
        assert scene.workspace.undo() is not None
        compare(scene)
    assert scene.tables() == scene.states[0] == scene.seen_elsewhere()
    while scene.depth < until:
        assert scene.workspace.redo() is not None
        compare(scene)
    assert scene.tables() == end == scene.seen_elsewhere()


def remember(scene: Scene, name: str, before: Tables, depth: int) -> None:
    """Keep how everything stands now; what was undone in the sequence itself is compared with what it was."""
    if name in {"undo", "redo"}:
        compare(scene)
    elif scene.depth == depth:
        assert scene.tables() == before, f"{name}: something has changed that can't be undone"
    else:
        writer = scene.workspace.settings.writer
        for table, records in scene.tables().items():
            for record_id, record in records.items():
                was = before.get(table, {}).get(record_id, record)
                assert was == record or record.get("changed_by") == writer, (
                    f"{name}: nobody changed {table} {record_id}"
                )
        scene.states = {at: state for at, state in scene.states.items() if at <= depth}
        scene.states[scene.depth] = scene.tables()


def compare(scene: Scene) -> None:
    """An action in two steps, one in each store, leaves a depth in between that nobody has seen."""
    assert scene.depth <= max(scene.states), "something was done again that is no longer there to be done again"
    if scene.depth in scene.states:
        assert scene.tables() == scene.states[scene.depth]


def tables_of(*stores: object) -> Tables:
    """Everything that is stored."""
    found: Tables = {}
    for number, store in enumerate(stores):
        assert isinstance(store, EmbeddedStore)
        for name, documents in store.memory.tables.items():
            if rows := documents.by_id():
                found[f"{number} {name}"] = {record: msgspec.json.decode(raw) for record, raw in rows.items()}
    return found
