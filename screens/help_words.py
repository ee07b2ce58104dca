"""What F1 says beside the table of commands: the line's characters, signs, keys of line, list and page, headings."""

from __future__ import annotations

from typing import Final, NamedTuple

from kgw_tui.command_table import Command, Place
from kgw_tui.i18n import N_


class OwnKeys(NamedTuple):
    """Keys that a widget acts on by itself: how they are written, Textual's names for them, and what they do."""

    written: str
    keys: tuple[str, ...]
    explains: str


GRAMMAR: Final = (
    ("!", N_("action: ! Print the calendar @fatima >fri (@ who, > by when, #theme; !! has priority)")),
    ("?", N_("assumption, to check; when it ends in ? it is an open question")),
    ("=", N_("decision; > is the day of its review")),
    ("+", N_("evidence under the newest assumption or decision; ↑ and ↓ choose another")),
    (">", N_("parked for later")),
    ("#", N_("new agenda item: # Timetable 2027 (15)")),
    (";", N_("note for you alone, never shown or exported")),
    ("\\", N_("a note that begins with one of these characters")),
    ("/", N_("a command, such as /next; a few letters are enough")),
    ("", N_("anything else is a note")),
)
"""What the first character of the line makes of it (CAPTURE.md, "The line")."""

ITEM_GRAMMAR: Final = (
    ("", N_("Timetable 2027 (15) @jan: an item, its minutes, and who leads it")),
    ("[ ]", N_("the phase in which it begins: [why]")),
    ("{ }", N_("confidential, or the papers: a.pdf, b.pdf")),
    ("", N_("a paste of lines is as many items")),
)
"""What the line makes where an agenda is prepared."""

FINDING: Final = (
    ("", N_("all words must stand in it; “last week” between quotes is words as they are")),
    ("@", N_("@karim: what names him, what is his, and behind that the meetings he was in; also @dwi, @me, @parent")),
    ("#", N_("#testing: what bears the theme")),
    ("! ? =", N_("first in the line, a kind: ! actions and promises, ? assumptions and questions, = decisions")),
    ("+ > ;", N_("+ evidence, > parked, ; notes for you alone; # an agenda item, @ people")),
    (":", N_("decision: action: promise: corridor: visit: item: meeting: person: theme: series: a kind, anywhere")),
    ("", N_("since October, until 3 Dec, last week, this month, yesterday: from when on, until when")),
    ("", N_("24 Nov, Nov 2026, Tuesday: what is of that day, or has those words")),
    ("", N_("A-12, N-3, 2026-014: what is called so comes first")),
)
"""What narrows a search (`kgw_tui/capture/sought.py`)."""

SIGNS: Final = (
    ("›", N_("the row you are on")),
    ("━", N_("the item you are in")),
    ("✓", N_("an item that is done")),
    ("↻", N_("the day of a decision's review")),
    ("▲", N_("a decision that stands on something unchecked")),
    ("•", N_("something is missing, or is to be looked at")),
    ("■", N_("a row that is marked")),
    ("KB", N_("initials: somebody else wrote it; KB… has it in the line now")),
    ("←", N_("what can come back from earlier meetings")),
)
"""What the signs in the list of entries mean."""

