"""From which width on the screens show more."""

from __future__ import annotations

from typing import Final

WIDE: Final = 60
"""From this many columns on there is room on a row for when and where, beside what it is about."""
