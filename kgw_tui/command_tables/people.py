"""What can be done in the list of people, and on the page of one of them."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

PEOPLE: Final[tuple[Command, ...]] = (
    Command(
        "people.open",
        "people",
        N_("What is open between you"),
        N_("Shows what you promised somebody, what they do and may be told; no history. Asks whose a typed name is."),
        N_("open"),
        ("enter",),
        rank=2,
    ),
    Command(
        "people.add",
        "people",
        N_("Somebody new"),
        N_("Adds somebody in one line: the name, what they do, @marks that find them. A pasted list is shown first."),
        N_("new"),
        ("n",),
        rank=3,
    ),
    Command(
        "people.search",
        "people",
        N_("Narrow the list"),
        N_("Shows those whose name, marks or function have all words you type."),
        N_("search"),
        ("slash",),
        rank=4,
    ),
    Command(
        "people.edit",
        "people",
        N_("Function and marks"),
        N_("Changes what somebody does, and the @marks that find them."),
        N_("edit"),
        ("e",),
        rank=5,
    ),
    Command(
        "people.rename",
        "people",
        N_("Another name"),
        N_("Changes the name in every record in which it stands, as one step; ^z turns it back."),
        N_("rename"),
        ("r",),
        rank=5,
    ),
    Command(
        "people.leave",
        "people",
        N_("Left, or back"),
        N_("Notes that a colleague has left: found by the whole name only, and kept in what was said; or is back."),
        N_("left"),
        ("l",),
        rank=6,
    ),
    Command(
        "people.merge",
        "people",
        N_("The same person as"),
        N_("Makes two who are in the list one: all that stands under this name stands under the other one then."),
        N_("same as"),
        ("equals_sign",),
        rank=6,
    ),
    Command(
        "people.erase",
        "people",
        N_("Erase the name"),
        N_("Takes the name out of every record; a role stands there instead. It tells first what that changes."),
        N_("erase"),
        ("x",),
        rank=5,
    ),
    Command(
        "people.view",
        "people",
        N_("Names that nobody has"),
        N_("Shows the names that were typed of people who aren't in the list, and back."),
        N_("typed names"),
        ("v",),
        rank=5,
    ),
)

PERSON: Final[tuple[Command, ...]] = (
    Command(
        "person.open",
        "person",
        N_("Go there"),
        N_("Goes to the action, the promise or the note that is chosen."),
        N_("open"),
        ("enter",),
        rank=2,
    ),
)
