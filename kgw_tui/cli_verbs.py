"""How what is done to a record is said: the verbs of each kind of record in both languages, and what goes with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Literal, Protocol, TypeVar

import click

from kgw_tui.i18n import _, current_language
from kgw_tui.rules.directory import fold
from kgw_tui.workspace import Workspace

Words = tuple[tuple[str, ...], tuple[str, ...]]
"""How something is said in English and in Dutch; those first that are offered."""
Option = Literal["why", "by", "to", "until", "series", "text", "yes"]
_PUNCTUATION: Final = re.compile("['’]")


@dataclass(frozen=True)
class Given:
    """What was given with a verb; "" for what wasn't."""

    why: str = ""
    by: str = ""
    to: str = ""
    until: str = ""
    series: str = ""
    text: str = ""
    yes: bool = False


class Sayable(Protocol):
    """What can be said as a verb: as which words, and which option the words behind it are."""

    @property
    def words(self) -> Words:
        """Its words."""
        ...

    @property
    def value(self) -> Option | None:
        """The option that the words behind it are; None where none may follow."""
        ...


T = TypeVar("T")
V = TypeVar("V", bound=Sayable)


@dataclass(frozen=True)
class Verb(Generic[T]):
    """One thing to do: its words in English and in Dutch (those first that are offered), what does it and gives the
    line that is printed, and the options that go with it. The words behind the verb are the option `value`, which must
    be given unless `may_lack` says that there is something to go by.
    """

    words: Words
    do: Callable[[Workspace, T, Given], str]
    takes: frozenset[Option] = frozenset()
    value: Option | None = None
    may_lack: bool = False


Verbs = Mapping[str, Verb[T]]


def read_verb(verbs: Mapping[str, V], typed: Sequence[str]) -> tuple[V, str] | None:
    """The verb with which `typed` begins, in either language, and the words behind it; None for none.

    The longest that fits: "klopt niet" isn't "klopt". Words may follow where the verb has a value only.
    """
    for count in range(len(typed), 0, -1):
        begun = _dashed(" ".join(typed[:count]))
        rest = " ".join(typed[count:]).strip()
        for verb in verbs.values():
            if any(begun in known for known in verb.words) and (not rest or verb.value):
                return verb, rest
    return None


def offered(verbs: Mapping[str, Sayable]) -> list[str]:
    """The words for all of them, in the language in force."""
    return [word_of(verb) for verb in verbs.values()]


def all_words(verbs: Mapping[str, Sayable]) -> list[str]:
    """Every word in either language, those that are offered first."""
    return list(
        dict.fromkeys([*offered(verbs), *(word for verb in verbs.values() for words in verb.words for word in words)])
    )


def word_of(verb: Sayable) -> str:
    """The word that is offered, in the language in force."""
    return verb.words[current_language() == "nl"][0]


def filled(verb: Verb[T], given: Given, rest: str) -> Given:
    """What was given, with the words behind the verb where they belong.

    Raises a usage error for an option that doesn't go with the verb, for a value that is given twice, and for none.
    """
    values: dict[str, str] = {name: value for name, value in vars(given).items() if isinstance(value, str)}
    for name, value in vars(given).items():
        if value and name not in {*verb.takes, verb.value}:
            raise click.UsageError(_("--{option} doesn't go with {verb}").format(option=name, verb=word_of(verb)))
    if verb.value is None:
        return given
    if rest and values[verb.value]:
        raise click.UsageError(_("'{words}' and --{option} say the same").format(words=rest, option=verb.value))
    values[verb.value] = rest or values[verb.value]
    if not values[verb.value].strip() and not verb.may_lack:
        raise click.UsageError(_("{verb} needs --{option}").format(verb=word_of(verb), option=verb.value))
    return Given(**values, yes=given.yes)


def _dashed(words: str) -> str:
    return "-".join(_PUNCTUATION.sub("", fold(words)).replace("-", " ").split())
