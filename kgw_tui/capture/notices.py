"""What must be told about a line: a sentence for each reading that may not be what was meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kgw_tui.capture.dates import Doubt, say_date, say_doubt
from kgw_tui.capture.marks import State
from kgw_tui.capture.parsed import LineContext, Notice, Telling
from kgw_tui.capture.sentence import Sentence
from kgw_tui.i18n import _, current_language
from kgw_tui.records.people import Who

_MOST_NAMES: Final = 8
_LONGEST: Final = 40


def notices_of(sentence: Sentence, context: LineContext) -> Iterator[Notice]:
    """What the day and the names of a line give to tell, the day first."""
    yield from _about_days(sentence, context)
    told: set[str] = set()
    for mark in sentence.names:
        name = mark.who.name
        if name and name not in told and len(told) < _MOST_NAMES:
            told.add(name)
            yield _about_name(name, mark.state, context)


def nothing_behind(mark: str) -> str:
    """The sentence that refuses a mark without a text."""
    return _("nothing stands behind '{mark}' yet").format(mark=mark)


def no_words_behind(mark: str) -> str:
    """The sentence that refuses a mark behind which stand other marks only."""
    return _("no words stand behind '{mark}' yet; say in a few what it is").format(mark=mark)


def other_reading() -> Notice:
    """For an open question: that it may have been a claim to check."""
    return Notice(Telling.OTHER_READING, _("or is this an assumption to check?"))


def owner_proposed(who: Who, context: LineContext) -> Notice:
    """For an action that begins with somebody's first name."""
    name = context.directory.name(who)
    return Notice(Telling.OWNER_PROPOSED, _("is {name} the owner?").format(name=name), name)


def cut(words: str, most: int = _LONGEST) -> str:
    """`words` on one line, at most `most` characters of them."""
    words = " ".join(words[: 2 * most].split())
    return words if len(words) <= most else words[: most - 1] + "…"


def _about_days(sentence: Sentence, context: LineContext) -> Iterator[Notice]:
    language = current_language()
    if sentence.day:
        words, reading = sentence.day
        if reading.must_be_told:
            telling = Telling.DATE_PAST if Doubt.PAST in reading.doubts else Telling.DATE_DOUBTFUL
            yield Notice(telling, say_doubt(words, reading, ask=context.live), words)
        if sentence.more_days:
            said = say_date(reading.day, context.calendar.today, language)
            yield Notice(
                Telling.DATE_DOUBTFUL, _("of several dates the last is taken: {date}").format(date=said), words
            )
    for day in sentence.not_days:
        words = cut(day.words)
        yield Notice(Telling.NO_DATE, _("no date found in '>{words}'").format(words=words), words)


def _about_name(name: str, state: State, context: LineContext) -> Notice:
    shown = cut(name)
    if state is State.WRITER_UNKNOWN:
        sentence = _("'@{name}' is nobody yet: your name isn't in the settings").format(name=shown)
        return Notice(Telling.NOT_AS_MEANT, sentence, shown)
    if state is State.AMBIGUOUS:
        people = ", ".join(person.name for person in context.directory.equals(name)[:5])
        sentence = _("'@{name}' may be {people}").format(name=shown, people=people)
        return Notice(Telling.AMBIGUOUS_NAME, sentence, shown)
    return Notice(Telling.NEW_NAME, _("new: {name}").format(name=shown), shown)
