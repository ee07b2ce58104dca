"""Minutes made the way one makes them first: with python-docx's own calls, a style by its name for each paragraph.

The peer that the writer of Word documents is measured against: the same blocks, the same text, the same styles.
"""

from __future__ import annotations

import io
from typing import Final

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt, RGBColor

from kgw_tui.exports.blocks import Block, Paragraph, Role, Table
from kgw_tui.exports.minutes import minutes
from kgw_tui.exports.options import ExportOptions
from kgw_tui.rules.dossier import Dossier

_STYLES: Final[dict[Role, str]] = {
    "school": "Normal",
    "title": "Title",
    "status": "Subtitle",
    "field": "Heading line",
    "item": "Heading 1",
    "phase": "Heading 2",
    "section": "Heading 1",
    "attachment": "Heading 1",
    "plain": "Body Text",
    "flush": "Normal",
    "note": "Body Text",
    "decision": "Decision",
    "action": "Action",
    "assumption": "Assumption",
    "question": "Open question",
    "evidence": "List Bullet",
    "parked": "Parked",
    "point": "List Bullet",
    "caption": "Caption",
    "name": "List Number",
    "cell": "Table text",
    "column": "Table heading",
}
_OWN: Final = (
    "Heading line",
    "Decision",
    "Action",
    "Assumption",
    "Open question",
    "Parked",
    "Table text",
    "Table heading",
)
_CHARACTERS: Final = {"label": "Label", "quiet": "Detail"}


def build_naive(dossier: Dossier) -> bytes:
    """The elaborate minutes of `dossier` as a .docx, with document.add_paragraph(style=…) and table.cell(…)."""
    made = minutes(dossier, ExportOptions())
    document = docx.Document()
    _add_styles(document)
    document.core_properties.title = made.title
    document.core_properties.author = made.author
    for block in (*made.blocks, *made.names):
        _add(document, block)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add_styles(document: WordDocument) -> None:
    for name in _OWN:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Body Text"]
        style.paragraph_format.space_after = Pt(4)
    for name, bold in (("Label", True), ("Detail", False)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.bold = bold
        style.font.color.rgb = RGBColor(0x55, 0x60, 0x6A)


def _add(document: WordDocument, block: Block) -> None:
    if isinstance(block, Table):
        _add_table(document, block)
        return
    number = f"{block.number} " if block.number else ""
    paragraph = document.add_paragraph(number, style=_STYLES[block.role])
    for span in block.spans:
        paragraph.add_run(span.text, style=_CHARACTERS.get(span.emphasis))


def _add_table(document: WordDocument, block: Table) -> None:
    table = document.add_table(rows=1 + len(block.rows), cols=len(block.columns), style="Table Grid")
    for index, column in enumerate(block.columns):
        table.cell(0, index).text = column.title
    for row, cells in enumerate(block.rows, 1):
        for index, cell in enumerate(cells):
            table.cell(row, index).text = "\n".join(_text(paragraph) for paragraph in cell)


def _text(paragraph: Paragraph) -> str:
    return paragraph.text
