"""What a house style of Word documents is: where styles are found, and the package that a document starts from.

The built-in one is `built_in`. A school's own template will answer to the same protocol.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from .blocks import Emphasis, Role


@dataclass(frozen=True)
class Page:
    """What a document asks of the package it starts from.

    `running` stands in the footer beside "page x of y"; `wide` turns it on its side; `starts` are the numbers at
    which the numbering of agenda items begins anew.
    """

    language: str
    running: str
    wide: bool = False
    starts: tuple[int, ...] = ()


class HouseStyle(Protocol):
    """What the writer of Word documents asks of a house style.

    Style ids are those of the package that `package` gives: a .docx whose body holds nothing but the properties of
    its last section.
    """

    def paragraph(self, role: Role) -> str:
        """The id of the paragraph style for `role`."""
        ...

    def character(self, emphasis: Emphasis) -> str:
        """The id of the character style for `emphasis`; "" for plain text."""
        ...

    def table(self) -> str:
        """The id of the table style."""
        ...

    def text_width(self, *, wide: bool) -> int:
        """The width of the text in twips (twentieths of a point)."""
        ...

    def numbering_from(self, position: int) -> int:
        """The id of the numbering that begins at the start number in that position of `Page.starts`."""
        ...

    def package(self, page: Page) -> bytes:
        """The .docx to start from."""
        ...
