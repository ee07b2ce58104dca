"""The one table of commands: id, words, keys and `/` words of everything a user can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from kgw_tui.i18n import N_

Place = Literal["anywhere", "meetings", "live", "entries", "read"]
"""Where a command is there: in any screen, in the list of meetings, with the line of a live meeting (or, `entries`,
with one of its entries chosen), or with a finished meeting to read."""


@dataclass(frozen=True)
class Command:
    """Something a user can do.

    `id` names it for ever (`item.next`; the screens do it in `action_item_next`). `label` is the word in the row of
    keys, `title` the line in palette and help, `explains` the sentence that F1 shows. `keys` are Textual's names.
    `slash` are the words after `/`, Dutch and English; `takes` shows what may follow them, `needs` says whether
    something must. `rank` orders the row of keys: 0 isn't shown there, 1 first.
    """

    id: str
    place: Place
    title: str
    explains: str
    label: str = ""
    keys: tuple[str, ...] = ()
    slash: tuple[str, ...] = ()
    takes: str = ""
    needs: bool = False
    rank: int = 0

    @property
    def action(self) -> str:
        """The name of the action in the screens: `item_next`."""
        return self.id.replace(".", "_")


COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        "app.help",
        "anywhere",
        N_("Help"),
        N_("Explains where you are and lists every key."),
        N_("help"),
        ("f1",),
        ("help", "hulp"),
        rank=1,
    ),
    Command(
        "app.palette",
        "anywhere",
        N_("Find any command"),
        N_("Type a few letters of what you want."),
        N_("everything"),
        ("ctrl+p",),
        rank=9,
    ),
    Command(
        "app.undo",
        "anywhere",
        N_("Undo"),
        N_("Turns back the last thing done in this session, and says what it was; in a line being typed, the typing."),
        N_("undo"),
        ("ctrl+z",),
        ("ongedaan", "undo"),
        rank=8,
    ),
    Command(
        "app.redo",
        "anywhere",
        N_("Redo"),
        N_("Does again what was undone last."),
        keys=("ctrl+y",),
        slash=("opnieuw", "redo"),
    ),
    Command(
        "app.blank",
        "anywhere",
        N_("Blank the screen"),
        N_("Shows nothing until the next key: for when the laptop hangs on the beamer."),
        keys=("f12",),
        slash=("zwart", "blank"),
    ),
    Command(
        "app.back",
        "anywhere",
        N_("Back"),
        N_("Goes back to where you were."),
        N_("back"),
        ("escape",),
        ("terug", "back"),
    ),
    Command(
        "app.quit",
        "anywhere",
        N_("Quit"),
        N_("Leaves kgw; everything has been saved."),
        keys=("ctrl+q",),
        slash=("stop", "quit"),
    ),
    Command(
        "meeting.new",
        "meetings",
        N_("New meeting"),
        N_("Choose a kind of meeting, or none, and start typing."),
        N_("new"),
        ("n", "m"),
        rank=2,
    ),
    Command(
        "meeting.open",
        "meetings",
        N_("Open the meeting"),
        N_("Opens the chosen meeting: to chair it, or, when it is closed, to read it."),
        N_("open"),
        ("enter",),
        rank=3,
    ),
    Command(
        "meeting.export",
        "meetings",
        N_("Make the Word file"),
        N_("Writes the minutes of the chosen meeting as a Word file and says where."),
        N_("Word"),
        ("w",),
        rank=4,
    ),
    Command(
        "meeting.quit", "meetings", N_("Quit"), N_("Leaves kgw; everything has been saved."), N_("quit"), ("q",), rank=7
    ),
    Command(
        "phase.next",
        "live",
        N_("Next phase"),
        N_("Goes from why to what, and from what to how; says in one line what is still open, and goes on."),
        N_("phase"),
        ("f2",),
        rank=2,
    ),
    Command(
        "item.next",
        "live",
        N_("Next item"),
        N_("Closes this item and goes on to the next."),
        N_("next item"),
        ("f3",),
        ("volgende", "next"),
        rank=3,
    ),
    Command(
        "line.up",
        "live",
        N_("Up to the entries"),
        N_("From the empty line up to what was written: to edit, to change a kind, to note an outcome."),
        N_("entries"),
        ("up",),
        rank=4,
    ),
    Command(
        "offer.take",
        "live",
        N_("Take the offer"),
        N_("Takes what the row under the line offers, such as another reading of it."),
        keys=("f4",),
        slash=("neem", "take"),
    ),
    Command(
        "item.previous",
        "live",
        N_("Previous item"),
        N_("Goes back to the item before; its clock runs on."),
        keys=("f5",),
        slash=("vorige", "previous"),
    ),
    Command(
        "meeting.word",
        "live",
        N_("Make the Word file"),
        N_("Writes the minutes as they now stand as a Word file and says where."),
        keys=("f6",),
        slash=("word",),
    ),
    Command(
        "phase.questions",
        "live",
        N_("The questions of this phase"),
        N_("Shows what the chair can ask now, and the signs that the group runs ahead."),
        keys=("ctrl+g",),
        slash=("vragen", "questions"),
    ),
    Command(
        "phase.set",
        "live",
        N_("Set the phase"),
        N_("Says in which phase the group is: why, what, how, or none."),
        slash=("fase", "phase"),
        takes=N_("why, what, how or none"),
        needs=True,
    ),
    Command(
        "item.new",
        "live",
        N_("New item"),
        N_("Adds an agenda item after this one and goes on to it; the same as a line that begins with #."),
        slash=("punt", "item"),
        takes=N_("title (minutes)"),
        needs=True,
    ),
    Command(
        "item.confidential",
        "live",
        N_("Confidential item"),
        N_("Keeps this item out of the general minutes, or no longer does."),
        slash=("vertrouwelijk", "confidential"),
    ),
    Command(
        "item.minutes",
        "live",
        N_("Minutes for this item"),
        N_("Sets how many minutes this item may take."),
        slash=("minuten", "minutes"),
        takes=N_("number"),
        needs=True,
    ),
    Command(
        "person.arrives",
        "live",
        N_("Somebody comes in"),
        N_("Notes that somebody has come in, now or at the time given."),
        slash=("komt", "arrives"),
        takes=N_("@name time"),
        needs=True,
    ),
    Command(
        "person.leaves",
        "live",
        N_("Somebody leaves"),
        N_("Notes that somebody has left, now or at the time given."),
        slash=("weg", "leaves"),
        takes=N_("@name time"),
        needs=True,
    ),
    Command(
        "meeting.present",
        "live",
        N_("Who is present"),
        N_("Says who is present, by name, divided by commas."),
        slash=("aanwezig", "present"),
        takes=N_("names"),
        needs=True,
    ),
    Command(
        "meeting.absent",
        "live",
        N_("Who is absent"),
        N_("Says who is absent; (mk) behind a name: with notice, (zk): without."),
        slash=("afwezig", "absent"),
        takes=N_("names"),
        needs=True,
    ),
    Command(
        "meeting.title",
        "live",
        N_("Name of the meeting"),
        N_("Changes what the meeting is called."),
        slash=("titel", "title"),
        takes=N_("words"),
        needs=True,
    ),
    Command(
        "meeting.place",
        "live",
        N_("Place"),
        N_("Says where the meeting is held."),
        slash=("plaats", "place"),
        takes=N_("words"),
        needs=True,
    ),
    Command(
        "meeting.chair",
        "live",
        N_("Who chairs"),
        N_("Says who chairs the meeting."),
        slash=("voorzitter", "chair"),
        takes=N_("@name"),
        needs=True,
    ),
    Command(
        "meeting.minutetaker",
        "live",
        N_("Who takes the minutes"),
        N_("Says who takes the minutes."),
        slash=("notulist", "minute-taker"),
        takes=N_("@name"),
        needs=True,
    ),
    Command(
        "decision.vote",
        "live",
        N_("Vote on the last decision"),
        N_("Notes how the last decision was voted on, such as: 8 for 2 against 1 abstained, or unanimous."),
        slash=("stem", "vote"),
        takes=N_("8 for 2 against 1 abstained"),
        needs=True,
    ),
    Command(
        "decision.state",
        "live",
        N_("State of the last decision"),
        N_("Says whether the last decision is proposed, for advice, for consent or definite."),
        slash=("besluit", "decision"),
        takes=N_("proposed, for advice, for consent or definite"),
        needs=True,
    ),
    Command(
        "decision.withdraw",
        "live",
        N_("Withdraw a decision"),
        N_("Takes a decision back; it stays in the list, with the day."),
        slash=("intrek", "withdraw"),
        takes=N_("number, and why"),
        needs=True,
    ),
    Command(
        "decision.replace",
        "live",
        N_("Replace a decision"),
        N_("Says that the last decision takes the place of an earlier one."),
        slash=("vervang", "replace"),
        takes=N_("number"),
        needs=True,
    ),
    Command(
        "assumption.outcome",
        "live",
        N_("Outcome of the last assumption"),
        N_("Says what came of checking the last assumption: holds, partly, refuted, unknown, risk or parked, and why."),
        slash=("uitkomst", "outcome"),
        takes=N_("outcome, and why"),
        needs=True,
    ),
    Command(
        "meeting.close",
        "live",
        N_("Close the meeting"),
        N_("Reads back decisions and actions, shows what is missing, and closes the meeting."),
        N_("close"),
        ("f10",),
        ("sluit", "close"),
        rank=5,
    ),
    Command(
        "entry.edit",
        "entries",
        N_("Edit"),
        N_("Puts the entry back in the line; Enter writes it in the same place."),
        N_("edit"),
        ("e", "enter"),
        rank=2,
    ),
    Command(
        "entry.evidence",
        "entries",
        N_("Evidence under it"),
        N_("Adds what the claim or decision rests on."),
        N_("evidence"),
        ("plus",),
        rank=4,
    ),
    Command(
        "entry.kind",
        "entries",
        N_("Change the kind"),
        N_("One character makes it an action (!), assumption or question (?), decision (=), parked (>), note (space)."),
        N_("kind"),
        rank=3,
    ),
    Command(
        "entry.outcome",
        "entries",
        N_("Outcome"),
        N_("Says what came of it: done or dropped for an action, the outcome of the check for an assumption."),
        N_("outcome"),
        ("o",),
        rank=5,
    ),
    Command(
        "entry.move",
        "entries",
        N_("Move to the next item"),
        N_("Moves the entry to the item after its own; after the last comes the first."),
        N_("move"),
        ("m",),
        rank=6,
    ),
    Command(
        "entry.delete",
        "entries",
        N_("Delete"),
        N_("Takes the entry out; undo brings it back."),
        N_("delete"),
        ("d", "delete"),
        rank=7,
    ),
    Command(
        "read.word",
        "read",
        N_("Make the Word file"),
        N_("Writes the minutes as a Word file and says where."),
        N_("Word"),
        ("w",),
        rank=2,
    ),
    Command(
        "read.concise",
        "read",
        N_("Concise minutes in Word"),
        N_("Writes outcomes, decisions and actions only."),
        N_("concise"),
        ("c",),
        rank=3,
    ),
    Command(
        "read.decisions",
        "read",
        N_("Decision list in Word"),
        N_("Writes the list of decisions."),
        N_("decisions"),
        ("d",),
        rank=4,
    ),
    Command(
        "read.actions",
        "read",
        N_("Action list in Word"),
        N_("Writes the list of actions, open ones of earlier meetings first."),
        N_("actions"),
        ("a",),
        rank=5,
    ),
    Command(
        "read.reopen",
        "read",
        N_("Open the meeting again"),
        N_("Goes on with the meeting where it was closed."),
        N_("go on"),
        ("o",),
        rank=6,
    ),
)
