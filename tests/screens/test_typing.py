"""Typing in the capture line: nothing is lost, and what Enter will make of it is told before it is pressed."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from kgw_tui.commands import slash_words
from kgw_tui.records.entries import Action, Assumption, Evidence, Note, Question

from .chairing import meeting


async def test_every_character_of_a_burst_arrives_in_order(tmp_path: Path) -> None:
    text = "".join(f"{number} zinnen snel achter elkaar getypt, é 漢字 “zo”; " for number in range(20))
    async with meeting(tmp_path) as chair:
        await chair.type(text)
        assert chair.echo.startswith("   Notitie · 0 zinnen snel")


async def test_enter_right_behind_a_burst_keeps_the_whole_line(tmp_path: Path) -> None:
    said = [f"regel {number} van wat er gezegd wordt" for number in range(30)]
    async with meeting(tmp_path) as chair:
        await chair.send("".join(f"{line}\r" for line in said))
        await chair.until(lambda: len(chair.entries) == len(said))
        assert chair.texts == said
        assert chair.line == ""


ECHOES = {
    "nl": (
        ("Drie mentoren melden klachten", "Notitie · Drie mentoren melden klachten"),
        ("! Panel herhalen @sa >15 jan", "Actie · Panel herhalen · Sanne de Wit · vr 15 jan 2027"),
        ("!! Nu bellen @fatima", "Actie met prioriteit · Nu bellen · Fatima El Idrissi"),
        ("! Bellen @karim >di", "Actie · Bellen · Karim Bouzid · di 1 dec, bedoeld?"),
        ("! Bellen @joris", "Actie · Bellen · nieuw: joris"),
        ("! Bellen >na de kerst", "geen datum"),
        ("! Bellen >1 nov", "voorbij"),
        ("= Twee toetsen >1 maart", "Besluit · Twee toetsen · terugkijken ma 1 mrt 2027"),
        ("? Het komt door de toetsen", "Aanname · Het komt door de toetsen"),
        ("> Herkansingen", "Geparkeerd · Herkansingen"),
        ("# Rooster (15)", "Agendapunt · Rooster · 15 min"),
        ("; hij oogt moe", "Alleen voor jezelf · hij oogt moe"),
        ("+1 voor dit plan", "Notitie · +1 voor dit plan"),
        ("13:30 uur is te laat", "Notitie · 13:30 uur is te laat"),
        ("/stem", "Stemming over het laatste besluit"),
        ("/bestaatniet", "geen opdracht /bestaatniet"),
    ),
    "en": (
        ("! Call the parents @karim >Tuesday", "Action · Call the parents · Karim Bouzid · Tue 1 Dec, meant?"),
        ("= Two tests a week >1 March", "Decision · Two tests a week · review Mon 1 Mar 2027"),
        ("# Timetable (15)", "Agenda item · Timetable · 15 min"),
        ("; looks tired", "For you alone · looks tired"),
    ),
}


@pytest.mark.parametrize("code", ["nl", "en"])
async def test_the_echo_tells_before_enter_what_it_will_make(tmp_path: Path, code: str) -> None:
    async with meeting(tmp_path, code=code) as chair:
        for typed, told in ECHOES[code]:
            await chair.type(typed)
            await chair.says(told)
            await chair.press("ctrl+u")
            await chair.until(lambda: chair.line == "" and not chair.echo)
        assert chair.entries == []


async def test_a_mark_without_text_is_refused_with_a_word_and_stays_in_the_line(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.type("!")
        await chair.press("enter")
        await chair.says("nog niets achter")
        assert (chair.line, chair.entries) == ("!", [])


async def test_the_echo_goes_when_the_line_is_kept(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        for line, gone in (("# Rooster 2027 (15)", "Agendapunt"), ("/titel Sectie", "Naam van"), ("Gezegd", "Notitie")):
            await chair.type(line)
            await chair.says(gone)
            await chair.press("enter")
            await chair.until(lambda: chair.line == "")
            assert gone not in chair.echo


@pytest.mark.parametrize("key", ["tab", "right"])
async def test_a_ghost_is_taken_with_tab_or_right(tmp_path: Path, key: str) -> None:
    async with meeting(tmp_path) as chair:
        await chair.type("! Kalender uitdraaien @fat")
        await chair.until(lambda: chair.seen_line.endswith("@fatima"))
        await chair.press(key)
        assert chair.line == "! Kalender uitdraaien @fatima"


async def test_enter_never_takes_a_ghost(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.type("Een mail naar /nergens en @fat")
        await chair.until(lambda: chair.seen_line.endswith("@fatima"))
        await chair.press("enter")
        await chair.until(lambda: bool(chair.entries))
        assert "fatima" not in chair.texts[0]


async def test_a_command_is_completed_while_it_is_typed(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.type("/vert")
        await chair.until(lambda: chair.seen_line.endswith("/vertrouwelijk"))
        await chair.press("tab")
        assert chair.line == "/vertrouwelijk"


async def test_an_action_that_begins_with_a_name_proposes_that_owner_and_f4_takes_her(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.type("! Sanne belt de ouders")
        await chair.says("F4")
        await chair.press("f4")
        await chair.says("Sanne de Wit")
        await chair.press("enter")
        await chair.until(lambda: bool(chair.entries))
        action = chair.entries[0]
        assert isinstance(action, Action)
        assert [chair.live.context.directory.name(owner) for owner in action.owners] == ["Sanne de Wit"]
        assert "belt de ouders" in action.text


async def test_without_f4_nobody_is_made_the_owner(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.enter("! Sanne belt de ouders")
        action = chair.entries[0]
        assert isinstance(action, Action)
        assert (action.text, action.owners) == ("Sanne belt de ouders", ())


async def test_f4_reads_a_question_as_an_assumption(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.enter("? Klopt dat wel?")
        await chair.type("? Klopt dat wel?")
        await chair.says("F4: als aanname")
        await chair.press("f4")
        await chair.says("Aanname")
        await chair.press("enter")
        await chair.until(lambda: len(chair.entries) == 2)
        assert [type(entry) for entry in chair.entries] == [Question, Assumption]


async def test_the_other_reading_is_for_one_line(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.type("? Klopt dat wel?")
        await chair.press("f4")
        await chair.press("enter")
        await chair.until(lambda: len(chair.entries) == 1)
        await chair.enter("? En dit?")
        assert [type(entry) for entry in chair.entries] == [Assumption, Question]


async def test_f4_makes_a_list_of_pros_and_cons_notes(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.enter("+ meer rust in de les")
        await chair.type("- minder momenten om bij te sturen")
        await chair.says("F4")
        await chair.press("f4")
        await chair.press("enter")
        await chair.until(lambda: len(chair.entries) == 2)
        assert [type(entry) for entry in chair.entries] == [Note, Note]
        assert chair.texts == ["+ meer rust in de les", "- minder momenten om bij te sturen"]
        await chair.sees("+ meer rust in de les")


async def test_f4_without_an_offer_says_so(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.type("gewoon een zin")
        await chair.press("f4")
        await chair.says("F1")
        assert chair.line == "gewoon een zin"


CLAIMS = ("# Toetsdruk", "? Het komt door de toetsweken", "? Ze leren voor het cijfer", "= Twee toetsen per week")


async def test_evidence_belongs_to_the_newest_claim_and_the_echo_names_it(tmp_path: Path) -> None:
    async with meeting(tmp_path, *CLAIMS) as chair:
        await chair.type("+ panel: 14 van de 20")
        await chair.says("Bij: Twee toetsen per week")
        await chair.press("enter")
        await chair.until(lambda: len(chair.entries) == 4)
        evidence = chair.entries[-1]
        assert isinstance(evidence, Evidence)
        assert chair.live.entry(evidence.parent).text == "Twee toetsen per week"


async def test_up_and_down_choose_another_claim_for_evidence(tmp_path: Path) -> None:
    async with meeting(tmp_path, *CLAIMS) as chair:
        await chair.type("+ toetskalender: 60% valt erbuiten")
        for key, claim in (
            ("up", "Ze leren voor het cijfer"),
            ("up", "Het komt door de toetsweken"),
            ("up", "Het komt door de toetsweken"),
            ("down", "Ze leren voor het cijfer"),
            ("up", "Het komt door de toetsweken"),
        ):
            await chair.press(key)
            await chair.says(f"Bij: {claim}")
        await chair.press("enter")
        await chair.until(lambda: len(chair.entries) == 4)
        claim_row = next(at for at, row in enumerate(chair.rows) if "Het komt door de toetsweken" in row)
        assert "+ toetskalender: 60% valt erbuiten" in chair.rows[claim_row + 1]
        await chair.type("+ nog een")
        await chair.says("Bij: Twee toetsen per week")


async def test_evidence_without_a_claim_stands_by_itself(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Een punt", "een notitie") as chair:
        await chair.type("+ los bewijs")
        await chair.says("staat op zichzelf")
        await chair.press("enter")
        await chair.until(lambda: len(chair.entries) == 2)


async def test_words_after_slash_are_obeyed_or_refused_in_the_line(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Punt", "= Besluit een") as chair:
        await chair.type("/stem acht voor")
        await chair.press("enter")
        await chair.says("! ")
        assert chair.line == "/stem acht voor"
        await chair.press("ctrl+u")
        await chair.enter("/stem 8 voor 2 tegen 1 onthouding", "/fase hoe", "/komt @jan", "/weg jan 14:05")
        assert chair.shows("WAAROM") is False
        assert chair.shows("HOE")
        assert chair.shows("Jan Pol komt")
        assert chair.shows("14:05")


@pytest.mark.parametrize("code", ["nl", "en"])
async def test_nothing_half_typed_behind_a_command_breaks_the_echo(tmp_path: Path, code: str) -> None:
    async with meeting(tmp_path, "# Punt", "= Besluit", "? klopt dit", code=code) as chair:
        before = chair.entries
        tails = itertools.cycle(("", " ", " @", " @ja", " 12:", " 2026-", " [b]{x} 99999999999"))
        for word in slash_words(code):
            for behind in itertools.islice(tails, 3):  # other ones behind each next word
                await chair.type(f"/{word}{behind}")
                await chair.until(lambda: bool(chair.echo))
                await chair.press("ctrl+u")
        assert chair.entries == before
        assert chair.place == "LiveScreen"


async def test_what_is_typed_behind_a_refused_command_takes_its_place_and_undo_gives_it_back(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Een") as chair:
        await chair.send("/minuten veel\r")
        await chair.says("geen getal")
        await chair.send("De volgende zin")
        await chair.until(lambda: chair.line == "De volgende zin")
        await chair.press("ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z")  # a word at a time, and what it took the place of
        await chair.until(lambda: chair.line == "/minuten veel")