LINE_KEYS: Final = (
    OwnKeys(
        "← → Home End",
        ("left", "right", "home", "end", "ctrl+e", "ctrl+left", "ctrl+right"),
        N_("Move in the line; with Ctrl by words, ^e to its end."),
    ),
    OwnKeys(
        "⇧← ⇧→",
        ("shift+left", "shift+right", "shift+home", "shift+end", "ctrl+shift+left", "ctrl+shift+right"),
        N_("Select, with Shift and any of these."),
    ),
    OwnKeys("Tab", ("tab", "shift+tab"), N_("Takes what is proposed behind the cursor; so does → at the end.")),
    OwnKeys(
        "^w ^u ^k",
        (
            *("ctrl+w", "ctrl+u", "ctrl+k", "backspace", "delete"),
            *("alt+backspace", "ctrl+backspace", "ctrl+delete"),
        ),
        N_("Takes out the word before the cursor, all before it, all behind it."),
    ),
    OwnKeys("^x ^c ^v", ("ctrl+x", "ctrl+c", "super+c", "ctrl+v"), N_("Cut, copy and paste.")),
    OwnKeys("^z", ("ctrl+z",), N_("Takes back what was typed; then what was done.")),
    OwnKeys("Enter", ("enter", "ctrl+j"), N_("Keeps the line.")),
    OwnKeys("↑ ↓", ("up", "down"), N_("In an empty line ↑ goes up; in a line with + they choose the assumption.")),
)
LIST_KEYS: Final = (
    OwnKeys("↑ ↓", ("up", "down"), N_("Another row.")),
    OwnKeys("PgUp PgDn", ("pageup", "pagedown"), N_("A screen further.")),
    OwnKeys("Home End", ("home", "end"), N_("The first or the last row.")),
    OwnKeys("Enter", ("enter",), N_("Takes the row.")),
    OwnKeys("Esc", ("escape",), N_("Back.")),
)
POINT_KEYS: Final = LIST_KEYS[:3]
ENTRY_KEYS: Final = (
    *LIST_KEYS[:3],
    OwnKeys("⇧↑ ⇧↓", ("shift+up", "shift+down"), N_("Another row, and marks the rows on the way.")),
    OwnKeys("Esc Tab", ("escape", "tab", "shift+tab"), N_("Back to the line; what stood there still stands there.")),
    OwnKeys("a…z", (), N_("Any other character begins a line.")),
)
PAGE_KEYS: Final = (
    OwnKeys(
        "↑ ↓ PgUp PgDn",
        ("up", "down", "pageup", "pagedown", "home", "end", "ctrl+pageup", "ctrl+pagedown", "left", "right"),
        N_("Scrolls."),
    ),
)

PLACES: Final[dict[Place, str]] = {
    "today": N_("On this page"),
    "meetings": N_("With a meeting chosen"),
    "log": N_("Noting what you hear"),
    "corridor": N_("What you heard"),
    "note": N_("One note"),
    "patterns": N_("Patterns"),
    "heard": N_("What was heard about an item"),
    "actions": N_("Actions and questions"),
    "people": N_("People"),
    "person": N_("One person"),
    "prepare": N_("Preparing an agenda"),
    "new": N_("A new meeting"),
    "entries": N_("With an entry chosen"),
    "pick": N_("Picking from a list"),
    "unfinished": N_("Unfinished lines"),
    "paste": N_("What was pasted"),
    "walk": N_("What is still open from before"),
    "closing": N_("Closing the meeting"),
    "review": N_("Reading through before it is sent"),
    "read": N_("The minutes"),
    "present": N_("On the wall"),
    "history": N_("What happened"),
    "search": N_("Searching"),
    "places": N_("To other places"),
    "anywhere": N_("Anywhere"),
}
"""The heading over the commands of a place; those of the live meeting stand in groups."""

_GROUPS: Final = (
    (N_("Item and phase"), ("item.", "phase.")),
    (N_("Assumptions and decisions"), ("claim.", "assumption.", "decision.", "nudge.", "offer.")),
    (N_("People"), ("person.", "meeting.present", "meeting.absent", "meeting.chair", "meeting.minutetaker")),
    (N_("The meeting"), ("meeting.", "notes.", "line.")),
)


def heading_of(command: Command) -> str:
    """The heading (English) under which F1 explains a command."""
    if command.place != "live":
        return PLACES[command.place]
    return next((title for title, begins in _GROUPS if command.id.startswith(begins)), _GROUPS[-1][0])


LIVE_HEADINGS: Final = tuple(title for title, _begins in _GROUPS)
