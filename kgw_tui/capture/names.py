"""Lists of names in a header, read and written: `A, B (mk) en C`, `team 2 behalve Ans`, `"Jan" (@jan)`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_AND: Final = re.compile(r"\s(?:en|and)\s", re.IGNORECASE)
_MOST_BRACKETS: Final = 8
_SIGNS: Final = re.compile(r'[,;()"\\]')
_EXCEPT: Final = re.compile(
    r"\s(?:behalve|uitgezonderd|m\.u\.v\.|met uitzondering van|maar niet|except(?: for)?|but(?: not)?)\s", re.IGNORECASE
)


@dataclass(frozen=True)
class ListedName:
    """One of a list: the name, whether it stood in quotes (then it is exactly that name), the mark that stands for
    it in this document (`(@jp)`, without the `@`), what else stood in brackets, and who is excepted of a group.
    """

    name: str
    exact: bool = False
    alias: str = ""
    notes: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()


def read_names(value: str) -> list[ListedName]:
    """The names in the value of a header line. Anything can be read; empty parts are passed over."""
    names: list[ListedName] = []
    parts = _parts(value)
    for number, part in enumerate(parts):
        split = _by_and(part) if number == len(parts) - 1 and not _EXCEPT.search(part) else [part]
        names += [name for piece in split if (name := _read_one(piece)).name]
    return names


def write_names(names: Iterable[ListedName]) -> str:
    """Names as `read_names` reads them."""
    return ", ".join(_write_one(name) for name in names)


def needs_quotes(name: str) -> bool:
    """Whether `name` can't be told from something else in a list unless it stands in quotes."""
    if _whole_end(name, 0) == len(name) and name.startswith("@"):
        return False
    if "@{" in name:  # what follows in the list would belong to it
        return True
    return bool(_SIGNS.search(name) or _AND.search(f" {name} ") or _EXCEPT.search(f" {name} ") or name != name.strip())


def _parts(value: str) -> list[str]:
    """`value` cut at the commas and semicolons that stand outside quotes and brackets."""
    parts: list[str] = []
    start = place = depth = 0
    fresh = True  # nothing but space since the last comma
    last_closing = value.rfind(")")
    while place < len(value):
        char = value[place]
        if fresh and (end := _whole_end(value, place)):
            place, fresh = end, False
            continue
        fresh = fresh and char.isspace()
        if char == "(" and place < last_closing:
            depth += 1
        elif char == ")":
            depth = max(0, depth - 1)
        elif char in ",;" and not depth:
            parts.append(value[start:place])
            start, fresh = place + 1, True
        place += 1
    parts.append(value[start:])
    return [part.strip() for part in parts if part.strip()]


def _whole_end(value: str, start: int) -> int:
    """The place behind the `"…"` or `@{…}` that begins at `start`; 0 when none does."""
    if value.startswith('"', start):
        closing, place = '"', start + 1
    elif value.startswith("@{", start):
        closing, place = "}", start + 2
    else:
        return 0
    while place < len(value):
        if value[place] == "\\":
            place += 1
        elif value[place] == closing:
            return place + 1
        place += 1
    return 0


def _by_and(part: str) -> list[str]:
    """The last part of a list cut at its `en`; one in quotes or in brackets is none."""
    place = _whole_end(part, 0)
    depth = 0
    last: re.Match[str] | None = None
    for found in _AND.finditer(part, place):
        depth += part.count("(", place, found.start()) - part.count(")", place, found.start())
        place = found.start()
        if depth == 0:
            last = found
    return [part[: last.start()].strip(), part[last.end() :].strip()] if last else [part]


def _read_one(part: str) -> ListedName:
    rest = part.strip()
    name = ""
    end = _whole_end(rest, 0)
    exact = end > 0 and rest[0] == '"'
    if end:
        name = re.sub(r"\\(.)", r"\1", rest[1 : end - 1], flags=re.DOTALL) if exact else rest[:end]
        rest = rest[end:]
    notes: list[str] = []
    for _bracket in range(_MOST_BRACKETS):
        opening = rest.rfind("(") if rest.endswith(")") else -1
        if opening < 0:
            break
        notes[:0] = [note.strip() for note in re.split(r"[,;]", rest[opening + 1 : -1]) if note.strip()]
        rest = rest[:opening].rstrip()
    if not end:
        name = rest.strip()
    elif rest.strip():
        exact, name = False, part.strip()
    alias = next((note[1:] for note in notes if note.startswith("@") and len(note) > 1), "")
    excepted: tuple[str, ...] = ()
    if not end and (found := _EXCEPT.search(name)):
        excepted = tuple(piece.strip() for piece in _AND.split(name[found.end() :]) if piece.strip())
        name = name[: found.start()].strip()
    return ListedName(name, exact, alias, tuple(note for note in notes if note != f"@{alias}"), excepted)


def _write_one(listed: ListedName) -> str:
    if listed.exact or needs_quotes(listed.name):
        escaped = re.sub(r'(["\\])', r"\\\1", listed.name)
        name = f'"{escaped}"'
    else:
        name = listed.name
    notes = [*([f"@{listed.alias}"] if listed.alias else []), *listed.notes]
    return f"{name} ({', '.join(notes)})" if notes else name
