"""The kinds and outcomes of corridor notes as they are typed: by their ids, or by their titles in either language."""

from __future__ import annotations

import re
from typing import Final, Literal

import click

from kgw_tui.cli_completing import Completing, completing
from kgw_tui.content import Titled
from kgw_tui.i18n import LANGUAGES, _, current_language
from kgw_tui.rules.directory import fold
from kgw_tui.workspace import Workspace

Part = Literal["kind", "outcome"]
_BETWEEN: Final = re.compile(r"[\s_-]+")


def read_code(workspace: Workspace, part: Part, words: str) -> str:
    """The id that `words` mean; "" for no words. Raises a usage error that names what there is."""
    if not words:
        return ""
    for language in LANGUAGES:
        for each in _titled(workspace, part, language):
            if dashed(words) in {each.id, dashed(each.title)}:
                return each.id
    sentence = _("there is no '{words}' among: {known}").format(words=words, known=", ".join(codes_of(workspace, part)))
    raise click.UsageError(sentence)


def codes_of(workspace: Workspace, part: Part) -> list[str]:
    """What can be typed for each, in the language in force."""
    return [dashed(each.title) for each in _titled(workspace, part, current_language())]


def complete_code(part: Part) -> Completing:
    """Completes with what can be typed for each."""
    return completing(lambda workspace, _context: codes_of(workspace, part))


def title_of(workspace: Workspace, part: Part, code: str) -> str:
    """What an id is called in the language in force, in lower case; the id itself where nobody knows it."""
    found = next((each.title for each in _titled(workspace, part, current_language()) if each.id == code), code)
    return found[:1].lower() + found[1:]


def dashed(words: str) -> str:
    """Words as one argument of a shell: in lower case, without accents, with dashes for spaces."""
    return _BETWEEN.sub("-", fold(words))


def _titled(workspace: Workspace, part: Part, language: str) -> tuple[Titled, ...]:
    guide = workspace.content(language).corridor
    return guide.kind if part == "kind" else guide.outcome
