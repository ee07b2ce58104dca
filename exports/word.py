"""Word documents: a document's blocks as WordprocessingML in the package of a house style."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

from .blocks import Block, Cell, Document, Emphasis, Paragraph, Role, Span, Table
from .built_in import BuiltIn
from .house_style import HouseStyle, Page
from .word_package import LANGUAGE_TAGS, zipped
from .wordml import legal, run_content, w

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_FIRST_LETTER: Final = re.compile(r"[^\W\d_]")
_DATE: Final = re.compile(r"\b([0-9]{1,2}) ([^\W\d_]+) ([0-9]{4})\b")
_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def write_docx(document: Document, style: HouseStyle | None = None) -> bytes:
    """The document as a .docx in `style` (None: the built-in one). The same document gives the same bytes.

    python-docx sees to the package and its properties; the body is written as text and put in when
    the package is zipped, so that its length costs next to nothing.
    """
    import docx  # some 60 ms: wanted only where Word is

    style = style or BuiltIn()
    starts = _starts(document)
    page = Page(document.language, document.running, document.wide, tuple(starts))
    word = docx.Document(io.BytesIO(style.package(page)))
    _describe(word, document)
    restarts = {number: style.numbering_from(position) for position, number in enumerate(starts)}
    body = _Body(style, restarts, style.text_width(wide=document.wide)).of((*document.blocks, *document.names))
    buffer = io.BytesIO()
    word.save(buffer)
    return _zipped(buffer.getvalue(), body)


def _describe(word: WordDocument, document: Document) -> None:
    """Fill the core properties; nothing of another's stays."""
    properties = word.core_properties
    properties.title = _short(document.title)
    properties.subject = _short(document.subject)
    properties.author = _short(document.author)
    properties.last_modified_by = _short(document.author)
    properties.category = _short(document.kind)
    properties.content_status = _short(document.status)
    properties.language = LANGUAGE_TAGS[document.language]
    properties.created = document.created
    properties.modified = document.modified
    properties.revision = 1


def _starts(document: Document) -> list[int]:
    """The numbers of items that aren't what Word would count to (the confidential ones alone, in their minutes)."""
    starts: list[int] = []
    counted = 0
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.number:
            counted += 1
            if block.number != counted:
                starts.append(block.number)
                counted = block.number
    return starts


def _zipped(package: bytes, body: str) -> bytes:
    """The package with `body` before the properties of its last section, and with fixed times."""
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    page = parts["word/document.xml"]
    end = page.rfind(b"<w:sectPr")
    parts["word/document.xml"] = page[:end] + body.encode() + page[end:]
    return zipped(parts)


class _Body:
    """Writes blocks as WordprocessingML; the ids of styles are looked up once."""

    def __init__(self, style: HouseStyle, restarts: dict[int, int], width: int) -> None:
        self._style = style
        self._restarts = restarts
        self._width = width
        self._paragraphs: dict[Role, str] = {}
        self._characters: dict[Emphasis, str] = {}

    def of(self, blocks: tuple[Block, ...]) -> str:
        return "".join(self._table(block) if isinstance(block, Table) else self._paragraph(block) for block in blocks)

    def _paragraph(self, block: Paragraph) -> str:
        properties = self._paragraphs.get(block.role)
        if properties is None:
            properties = f'<w:pStyle w:val="{self._style.paragraph(block.role)}"/>'
            self._paragraphs[block.role] = properties
        if block.number in self._restarts:
            properties += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self._restarts[block.number]}"/></w:numPr>'
        if _runs_right_to_left(block):
            properties += "<w:bidi/>"
        spans = tuple(map(_whole_dates, block.spans)) if block.role == "title" else block.spans
        return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(map(self._run, spans))}</w:p>"

    def _run(self, span: Span) -> str:
        if not span.text:
            return ""
        emphasis = self._characters.get(span.emphasis)
        if emphasis is None:
            style = self._style.character(span.emphasis)
            emphasis = f'<w:rStyle w:val="{style}"/>' if style else ""
            self._characters[span.emphasis] = emphasis
        if not span.text.isascii() and _RIGHT_TO_LEFT.search(span.text):
            emphasis += "<w:rtl/>"
        properties = f"<w:rPr>{emphasis}</w:rPr>" if emphasis else ""
        return f"<w:r>{properties}{run_content(span.text)}</w:r>"

    def _table(self, table: Table) -> str:
        widths = [self._width * column.width // 100 for column in table.columns]
        widths[-1] += self._width - sum(widths)
        heading = tuple((Paragraph("column", (Span(column.title),)),) for column in table.columns)
        properties = w(
            "tblPr",
            w("tblStyle", val=self._style.table()),
            w("tblW", w=self._width, type="dxa"),
            w("tblLayout", type="fixed"),
            w("tblLook", val="0620", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
            w("tblDescription", val=table.summary),
        )
        return w(
            "tbl",
            properties,
            w("tblGrid", *(w("gridCol", w=width) for width in widths)),
            self._row(heading, widths, w("cantSplit") + w("tblHeader")),
            *(self._row(row, widths, w("cantSplit")) for row in table.rows),
        )

    def _row(self, cells: tuple[Cell, ...], widths: list[int], properties: str) -> str:
        columns = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{"".join(map(self._paragraph, cell))}</w:tc>'
            for cell, width in zip(cells, widths, strict=True)
        )
        return f"<w:tr><w:trPr>{properties}</w:trPr>{columns}</w:tr>"


def _whole_dates(span: Span) -> Span:
    """A title doesn't break within its date: no year stands alone on the second line."""
    return Span(_DATE.sub("\\1\u00a0\\2\u00a0\\3", span.text), span.emphasis)


def _runs_right_to_left(block: Paragraph) -> bool:
    """Whether the first letter of what a user wrote belongs to a script that is written from right to left."""
    written = next((span.text for span in block.spans if span.emphasis == "" and span.text), "")
    if written.isascii():
        return False
    first = _FIRST_LETTER.search(written)
    return bool(first and _RIGHT_TO_LEFT.match(first[0]))


def _short(text: str) -> str:
    """A property holds 255 characters at most."""
    return legal(text)[:255]
