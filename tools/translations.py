"""Keep the translations together: gather the texts from the code, merge them into the .po, compile the .mo files.

    python tools/translations.py [FRAGMENT.po ...]

Texts that are new in the code are added without a translation, those that are gone are dropped, the others keep
theirs; translations in the fragments go before those that stand there. What still lacks one is listed, exit code 1.
`click.po` holds click's own words and is kept by hand; it is compiled too.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
ROOMS = ("kgw_tui", "screens", "data", "exports")
MESSAGES = ROOT / "kgw_tui" / "locale" / "nl" / "LC_MESSAGES"
HEADER = "# kgw in Dutch. Made by tools/translations.py; write translations here, run it, and commit both files."


def gather() -> Catalog:
    """The texts that the code marks with `_`, `N_` and `ngettext`."""
    template = Catalog()
    for room in ROOMS:
        for _file, _line, text, comments, context in extract_from_dir(ROOT / room, method_map=[("**.py", "python")]):
            template.add(text, auto_comments=comments, context=context)
    return template


def twofold() -> set[str]:
    """The texts that stand in the code both alone and as the singular of a plural, which no catalogue can hold."""
    alone, plural = set[str](), set[str]()
    for room in ROOMS:
        for _file, _line, text, _comments, _context in extract_from_dir(ROOT / room, method_map=[("**.py", "python")]):
            (alone if isinstance(text, str) else plural).add(text if isinstance(text, str) else text[0])
    return alone & plural


def read(path: Path) -> Catalog:
    """The catalogue in a .po file; an empty one where there is no file."""
    if not path.exists():
        return Catalog(locale="nl", domain=path.stem, header_comment=HEADER, fuzzy=False)
    return read_po(BytesIO(path.read_bytes()), locale="nl", domain=path.stem)


def compiled(catalog: Catalog) -> bytes:
    """The .mo file of a catalogue."""
    buffer = BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def messages(catalog: Catalog) -> Iterator[Message]:
    """The messages of a catalogue, without its header."""
    return (message for message in catalog if message.id)


def translated(message: Message) -> bool:
    """Whether the message has all its translations (a plural has two)."""
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def merge(catalog: Catalog, template: Catalog, fragments: list[Catalog]) -> None:
    """Bring `catalog` up to date with the texts of `template`, with the translations of `fragments`."""
    for fragment in fragments:
        for message in messages(fragment):
            if translated(message):
                catalog.add(message.id, message.string, context=message.context)
                catalog[message.id].string = message.string
    catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    for message in messages(catalog):
        message.flags.discard("fuzzy")  # nothing is guessed here; an old mark would keep a text from being compiled


def main(fragments: list[str]) -> int:
    """Bring the files up to date; 1 when a text lacks its translation."""
    path = MESSAGES / "kgw.po"
    catalog = read(path)
    merge(catalog, gather(), [read(Path(fragment)) for fragment in fragments])
    MESSAGES.mkdir(parents=True, exist_ok=True)
    buffer = BytesIO()
    write_po(buffer, catalog, no_location=True, sort_output=True, width=120)
    path.write_bytes(buffer.getvalue())
    for each in MESSAGES.glob("*.po"):
        each.with_suffix(".mo").write_bytes(compiled(read(each)))
    missing = [message for message in messages(catalog) if not translated(message)]
    for message in missing:
        sys.stderr.write(f"not translated: {message.id!r}\n")
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
