"""The live meeting as it is shown: where one is, what was said, and what Enter will make of the line."""

from __future__ import annotations

from kgw_tui import clock
from kgw_tui.i18n import _, current_language
from kgw_tui.usecases.live import LiveMeeting

from .kgw_screen import KgwScreen
from .line_reading import LineReading
from .live_words import heading, road, standing
from .widgets.capture_line import CaptureLine
from .widgets.echo_row import EchoRow
from .widgets.entry_list import EntryList
from .widgets.header_row import HeaderRow
from .widgets.phase_panel import PhasePanel
from .widgets.prompt_row import PromptRow
from .widgets.rows import rows_of


class LiveView(KgwScreen):
    """The part of the live screen that shows; `live` is the meeting and `reading` its line."""

    live: LiveMeeting
    reading: LineReading

    @property
    def line(self) -> CaptureLine:
        """The capture line."""
        return self.query_one(CaptureLine)

    @property
    def entries(self) -> EntryList:
        """The list of entries."""
        return self.query_one(EntryList)

    def show_meeting(self) -> None:
        """Show the meeting as the store has it now."""
        self.entries.show_rows(rows_of(self.live.dossier, today=clock.today()))
        guides = self.workspace.content(current_language()).phases
        self.query_one(PromptRow).show(*road(self.live, guides), _("^g more") if self.live.phase else "")
        self.query_one(PhasePanel).show_guide(next((guide for guide in guides if guide.id == self.live.phase), None))
        self.show_clocks()

    def show_clocks(self) -> None:
        """Show the time, and how the item stands against its budget."""
        now = clock.now()
        text, over = standing(self.live, now)
        self.query_one(HeaderRow).show(heading(self.live, now), text, over=over)

    def show_echo(self) -> None:
        """Show what Enter will make of the line."""
        self.query_one(EchoRow).show(self.reading.echo(self.size.width))

    def show_sentence(self, sentence: str, *, warning: bool) -> None:
        """Say something under the line; the next key gives its place back to the echo."""
        self.query_one(EchoRow).show([(f"! {sentence}" if warning else sentence, "doubt" if warning else "hint")])
