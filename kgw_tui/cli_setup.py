"""`kgw setup`: the wizard, five questions at most, each of which can be skipped."""

from __future__ import annotations

import sys
from typing import Protocol

import click

from kgw_tui.cli_output import say, tell
from kgw_tui.cli_shape import command, opened
from kgw_tui.errors import Refused
from kgw_tui.i18n import LANGUAGES, _, current_language, ngettext, set_language
from kgw_tui.text import clean_line
from kgw_tui.usecases.setting_up import Answers, names_in, set_up, standing_answers
from kgw_tui.workspace import Workspace

_NAMES = {"nl": "Nederlands", "en": "English"}


class Asker(Protocol):
    """Somebody who can be asked; an empty answer skips."""

    def choose(self, question: str, standing: str) -> str:
        """One of the languages."""
        ...

    def line(self, question: str, standing: str) -> str:
        """A line; `standing` is what is there already."""
        ...

    def rest(self, question: str, standing: str) -> str:
        """The last answer, which may be long."""
        ...


def setup_command() -> click.Command:
    """`kgw setup`."""
    return command(
        "setup",
        _setup,
        [
            click.Option(
                ["--plain"],
                is_flag=True,
                help=_("Ask a line each on plain input: for a screen reader, or answers piped in."),
            ),
            click.Option(["--show"], is_flag=True, help=_("Ask nothing; show what the settings are.")),
        ],
        short=_("Say who you are and whom you meet with."),
        explains=_(
            "Ask at most five things: language, your name, your school, the group you chair, and its members, "
            "pasted in one line. Enter skips any of them. Run it again to change what is there."
        ),
    )


def _setup(*, plain: bool, show: bool) -> None:
    if show:
        from kgw_tui.cli_settings import show_settings

        with opened() as workspace:
            show_settings(workspace)
        return
    asker = PlainAsker() if plain or not (sys.stdin.isatty() and sys.stdout.isatty()) else FriendlyAsker()
    with opened() as workspace:
        set_up(workspace, _answers(asker, standing_answers(workspace)))
        _report(workspace)


def _answers(asker: Asker, standing: Answers) -> Answers:
    language = asker.choose(_("Language"), standing.language)
    set_language(language)
    name = asker.line(_("Your name"), standing.name)
    school = asker.line(_("School"), standing.school)
    group = asker.line(_("Group that you chair"), standing.group)
    colleagues = asker.rest(_("Who meet there with you (names, with commas)"), ", ".join(standing.colleagues))
    return Answers(language, name, school, group, tuple(names_in(colleagues)))


class PlainAsker:
    """Asks on stderr and reads a line each from stdin; what has run out is skipped."""

    def choose(self, question: str, standing: str) -> str:
        """One of the languages, by its code or name."""
        while True:
            answer = self.line(f"{question} ({'/'.join(LANGUAGES)})", standing or current_language()).casefold()
            found = [code for code in LANGUAGES if answer and _NAMES[code].casefold().startswith(answer)]
            code = answer if answer in LANGUAGES else found[0] if len(found) == 1 else ""
            if code:
                return code
            sentence = _("'{answer}' is no language of kgw; answer nl or en").format(answer=answer)
            if not sys.stdin.isatty():
                raise Refused(sentence)
            tell(sentence)

    def line(self, question: str, standing: str) -> str:
        """A line; an empty one leaves what is there."""
        return self._ask(question, standing) or standing

    def rest(self, question: str, standing: str) -> str:
        """The last answer: from a pipe all that is left, so that names may stand a line each."""
        answer = self._ask(question, standing)
        if not sys.stdin.isatty():
            answer = "\n".join([answer, _decoded(sys.stdin.buffer.read())]).strip()
        return answer or standing

    def _ask(self, question: str, standing: str) -> str:
        sys.stderr.write(f"{question} [{standing}]: " if standing else f"{question}: ")
        sys.stderr.flush()
        answer = clean_line(_decoded(sys.stdin.buffer.readline())).strip()
        if not sys.stdin.isatty():
            sys.stderr.write(f"{answer}\n")
        return answer


class FriendlyAsker:
    """Asks with questionary: what is there stands in the line already, and can be changed."""

    def choose(self, question: str, standing: str) -> str:
        """One of the languages."""
        import questionary

        choices = [questionary.Choice(_NAMES[code], value=code) for code in LANGUAGES]
        default = next(choice for choice in choices if choice.value == (standing or current_language()))
        words = _("(arrow keys, Enter)")
        return str(questionary.select(question, choices, default=default, instruction=words).unsafe_ask())

    def line(self, question: str, standing: str) -> str:
        """A line."""
        import questionary

        return str(questionary.text(question, default=standing).unsafe_ask()).strip()

    rest = line


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_("the answer isn't UTF-8 text")) from None


def _report(workspace: Workspace) -> None:
    standing = standing_answers(workspace)
    people = ngettext("{count} other", "{count} others", len(standing.colleagues)).format(
        count=len(standing.colleagues)
    )
    rows = [
        (_("Your name"), standing.name),
        (_("School"), standing.school),
        (_("Group that you chair"), f"{standing.group} ({people})" if standing.group else ""),
        (_("Records"), str(workspace.home)),
    ]
    for name, value in rows:
        if value:
            say(f"{name}: {value}")
    say(_("kgw opens the app; kgw setup changes these."))
