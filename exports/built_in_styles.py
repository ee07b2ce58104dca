"""The styles of the built-in house style: a table of what each looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from kgw_tui.i18n import N_

FONT: Final = "Arial"
"""On every machine, or by a font of exactly its widths: the same page in Word, LibreOffice and Pages."""
ACCENT: Final = "1D5468"
ACTION: Final = "A8540A"
QUIET: Final = "55606A"
RULE: Final = "C4CDD3"
TINT: Final = "EEF4F6"
INDENT: Final = 567
"""1 cm in twips: the numbers of items stand in the margin that it makes."""
BLOCK: Final = INDENT + 170
"""Where the text of what is set off begins, beside its bar."""
DASH: Final = 284
FIELD: Final = 1814
"""Where the second column of the heading block begins."""

ITEM_LIST: Final = 1
BULLET_LIST: Final = 2
NAME_LIST: Final = 3
EVIDENCE_LIST: Final = 4


@dataclass(frozen=True)
class Style:
    """A style and what it looks like; None and "" take what the style it is based on has.

    `name` is the name that Word knows a built-in one by, or one of our own (then translated). `size`, `before` and
    `after` are in points; `left` and `hanging` in twips; `line` in 240ths of a line; `bar` is the colour of a bar
    at the left, `bar_width` in eighths of a point; `numbering` the id of a list, 0 for none; `level` the level of a
    heading, from 0; `keep` holds the lines of a paragraph together, and with `next` also those of the next;
    `together` leaves out the space between paragraphs of the same style.
    """

    id: str
    name: str
    based_on: str = "Normal"
    following: str = ""
    size: float | None = None
    font: Literal["", "bold", "italic"] = ""
    colour: str = ""
    before: float | None = None
    after: float | None = None
    line: int | None = None
    left: int | None = None
    hanging: int | None = None
    numbering: int | None = None
    level: int | None = None
    keep: Literal["", "lines", "next"] = ""
    bar: str = ""
    bar_width: int = 18
    fill: str = ""
    right_tab: bool = False
    new_page: bool = False
    together: bool = False
    kind: Literal["paragraph", "character"] = "paragraph"

    @property
    def own(self) -> bool:
        """Whether it isn't one of Word's built-in styles."""
        return self.id.startswith("Kgw")


TEXT: Final = "BodyText"

STYLES: Final[tuple[Style, ...]] = (
    Style("Normal", "Normal", ""),
    Style(TEXT, "Body Text", after=4, left=INDENT),
    Style(
        "KgwDecision", N_("Decision"), TEXT, TEXT, bar=ACCENT, fill=TINT, before=6, after=6, left=BLOCK, keep="lines"
    ),
    Style("KgwAction", N_("Action"), TEXT, TEXT, bar=ACTION, before=4, after=4, left=BLOCK, keep="lines"),
    Style("KgwQuestion", N_("Open question"), TEXT, TEXT, bar=QUIET, before=4, after=4, left=BLOCK, keep="lines"),
    Style(
        "KgwAssumption", N_("Assumption"), TEXT, "KgwEvidence", before=4, after=3, left=BLOCK, keep="lines", bar=RULE
    ),
    Style(
        "KgwEvidence",
        N_("Evidence"),
        "ListBullet",
        after=4,
        left=BLOCK + DASH,
        hanging=DASH,
        numbering=EVIDENCE_LIST,
        bar=RULE,
    ),
    Style("KgwParked", N_("Parked"), TEXT, TEXT, before=4, after=4, left=BLOCK, keep="lines", bar=RULE),
    Style(
        "Heading1", "heading 1", "Normal", TEXT, 12.5, "bold", ACCENT, 16, 4, None, INDENT, INDENT, ITEM_LIST, 0, "next"
    ),
    Style(
        "Heading2", "heading 2", "Normal", TEXT, 10, "bold", QUIET, before=8, after=2, left=INDENT, level=1, keep="next"
    ),
    Style("Heading3", "heading 3", "Heading2", TEXT, font="italic", level=2, keep="next"),
    Style("Title", "Title", "Normal", "Subtitle", 19, "bold", ACCENT, before=0, after=3, line=240, keep="next"),
    Style("Subtitle", "Subtitle", "Normal", TEXT, 10, "bold", ACTION, after=14, keep="next"),
    Style("KgwSchool", N_("School name"), "Normal", "Title", colour=QUIET, after=10, keep="next"),
    Style("KgwField", N_("Heading line"), after=12, line=300, left=FIELD, hanging=FIELD, keep="lines", together=True),
    Style("KgwSection", N_("Heading without number"), "Heading1", TEXT, left=0, hanging=0, numbering=0),
    Style(
        "KgwAttachment", N_("Heading of an attachment"), "KgwSection", "ListNumber", before=0, after=8, new_page=True
    ),
    Style("ListBullet", "List Bullet", after=2, left=DASH, hanging=DASH, numbering=BULLET_LIST),
    Style("ListNumber", "List Number", after=2, left=INDENT, hanging=INDENT, numbering=NAME_LIST),
    Style("Caption", "caption", "Normal", TEXT, 9, colour=QUIET, before=0, after=8, keep="next"),
    Style("KgwCell", N_("Table text"), size=9, line=252),
    Style("KgwColumn", N_("Table heading"), "KgwCell", font="bold", colour=ACCENT, keep="next"),
    Style("Header", "header", size=8, colour=QUIET, right_tab=True),
    Style("Footer", "footer", size=8, colour=QUIET, right_tab=True),
    Style("KgwLabel", N_("Label"), "", font="bold", kind="character"),
    Style("KgwQuiet", N_("Detail"), "", colour=QUIET, kind="character"),
)
TABLE_NAME: Final = N_("List table")
