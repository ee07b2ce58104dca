"""What is half typed in a line that takes what is said: by itself, or about an entry that it is aimed at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, get_args

from msgspec import structs

from kgw_tui import clock
from kgw_tui.drafts import Draft, about, begun_of, draft_place, is_beneath
from kgw_tui.i18n import _, ngettext
from kgw_tui.usecases.drafts import left_unfinished
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.workspace import Workspace

from .line_reading import Doing, LineReading, Target
from .words import day, wall

_CHECKING: Final = "check"
_OVER: Final = "command"
_BEGUN_IN: Final = "in"
_DOINGS: Final[tuple[Doing, ...]] = get_args(Doing)


def half_typed(reading: LineReading, stem: str, line: str) -> dict[str, str]:
    """By place: the line itself (at `stem`, with the item in which it was begun), and what stands over it meanwhile
    (an edit, a check, a command). An edit that is as it began isn't half typed.
    """
    target = reading.target
    begun_in = (_BEGUN_IN, reading.begun_in) if reading.begun_in else ()
    own = draft_place(stem, *begun_in, record=reading.record)
    if target is None and not reading.stash:
        return {own: line}
    texts = {own: reading.stash}
    if target is None:
        texts[draft_place(stem, _OVER)] = line
    elif line != reading.begun_with:
        about_it = (stem, target.doing, target.entry_id, *((_CHECKING,) if target.checking else ()))
        texts[draft_place(*about_it, record=reading.aim_record, begun=reading.begun_with)] = line
    return texts


def is_own(place: str, stem: str) -> bool:
    """Whether a place at or beneath `stem` is that of the line itself, and of nothing over it."""
    return not about(place, stem) or is_beneath(place, draft_place(stem, _BEGUN_IN))


def begun_in(place: str, stem: str, live: LiveMeeting) -> str | None:
    """The item in which the line at a place was begun; None for none, or when that is gone."""
    item_id = about(place, draft_place(stem, _BEGUN_IN)) if is_own(place, stem) and about(place, stem) else ""
    return item_id if any(item.id == item_id for item in live.items) else None


def target_of(place: str, stem: str, live: LiveMeeting) -> Target | None:
    """What the line at a place beneath `stem` was aimed at; None for nothing, or when that is gone."""
    doing, _space, rest = about(place, stem).partition(" ")
    entry_id, _space, checking = rest.partition(" ")
    if doing not in _DOINGS or live.find_entry(entry_id) is None:
        return None
    return Target(doing, entry_id, checking=checking == _CHECKING)


def as_copy(draft: Draft) -> Draft:
    """A draft of a session that lives, to go on with here: what is made of it is another record."""
    return structs.replace(draft, place=draft_place(draft.place.partition("\n")[0], begun=begun_of(draft.place)))


def more_left(workspace: Workspace, stem: str, standing: Mapping[str, str]) -> str:
    """How many more unfinished lines than those that are `standing` were left at `stem`, and the key for them."""
    left = left_unfinished(workspace, stem)
    more = sum(standing.get(draft.place) != draft.text for draft in left)
    words = ngettext("{count} more unfinished line: F4", "{count} more unfinished lines: F4", more)
    return words.format(count=more) if more else ""


def stands_again(draft: Draft) -> str:
    """That what was typed stands there again, and since when it is from."""
    typed = draft.at.astimezone()
    if typed.date() == clock.today():
        return _("the line that you typed at {time} stands there again").format(time=wall(draft.at))
    words = _("the line that you typed on {day} at {time} stands there again")
    return words.format(day=day(typed.date()), time=wall(draft.at))
