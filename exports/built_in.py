"""The built-in house style: quiet, sans serif, one accent, A4."""

from __future__ import annotations

from typing import Final

from kgw_tui.i18n import _
from kgw_tui.i18n import language as speaking

from . import style_sheet
from .blocks import Emphasis, Role
from .house_style import Page
from .word_package import empty_package, footer_with_pages, text_width

_ROLES: Final[dict[Role, str]] = {
    "school": "KgwSchool",
    "title": "Title",
    "status": "Subtitle",
    "field": "KgwField",
    "item": "Heading1",
    "phase": "Heading2",
    "section": "KgwSection",
    "attachment": "KgwAttachment",
    "plain": "BodyText",
    "flush": "Normal",
    "note": "BodyText",
    "decision": "KgwDecision",
    "action": "KgwAction",
    "assumption": "KgwAssumption",
    "question": "KgwQuestion",
    "evidence": "KgwEvidence",
    "parked": "KgwParked",
    "point": "ListBullet",
    "caption": "Caption",
    "name": "ListNumber",
    "cell": "KgwCell",
    "column": "KgwColumn",
}
_CHARACTERS: Final[dict[Emphasis, str]] = {"": "", "label": "KgwLabel", "quiet": "KgwQuiet"}


class BuiltIn:
    """The style that comes with the program (a HouseStyle)."""

    def paragraph(self, role: Role) -> str:
        """The id of the paragraph style for `role`."""
        return _ROLES[role]

    def character(self, emphasis: Emphasis) -> str:
        """The id of the character style for `emphasis`; "" for plain text."""
        return _CHARACTERS[emphasis]

    def table(self) -> str:
        """The id of the table style."""
        return style_sheet.TABLE

    def text_width(self, *, wide: bool) -> int:
        """The width of the text in twips: A4 less twice 2.5 cm."""
        return text_width(wide=wide)

    def numbering_from(self, position: int) -> int:
        """The id of the numbering that begins at the start number in that position of `Page.starts`."""
        return style_sheet.FIRST_START + position

    def package(self, page: Page) -> bytes:
        """The .docx to start from."""
        with speaking(page.language):
            return empty_package(
                style_sheet.styles(page.language),
                style_sheet.numbering(page.starts),
                style_sheet.fonts(),
                footer_with_pages(page.running, _("page {page} of {pages}"), wide=page.wide),
                language=page.language,
                wide=page.wide,
            )
