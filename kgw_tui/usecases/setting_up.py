"""The first five answers: language, one's name, the school, the group and its people; asked again they change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import msgspec

from kgw_tui.records.people import GROUPS, PEOPLE, SERIES, Group, Person, Series
from kgw_tui.records.record import stamp
from kgw_tui.rules.directory import fold
from kgw_tui.store import Transaction
from kgw_tui.text import clean_line
from kgw_tui.workspace import Workspace

_ADDRESS: Final = re.compile(r"<[^<>]*@[^<>]*>")
_BETWEEN: Final = re.compile(r"[;\n]")
_BETWEEN_NAMES: Final = re.compile(r"[,;\n]|\s(?:en|and|&)\s")
_FUNCTION: Final = re.compile(r"(.+?)\s*\(([^()]*)\)")


@dataclass(frozen=True)
class Answers:
    """What the wizard asks. An empty answer leaves what is there; `colleagues` are names, the writer not among them."""

    language: str = ""
    name: str = ""
    school: str = ""
    group: str = ""
    colleagues: tuple[str, ...] = ()


def standing_answers(workspace: Workspace) -> Answers:
    """What has been answered before."""
    settings, reader = workspace.settings, workspace.shared
    writer = reader.get(PEOPLE, settings.writer) if settings.writer else None
    group = reader.get(GROUPS, settings.group) if settings.group else None
    members = [reader.get(PEOPLE, member) for member in (group.members if group else ()) if member != settings.writer]
    return Answers(
        settings.language,
        writer.name if writer else "",
        settings.school,
        group.name if group else "",
        tuple(member.name for member in members if member is not None),
    )


def set_up(workspace: Workspace, answers: Answers) -> None:
    """Write what was answered: people and the group to the shared store first, then the settings.

    The group's members become the writer and the colleagues; who is no longer named leaves the group and stays in
    the directory. Done again with the same answers it changes nothing.
    """
    settings = workspace.settings
    writer, group_id = settings.writer, settings.group
    with workspace.writing(workspace.shared, "setup") as tx:
        if answers.name:
            writer = _writer(tx, writer, clean_line(answers.name).strip())
        if answers.group:
            group_id = _group(tx, group_id, clean_line(answers.group).strip(), writer)
        if answers.colleagues:
            people = [_person(tx, clean_line(name).strip(), writer) for name in answers.colleagues]
            _set_members(tx, group_id, [writer, *people])
        elif answers.name:
            _set_members(tx, group_id, [writer, *_members(tx, group_id)])
    school = clean_line(answers.school).strip() or settings.school
    language = answers.language or settings.language
    changed = msgspec.structs.replace(settings, language=language, school=school, writer=writer, group=group_id)
    if changed != settings:
        workspace.save_settings(changed)


def names_in(text: str) -> list[str]:
    """The names in what was pasted: divided by commas, semicolons, line breaks, `en` or `and`; each once.

    Where e-mail addresses stand behind the names, they go, and a comma parts surname and first name
    (`Wit, Sanne de <s.dewit@school.nl>; …`).
    """
    if _ADDRESS.search(text):
        parts = [_turned(_ADDRESS.sub("", part)) for part in _BETWEEN.split(_ADDRESS.sub(";", text))]
    else:
        parts = _BETWEEN_NAMES.split(text)
    names = [" ".join(part.strip(" \t\r'\"@-*•").split()) for part in parts]
    return list({fold(name): name for name in names if name}.values())


def _turned(name: str) -> str:
    surname, comma, first = name.strip(" ,").partition(",")
    return f"{first.strip()} {surname.strip()}" if comma else surname


def _writer(tx: Transaction, writer: str, name: str) -> str:
    """The id of the person at the keyboard: renamed when there was one, else found by name or made."""
    person = tx.get(PEOPLE, writer) if writer else None
    if person is None:
        return _person(tx, name, writer)
    if person.name != name:
        tx.put(PEOPLE, msgspec.structs.replace(person, name=name))
    return person.id


def _person(tx: Transaction, words: str, by: str) -> str:
    """The id of somebody, known already or made; `(teamleider)` behind the name is their function."""
    match = _FUNCTION.fullmatch(words)
    name, function = (match[1], match[2]) if match else (words, "")
    for person in tx.all(PEOPLE):
        if fold(person.name) == fold(name):
            return person.id
    person = msgspec.convert({**stamp(by), "name": name, "function": function}, Person)
    tx.put(PEOPLE, person)
    return person.id


def _group(tx: Transaction, group_id: str, name: str, writer: str) -> str:
    """The id of the group that is usually chaired: renamed when there was one, else found by name or made.

    Its series bears its name, so that a meeting that is called so belongs to it.
    """
    group = tx.get(GROUPS, group_id) if group_id else None
    group = group or next((known for known in tx.all(GROUPS) if fold(known.name) == fold(name)), None)
    if group is None:
        group = msgspec.convert({**stamp(writer), "name": name, "chair": writer}, Group)
        tx.put(GROUPS, group)
    series = [known for known in tx.all(SERIES) if fold(known.title) in {fold(name), fold(group.name)}]
    if not series:
        tx.put(SERIES, msgspec.convert({**stamp(writer), "title": name, "group": group.id}, Series))
    for known in series:
        titled = msgspec.structs.replace(known, title=name, group=known.group or group.id)
        if titled != known:
            tx.put(SERIES, titled)
    if group.name != name:
        tx.put(GROUPS, msgspec.structs.replace(group, name=name))
    return group.id


def _members(tx: Transaction, group_id: str) -> list[str]:
    group = tx.get(GROUPS, group_id) if group_id else None
    return list(group.members) if group else []


def _set_members(tx: Transaction, group_id: str, members: list[str]) -> None:
    group = tx.get(GROUPS, group_id) if group_id else None
    if group is None:
        return
    kept = tuple(dict.fromkeys(member for member in members if member))
    chair = group.chair or (members[0] if members else "")
    if (kept, chair) != (group.members, group.chair):
        tx.put(GROUPS, msgspec.structs.replace(group, members=kept, chair=chair))
