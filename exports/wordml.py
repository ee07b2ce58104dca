"""Writing WordprocessingML as text: elements, namespaces, and text that XML can carry."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES: Final = f'xmlns:w="{W}" xmlns:r="{R}"'
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS: Final = re.compile("\r\n?|[\u0085\u2028\u2029]")
_BREAKS: Final = re.compile("([\n\t])")
_ELEMENTS: Final = {"\n": "<w:br/>", "\t": "<w:tab/>"}


def w(name: str, /, *children: str, **attributes: str | int) -> str:
    """An element of the main namespace with attributes of it: `w("tab", val="right", pos=9072)`.

    Children are written in the order given: that of the standard is the caller's to keep.
    """
    written = "".join(f" w:{key}={quoteattr(str(value))}" for key, value in attributes.items())
    content = "".join(children)
    return f"<w:{name}{written}>{content}</w:{name}>" if content else f"<w:{name}{written}/>"


def legal(text: str) -> str:
    """`text` without what XML can't carry, with one kind of line end."""
    if not text.isascii() or "\r" in text:
        text = _LINE_ENDS.sub("\n", text)
    return _ILLEGAL.sub("", text)


def run_content(text: str) -> str:
    """`text` as the content of a run, line breaks and tabs as elements."""
    written = escape(legal(text))
    if "\n" not in written and "\t" not in written:
        return f'<w:t xml:space="preserve">{written}</w:t>'
    pieces = _BREAKS.split(written)
    return "".join(_ELEMENTS.get(piece) or f'<w:t xml:space="preserve">{piece}</w:t>' for piece in pieces if piece)
