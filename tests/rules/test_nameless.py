"""What was heard is told without names, as it will stand with an agenda item that everybody reads."""

from __future__ import annotations

import pytest
from msgspec import convert

from kgw_tui.i18n import language
from kgw_tui.records.people import Person, Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.nameless import without_names


def person(name: str, function: str = "", *aliases: str) -> Person:
    return convert({**stamp(), "name": name, "function": function, "aliases": aliases}, Person)


SHANICE = person("Shanice Martina", "docent biologie en mentor van 2c", "shanice", "smi")
KWAME = person("Kwame Asante", "leerling uit 5 havo", "kwame")
LISANNE = person("Lisanne de Ruiter", "docent Nederlands", "lisanne")
TOMASZ = person("Tomasz Wieczorek", "roostermaker", "tomasz")
JAN = person("Jan Pol", "ouder", "jan")
KNOWN = Directory((SHANICE, KWAME, LISANNE, TOMASZ, JAN))


def said(text: str, *mentions: Who) -> str:
    with language("nl"):
        return without_names(text, KNOWN, mentions)


@pytest.mark.parametrize(
    ("heard", "told"),
    [
        ("Shanice vertelt dat het vaker gebeurt.", "Een docent vertelt dat het vaker gebeurt."),
        ("Het is druk, zegt Kwame. Jan Pol ziet dat ook.", "Het is druk, zegt een leerling. Een ouder ziet dat ook."),
        ("shanice martina was erbij", "Een docent was erbij"),
        ("Mevrouw De Ruiter vindt dat ook", "Een docent vindt dat ook"),
        ("Het viel mevr. de Ruiter op", "Het viel een docent op"),
        ("Volgens Wieczorek past het rooster", "Volgens een collega past het rooster"),
        ("Gevraagd aan @smi en @tomasz", "Gevraagd aan een docent en een collega"),
        ("Kwame's panel is klaar", "Een leerling's panel is klaar"),
        ("Shanices klas is druk", "Een docent's klas is druk"),
        ("de #toetsing in 2c\nloopt uit", "De toetsing in 2c loopt uit"),
        ("Januari is vol; Janneke belt", "Januari is vol; Janneke belt"),
    ],
)
def test_a_role_stands_in_the_place_of_a_name(heard: str, told: str) -> None:
    assert said(heard) == told


DWI = person("Daan Wiersma", "docent", "dwi", "daan")
ZOE = person("Zoë Maas", "docent")
WIL = person("Wil Jansen", "docent", "wil")
GROOT = person("Piet de Groot", "ouder")
MORE = Directory((DWI, ZOE, WIL, GROOT, person("een"), person("*"), person("de")))


@pytest.mark.parametrize(
    ("heard", "told"),
    [
        ("DWI vindt de toetsweek te vroeg", "Een docent vindt de toetsweek te vroeg"),
        ("volgens daan en zoe is het vol", "Volgens een docent en een docent is het vol"),
        ("Zoe vindt het ook, ZOË ook", "Een docent vindt het ook, een docent ook"),
        ("mevrouw maas vindt het, en daan en dwi ook", "Een docent vindt het, en een docent en een docent ook"),
        ("ik wil dat dit stopt; wil jij ook?", "Ik wil dat dit stopt; wil jij ook?"),
        ("Wil iemand ruilen? Dat vroeg Wil", "Wil iemand ruilen? Dat vroeg een docent"),
        ("Groot probleem met de bel", "Groot probleem met de bel"),
        ("Het viel de groot op, zei meneer groot", "Het viel een ouder op, zei een ouder"),
        ("een ding van de school", "Een ding van de school"),
    ],
)
def test_capitals_and_accents_hide_nobody_and_words_are_words(heard: str, told: str) -> None:
    with language("nl"):
        assert without_names(heard, MORE) == told


def test_of_somebody_mentioned_who_is_called_like_a_word_the_word_stays() -> None:
    with language("nl"):
        assert without_names("Wil wil ruilen", MORE, (Who(person=WIL.id),)) == "Een docent wil ruilen"


def test_a_month_is_no_name() -> None:
    assert said("Vóór 15 jan is het klaar, zegt Jan") == "Vóór 15 jan is het klaar, zegt een ouder"


def test_who_is_mentioned_is_found_in_lower_case_too() -> None:
    assert said("volgens kwame is het vol", Who(person=KWAME.id)) == "Volgens een leerling is het vol"


def test_a_stranger_who_was_mentioned_is_somebody() -> None:
    assert said("Kevin uit 2c vindt het veel", Who(name="Kevin")) == "Iemand uit 2c vindt het veel"


def test_one_who_shares_a_first_name_with_whom_it_is_about_keeps_no_surname() -> None:
    other = person("Jan de Boer", "docent", "jdb")
    with language("nl"):
        told = without_names("Jan Pol zei het tegen Jan", Directory((JAN, other)), (Who(person=other.id),))
    assert told == "Een ouder zei het tegen een docent"


def test_in_english_it_is_said_in_english() -> None:
    with language("en"):
        assert without_names("Shanice's class is loud", KNOWN) == "A teacher's class is loud"


def test_nobody_known_leaves_the_words_as_they_are() -> None:
    assert without_names("Alles komt in dezelfde week", Directory()) == "Alles komt in dezelfde week"
