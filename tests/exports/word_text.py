"""Reading Word documents back in tests: their paragraphs in order, those of tables included."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

import docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph


def opened(package: bytes) -> Document:
    return docx.Document(io.BytesIO(package))


def paragraphs(package: bytes) -> list[Paragraph]:
    return list(_paragraphs(opened(package)))


def texts(package: bytes) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(package)]


def styled(package: bytes) -> list[tuple[str, str]]:
    """The id of the style and the text of each paragraph."""
    return [(paragraph.style.style_id if paragraph.style else "", paragraph.text) for paragraph in paragraphs(package)]


def part(package: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return ElementTree.fromstring(archive.read(name))


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.paragraphs
        else:
            yield block
