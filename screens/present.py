"""The meeting for the wall: large, read-only, following the chair; what is private or confidential never comes here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.strip import Strip
from textual.widgets import Digits

from kgw_tui import clock
from kgw_tui.command_table import Place
from kgw_tui.i18n import _, current_language
from kgw_tui.presence import Whereabouts
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.rules.agenda import PHASES
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.presenting import entries_on, meeting_on, section_on
from kgw_tui.workspace import Workspace

from .bindings import bindings_of
from .kgw_screen import KgwScreen
from .live_words import standing
from .present_lines import Line, OnTheWall, head_lines, page_lines, waiting
from .widgets.painted_lines import PaintedLines
from .widgets.parts import strip_of
from .words import wall as on_the_wall_clock

CLOCK_TICK = 5.0
"""Seconds between two looks at the clock; what stands there is repainted only when it changes."""
ROLES = (
    *(
        "meeting",
        "item",
        "clock",
        "sentence",
        "aside",
        "standing",
        "over",
        "phase",
        "question",
        "rule",
        "mark",
        "right",
    ),
    *("note", "action", "question", "assumption", "decision", "evidence", "parked", "movement", "closed", "untested"),
)


class WallLines(PaintedLines):
    """Lines in the roles of the wall."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"wall--{role}" for role in ROLES}

    def __init__(self) -> None:
        """Empty ones."""
        super().__init__()
        self.wall = OnTheWall()
        self.clock = ""

    def show(self, wall: OnTheWall, clock: str = "") -> None:
        """Show something else; what stands there already costs nothing."""
        if (wall, clock) != (self.wall, self.clock):
            self.wall, self.clock = wall, clock
            self.repaint()

    def lines(self, size: Size) -> Sequence[Line]:
        """What stands there."""
        return []

    def draw_lines(self, size: Size) -> Sequence[Strip]:
        """The lines, each as wide as the screen."""
        return [strip_of(line, size.width, self.role_style) for line in self.lines(size)]


class WallHead(WallLines):
    """The meeting and the item where it is."""

    def lines(self, size: Size) -> Sequence[Line]:
        """Two or three lines."""
        return head_lines(self.wall, self.clock, size.width, size.height)


class WallPage(WallLines):
    """The phase, and what was said."""

    def lines(self, size: Size) -> Sequence[Line]:
        """As many as there is room for."""
        return page_lines(self.wall, clock.today(), size.width, size.height)


class PresentScreen(KgwScreen):
    """Shows one meeting, or whichever is on; when it ends that is said, and the next one is waited for."""

    PLACES: ClassVar[tuple[Place, ...]] = ("present",)
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("present", at_once=True)
    CSS_PATH = "present.tcss"
    SAYS: ClassVar[bool] = False
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (60, "-wide")]
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-low"), (16, "-tall")]

    def __init__(self, workspace: Workspace, meeting_id: str = "") -> None:
        """For the meeting with this id, or for whichever is on."""
        super().__init__()
        self._workspace = workspace
        self._asked = meeting_id
        self._live: LiveMeeting | None = None

    def compose(self) -> ComposeResult:
        """The head with the clock, and the page."""
        with Horizontal(id="top"):
            yield WallHead()
            yield Digits(id="clock")
        yield WallPage()

    def on_mount(self) -> None:
        """Show where the meeting is."""
        self.store_changed()
        self.set_interval(CLOCK_TICK, self._show)

    def on_resize(self) -> None:
        """There may be room for the larger clock now, or none."""
        self.call_after_refresh(self._show)

    @property
    def is_modal(self) -> bool:
        """No key of the program holds here."""
        return True

    def on_key(self, event: events.Key) -> None:
        """What isn't one of the few keys does nothing, but for the one that leaves the program wherever one is."""
        event.stop()
        event.prevent_default()
        if event.key == "ctrl+q":
            self.kgw.action_app_quit()

    def on_paste(self, event: events.Paste) -> None:
        """Nothing is typed here."""
        event.stop()

    def action_present_leave(self) -> None:
        """Back to where one came from; where it was the first screen, out."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        else:
            self.app.exit()

    def action_present_blank(self) -> None:
        """Show nothing until the next key."""
        self.kgw.action_app_blank()

    def whereabouts(self) -> Whereabouts:
        """On the wall, so that who chairs knows it."""
        return Whereabouts(self._live.meeting_id if self._live else "", "presenting")

    def store_changed(self) -> None:
        """Follow the meeting; one that ended stays until another begins, one that is gone isn't shown any more."""
        reader = self._workspace.shared
        on = meeting_on(reader, clock.now())
        wanted = self._asked or (on.id if on is not None else "")
        if self._live is not None and not wanted:
            wanted = self._live.meeting_id
        if not wanted or reader.get(MEETINGS, wanted) is None:
            self._live = None
        elif self._live is None or self._live.meeting_id != wanted:
            self._live = LiveMeeting(self._workspace, wanted)
        else:
            self._live.forget()
        self._show()

    def show_sentence(self, sentence: str, *, warning: bool) -> None:
        """What the program has to say is for who chairs, not for the wall."""

    def _show(self) -> None:
        wall, now = self._on_the_wall(), on_the_wall_clock(clock.now())
        large = self.query_one(Digits)
        if large.value != now:
            large.update(now)
        self.query_one(WallHead).show(wall, "" if large.display else now)
        self.query_one(WallPage).show(wall)

    def _on_the_wall(self) -> OnTheWall:
        hint = _("q leaves")
        live = self._live
        if live is None:
            return waiting(hint=hint)
        meeting = live.meeting
        title = meeting.title or _("Meeting")
        if meeting.state == "closed":
            return OnTheWall(title, sentence=_("The meeting is over."), hint=hint)
        if meeting.state == "planned":
            return OnTheWall(title, sentence=_("This meeting hasn't begun yet."), hint=hint)
        section = section_on(live.dossier)
        if section is None:
            return OnTheWall(title)
        if section.confidential:
            return OnTheWall(title, section.number, sentence=_("This item is confidential."))
        content = self._workspace.content(current_language())
        guide = content.phase(live.phase)
        time, over = standing(live, clock.now())
        return OnTheWall(
            title,
            section.number,
            section.title,
            standing=time if section.item else "",
            over=over,
            phases=tuple(each.title.lower() for each in content.phases),
            phase=PHASES.index(live.phase) if guide else -1,
            question=guide.prompt[0].ask if guide else "",
            said=tuple(entries_on(section)),
            directory=live.context.directory,
        )
