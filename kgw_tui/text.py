"""What text is let in: NFC, without what neither XML nor a terminal can carry; everything else is kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_BREAKS: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# C0 and C1 (so ESC too, after which an escape sequence is only its harmless letters), DEL, lone halves of surrogate
# pairs, and the two noncharacters that XML 1.0 forbids.
_UNWANTED: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACING: Final = re.compile("[\t\n]+")
_MOST_MARKS: Final = 30  # on one letter: the Stream-Safe Text Format (UAX #15); no language needs more
_MAYBE_PILED: Final = re.compile(rf"[^\x00-\u02ff]{{{_MOST_MARKS + 1},}}")
_JOINER: Final = "\u034f"  # COMBINING GRAPHEME JOINER, which the Stream-Safe format puts between


def clean(text: str) -> str:
    """`text` as it may be stored: NFC, every line break `\\n`, a tab as one space, no other control characters."""
    if text.isascii() and text.isprintable():
        return text
    text = _UNWANTED.sub("", _BREAKS.sub("\n", text)).replace("\t", " ")
    return text if text.isascii() else unicodedata.normalize("NFC", _unpiled(text))


def clean_line(text: str) -> str:
    """`text` as one line: cleaned, each run of line breaks and tabs one space, without space at its end."""
    return clean(_SPACING.sub(" ", _BREAKS.sub("\n", text))).rstrip()


def _unpiled(text: str) -> str:
    """Long piles of combining marks, parted: sorting them takes quadratic time, which would hang on a pasted prank."""
    return _MAYBE_PILED.sub(lambda run: "".join(_parted(run[0])), text)


def _parted(run: str) -> Iterator[str]:
    height = 0
    for character in run:
        height = height + 1 if unicodedata.combining(character) else 0
        if height > _MOST_MARKS:
            yield _JOINER
            height = 1
        yield character
