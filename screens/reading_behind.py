"""A list whose first look may take long: what is read of years of minutes is read behind the keys."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import suppress
from typing import Final

from textual.worker import Worker, WorkerError

from kgw_tui.errors import KgwError
from kgw_tui.i18n import _

from .asking import AskingScreen
from .slices import at_once, in_slices, making_much
from .widgets.pick_list import PickRow

FIRST_LOOK: Final = 0.05
"""Seconds that the first look may take before its key is done with; what takes longer is read behind the keys."""


class ReadingBehind(AskingScreen):
    """The stem of such lists. `reading` says what is read; from the first look on that is kept in step."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        super().__init__()
        self._reading: Worker[None] | None = None

    def reading(self) -> Generator[None, None, bool]:
        """Read what the list is made of, in small steps; True after the last."""
        yield from ()
        return True

    def store_changed(self) -> None:
        """Read anew; below another screen that waits until one comes back."""
        if not self.is_current or (self._reading is not None and not self._reading.is_finished):
            return
        if at_once(self.reading(), FIRST_LOOK):
            super().store_changed()
        else:
            self._reading = self.run_worker(self._read_on())

    async def whole(self) -> None:
        """Wait until what is done by a key can be done to what is chosen: until all has been read."""
        if self._reading is not None and not self._reading.is_finished:
            with suppress(WorkerError):  # when the screen goes
                await self._reading.wait()

    async def _read_on(self) -> None:
        self.rows.show_rows([PickRow("", _("reading…"), heading=True)])
        try:
            with making_much():
                read = await in_slices(self.reading(), lambda: self.is_attached)
        except KgwError as error:
            self.say(str(error), warning=True)
            return
        if read:
            super().store_changed()
