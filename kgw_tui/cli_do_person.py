"""`kgw do @sanne …` and `kgw do '#testing' …`: what is done to people, and to what was heard on a theme."""

from __future__ import annotations

from typing import Final

import click

from kgw_tui.cli_counts import counted
from kgw_tui.cli_output import tell
from kgw_tui.cli_verbs import Given, Option, Verb, Verbs
from kgw_tui.errors import Refused
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.records.people import Person
from kgw_tui.rules.patterns import Pattern
from kgw_tui.usecases import people, renaming
from kgw_tui.usecases.bringing_up import coming, series_called
from kgw_tui.usecases.by_name import ThemePage, find_person
from kgw_tui.usecases.patterns import bring_up_pattern, facts_of, patterns_now, proposed_out
from kgw_tui.usecases.renaming import Changed
from kgw_tui.workspace import Workspace


def _rename(workspace: Workspace, person: Person, given: Given) -> str:
    changed = renaming.rename(workspace, person.id, given.text)
    who = _who(people.person_of(workspace, person.id))
    return f"{who} · {_told(changed)}" if changed.records else who


def _function(workspace: Workspace, person: Person, given: Given) -> str:
    marks = " ".join(f"@{alias}" for alias in person.aliases)
    return _who(people.change_person(workspace, person.id, f"{given.text} {marks}"))


def _marks(workspace: Workspace, person: Person, given: Given) -> str:
    marks = " ".join(f"@{mark.removeprefix('@')}" for mark in given.text.replace(",", " ").split())
    return _who(people.change_person(workspace, person.id, f"{person.function} {marks}"))


def _left(workspace: Workspace, person: Person, given: Given) -> str:
    del given
    return _who(people.set_active(workspace, person.id, active=False))


def _back(workspace: Workspace, person: Person, given: Given) -> str:
    del given
    return _who(people.set_active(workspace, person.id, active=True))


def _erase(workspace: Workspace, person: Person, given: Given) -> str:
    if not given.yes:
        words = _("that puts a role in the place of {name} in {what}; say --yes if you mean it")
        changed = renaming.foresee_erasing(workspace, person.id)
        raise click.UsageError(words.format(name=person.name, what=counted(dict(changed.counts))))
    changed = renaming.erase(workspace, person.id)
    tell(_("files that were made before, the history and backups have the name until they are removed"))
    return _("{name} is erased: {what}").format(name=person.name, what=_told(changed))


def _merge(workspace: Workspace, person: Person, given: Given) -> str:
    into = find_person(workspace, given.text)
    if not given.yes:
        words = _("that makes {name} and {other} one person, {other}, in {what}; say --yes if you mean it")
        changed = renaming.foresee_merging(workspace, person.id, into.id)
        what = counted(dict(changed.counts))
        raise click.UsageError(words.format(name=person.name, other=into.name, what=what))
    changed = renaming.merge(workspace, person.id, into.id)
    return f"{_who(people.person_of(workspace, into.id))} · {_told(changed)}"


def _told(changed: Changed) -> str:
    """What was changed, that adopted minutes were among it, and what nobody but a reader can tell."""
    if changed.doubtful:
        words = ngettext(
            "in {count} record words are left that may be this name or somebody else's; kgw find finds them",
            "in {count} records words are left that may be this name or somebody else's; kgw find finds them",
            changed.doubtful,
        )
        tell(words.format(count=changed.doubtful))
    if changed.adopted:
        words = ngettext(
            "the minutes of {count} meeting that are adopted have changed too; send them again where that is wanted",
            "the minutes of {count} meetings that are adopted have changed too; send them again where that is wanted",
            changed.adopted,
        )
        tell(words.format(count=changed.adopted))
    return _("changed in {what}").format(what=counted(dict(changed.counts)))


def _who(person: Person) -> str:
    marks = " ".join(f"@{alias}" for alias in person.aliases)
    left = "" if person.active else _("has left")
    return " · ".join(part for part in (person.name, marks, person.function, left) if part)


def _bring_up(workspace: Workspace, page: ThemePage, given: Given) -> str:
    pattern = _pattern(workspace, page)
    found = coming(workspace)
    if not given.series and not found:
        raise Refused(_("there is no series of meetings yet; plan or hold one first"))
    series = series_called(workspace, given.series) if given.series else found[0].series
    if not given.yes:
        tell(_("this would stand with the item, where everybody who shares the meetings reads it:"))
        facts = facts_of(workspace, pattern)
        for each in facts:
            if each.note_id not in proposed_out(facts):
                tell(f"  {each.words}")
        raise click.UsageError(_("see that nobody is named in it, and say --yes"))
    item = bring_up_pattern(workspace, pattern, series.id, given.text)
    meeting = workspace.shared.get(MEETINGS, item.meeting)
    where = f"{meeting.title} {meeting.date.isoformat()} ({meeting.handle})" if meeting else ""
    tell(_("this stands with the item, for the chair:"))
    for fact in item.facts:
        tell(f"  {fact}")
    return f"#{page.theme}: {where} · {item.title}"


def _pattern(workspace: Workspace, page: ThemePage) -> Pattern:
    for pattern in patterns_now(workspace):
        if pattern.theme == page.theme:
            return pattern
    raise Refused(_("#{theme} is no pattern now; kgw list patterns shows those that are").format(theme=page.theme))


_YES: Final[frozenset[Option]] = frozenset({"yes"})
_SERIES: Final[frozenset[Option]] = frozenset({"series"})

PERSON_VERBS: Final[Verbs[Person]] = {
    "rename": Verb((("rename",), ("hernoemen",)), _rename, value="text"),
    "function": Verb((("function",), ("functie",)), _function, value="text"),
    "marks": Verb((("marks", "mark"), ("namen", "naam")), _marks, value="text"),
    "left": Verb((("left", "leaves"), ("vertrokken", "weg")), _left),
    "back": Verb((("back", "returns"), ("terug",)), _back),
    "same-as": Verb((("same-as",), ("dezelfde-als",)), _merge, _YES, value="text"),
    "erase": Verb((("erase",), ("wissen",)), _erase, _YES),
}
"""What can be done to a person."""

THEME_VERBS: Final[Verbs[ThemePage]] = {
    "agenda": Verb(
        (("to-agenda", "agenda"), ("naar-agenda", "agenda", "naar-de-agenda")),
        _bring_up,
        _SERIES | _YES,
        "text",
        may_lack=True,
    ),
}
"""What can be done to what was heard on a theme."""
