"""Styles, numbering and fonts of the built-in house style as WordprocessingML.

Children stand in the order that ISO/IEC 29500-1 demands; Word refuses what other programs forgive.
"""

from __future__ import annotations

from typing import Final

from kgw_tui.i18n import _

from .built_in_styles import (
    ACCENT,
    BLOCK,
    BULLET_LIST,
    DASH,
    EVIDENCE_LIST,
    FONT,
    INDENT,
    ITEM_LIST,
    NAME_LIST,
    RULE,
    STYLES,
    TABLE_NAME,
    Style,
)
from .word_package import LANGUAGE_TAGS, text_width
from .wordml import w

FIRST_START: Final = 5
"""The id of the first numbering of items that begins elsewhere than at 1."""
TABLE: Final = "KgwTable"


def styles(language: str) -> str:
    """The content of styles.xml; own styles are named in the language in force."""
    tag = LANGUAGE_TAGS[language]
    text = w(
        "rPr",
        w("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT),
        w("sz", val=20) + w("szCs", val=20),
        w("lang", val=tag, eastAsia=tag, bidi="ar-SA"),
    )
    spacing = w("pPr", w("spacing", after=0, line=271, lineRule="auto"))
    hidden = {"defLockedState": 0, "defUIPriority": 99, "defSemiHidden": 1, "defUnhideWhenUsed": 0, "defQFormat": 0}
    return "".join(
        (
            w("docDefaults", w("rPrDefault", text), w("pPrDefault", spacing)),
            w("latentStyles", **hidden, count=376),
            *(_style(style, rank, tag) for rank, style in enumerate(STYLES)),
            _default("character", "DefaultParagraphFont", "Default Paragraph Font"),
            _default("numbering", "NoList", "No List"),
            _default("table", "TableNormal", "Normal Table", w("tblPr", _cell_margins(0, 108, 0, 108))),
            _table_style(),
        )
    )


def numbering(starts: tuple[int, ...]) -> str:
    """The content of numbering.xml: items, dashes, names, and one list for each of `starts`."""
    lists = (
        (ITEM_LIST, _level("decimal", "%1", INDENT, INDENT, "Heading1")),
        (BULLET_LIST, _level("bullet", "–", DASH, DASH, "ListBullet")),
        (EVIDENCE_LIST, _level("bullet", "–", BLOCK + DASH, DASH, "KgwEvidence")),
        (NAME_LIST, _level("decimal", "%1.", INDENT, INDENT, "ListNumber")),
    )
    return "".join(
        (
            *(
                w(
                    "abstractNum",
                    w("nsid", val=f"4B475700{number:02}"[-8:]),
                    w("multiLevelType", val="singleLevel"),
                    w("tmpl", val=f"4B475710{number:02}"[-8:]),
                    level,
                    abstractNumId=number,
                )
                for number, level in lists
            ),
            *(w("num", w("abstractNumId", val=number), numId=number) for number, _lvl in lists),
            *(
                w(
                    "num",
                    w("abstractNumId", val=ITEM_LIST),
                    w("lvlOverride", w("startOverride", val=start), ilvl=0),
                    numId=FIRST_START + position,
                )
                for position, start in enumerate(starts)
            ),
        )
    )


def fonts() -> str:
    """The content of fontTable.xml."""
    return w(
        "font",
        w("altName", val="Liberation Sans"),
        w("panose1", val="020B0604020202020204"),
        w("charset", val="00"),
        w("family", val="swiss"),
        w("pitch", val="variable"),
        name=FONT,
    )


def _level(fmt: str, text: str, left: int, hanging: int, style: str) -> str:
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=fmt),
        w("pStyle", val=style),
        w("lvlText", val=text),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=left, hanging=hanging)),
        ilvl=0,
    )


