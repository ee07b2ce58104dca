"""What one key does to the time of a running meeting: five minutes more for the item, or the rest of it parked."""

from __future__ import annotations

import msgspec

from kgw_tui import clock
from kgw_tui.i18n import _
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem
from kgw_tui.rules import agenda
from kgw_tui.rules.clocks import Forecast, forecast, given_more
from kgw_tui.usecases.attending import who_is
from kgw_tui.usecases.live import LiveMeeting


def give_more(live: LiveMeeting) -> AgendaItem:
    """Give the current item five minutes more; gives it as it then is. Raises Refused before the first item."""
    item = live.current_item()
    with live.writing("item.minutes") as tx:
        live.demand_open(tx)
        longer = given_more(live.fresh_item(tx, item.id), clock.now())
        tx.put(ITEMS, longer)
    return longer


def park_rest(live: LiveMeeting) -> AgendaItem | None:
    """Park what is left of the current item, and go on to the next that is open; gives that, or None after the last.

    Where another terminal has gone on already, that is where the meeting stays; it is given then. What is parked comes
    back in the next meeting of the series. Raises Refused before the first item.
    """
    item, now = live.current_item(), clock.now()
    with live.writing("item.park") as tx:
        meeting = live.begun(tx)
        stopped = agenda.stopped(live.fresh_item(tx, item.id), now, done=False)
        tx.put(ITEMS, msgspec.structs.replace(stopped, state="parked"))
        if meeting.current_item != item.id:
            return tx.get(ITEMS, meeting.current_item)
        later = [each for each in tx.query(ITEMS, meeting=live.meeting_id) if each.order > item.order]
        following = agenda.neighbour(later, "", 1)
        if following is None:
            return None
        tx.put(ITEMS, agenda.started(following, now))
        tx.put(MEETINGS, msgspec.structs.replace(meeting, current_item=following.id))
    return following


def outlook(live: LiveMeeting) -> Forecast:
    """What is to be expected of the rest of the meeting, now."""
    return forecast(live.meeting, live.items, clock.now())


def say_consequence(live: LiveMeeting, expects: Forecast) -> str:
    """What the time of the current item costs the next one, as `outlook` expects it: "3 Rooster begins 12 min later";
    "" when nothing.
    """
    expected = next(iter(expects.to_come), None)
    if expected is None or expected.later <= 0:
        return ""
    number = live.items.index(expected.item) + 1
    words = _("{number} {title} begins {minutes} min later")
    return words.format(number=number, title=expected.item.title, minutes=expected.later)


def lead_by(live: LiveMeeting, words: str) -> str:
    """Note who leads the current item, by name; without a name the chair does. Gives a sentence."""
    who = who_is(live, words) if words.strip(" @") else None
    live.change_item("item.lead", led_by=who, lead="" if who else "chair")
    if who is None:
        return _("the chair leads this item")
    return _("{name} leads this item; ^g shows what you can do meanwhile").format(name=live.context.directory.name(who))
