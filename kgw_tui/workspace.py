"""Everything that one user works with: the two stores and the settings, as the composition root hands them out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kgw_tui.settings import Settings
from kgw_tui.store import Store


@dataclass
class Workspace:
    """The shared and the private store of a home, its settings, and what is known about how they were found.

    `save_settings` writes new settings durably and makes them the ones in force. `notices` are sentences for the
    user about the opening (a torn line that was cut off, a network file system), in the language in force.
    """

    home: Path
    shared: Store
    private: Store
    settings: Settings
    write_settings: Callable[[Settings], None]
    notices: tuple[str, ...] = ()
    throw_away: bool = False
    closers: list[Callable[[], None]] = field(default_factory=list[Callable[[], None]])

    def save_settings(self, settings: Settings) -> None:
        """Write `settings` and use them from now on. Raises StoreUnavailable when they can't be written."""
        self.write_settings(settings)
        self.settings = settings

    def close(self) -> None:
        """Close both stores."""
        self.shared.close()
        self.private.close()
        for closer in self.closers:
            closer()
