"""Who is meant by a name that is typed behind a command: one person, known or new, or a group."""

from __future__ import annotations

import re
from typing import Final

from kgw_tui.capture.marks import NameMark, State, read_marks, resolve
from kgw_tui.capture.names import ListedName, read_names
from kgw_tui.errors import Refused
from kgw_tui.i18n import _
from kgw_tui.records.people import GROUPS, Group, Who
from kgw_tui.rules.directory import Directory, fold
from kgw_tui.store import Reader

_NO_NAME: Final = re.compile(r"[\d@#>:;/\\|]")
_LONGEST_NAME: Final = 80
_MOST_CANDIDATES: Final = 5


def who_is(reader: Reader, directory: Directory, words: str) -> Who:
    """The one person whom `words` name, with or without `@`; somebody unknown keeps the name that was typed.

    Raises Refused where nobody is named, where it fits several, and for what isn't one name: a group, or a list.
    """
    if not words.strip(" @"):
        raise Refused(_("who? Type a name behind it"))
    names = read_names(words)
    if len(names) != 1 or names[0].notes or names[0].excepted or group_called(reader, names[0]):
        raise Refused(not_one_name(words))
    who, _is_new = person_called(names[0], directory)
    return who


def group_called(reader: Reader, listed: ListedName) -> Group | None:
    """The known group that stands in the place of a name, or None."""
    if listed.exact or listed.alias:
        return None
    folded = fold(listed.name)
    return next((group for group in reader.all(GROUPS) if fold(group.name) == folded), None)


def person_called(listed: ListedName, directory: Directory) -> tuple[Who, bool]:
    """Whom a name means, and whether they are new; raises Refused where that isn't one somebody."""
    if listed.exact:
        same = [person for person in directory.people if fold(person.name) == fold(listed.name)]
        return (Who(person=same[0].id), False) if len(same) == 1 else (Who(name=listed.name), True)
    pieces = list(read_marks(listed.name, directory, None)) if listed.name.startswith("@") else []
    if len(pieces) == 1 and isinstance(pieces[0], NameMark):
        who, state = pieces[0].who, pieces[0].state
    else:
        who, state = resolve(listed.name.removeprefix("@").strip(), directory)
    if state is State.KNOWN:
        return who, False
    if state is State.WRITER_UNKNOWN:
        raise Refused(_("'@{name}' is nobody yet: your name isn't in the settings").format(name=who.name))
    if state is State.AMBIGUOUS:
        people = ", ".join(person.name for person in directory.equals(who.name)[:_MOST_CANDIDATES])
        raise Refused(_("'{name}' may be {people}; type more of the name").format(name=who.name, people=people))
    if not who.name or len(who.name) > _LONGEST_NAME or _NO_NAME.search(who.name):
        raise Refused(not_one_name(listed.name))
    return who, True


def not_one_name(words: str) -> str:
    """The sentence for what isn't the name of one person."""
    sentence = _("'{words}' isn't one name; a time is typed as 14:05, and an unusual name goes in quotes")
    return sentence.format(words=words.strip()[:_LONGEST_NAME])
