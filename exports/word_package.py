"""The package of a Word document: its parts beside the text, and a zip whose bytes depend on nothing but them."""

from __future__ import annotations

import io
import zipfile
from typing import Final
from xml.sax.saxutils import escape

from .wordml import DECLARATION, NAMESPACES, R, run_content, w

A4: Final = (11906, 16838)
"""Width and height in twips."""
MARGIN: Final = 1417
"""2.5 cm in twips."""
LANGUAGE_TAGS: Final = {"nl": "nl-NL", "en": "en-GB"}

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_TYPES: Final = "application/vnd.openxmlformats-officedocument"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_PARTS: Final = {
    "word/document.xml": f"{_TYPES}.wordprocessingml.document.main+xml",
    "word/styles.xml": f"{_TYPES}.wordprocessingml.styles+xml",
    "word/numbering.xml": f"{_TYPES}.wordprocessingml.numbering+xml",
    "word/settings.xml": f"{_TYPES}.wordprocessingml.settings+xml",
    "word/fontTable.xml": f"{_TYPES}.wordprocessingml.fontTable+xml",
    "word/footer1.xml": f"{_TYPES}.wordprocessingml.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": f"{_TYPES}.extended-properties+xml",
}


def text_width(*, wide: bool) -> int:
    """The width between the margins in twips; `wide` is a page on its side."""
    return (A4[1] if wide else A4[0]) - 2 * MARGIN


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip of `parts` in their order, every one with the same fixed time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, data)
    return buffer.getvalue()


def empty_package(styles: str, numbering: str, fonts: str, footer: str, *, language: str, wide: bool) -> bytes:
    """A .docx with these parts (the content of their root elements) and an empty body on A4."""
    roots = {
        "word/document.xml": ("document", w("body", _section(wide=wide))),
        "word/styles.xml": ("styles", styles),
        "word/numbering.xml": ("numbering", numbering),
        "word/settings.xml": ("settings", _settings(language)),
        "word/fontTable.xml": ("fonts", fonts),
        "word/footer1.xml": ("ftr", footer),
    }
    texts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{R}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{R}/extended-properties", "docProps/app.xml"),
        ),
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
        ),
        "docProps/app.xml": (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            "<Application>kgw</Application></Properties>"
        ),
        "word/_rels/document.xml.rels": _relations(
            (f"{R}/footer", "footer1.xml"),
            *((f"{R}/{name}", f"{name}.xml") for name in ("styles", "numbering", "settings", "fontTable")),
        ),
        **{name: f"<w:{root} {NAMESPACES}>{content}</w:{root}>" for name, (root, content) in roots.items()},
    }
    return zipped({name: (DECLARATION + text).encode() for name, text in texts.items()})


def footer_with_pages(running: str, words: str, *, wide: bool) -> str:
    """The content of a footer: `running` at the left, and at the right `words` with fields for {page} and {pages}."""
    upright, turned = text_width(wide=False), text_width(wide=True)
    tabs = w("tabs", w("tab", val="clear", pos=upright), w("tab", val="right", pos=turned)) if wide else ""
    before, _page, rest = words.partition("{page}")
    between, _pages, after = rest.partition("{pages}")
    runs = (
        _run(running),
        w("r", w("tab")),
        _run(before),
        _field("PAGE"),
        _run(between),
        _field("NUMPAGES"),
        _run(after),
    )
    return w("p", w("pPr", w("pStyle", val="Footer"), tabs), *runs)


def _run(text: str) -> str:
    return w("r", run_content(text)) if text else ""


def _field(code: str) -> str:
    return w("fldSimple", w("r", run_content("1")), instr=f" {code} ")


def _section(*, wide: bool) -> str:
    size = w("pgSz", w=A4[1], h=A4[0], orient="landscape") if wide else w("pgSz", w=A4[0], h=A4[1])
    margins = dict.fromkeys(("top", "right", "bottom", "left"), MARGIN)
    return w(
        "sectPr",
        '<w:footerReference w:type="default" r:id="rId1"/>',
        size,
        w("pgMar", **margins, header=709, footer=709, gutter=0),
        w("cols", space=708),
    )


def _settings(language: str) -> str:
    compatible = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
    }
    word = "http://schemas.microsoft.com/office/word"
    decimal, separator = (",", ";") if language == "nl" else (".", ",")
    return "".join(
        (
            w("zoom", percent=100),
            w("defaultTabStop", val=709),
            w("characterSpacingControl", val="doNotCompress"),
            w("compat", *(w("compatSetting", name=name, uri=word, val=val) for name, val in compatible.items())),
            w("themeFontLang", val=LANGUAGE_TAGS[language]),
            w("decimalSymbol", val=decimal),
            w("listSeparator", val=separator),
        )
    )


def _content_types() -> str:
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in _PARTS.items())
        + "</Types>"
    )


def _relations(*targets: tuple[str, str]) -> str:
    lines = (
        f'<Relationship Id="rId{number}" Type="{escape(kind)}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'
