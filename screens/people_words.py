"""What is said of people: what a change of a name touches, and what a line of a list will be."""

from __future__ import annotations

from kgw_tui.capture.people_file import PersonLine
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.people import Person
from kgw_tui.usecases.renaming import Changed


def places(changed: Changed) -> str:
    """In how many records of each kind a name stands, and in how many adopted minutes; "" for nowhere."""
    counts = dict(changed.counts)
    lines = counts.get("entries", 0) + counts.get("private_notes", 0)
    said = [
        ngettext("{count} meeting", "{count} meetings", n).format(count=n) if (n := counts.get("meetings", 0)) else "",
        ngettext("{count} item", "{count} items", n).format(count=n) if (n := counts.get("items", 0)) else "",
        ngettext("{count} line", "{count} lines", lines).format(count=lines) if lines else "",
        ngettext("{count} note", "{count} notes", n).format(count=n) if (n := counts.get("corridor_notes", 0)) else "",
        ngettext("{count} visit", "{count} visits", n).format(count=n) if (n := counts.get("visits", 0)) else "",
        ngettext("{count} group", "{count} groups", n).format(count=n) if (n := counts.get("groups", 0)) else "",
        ngettext("{count} series", "{count} series", n).format(count=n) if (n := counts.get("series", 0)) else "",
        ngettext("{count} person", "{count} people", n).format(count=n) if (n := counts.get("people", 0)) else "",
    ]
    if changed.adopted:
        words = ngettext("adopted minutes among them", "{count} adopted minutes among them", changed.adopted)
        said.append(words.format(count=changed.adopted))
    return ", ".join(part for part in said if part)


def told_change(name: str, changed: Changed) -> str:
    """What a change of a name has changed, what undo doesn't bring back, and what only a reader can tell."""
    said = [f"✓ {name}", places(changed)]
    if changed.drafts:
        words = ngettext(
            "{count} half-typed line too, which undo leaves",
            "{count} half-typed lines too, which undo leaves",
            changed.drafts,
        )
        said.append(words.format(count=changed.drafts))
    if changed.doubtful:
        words = ngettext(
            "{count} place may mean somebody else and stays",
            "{count} places may mean somebody else and stay",
            changed.doubtful,
        )
        said.append(words.format(count=changed.doubtful))
    return " · ".join(part for part in said if part)


def card(person: Person) -> str:
    """Somebody with what they do and their marks."""
    return " · ".join(part for part in (person.name, person.function, marks_of(person)) if part)


def marks_of(person: Person) -> str:
    """The marks that find somebody, each with its `@`."""
    return " ".join(f"@{alias}" for alias in person.aliases)


def told_line(line: PersonLine) -> str:
    """What a line of a list of people will be."""
    if line.person is None:
        return line.told
    words = {
        "new": _("new: {who}"),
        "more": _("more of {who}"),
        "known": _("known already: {who}"),
    }[line.state if line.state != "refused" else "known"]
    like = _("is that {name}?").format(name=line.like.name) if line.like is not None else ""
    left = _("has left") if not line.person.active else ""
    return " · ".join(part for part in (words.format(who=card(line.person)), left, like, line.told) if part)
