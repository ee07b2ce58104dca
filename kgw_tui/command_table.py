"""The one table of commands: id, words, keys and `/` words of everything a user can do."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.actions import ACTIONS
from kgw_tui.command_tables.anywhere import ANYWHERE
from kgw_tui.command_tables.closing import CLOSING
from kgw_tui.command_tables.command import Command, Place
from kgw_tui.command_tables.corridor import CORRIDOR
from kgw_tui.command_tables.entries import ENTRIES
from kgw_tui.command_tables.history import HISTORY
from kgw_tui.command_tables.live import LIVE
from kgw_tui.command_tables.log import LOG
from kgw_tui.command_tables.meetings import MEETINGS
from kgw_tui.command_tables.new import NEW
from kgw_tui.command_tables.note import NOTE
from kgw_tui.command_tables.paste import PASTE
from kgw_tui.command_tables.patterns import PATTERNS
from kgw_tui.command_tables.people import PEOPLE, PERSON
from kgw_tui.command_tables.pick import PICK
from kgw_tui.command_tables.places import PLACES
from kgw_tui.command_tables.prepare import HEARD, PREPARE
from kgw_tui.command_tables.present import PRESENT
from kgw_tui.command_tables.read import READ
from kgw_tui.command_tables.review import REVIEW
from kgw_tui.command_tables.search import SEARCH
from kgw_tui.command_tables.today import TODAY
from kgw_tui.command_tables.unfinished import UNFINISHED
from kgw_tui.command_tables.walk import WALK

__all__ = ["COMMANDS", "Command", "Place"]

COMMANDS: Final[tuple[Command, ...]] = (
    *ANYWHERE,
    *LOG,
    *PLACES,
    *TODAY,
    *MEETINGS,
    *CORRIDOR,
    *NOTE,
    *PATTERNS,
    *ACTIONS,
    *PEOPLE,
    *PERSON,
    *NEW,
    *PREPARE,
    *HEARD,
    *LIVE,
    *ENTRIES,
    *PICK,
    *PASTE,
    *UNFINISHED,
    *WALK,
    *CLOSING,
    *REVIEW,
    *READ,
    *PRESENT,
    *HISTORY,
    *SEARCH,
)
