"""Making Word files while typing goes on: minutes that nobody has read through yet are read through first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.await_complete import AwaitComplete
from textual.widget import AwaitMount

from kgw_tui.documents import Genre, WriteDocument
from kgw_tui.errors import KgwError
from kgw_tui.i18n import _, current_language, language, ngettext
from kgw_tui.records.entries import ENTRIES
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.rules.dossier import Dossier
from kgw_tui.usecases.reading import dossier_of

from .words import short_folder

if TYPE_CHECKING:
    from .app import KgwApp


class WordFiles:
    """The documents of the meetings of one app, written by `write`."""

    def __init__(self, app: KgwApp, write: WriteDocument) -> None:
        """Nothing is made yet."""
        self._app = app
        self._write = write

    def make(self, meeting_id: str, genre: Genre) -> AwaitMount | AwaitComplete:
        """Make a Word file of a meeting; minutes that are a draft with something in them are read through first.

        May be awaited: then the screen of the read-through stands.
        """
        meeting = self._app.workspace.shared.get(MEETINGS, meeting_id)
        said = meeting is not None and bool(self._app.workspace.shared.query(ENTRIES, meeting=meeting_id))
        if meeting is not None and said and meeting.minutes_state == "draft":
            return self.read_through(meeting_id, genre)
        if meeting is not None and not said and meeting.state == "planned":
            self._app.say(_("nothing has been said in this meeting yet"), warning=True)
        else:
            self.write(meeting_id, genre)
        return AwaitComplete.nothing()

    def read_through(self, meeting_id: str, genre: Genre = "minutes") -> AwaitMount:
        """Go to the read-through of a meeting's minutes; `genre` is what is made when it is done."""
        from .review import ReviewScreen

        return self._app.push_screen(ReviewScreen(self._app.workspace, meeting_id, genre))

    def write(self, meeting_id: str, genre: Genre, *, confidential: bool = False) -> None:
        """Make a Word file of a meeting as it stands, while typing goes on, and say where it is. `confidential` asks
        for the minutes of the confidential items, and those alone.
        """
        self._app.waiting.retry()
        meeting = self._app.workspace.shared.get(MEETINGS, meeting_id)
        if meeting is not None:
            dossier = dossier_of(self._app.workspace, meeting)
            self._app.say(_("making the Word file…"))
            self._app.run_worker(
                partial(self._make, dossier, genre, current_language(), confidential=confidential),
                thread=True,
                exclusive=False,
                exit_on_error=False,
            )

    def _make(self, dossier: Dossier, genre: Genre, code: str, *, confidential: bool) -> None:
        with language(code):  # a thread doesn't know the language of the one that starts it, nor what it calls back
            sentence, warning = self._made(dossier, genre, confidential=confidential)
            self._app.call_from_thread(self._say_made, dossier.meeting.id, genre, sentence, warning=warning)

    def _say_made(self, meeting_id: str, genre: Genre, sentence: str, *, warning: bool) -> None:
        """Say where the file is; where its meeting is read, with what comes next."""
        from .read import ReadScreen

        if not warning and isinstance(self._app.screen, ReadScreen):
            sentence += self._app.screen.what_next(meeting_id, genre)
        waits = self._app.waiting.count(meeting_id)
        if waits:
            without = ngettext("{count} line not saved isn't in it", "{count} lines not saved aren't in it", waits)
            sentence, warning = f"{sentence} · {without.format(count=waits)}", True
        self._app.say(sentence, warning=warning)

    def _made(self, dossier: Dossier, genre: Genre, *, confidential: bool) -> tuple[str, bool]:
        """Make the file; gives what is to be said, and whether that is a warning."""
        try:
            path = self._write(dossier, genre, confidential=confidential)
        except KgwError as error:
            return str(error), True
        except OSError as error:
            words = _("the Word file can't be written ({reason}); start kgw in a folder of your own")
            return words.format(reason=error.strerror or error), True
        return _("✓ {name}, in {folder}").format(name=path.name, folder=short_folder(path)), False
