"""Who else is in a meeting, as its screen shows it: whose lines stand there, who is editing one, and where they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from textual.app import App
from textual.css.query import NoMatches

from kgw_tui.i18n import N_, _
from kgw_tui.presence import Colleague, Doing, Whereabouts
from kgw_tui.records.entries import AnyEntry
from kgw_tui.rules.initials import initials_of
from kgw_tui.workspace import Workspace

from .kgw_screen import KgwScreen

if TYPE_CHECKING:
    from kgw_tui.usecases.live import LiveMeeting

    from .widgets.rows import Hands

DOES: Final[dict[Doing, str]] = {
    "typing": N_("{who} types"),
    "editing": N_("{who} edits"),
    "preparing": N_("{who} at the agenda"),
    "closing": N_("{who} at the closing"),
    "reading": N_("{who} reads through"),
}
"""How is said what somebody does besides being there."""
ROUND: Final = 0.25
"""Seconds between two looks: what another does is seen within twice that. It is one stat call where nothing changed."""
_NAMED: Final = 3
"""So many are named; of the others only how many there are."""


def look_round(app: App[object], workspace: Workspace) -> None:
    """Tell colleagues where one is, as the screen that is on top knows it, and show where they are, if that changed."""
    with suppress(NoMatches):  # a screen that is just being made, or gone, is asked the next time
        stood = (each.whereabouts() for each in reversed(app.screen_stack) if isinstance(each, KgwScreen))
        at = next((each for each in stood if each is not None), Whereabouts())
        workspace.presence.say(at, workspace.settings.writer)
    if workspace.presence.look():
        for screen in app.screen_stack:
            if isinstance(screen, KgwScreen) and screen.is_mounted:
                screen.others_changed()


class Colleagues:
    """Those who have a meeting open besides this session, and those who have written in it."""

    def __init__(self, live: LiveMeeting) -> None:
        """Of this meeting."""
        self._live = live

    @property
    def here(self) -> list[Colleague]:
        """Who is in it now, as far as was seen at the last look."""
        others = self._live.workspace.presence.others
        return [each for each in others if each.at.meeting == self._live.meeting_id]

    def hands(self) -> Hands:
        """Whose initials stand with which entries. Only where more than one person writes are there any."""
        from .widgets.rows import Hands  # the first frame does without

        entries = [entry for entry in self._live.dossier.entries() if entry.meeting == self._live.meeting_id]
        writers = {entry.created_by for entry in entries if entry.created_by}
        initials = self._initials(writers)
        wrote = {by: initials[by] for by in writers - {self._me} if by in initials} if len(writers) > 1 else {}
        return Hands(wrote, self._editing(initials))

    def told(self) -> tuple[str, ...]:
        """Who is here and what they do, from the most to the fewest words; nothing for nobody."""
        here = self.here
        if not here:
            return ()
        writers = {entry.created_by for entry in self._live.dossier.entries() if entry.created_by}
        initials = self._initials(writers)
        watched = [each for each in here if each.at.doing == "presenting"]
        people = [each for each in here if each.at.doing != "presenting"]
        wall = [_("on the wall")] if watched else []
        words = [*_counted([self._words(each, initials) for each in people]), *wall]
        names = [*_counted([self._name(each.person, initials) for each in people]), *wall]
        told = ", ".join(words)
        return (_("also here: {who}").format(who=told), told, " ".join(names))

    @property
    def _me(self) -> str:
        return self._live.workspace.settings.writer

    def _initials(self, writers: set[str]) -> dict[str, str]:
        """Of all who write here or are here, so that they stay the same as long as the same people do."""
        known = self._live.context.directory.by_id
        ids = writers | {each.person for each in self.here} | {self._me}
        return initials_of(known[each] for each in ids if each in known)

    def _editing(self, initials: Mapping[str, str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for each in self.here:
            if each.at.doing == "editing" and each.at.entry:
                name = self._name(each.person, initials)
                found[each.at.entry] = f"{found[each.at.entry]} {name}" if each.at.entry in found else name
        return found

    def _name(self, person: str, initials: Mapping[str, str]) -> str:
        if person and person == self._me:
            return _("you, elsewhere")
        return initials.get(person) or _("somebody")

    def _words(self, each: Colleague, initials: Mapping[str, str]) -> str:
        who = self._name(each.person, initials)
        if each.at.doing in DOES:
            return _(DOES[each.at.doing]).format(who=who)
        number = self._number(each)
        return _("{who} at item {number}").format(who=who, number=number) if number else who

    def _number(self, each: Colleague) -> int:
        """The number of the item that somebody is at, where that isn't the one where the meeting is; else 0."""
        items = [item.id for item in self._live.items]
        elsewhere = each.at.item in items and each.at.item != self._live.meeting.current_item
        return items.index(each.at.item) + 1 if elsewhere else 0


def item_looked_at(live: LiveMeeting, entry: AnyEntry | None) -> str:
    """The id of the item of an entry that is chosen, for colleagues; "" where the meeting itself is there."""
    if entry is None or entry.meeting != live.meeting_id or entry.item == live.meeting.current_item:
        return ""
    return entry.item


def _counted(names: Sequence[str]) -> list[str]:
    """The first few, and how many there are besides."""
    left = len(names) - _NAMED
    return [*names[:_NAMED], f"+{left}"] if left > 0 else list(names)
