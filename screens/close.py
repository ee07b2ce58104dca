"""Closing a meeting: decisions read back, actions with what is missing first, what nobody checked or discussed."""

from __future__ import annotations

from typing import ClassVar

from rich.console import Group, RenderableType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from kgw_tui.i18n import _
from kgw_tui.records.entries import Action, Assumption, Decision
from kgw_tui.records.people import Who
from kgw_tui.rules.presence import presence
from kgw_tui.usecases.live import LiveMeeting

from .kgw_screen import KgwScreen
from .pages import page_heading, paragraph
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .words import day


class CloseScreen(KgwScreen):
    """One page to read aloud; Enter closes, w closes and makes the Word file, Esc goes on with the meeting."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "close", show=False, priority=True),
        Binding("w", "close_and_word", show=False, priority=True),
    ]
    CSS_PATH = "help.tcss"

    def __init__(self, live: LiveMeeting) -> None:
        """For this meeting."""
        super().__init__()
        self.live = live

    def compose(self) -> ComposeResult:
        """The page and the keys."""
        yield HeaderRow()
        with VerticalScroll(id="page"):
            yield Static(self._page())
        yield KeyRow()

    def on_mount(self) -> None:
        """Let the arrows scroll at once."""
        self.query_one(HeaderRow).show(_("Closing: {title}").format(title=self.live.meeting.title))
        keys = [("Enter", _("close")), ("w", _("close, and the Word file")), ("Esc", _("go on with the meeting"))]
        self.query_one(KeyRow).show(keys)
        self.query_one("#page").focus()

    async def action_close(self) -> None:
        """Close the meeting and show it to read."""
        await self._close()

    async def action_close_and_word(self) -> None:
        """The same, and make the Word file."""
        if await self._close():
            self.kgw.make_document(self.live.meeting_id, "minutes")

    async def _close(self) -> bool:
        live = self.app.screen_stack[-2]
        refusal = live.put_away() if isinstance(live, KgwScreen) else ""
        if refusal:
            self.say(refusal, warning=True)
            return False
        closed = self.attempt(lambda: (self.live.close(), True)[1])
        if closed:
            self.app.pop_screen()
            self.app.pop_screen()
            await self.kgw.open_meeting(self.live.meeting_id)
        return bool(closed)

    def _page(self) -> Group:
        page: list[RenderableType] = []
        dossier = self.live.dossier
        name = dossier.directory.name
        _part(page, _("Decisions"), [self._decision(decision) for decision in dossier.decisions], _("none"))
        gaps = [action for action in dossier.actions if not action.owners or action.due is None]
        whole = [action for action in dossier.actions if action.owners and action.due is not None]
        _part(page, _("Actions without a name or a day"), [self._action(action) for action in gaps], "")
        _part(page, _("Actions"), [self._action(action) for action in whole], "" if gaps else _("none"))
        _part(page, _("Must be told, for they weren't there"), [name(who) for who in self._to_tell()], "")
        untested = [e.text for e in dossier.entries() if isinstance(e, Assumption) and e.status == "untested"]
        _part(page, _("Assumptions that nobody has checked"), untested, "")
        undiscussed = [
            section.title
            for section in dossier.sections
            if section.item and section.item.state == "open" and not section.entries
        ]
        _part(page, _("Not discussed"), undiscussed, "")
        present = [name(attendee.who) for attendee in dossier.meeting.attendees if attendee.present]
        _part(page, _("Present"), [", ".join(present)] if present else [], _("nobody noted: /present and the names"))
        return Group(*page)

    def _decision(self, decision: Decision) -> str:
        review = _("look back {day}").format(day=day(decision.review)) if decision.review else _("no day to look back")
        return f"{decision.handle}  {decision.text}  ({review})"

    def _action(self, action: Action) -> str:
        owners = self.live.dossier.directory.names(action.owners) or _("nobody yet")
        due = day(action.due) if action.due else _("no day yet")
        return f"{action.handle}  {action.text}  ({owners} · {due})"

    def _to_tell(self) -> list[Who]:
        """Owners of actions who weren't there when the action was agreed."""
        dossier = self.live.dossier
        entries = list(dossier.entries())
        return list(
            dict.fromkeys(
                owner
                for action in dossier.actions
                for owner in action.owners
                if not owner.role and presence(dossier.meeting, entries, owner, action) == "absent"
            )
        )


def _part(page: list[RenderableType], title: str, lines: list[str], none: str) -> None:
    if lines or none:
        page.append(page_heading(title))
        page += [paragraph(line) for line in lines or [none]]
