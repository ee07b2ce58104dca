"""Check that all of a capture file stands in its Word minutes: `python tools/check_minutes.py FILE… [--lang nl|en]`.

Each file is imported into a throw-away store (an earlier one that is no meeting, such as the people, stays for the
later ones) and exported as Word. Then every title, note, action with its owner and date, decision, claim, source and
parked line must stand in the document once, in the order of the file, with the words that its braces say of it (what
came of it, on what condition, who leads an item, its papers); and everybody whom the header expects. What is
confidential, held back or the writer's own must not. The file is read here a second time, in a simple-minded way that
shares nothing with the program, so that a fault of the program's own reading shows. Prints what is missing; exit code 1
when something is.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import docx
from docx.table import Table

from kgw_tui.data.opening import open_workspace
from kgw_tui.exports.options import ExportOptions
from kgw_tui.exports.registry import render
from kgw_tui.usecases.importing import import_text
from kgw_tui.usecases.reading import dossier_of

MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}
WORDS = re.compile(
    r"\{(?:gedaan|done|vervallen|dropped|beantwoord|answered|klopt(?: deels| niet)?|holds(?: in part)?|does not hold"
    r"|weerlegd|refuted|risico genomen|risk taken|ingetrokken|withdrawn|voorwaarde|condition|maat|measure"
    r"|geleid door|led by|stukken|papers)(?: [0-9]{4}-[0-9]{2}-[0-9]{2})?: ([^{}\\]+)\}"
)
BRACED = re.compile(r"(?:\s*\{[^{}]*\})+")
WALLED = re.compile(r"\{(?:vertrouwelijk|confidential|blijft binnen|held back)\}")
MARK = re.compile(r"(?<!\S)(?:@\S+|#[^\W\d]\S*|>\S+)")
JOINED = re.compile(r"@\S+ (?:en|and) ", re.IGNORECASE)
HEADER = re.compile(r"[^\W\d]\w*(?:[ -]\w+)?\s*:")
MENTIONING = re.compile(r"met|aan|van|voor|bij|via|over|naar|with|to|of|for|at|about", re.IGNORECASE)


@dataclass
class Expected:
    """Something that must stand in the document: the line it comes from, its text, and for an action who and when.

    `inside`: the line has marks within its sentence, of which `text` is then only the longest part between two.
    `told` is what its braces say in words.
    """

    number: int
    kind: str
    text: str
    marks: list[str] = field(default_factory=list[str])
    hidden: bool = False
    inside: bool = False
    told: list[str] = field(default_factory=list[str])

    @property
    def as_said(self) -> set[str]:
        """The text, and the text with its last mark as a word of the sentence: `overleg over #toetsing`."""
        return {self.text, *(f"{self.text} {mark[1:]}" for mark in self.marks[-1:])}

    def stands_in(self, paragraph: str) -> bool:
        """Whether the text of a paragraph is this, behind whatever label."""
        lines = paragraph.split("\n")
        for count in range(1, len(lines) + 1):
            words = _plain(" ".join(lines[:count]))
            if not self.as_said.isdisjoint((words, words.partition(": ")[2])):
                return True
        return self.inside and self.text in _plain(paragraph)


def expected(text: str) -> Iterator[Expected]:
    """What a capture file says, read by the first character of each line."""
    hidden = in_header = False
    last: Expected | None = None
    in_header = True
    for number, raw in enumerate(text.lstrip("\ufeff").replace("\r\n", "\n").split("\n"), 1):
        line = raw.strip()
        in_header = in_header and bool(HEADER.match(line))
        if in_header or not line or re.fullmatch(r"\[[\w-]*\]", line):
            continue
        if raw.startswith("    ") and last and not line.startswith("+"):
            if last.kind == "#" and BRACED.fullmatch(line):
                last.told += _told(line)
                continue
            last.told += _told(line)
            last.text = _plain(f"{last.text} {_without_braces(line)}")
            continue
        if last:
            yield last
        line = re.sub(r"^\d{1,2}:\d{2} ", "", line)
        if re.match(r"##? ", line):
            hidden = bool(WALLED.search(line))
            last = Expected(number, "#", _title(line), hidden=hidden, told=_told(line))
            continue
        kind = line[0] if line[0] in "!?=+>;" and not re.match(r"[+=>]\d|.[>=]", line) else ""
        last = _line(number, kind, line[len(kind) :].lstrip(kind or None).strip(), hidden)
    if last:
        yield last


def paragraphs(document: bytes) -> list[str]:
    """The texts of a Word file in the order of its body, the cells of its tables among them."""
    found: list[str] = []
    for block in docx.Document(io.BytesIO(document)).iter_inner_content():
        if isinstance(block, Table):
            found += [cell.text for row in block.rows for cell in row.cells]
        else:
            found.append(block.text)
    return found


def faults(text: str, document: bytes, language: str) -> list[str]:
    """What is missing, stands out of order or more than once, or ought not to be there."""
    found: list[str] = []
    stands = paragraphs(document)
    people = _names(text)
    wanted = [each for each in expected(text) if each.text]
    place = 0
    for each in wanted:
        where = next((at for at in range(place, len(stands)) if each.stands_in(stands[at])), None)
        if each.hidden or each.kind == ";":
            if each.kind != "#" and any(_plain(paragraph) == each.text for paragraph in stands):
                found.append(f"line {each.number}: ought not to be there: {each.text}")
            for words in each.told:
                if any(words in _plain(paragraph) for paragraph in stands):
                    found.append(f"line {each.number}: ought not to be told: {words}")
        elif where is None:
            found.append(f"line {each.number}: missing, or not in its place: {each.text}")
        else:
            place = where + 1
            found += [f"line {each.number}: {what}" for what in _missing(each, stands[where], people, language)]
            # What is said of an item stands under its heading, or (where it went) behind its lines.
            near = _plain(" ".join(stands[where:]) if each.kind == "#" else stands[where])
            found += [f"line {each.number}: not told: {words}" for words in each.told if words not in near]
    for name in _expected_people(text):
        if not any(name in paragraph for paragraph in stands):
            found.append(f"nothing is said of {name}, who was expected")
    times = Counter(each.text for each in wanted if not each.hidden and each.kind != ";")
    for words, count in times.items():
        several = sum(1 for paragraph in stands if words in (_plain(paragraph), _plain(paragraph).partition(": ")[2]))
        if several > count:
            found.append(f"stands {several} times instead of {count}: {words}")
    return found


def check(files: list[Path], language: str) -> list[str]:
    """Import each file into one throw-away store and check the minutes of those that are meetings."""
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        workspace = open_workspace(Path(folder) / "home")
        try:
            for file in files:
                text = file.read_text("utf-8")
                report = import_text(workspace, text, language=language)
                if report.meeting:
                    dossier = dossier_of(workspace, report.meeting)
                    document = render(dossier, "minutes", "docx", ExportOptions(language=language))
                    found += [f"{file}: {fault}" for fault in faults(text, document, language)]
        finally:
            workspace.close()
    return found


def main() -> int:
    """Check the files named on the command line."""
    parser = argparse.ArgumentParser(description="Check that all of a capture file stands in its Word minutes.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--lang", choices=("nl", "en"), default="nl")
    arguments = parser.parse_args()
    found = check(arguments.files, arguments.lang)
    sys.stdout.write("".join(f"{fault}\n" for fault in found) or "all of it stands in the minutes, once and in order\n")
    return 1 if found else 0


def _line(number: int, kind: str, text: str, hidden: bool) -> Expected:
    hidden = hidden or bool(WALLED.search(text))
    told = _told(text)
    text = _without_braces(text)
    marks = MARK.findall(text) if kind != ";" else []
    pieces = [stripped for piece in MARK.split(text) if (stripped := piece.strip(" ,"))] if marks else [text]
    whole = max(pieces, key=len, default="")
    said = _plain(whole.removeprefix("\\"))
    return Expected(
        number,
        kind,
        said,
        _meant(text) if kind == "!" else marks,
        hidden,
        inside=len(pieces) > 1 or bool(JOINED.match(text)),
        told=told,
    )


def _meant(text: str) -> list[str]:
    """The marks of an action that say who and when: not those behind a preposition."""
    words = text.split()
    return [
        word
        for place, word in enumerate(words)
        if word[0] in "@>" and len(word) > 1 and (place == 0 or not MENTIONING.fullmatch(words[place - 1]))
    ]


def _without_braces(text: str) -> str:
    while re.search(r"(?:^|\s)\{[^{}]*\}$", text):
        text = text[: text.rindex("{")].rstrip()
    return text


def _told(line: str) -> list[str]:
    """What braces say in words; the papers each by itself."""
    return [_plain(part) for words in WORDS.findall(line) for part in words.split(";") if part.strip()]


def _expected_people(text: str) -> list[str]:
    """The names in the header line of those who are expected; a group with exceptions isn't looked into."""
    for line in text.splitlines():
        key, _colon, names = line.partition(":")
        if key.strip().lower() in {"verwacht", "expected"}:
            found = [re.sub(r"\s*\(.*?\)", "", name).strip() for name in re.split(r",|\ben\b|\band\b", names)]
            return [] if re.search(r"\b(?:behalve|except)\b", names) else [name for name in found if name]
    return []


