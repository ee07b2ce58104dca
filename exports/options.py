"""What can be asked for when a record leaves: genre, format, reader, language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from kgw_tui.documents import Genre
from kgw_tui.records.meetings import Meeting

Format = Literal["docx", "md", "txt", "json", "csv", "ics"]
Audience = Literal["group", "mr", "board", "all"]
"""Who reads it: the group itself, the participation council (mr), the board, or everybody (`all`: read as strictly
as the council, never as "with everything in it")."""

GENRES: Final[tuple[Genre, ...]] = ("minutes", "concise", "decisions", "actions")
FORMATS: Final[tuple[Format, ...]] = ("docx", "md", "txt", "json", "csv", "ics")
AUDIENCES: Final[tuple[Audience, ...]] = ("group", "mr", "board", "all")


@dataclass(frozen=True)
class ExportOptions:
    """How a document is made (WORD.md, "What Dutch minutes look like").

    `since` keeps only what meetings on or after that date decided or agreed (decision and action lists).
    `final` leaves out the word CONCEPT. `speakers` and `untested` say whether speakers' names and untested claims
    stand in it; None takes what suits the audience: for the group itself yes, for others no. `confidential` gives
    the confidential items alone, in full (their own minutes); otherwise none of them shows more than that it was
    there. `next_meeting` is named at the end; `school` stands above the title.
    """

    language: str = "nl"
    audience: Audience = "group"
    since: dt.date | None = None
    final: bool = False
    speakers: bool | None = None
    untested: bool | None = None
    confidential: bool = False
    next_meeting: Meeting | None = None
    school: str = ""

    @property
    def shows_speakers(self) -> bool:
        """Whether names of those who spoke stand in the text."""
        return self.audience == "group" if self.speakers is None else self.speakers

    @property
    def shows_untested(self) -> bool:
        """Whether claims that nobody has checked stand in the text."""
        return self.audience == "group" if self.untested is None else self.untested

    @property
    def shows_grounds(self) -> bool:
        """Whether it is said what a decision stands on: for the group itself only."""
        return self.audience == "group"
