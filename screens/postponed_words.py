"""What is said of something that was put off: how often and why, and in passing whether it has to live."""

from __future__ import annotations

from kgw_tui.i18n import ngettext
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
