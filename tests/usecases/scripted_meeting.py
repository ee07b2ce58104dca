"""A meeting of some forty things that are done, from opening the home to the read-through, for tests of what may fail.

Each deed can be done again after it was refused. Ids are told by the deed, not by chance, so that two plays of the
script end in the same records, however often something had to be tried.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import TypeAlias

import msgspec
import pytest

from kgw_tui.data.opening import open_workspace
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.drafts import LINE, draft_place
from kgw_tui.records import record
from kgw_tui.records.entries import ENTRIES, AnyEntry, PrivateNote
from kgw_tui.records.people import PEOPLE, Person
from kgw_tui.store import Store
from kgw_tui.usecases import ending, handling, linking, reviewing, timing
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.obeying import obey
from kgw_tui.usecases.preparing import Preparing
from kgw_tui.usecases.settling import settle
from kgw_tui.usecases.starting import start_meeting
from kgw_tui.workspace import Workspace

from ..workspaces import PEOPLE_NAMES

Tables: TypeAlias = dict[str, dict[str, object]]
"""All documents of a workspace: store and table -> id -> document."""


HALF_TYPED = "een zin die half get"


class Scene:
    """One home, the session that is open in it, and the meeting that it is in."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.open: Workspace | None = None
        self.meeting_id = ""
        self.held: LiveMeeting | None = None

    @property
    def workspace(self) -> Workspace:
        assert self.open is not None
        return self.open

    @property
    def live(self) -> LiveMeeting:
        if self.held is None or self.held.workspace is not self.workspace:
            self.held = LiveMeeting(self.workspace, self.meeting_id)
        return self.held

    def entry(self, words: str) -> AnyEntry:
        return next(entry for entry in self.live.dossier.entries() if words in entry.text)

    def notes(self) -> list[PrivateNote]:
        return self.live.private_notes()

    def tables(self) -> Tables:
        """What this session has in memory."""
        return {} if self.open is None else tables_of(self.open.shared, self.open.private)

    def close(self) -> None:
        if self.open is not None:
            self.open.close()
            self.open = None


Deed: TypeAlias = Callable[[Scene], object]


def tables_of(*stores: Store) -> Tables:
    """What stores hold in memory, tables without records left out."""
    found: Tables = {}
    for number, store in enumerate(stores):
        assert isinstance(store, EmbeddedStore)
        for name, documents in store.memory.tables.items():
            if rows := documents.by_id():
                found[f"{number} {name}"] = {each: msgspec.json.decode(raw) for each, raw in rows.items()}
    return found


def told_ids(patch: pytest.MonkeyPatch, deed: int) -> None:
    """From now on, make ids that depend on nothing but the number of the deed and how many it made before."""
    moments = itertools.count(1_800_000_000_000 + deed * 1000)
    patch.setattr(record, "_last", (0, 0))
    patch.setattr(record, "_time", SimpleNamespace(time_ns=lambda: next(moments) * 1_000_000))
    patch.setattr(record, "os", SimpleNamespace(urandom=bytes))


def _open(scene: Scene) -> None:
    """Open the home; once more where the settings couldn't be read, as a user does who is told so."""
    scene.open = open_workspace(scene.home)
    if any("settings" in notice for notice in scene.open.notices):
        _reopen(scene)


def _reopen(scene: Scene) -> None:
    scene.close()
    _open(scene)


def _people(scene: Scene) -> None:
    with scene.workspace.shared.transaction("people") as tx:
        for number, name in enumerate(PEOPLE_NAMES):
            fields: dict[str, object] = {**record.stamp(), "id": f"person-{number}", "name": name}
            tx.put(PEOPLE, msgspec.convert(fields, Person))


def _settings(scene: Scene) -> None:
    settings = msgspec.structs.replace(scene.workspace.settings, writer="person-0", school="De Brug")
    scene.workspace.save_settings(settings)


def _start(scene: Scene) -> None:
    scene.meeting_id = start_meeting(scene.workspace, title="MT-overleg").id


def _agenda(scene: Scene) -> None:
    scene.live.add_agenda([scene.live.read(line) for line in ("# Opening", "# Toetsdruk (20)")], ["i1", "i2"])


def _half_typed(scene: Scene) -> None:
    scene.workspace.drafts.hold({draft_place(scene.meeting_id, LINE): HALF_TYPED})
    scene.workspace.drafts.save()


def says(line: str) -> Deed:
    """A line and Enter; evidence belongs to the newest claim."""

    def deed(scene: Scene) -> None:
        targets = scene.live.evidence_targets() if line.startswith("+") else []
        scene.live.capture(scene.live.read(line), parent=targets[0].id if targets else "")

    deed.__name__ = line
    return deed


