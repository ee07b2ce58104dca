"""What can be done in the list of actions and questions."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

ACTIONS: Final[tuple[Command, ...]] = (
    Command(
        "actions.done",
        "actions",
        N_("Done, or answered"),
        N_("Notes that it is done, with what came of it and how one sees that, or the answer to the question."),
        N_("done"),
        ("enter", "d"),
        rank=2,
    ),
    Command(
        "actions.postpone",
        "actions",
        N_("Put off"),
        N_(
            "Gives it another day, with the reason behind a colon: fri: waiting for figures. Each time is kept with it."
        ),
        N_("postpone"),
        ("greater_than_sign",),
        rank=3,
    ),
    Command(
        "actions.view",
        "actions",
        N_("Another view"),
        N_("Shows all that is open, mine, what others owe, late, without owner or day, or closed lately, in turn."),
        N_("view"),
        ("v",),
        rank=4,
    ),
    Command(
        "actions.search",
        "actions",
        N_("Narrow the list"),
        N_("Shows what has all you type: words, @owner, #theme, a series; >late, >week, >no day or >1 dec for when."),
        N_("search"),
        ("slash",),
        rank=4,
    ),
    Command(
        "actions.hand_over",
        "actions",
        N_("Hand over"),
        N_("Gives it to somebody else: @ and a name; the first owns it, the others share it."),
        N_("hand over"),
        ("g",),
        rank=5,
    ),
    Command(
        "actions.drop",
        "actions",
        N_("Lapses"),
        N_("Takes it off the list, for a reason that goes into the minutes."),
        N_("lapses"),
        ("x",),
        rank=4,
    ),
    Command(
        "actions.edit",
        "actions",
        N_("Other words"),
        N_("Puts its words in the line; an @name, a >day or a #theme among them is taken too."),
        N_("edit"),
        ("e",),
        rank=5,
    ),
    Command(
        "actions.where",
        "actions",
        N_("Where it was said"),
        N_("Opens the meeting in which it was said, at the line; or the note from the corridor."),
        N_("where"),
        ("o",),
        rank=5,
    ),
    Command(
        "actions.told",
        "actions",
        N_("Reported back"),
        N_("Closes a promise from the corridor: done, and whoever it was made to has heard it."),
        keys=("t",),
    ),
    Command(
        "actions.reopen",
        "actions",
        N_("Open again"),
        N_("Opens what was closed again; what came of it stays in its history."),
        N_("open again"),
        ("r",),
        rank=2,
    ),
    Command("actions.open", "actions", N_("All that is open"), N_("Shows all that is open."), keys=("a",)),
    Command("actions.mine", "actions", N_("Mine"), N_("Shows what you have to do."), keys=("i",)),
    Command(
        "actions.others",
        "actions",
        N_("Waiting for others"),
        N_("Shows what others have to do."),
        keys=("w",),
    ),
    Command("actions.late", "actions", N_("Late"), N_("Shows what should have been done by now."), keys=("l",)),
    Command(
        "actions.missing",
        "actions",
        N_("Without owner or day"),
        N_("Shows what nobody does, or what has no day."),
        keys=("n",),
    ),
    Command(
        "actions.closed",
        "actions",
        N_("Closed lately"),
        N_("Shows what was closed in the last two months, the newest first: to open again, or to be told."),
        keys=("c",),
    ),
    Command(
        "actions.confidential",
        "actions",
        N_("Confidential ones too"),
        N_("Shows what was said in confidential items too, or no longer; never while a meeting runs."),
        keys=("p",),
    ),
)
