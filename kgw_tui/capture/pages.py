"""The lines of a capture file as they are read: numbered, and with the lines that continue them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from kgw_tui.text import clean

_CONTINUED: Final = "    "
_TABS: Final = re.compile(r"^\t+", re.MULTILINE)
_BLANK_ESCAPE: Final = re.compile(r"\s*\\+")
_PRIVATE: Final = r"(?:[0-9]{1,2}[:.][0-9]{2}\s+)?;"
_OWN_LINE: Final = re.compile(rf"\s*(?:\+|{_PRIVATE})")
_MARK_ESCAPE: Final = re.compile(rf"(\s+(?=\\+\+)|\s*(?=\\+{_PRIVATE}))\\(.*)", re.DOTALL)
_LIKE_MARK: Final = re.compile(rf"(\s+(?=\\*\+)|\s*(?=\\*{_PRIVATE}))(.*)", re.DOTALL)


class NumberedLine(NamedTuple):
    """A line with its number in the file (from 1). `text` holds the lines that continue it too, each after a `\\n`."""

    number: int
    text: str


def physical_lines(text: str) -> list[NumberedLine]:
    """The lines of a file as they stand: a byte order mark, carriage returns and control characters are gone."""
    text = _TABS.sub(lambda tabs: _CONTINUED * len(tabs[0]), text.removeprefix("\ufeff"))
    return [NumberedLine(number, line) for number, line in enumerate(clean(text).split("\n"), 1)]


def joined(lines: Sequence[NumberedLine], continues: Callable[[str, str], bool]) -> Iterator[NumberedLine]:
    """`lines` with those that continue another joined to it; blank lines are passed over.

    A line that is indented by four spaces continues the one above, when `continues(above, line)` allows it (both
    without indentation); otherwise, and when it begins with `+` (evidence, however far it is indented) or with `;`
    (for the writer alone: no indentation may make that public), it is a line of its own.
    """
    number, parts = 0, list[str]()
    for line in lines:
        if not line.text.strip():
            continue
        inner = line.text[len(_CONTINUED) :]
        indented = line.text.startswith(_CONTINUED) and not _OWN_LINE.match(inner)
        if indented and parts and continues(parts[0].strip(), inner):
            parts.append(_unprotected(inner))
            continue
        if parts:
            yield NumberedLine(number, "\n".join(parts))
        number, parts = line.number, [line.text]
    if parts:
        yield NumberedLine(number, "\n".join(parts))


def continued(text: str) -> str:
    """The lines of one entry as they are written: those after the first indented by four spaces."""
    first, *more = text.split("\n")
    return "\n".join([first, *(_CONTINUED + _protected(line) for line in more)])


def _protected(line: str) -> str:
    """A line within an entry so that it is neither blank, which would drop it, nor looks like evidence or private.

    A `+` right at its beginning has been dealt with by whoever wrote the entry's text.
    """
    if not line.strip() or _BLANK_ESCAPE.fullmatch(line):
        return f"{line}\\"
    like_mark = _LIKE_MARK.fullmatch(line)
    return f"{like_mark[1]}\\{like_mark[2]}" if like_mark else line


def _unprotected(line: str) -> str:
    if _BLANK_ESCAPE.fullmatch(line):
        return line[:-1]
    escaped = _MARK_ESCAPE.fullmatch(line)
    return f"{escaped[1]}{escaped[2]}" if escaped else line
