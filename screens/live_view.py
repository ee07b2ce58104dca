"""The live meeting as it is shown: where one is, what was said, and what Enter will make of the line."""

from __future__ import annotations

from kgw_tui import clock
from kgw_tui.i18n import _, current_language
from kgw_tui.usecases import timing
from kgw_tui.usecases.live import LiveMeeting

from .colleagues import Colleagues
from .kgw_screen import KgwScreen
from .line_reading import LineReading
from .live_words import agenda_rows, heading, led_elsewhere, road, standing, waiting_words
from .waiting_rows import with_waiting
from .widgets.agenda_column import AgendaColumn
from .widgets.capture_line import CaptureLine
from .widgets.echo_row import EchoRow
from .widgets.entry_list import EntryList
from .widgets.header_row import HeaderRow
from .widgets.phase_panel import PhasePanel
from .widgets.prompt_row import PromptRow
from .widgets.rows import RowsOf
from .words import wall


class LiveView(KgwScreen):
    """The part of the live screen that shows; `live` is the meeting and `reading` its line."""

    live: LiveMeeting
    reading: LineReading
    colleagues: Colleagues
    _rows_of: RowsOf
    question: int = 0
    """Which question of the phase is in view, from 0."""

    @property
    def line(self) -> CaptureLine:
        """The capture line."""
        return self.query_one(CaptureLine)

    @property
    def entries(self) -> EntryList:
        """The list of entries."""
        return self.query_one(EntryList)

    def names(self) -> dict[str, str]:
        """The texts of the entries and the titles of the items."""
        dossier = self.attempt(lambda: self.live.dossier)
        if dossier is None:
            return {}
        return {entry.id: entry.text for entry in dossier.entries()} | {item.id: item.title for item in self.live.items}

    def show_meeting(self) -> None:
        """Show the meeting as the store has it now."""
        rows = self._rows_of(self.live.dossier, today=clock.today(), hands=self.colleagues.hands())
        self.entries.show_rows(with_waiting(rows, self.kgw.waiting.of(self.live).lines))
        self.show_road()
        self.show_clocks()

    def show_road(self) -> None:
        """Show the phase, the question in view, and, where it is open, the panel with what goes with them."""
        content, item = self.workspace.content(current_language()), self.live.item
        names, current, ask = road(self.live, content.phases, self.question)
        elsewhere = led_elsewhere(self.live)
        facts = item.facts if item else ()
        more = _("^g more") if self.live.phase or elsewhere or (item and item.hint) else ""
        more = _("^g heard") if facts and self.live.phase in {"", "why"} else more or (_("^g more") if facts else "")
        self.query_one(PromptRow).show(names, current, ask, more)
        self.query_one(PhasePanel).show_phase(
            content.phase(self.live.phase),
            self.question,
            hint=item.hint if item else "",
            roles=content.leader_roles if elsewhere else (),
            facts=facts,
        )

    def show_clocks(self) -> None:
        """Show the time, and how the item stands against its budget."""
        now = clock.now()
        text, over = standing(self.live, now)
        waits = waiting_words(len(self.kgw.waiting.of(self.live)))
        outlook = timing.outlook(self.live)
        self.query_one(HeaderRow).show(
            heading(self.live, now),
            " · ".join(part for part in (text, waits) if part),
            over=over or bool(waits),
            consequence=timing.say_consequence(self.live, outlook) if over else "",
            late=(outlook.past_end or 0) > 0,
            others=self.colleagues.told(),
        )
        column = self.query_one(AgendaColumn)
        if column.display:
            names = [guide.title.lower() for guide in self.workspace.content(current_language()).phases]
            column.show(
                agenda_rows(self.live, outlook, now, names), ends=wall(outlook.ends), later=outlook.past_end or 0
            )

    def show_echo(self) -> None:
        """Show what Enter will make of the line."""
        echo = self.query_one(EchoRow)
        echo.show(self.reading.echo(echo.room))

    def show_sentence(self, sentence: str, *, warning: bool) -> None:
        """Say something under the line; the next key gives its place back to the echo."""
        self.query_one(EchoRow).say(sentence, warning=warning)
