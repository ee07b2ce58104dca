"""Who was there, from when until when, in words."""

from __future__ import annotations

from kgw_tui.i18n import _
from kgw_tui.rules.attendance import Somebody, attendance
from kgw_tui.rules.dossier import Dossier
from kgw_tui.rules.wording import absence_word

__all__ = ["absence_word", "roll"]


def roll(dossier: Dossier) -> list[str]:
    """The names of who were there, guests last; with the times of coming and going."""
    who = attendance(dossier, general=False)
    guests = [Somebody(each.name, (_("guest"), *each.remarks)) for each in who.guests]
    return [str(each) for each in (*who.present, *guests)]
