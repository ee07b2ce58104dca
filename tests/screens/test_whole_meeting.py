"""A meeting of forty lines, chaired with the keyboard alone from the start of the program to the Word file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document

from .terminals import CTRL_Q, CTRL_Z, DOWN, ENTER, F2, F3, F4, F6, F10, HOME, UP, Terminal, terminal


@dataclass(frozen=True)
class Script:
    """What is typed in a language, and what the Word file must tell of it."""

    locale: str
    agenda: str
    first_item: str
    before: tuple[str, ...]
    in_items: tuple[str, ...]
    echo: tuple[tuple[str, str], ...]
    told: tuple[str, ...]
    never: tuple[str, ...]


DUTCH = Script(
    locale="nl_NL.UTF-8",
    agenda="MT-overleg",
    first_item="Opening en acties",
    before=(
        "/aanwezig Sanne de Wit, Karim Bouzid, Fatima El Idrissi",
        "/afwezig Ans Vis (mk)",
        "/voorzitter Sanne de Wit",
        "/notulist Karim Bouzid",
        "/plaats kamer 1.12",
        "De kalender van vorige keer hangt in het lokaal",
        "; Karim oogt moe",
    ),
    in_items=(
        "De inspectie komt in februari",
        "Drie mentoren melden klachten in dezelfde toetsweek",
        "? Leerlingen leren alleen nog voor het cijfer",
        "+ leerlingpanel oktober: 14 van de 20 zeggen dit zelf",
        "? Het komt door de toetsweken",
        "+ toetskalender: 60% van de toetsen valt erbuiten",
        "/uitkomst klopt niet: 60% valt erbuiten",
        "? Wie heeft de cijfers van vorig jaar?",
        "/fase wat",
        "Sectie Frans werkt al met minder toetsen",
        "+1 voor dat plan van Frans",
        "/komt Jan Pol",
        "/fase hoe",
        "= Twee toetsen per week per klas #toetsing >1 maart",
        "/stem 8 voor 2 tegen 1 onthouding",
        "! Toetskalender per klas uitdraaien @fatima >vr",
        "! Panel herhalen in januari @karim >15 jan",
        "!! Ouders van 2B bellen >morgen",
        "! Iemand zoekt de oude cijfers",
        "> Herkansingen",
        "/weg Jan Pol 14:05",
        "# Rooster 2027 (15)",
        "Het conceptrooster is klaar, zie 'rooster-v2.pdf'",
        "13:30 uur is te laat voor de bus",
        r"\! dit is geen actie",
        "//jaar is de map",
        "= Het rooster begint om 8:30",
        "/besluit voorgenomen",
        "# Personele zaken {vertrouwelijk}",
        "! Gesprek met de bedrijfsarts @sanne >week 50",
    ),
    echo=(
        ("! Toetskalender per klas uitdraaien @fatima >vr", "vr 27 nov"),
        ("! Panel herhalen in januari @karim >15 jan", "vr 15 jan 2027"),
        ("+ toetskalender: 60% van de toetsen valt erbuiten", "Bij: Het komt door de toetsweken"),
        ("+1 voor dat plan van Frans", "Notitie"),
        ("! Gesprek met de bedrijfsarts @sanne >week 50", "bedoeld?"),
    ),
    told=(
        "Drie mentoren melden klachten in dezelfde toetsweek",
        "Leerlingen leren alleen nog voor het cijfer",
        "leerlingpanel oktober: 14 van de 20 zeggen dit zelf",
        "klopt niet",
        "Wie heeft de cijfers van vorig jaar?",
        "+1 voor dat plan van Frans",
        "Twee toetsen per week per klas",
        "Toetskalender per klas uitdraaien",
        "27 nov",
        "Panel herhalen in januari",
        "Herkansingen",
        "Rooster 2027",
        "13:30 uur is te laat voor de bus",
        "! dit is geen actie",
        "/jaar is de map",
        "kamer 1.12",
        "Jan Pol",
        "Ans Vis",
        "Wat verder gezegd is",
    ),
    never=("Karim oogt moe", "bedrijfsarts", "wordt weggehaald", "/stem", ">vr"),
)

ENGLISH = Script(
    locale="en_GB.UTF-8",
    agenda="Management team",
    first_item="Opening and actions",
    before=(
        "/present Sanne de Wit, Karim Bouzid, Fatima El Idrissi",
        "/absent Ans Vis (apologies)",
        "/chair Sanne de Wit",
        "/minute-taker Karim Bouzid",
        "/place room 1.12",
        "The calendar is on the wall",
        "; Karim looks tired",
    ),
    in_items=(
        "The inspectors come in February",
        "Three tutors report complaints in the same test week",
        "? Students only work for the mark",
        "+ student panel in October: 14 out of 20 say so",
        "? It is because of the test weeks",
        "+ test calendar: 60% of the tests fall outside them",
        "/outcome refuted: 60% falls outside",
        "? Who has last year's marks?",
        "/phase what",
        "French already works with fewer tests",
        "+1 for that plan of French",
        "/arrives Jan Pol",
        "/phase how",
        "= Two tests a week for each class #testing >1 March",
        "/vote 8 for 2 against 1 abstained",
        "! Print the test calendar for each class @fatima >Fri",
        "! Repeat the panel in January @karim >15 Jan",
        "!! Call the parents of 2B >tomorrow",
        "! Somebody finds the old marks",
        "> Resits",
        "/leaves Jan Pol 14:05",
        "# Timetable 2027 (15)",
        "The draft timetable is ready, see 'timetable-v2.pdf'",
        "13:30 is too late for the bus",
        r"\! this is no action",
        "//year is the folder",
        "= The day begins at 8:30",
        "/decision proposed",
        "# Staff {confidential}",
        "! Talk with the doctor @sanne >week 50",
    ),
    echo=(
        ("! Print the test calendar for each class @fatima >Fri", "Fri 27 Nov"),
        ("! Repeat the panel in January @karim >15 Jan", "Fri 15 Jan 2027"),
        ("+ test calendar: 60% of the tests fall outside them", "Under: It is because of the test weeks"),
        ("+1 for that plan of French", "Note"),
        ("! Talk with the doctor @sanne >week 50", "meant?"),
    ),
    told=(
        "Three tutors report complaints in the same test week",
        "Students only work for the mark",
        "student panel in October: 14 out of 20 say so",
        "Who has last year's marks?",
        "+1 for that plan of French",
        "Two tests a week for each class",
        "Print the test calendar for each class",
        "27 Nov",
        "Repeat the panel in January",
        "Resits",
        "Timetable 2027",
        "13:30 is too late for the bus",
        "! this is no action",
        "/year is the folder",
        "room 1.12",
        "Jan Pol",
        "Ans Vis",
        "What else was said",
    ),
    never=("Karim looks tired", "doctor", "to be taken out", "/vote", ">Fri"),
)


@pytest.mark.slow
@pytest.mark.parametrize("script", [DUTCH, ENGLISH], ids=["nl", "en"])
def test_a_meeting_is_chaired_from_the_start_to_the_word_file_by_keyboard_alone(tmp_path: Path, script: Script) -> None:
    with terminal(tmp_path, env={"LANG": script.locale}) as kgw:
        begin(kgw, script)
        for line in script.before:
            kgw.say(line)
        kgw.press(F3, F3, F3)
        say_the_rest(kgw, script)
        change_entries(kgw, script)
        kgw.press(F10)
        kgw.sees("F6 ")
        kgw.press(F6)
        kgw.sees("w ", "n:")
        kgw.press("w")
        kgw.sees(".docx")
        kgw.press(CTRL_Q)
        assert kgw.ends() == 0
    check(tmp_path, script)


def begin(kgw: Terminal, script: Script) -> None:
    kgw.sees("F1")
    kgw.send("n")
    kgw.sees("Esc", script.agenda)
    kgw.press(DOWN, ENTER)
    kgw.sees(script.agenda, script.first_item)
    kgw.until(lambda: any(row.startswith(" ›") for row in kgw.rows))


def say_the_rest(kgw: Terminal, script: Script) -> None:
    echoes = dict(script.echo)
    for line in script.in_items:
        if line in echoes:
            kgw.send(line)
            kgw.sees(echoes[line])
            kgw.send(ENTER)
            kgw.until(lambda: kgw.line == "")
        else:
            kgw.say(line)


def change_entries(kgw: Terminal, script: Script) -> None:
    """Go up: take a line out and back, take it out for good, rewrite one, and turn one into another kind."""
    dutch = script is DUTCH
    kgw.say("# Rondvraag" if dutch else "# Any other business")
    doomed = "dit wordt weggehaald" if dutch else "this is to be taken out"
    kgw.say(doomed)
    kgw.send(UP)
    kgw.until(lambda: any(row.startswith("›") and doomed in row for row in kgw.rows))
    kgw.send("d")
    kgw.until(lambda: not any(doomed in row for row in kgw.rows[:-3]))
    kgw.sees("^z")
    kgw.send(CTRL_Z)
    kgw.until(lambda: any(doomed in row for row in kgw.rows[:-3]))
    kgw.leave()
    kgw.say("Wat gezegd is" if dutch else "What was said")
    kgw.send(UP)
    kgw.until(lambda: any((row.startswith("›") and "gezegd is" in row) or "was said" in row for row in kgw.rows))
    kgw.send("e")
    kgw.until(lambda: kgw.line.startswith("Wat" if dutch else "What"))
    kgw.send(HOME + "\x1b[1;5C" + (" verder" if dutch else " else") + ENTER)
    kgw.sees("Wat verder gezegd is" if dutch else "What else was said")
    kgw.send(UP)
    kgw.until(lambda: any(row.startswith("›") for row in kgw.rows))
    kgw.send(UP)
    kgw.until(lambda: any(row.startswith("›") and doomed in row for row in kgw.rows))
    kgw.send("d")
    kgw.until(lambda: not any(doomed in row for row in kgw.rows[:-3]))
    kgw.sees("^z")
    kgw.leave()
    kgw.send(F2)
    kgw.sees("WAAROM" if dutch else "WHY")
    kgw.send("! Sanne belt de ouders" if dutch else "! Sanne calls the parents")
    kgw.sees("F4")
    kgw.send(F4)
    kgw.sees("Sanne")
    kgw.send(ENTER)
    kgw.until(lambda: kgw.line == "")


def check(folder: Path, script: Script) -> None:
    """The Word file tells what was said, once, in order, and nothing that was for nobody else."""
    files = list(folder.glob("*.docx"))
    assert len(files) == 1
    assert re.fullmatch(r"[\w.() -]+\.docx", files[0].name)
    document = Document(str(files[0]))
    text = "\n".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))
    joined = text.replace("\n", "")
    for told in script.told:
        assert told in joined, told
    for never in script.never:
        assert never not in joined, never
    said = [line for line in script.in_items if line[0] not in "!?=+>#/\\;" and not line.startswith("+1")]
    places = [joined.index(line) for line in said]
    assert places == sorted(places)
