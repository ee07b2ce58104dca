"""The order in which ISO/IEC 29500-1 wants the children of WordprocessingML elements, and a check of parts against it.

Word refuses a file whose elements stand in another order; LibreOffice and python-docx forgive it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_PARAGRAPH: Final = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_RUN: Final = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath"
)
_BORDERS: Final = "top left start bottom right end insideH insideV tl2br tr2bl"
_MARGINS: Final = "top left start bottom right end"

ORDER: Final[dict[str, tuple[str, ...]]] = {
    name: tuple(children.split())
    for name, children in {
        "document": "background body",
        "pPr": _PARAGRAPH,
        "rPr": _RUN,
        "pBdr": "top left bottom right between bar",
        "numPr": "ilvl numId numberingChange ins",
        "p": "pPr",  # then runs and fields in any order
        "r": "rPr",  # then text, breaks and tabs in any order
        "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
        "tblPr": (
            "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
            "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"
        ),
        "tblBorders": _BORDERS,
        "tblCellMar": _MARGINS,
        "tr": "tblPrEx trPr tc",
        "tc": "tcPr p",
        "tcPr": (
            "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark "
            "headers cellIns cellDel cellMerge tcPrChange"
        ),
        "tcBorders": _BORDERS,
        "sectPr": (
            "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
            "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings"
        ),
        "styles": "docDefaults latentStyles style",
        "docDefaults": "rPrDefault pPrDefault",
        "style": (
            "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
            "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
        ),
        "tblStylePr": "pPr rPr tblPr trPr tcPr",
        "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
        "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
        "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
        "num": "abstractNumId lvlOverride",
        "lvlOverride": "startOverride lvl",
        "settings": (
            "writeProtection view zoom removePersonalInformation removeDateAndTime "
            "doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText mirrorMargins "
            "alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop "
            "hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState attachedTemplate "
            "linkStyles stylePaneFormatFilter trackRevisions documentProtection defaultTabStop "
            "autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps evenAndOddHeaders "
            "bookFoldPrinting characterSpacingControl footnotePr endnotePr compat docVars rsids mathPr "
            "attachedSchema themeFontLang clrSchemeMapping decimalSymbol listSeparator"
        ),
        "fonts": "font",
        "font": (
            "altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic embedBoldItalic"
        ),
    }.items()
}
_OPEN_ENDED: Final = {"p", "r"}


def faults(package: bytes) -> Iterator[str]:
    """What stands in the wrong place in any WordprocessingML part of `package`, a line each."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for name in archive.namelist():
            root = ElementTree.fromstring(archive.read(name))
            if root.tag.startswith(W):
                for element in root.iter():
                    yield from _faults_in(name, element)


def _faults_in(part: str, element: ElementTree.Element) -> Iterator[str]:
    name = element.tag.removeprefix(W)
    order = ORDER.get(name)
    if order is None:
        return
    children = [child.tag.removeprefix(W) for child in element]
    if name in _OPEN_ENDED:
        if order[0] in children[1:]:
            yield f"{part}: {order[0]} is not first in {name}"
        return
    unknown = [child for child in children if child not in order]
    if unknown:
        yield f"{part}: {unknown} in {name}"
        return
    places = [order.index(child) for child in children]
    if places != sorted(places):
        yield f"{part}: {name} has {children}"
