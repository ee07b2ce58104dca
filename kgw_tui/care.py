"""What the core asks of whatever looks after the stores while people work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Care(Protocol):
    """Does what the stores need now and then: their backup of the day, and the like."""

    def look_after(self, stop: Callable[[], bool] = bool) -> tuple[str, ...]:
        """Do what is due, in a thread of its own; `stop` is asked in between. Sentences for the user, each once."""
        ...

    def look_after_briefly(self) -> tuple[str, ...]:
        """Do what is due and takes an instant, for a command that has written. Sentences for the user."""
        ...


class NoCare:
    """Nothing is looked after: of a demo nothing stays."""

    def look_after(self, stop: Callable[[], bool] = bool) -> tuple[str, ...]:
        """Do nothing."""
        return ()

    def look_after_briefly(self) -> tuple[str, ...]:
        """Do nothing."""
        return ()
