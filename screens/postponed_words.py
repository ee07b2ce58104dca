"""What is said of something that was put off: how often and why, and in passing whether it has to live."""

from __future__ import annotations

from kgw_tui.i18n import _, ngettext
from kgw_tui.records.entries import Action, AnyEntry
from kgw_tui.rules.postponing import TIMES


def put_off_words(entry: AnyEntry, *, why: bool = True) -> str:
    """How often an action was put off, and (with `why`) the reason of the last time; "" for what never was."""
    if not isinstance(entry, Action) or not entry.postponed:
        return ""
    times = len(entry.postponed)
    said = ngettext("put off {count} time", "put off {count} times", times).format(count=times)
    return " · ".join(filter(None, (said, entry.postponed[-1].why if why else "")))


def is_put_off_often(entry: AnyEntry) -> bool:
    """Whether putting it off once more is the time to ask whether it has to live."""
    return isinstance(entry, Action) and entry.status == "open" and len(entry.postponed) >= TIMES - 1


def asks_day(entry: AnyEntry) -> str:
    """What is asked where something gets another day: after a few times in passing also whether it has to live."""
    if is_put_off_often(entry):
        words = _("{before}: does it have to live? Esc, x drops it. Else: a day, and why")
        return words.format(before=put_off_words(entry, why=False))
    return _("until when, and why? Such as fri: waiting for figures. Enter alone: no day")