def _style(style: Style, rank: int, tag: str) -> str:
    attributes: dict[str, str] = {"type": style.kind}
    if style.id == "Normal":
        attributes["default"] = "1"
    if style.own:
        attributes["customStyle"] = "1"
    paragraph = _paragraph_properties(style)
    run = _run_properties(style, tag)
    return w(
        "style",
        w("name", val=_(style.name) if style.own else style.name),
        w("basedOn", val=style.based_on) if style.based_on else "",
        w("next", val=style.following) if style.following else "",
        w("uiPriority", val=rank),
        w("qFormat"),
        w("pPr", paragraph) if paragraph else "",
        w("rPr", run) if run else "",
        **attributes,
        styleId=style.id,
    )


def _paragraph_properties(style: Style) -> str:
    bar = w("left", val="single", sz=style.bar_width, space=8, color=style.bar)
    if style.fill:  # borders of the fill's own colour hold it off the text; a white one parts two in a row
        edge = {"val": "single", "sz": 8, "space": 3, "color": style.fill}
        white = w("between", val="single", sz=36, space=3, color="FFFFFF")
        bar = w("top", **edge) + bar + w("bottom", **edge) + white
    before = {"before": round(style.before * 20)} if style.before is not None else {}
    after = {"after": round(style.after * 20)} if style.after is not None else {}
    line = {"line": style.line, "lineRule": "auto"} if style.line is not None else {}
    spacing: dict[str, str | int] = {**before, **after, **line}
    left = {"left": style.left} if style.left is not None else {}
    hanging = {"hanging": style.hanging} if style.hanging is not None else {}
    indent = {**left, **hanging}
    known = (
        (style.keep == "next", w("keepNext")),
        (style.keep, w("keepLines")),
        (style.new_page, w("pageBreakBefore")),
        (style.id == "Normal", w("widowControl")),
        (style.numbering is not None, w("numPr", w("numId", val=style.numbering or 0))),
        (style.bar, w("pBdr", bar)),
        (style.fill, w("shd", val="clear", color="auto", fill=style.fill)),
        (style.right_tab, w("tabs", w("tab", val="right", pos=text_width(wide=False)))),
        (spacing, w("spacing", **spacing)),
        (indent, w("ind", **indent)),
        (style.together, w("contextualSpacing")),
        (style.level is not None, w("outlineLvl", val=style.level or 0)),
    )
    return "".join(xml for wanted, xml in known if wanted)


def _run_properties(style: Style, tag: str) -> str:
    size = round(style.size * 2) if style.size else 0
    known = (
        (style.font == "bold", w("b") + w("bCs")),
        (style.font == "italic", w("i") + w("iCs")),
        (style.colour, w("color", val=style.colour)),
        (size, w("sz", val=size) + w("szCs", val=size)),
        (style.id == "Normal", w("lang", val=tag)),
    )
    return "".join(xml for wanted, xml in known if wanted)


def _default(kind: str, id_: str, name: str, *rest: str) -> str:
    marks = (w("name", val=name), w("uiPriority", val=99), w("semiHidden"), w("unhideWhenUsed"))
    return w("style", *marks, *rest, type=kind, default=1, styleId=id_)


def _table_style() -> str:
    borders = w(
        "tblBorders",
        w("bottom", val="single", sz=4, space=0, color=RULE),
        w("insideH", val="single", sz=4, space=0, color=RULE),
    )
    under = w("tcBorders", w("bottom", val="single", sz=8, space=0, color=ACCENT))
    return w(
        "style",
        w("name", val=_(TABLE_NAME)),
        w("basedOn", val="TableNormal"),
        w("uiPriority", val=len(STYLES)),
        w("qFormat"),
        w("tblPr", borders, _cell_margins(70, 0, 70, 142)),
        w("tblStylePr", w("tcPr", under, w("vAlign", val="bottom")), type="firstRow"),
        type="table",
        customStyle=1,
        styleId=TABLE,
    )


def _cell_margins(top: int, left: int, bottom: int, right: int) -> str:
    sides = (("top", top), ("left", left), ("bottom", bottom), ("right", right))
    return w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in sides))