def does(name: str, do: Deed) -> Deed:
    """A deed with a name for the report of a test that fails."""

    def deed(scene: Scene) -> object:
        return do(scene)

    deed.__name__ = name
    return deed


def _paste(scene: Scene) -> None:
    lines = ["eerste geplakte", "! tweede geplakte @karim", "; derde geplakte, voor mij"]
    scene.live.capture_many([scene.live.read(line) for line in lines], [f"pasted-{number}" for number in range(3)])


def _turn(way: str) -> Deed:
    def deed(scene: Scene) -> None:
        turned = scene.workspace.undo() if way == "undo" else scene.workspace.redo()
        assert turned is not None
        scene.live.forget()

    deed.__name__ = way
    return deed


def _prepare(scene: Scene) -> None:
    preparing = Preparing(scene.workspace, scene.meeting_id)
    preparing.add(preparing.read("Rooster (10) @karim wat"))


DEEDS: tuple[Deed, ...] = (
    does("open a new home", _open),
    does("people", _people),
    does("settings", _settings),
    does("start", _start),
    does(
        "agenda", lambda s: s.live.add_agenda([s.live.read("# Opening"), s.live.read("# Toetsdruk (20)")], ["i1", "i2"])
    ),
    says("Goedemiddag allemaal"),
    does("next item", lambda s: s.live.go_to(1)),
    says("Drie mentoren melden klachten #toetsing"),
    says("? Leerlingen leren alleen voor het cijfer #toetsing"),
    says("+ panel: 14 van de 20"),
    says("? Wie belt de inspectie? @karim"),
    says("= Twee toetsen per week #toetsing >1 maart"),
    says("! Kalender uitdraaien @fatima >vr #toetsing"),
    says("> Herkansingen"),
    says("; Karim oogt moe"),
    does("phase", lambda s: s.live.set_phase("how")),
    does("edit", lambda s: handling.rewrite(s.live, s.entry("Drie mentoren").id, s.live.read("Vier mentoren klagen"))),
    does("kind", lambda s: handling.change_kind(s.live, s.entry("Vier mentoren").id, "action")),
    does("outcome", lambda s: settle(s.live, s.entry("alleen voor het cijfer").id, "klopt niet: geteld")),
    does("link", lambda s: linking.link(s.live, s.entry("Twee toetsen").id, [s.entry("het cijfer").id])),
    _turn("undo"),
    _turn("undo"),
    _turn("redo"),
    says("iets dat niemand hoeft te weten"),
    does("private", lambda s: handling.make_private(s.live, s.entry("niemand hoeft").id)),
    does("paste", _paste),
    does("delete", lambda s: handling.delete(s.live, s.entry("eerste geplakte").id)),
    _turn("undo"),
    does("snapshot of the shared", lambda s: s.workspace.shared.compact()),
    says("# Personeel {vertrouwelijk}"),
    says("= Contract wordt verlengd"),
    does("move", lambda s: handling.move(s.live, s.entry("Herkansingen").id, "i1")),
    does("confidential no more", lambda s: s.live.toggle_confidential()),
    does("arrives", lambda s: obey(s.live, "person.arrives", "Jan Pol 13:10")),
    does("vote", lambda s: obey(s.live, "decision.vote", "8 voor 2 tegen")),
    does("half typed", _half_typed),
    does("the care of the day", lambda s: s.workspace.care.look_after_briefly()),
    does("what happened to it", lambda s: s.workspace.shared.history(ENTRIES, s.entry("Vier mentoren").id)),
    does("snapshot of the private", lambda s: s.workspace.private.compact()),
    does("close and open again", _reopen),
    does("what was half typed", lambda s: s.workspace.drafts.left()),
    says("! Ouders bellen @karim"),
    does("owner", lambda s: ending.fill_in(s.live, s.entry("Wie belt").id, "@sanne >vr")),
    does("park the rest", lambda s: timing.park_rest(s.live)),
    does("close the meeting", lambda s: ending.close(s.live)),
    does("read through", lambda s: reviewing.rewrite(s.live, s.entry("Goedemiddag").id, s.live.read("Welkom"))),
    does("keep out", lambda s: reviewing.hold_back(s.live, s.entry("Ouders bellen").id)),
    does("reviewed", lambda s: reviewing.mark_reviewed(s.live)),
    _turn("undo"),
    does("close and open again", _reopen),
    does("the next meeting", _start),
    does("prepare it", _prepare),
)
"""In the order in which they are done."""