def _title(line: str) -> str:
    title = re.sub(r"(?:\s\{[^{}]*\})+$", "", line.lstrip("# "))
    return _plain(re.sub(r"\s\(\d{1,3}(?: ?min\w*)?\)$", "", title))


def _missing(each: Expected, paragraph: str, people: list[str], language: str) -> Iterator[str]:
    """What of the owners and the date of an action its paragraph doesn't say."""
    for mark in each.marks if each.kind == "!" else []:
        name = _fold(mark[1:].rstrip(".,;:"))
        if mark[0] == "@":
            meant = [person for person in people if _fits(name, _fold(person))]
            if not any(_fold(person) in _fold(paragraph) for person in meant or [name]):
                yield f"no owner {mark} in: {_plain(paragraph)}"
        elif date := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", mark[1:]):
            said = f"{int(date[3])} {MONTHS[language].split()[int(date[2]) - 1]} {date[1]}"
            if said not in paragraph:
                yield f"no date {mark[1:]} in: {_plain(paragraph)}"


def _fits(mark: str, name: str) -> bool:
    words = re.split(r"[\s-]+", name)
    return any(word.startswith(mark) for word in words) or mark == "".join(word[0] for word in words if word)


def _names(text: str) -> list[str]:
    """Whoever is named in the header lines of a file."""
    named: list[str] = []
    for line in text.lstrip("\ufeff").splitlines():
        if not HEADER.match(line):
            break
        named += [
            re.sub(r"\s*\(.*?\)", "", name).strip() for name in re.split(r",|\ben\b|\band\b", line.partition(":")[2])
        ]
    return [name for name in named if name]


def _fold(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text)
    return "".join(char for char in flat if not unicodedata.combining(char)).casefold()


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


if __name__ == "__main__":
    sys.exit(main())
