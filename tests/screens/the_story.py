"""A meeting of ninety minutes as a minute-taker types it, in both languages: the demo's story, two weeks on.

Forty people of the lower school talk about the trial with the tests. Behind `|` stand the marks that don't stay in
the text (owner, date, theme); what is typed has no `|`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

Language = Literal["nl", "en"]
Pair = tuple[str, str]
"""The same in Dutch and in English."""

TITLE: Final[Pair] = ("Teamoverleg onderbouw", "Lower school meeting")
GROUP: Final[Pair] = ("team onderbouw", "lower school team")
GUEST: Final = "Kwame Asante"
COLLEAGUES: Final = (
    "Anne Smit", "Bilal Haddou", "Carla Nieuwenhuis", "Dirk Post", "Eva Mulder", "Femke Bos", "Gijs Hendriks",
    "Hatice Demir", "Inge van Loon", "Joost Prins", "Kim Verhoef", "Leo Maas", "Marit Dijkstra", "Nadia Amrani",
    "Okke Visser", "Petra Kok", "Quirijn Blom", "Roos Timmer", "Samir Ouali", "Tess Vermeer", "Ugur Aydin",
    "Vera Koster", "Wim Scholten", "Xandra Pot", "Yara Benali", "Zoë Jansen", "Arie Kramer", "Brigit Vos",
    "Cem Polat", "Dora Wolters", "Elke Baan",
)  # fmt: skip
"""With the nine teachers of the demo school they are forty."""


@dataclass(frozen=True)
class Step:
    """What goes into the terminal at once, in each language, and what must come of it.

    `at` is what the clock on the wall says from here on. `kept` are the texts that the store then has more, `sees`
    what must stand on the screen before the next step. `walled`: in no document that leaves. `slow`: one character
    after the other, as fast as somebody types.
    """

    keys: Pair
    at: str = ""
    kept: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    sees: Pair | None = None
    walled: bool = False
    slow: bool = False


ENTER, ESC, BACKSPACE, CTRL_G, CTRL_O, CTRL_R, CTRL_U, CTRL_Z = (
    "\r",
    "\x1b",
    "\x7f",
    "\x07",
    "\x0f",
    "\x12",
    "\x15",
    "\x1a",
)
UP, LEFT, RIGHT, HOME, END, DELETE = "\x1b[A", "\x1b[D", "\x1b[C", "\x1b[H", "\x1b[F", "\x1b[3~"
F2, F3, F6, F7, F8, F9, F10 = "\x1bOQ", "\x1bOR", "\x1b[17~", "\x1b[18~", "\x1b[19~", "\x1b[20~", "\x1b[21~"
_MARK: Final = re.compile(r"(?:!!|[!?=+>])\s+")


def say(nl: str, en: str, *, slow: bool = False) -> Step:
    """A line and Enter."""
    keys = (nl.replace("|", "") + ENTER, en.replace("|", "") + ENTER)
    return Step(keys, kept=(_kept(nl), _kept(en)), slow=slow)


def press(keys: str, nl: str = "", en: str = "") -> Step:
    """Keys, and the words that they bring onto the screen."""
    return Step((keys, keys), sees=(nl, en or nl) if nl else None)


def fix(keys: Pair, kept: Pair, sees: Pair | None = None) -> Step:
    """Keys with mistakes in them, and the text that comes of them."""
    return Step(keys, kept=((kept[0],), (kept[1],)), sees=sees)


def leave(nl: str, en: str = "") -> Step:
    """Esc, and what then stands on the screen: with a letter right behind it, a terminal takes it for Alt."""
    return press(ESC, nl, en)


def at(time: str) -> Step:
    """The clock says so now."""
    return Step(("", ""), at=time)


def paste(nl: str, en: str, sees: Pair, kept: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())) -> Step:
    """Several lines from the clipboard; they are shown first."""
    texts = (f"\x1b[200~{nl}\x1b[201~", f"\x1b[200~{en}\x1b[201~")
    return Step(texts, kept=kept, sees=sees)


def walled(*steps: Step) -> tuple[Step, ...]:
    """Steps that leave nothing in any document."""
    return tuple(replace(step, walled=True) for step in steps)


def _kept(line: str) -> tuple[str, ...]:
    """The text that a line leaves in the shared store; a mark without a text leaves none."""
    if line.startswith("//"):
        return (line[1:],)
    if line.startswith((";", "#", "/")) or len(line) == 1:
        return ()
    mark = _MARK.match(line)
    return (line[mark.end() if mark else 0 :].partition("|")[0].removeprefix("\\"),)


LAST_TIME: Final[Pair] = (
    "vergadering: Teamoverleg onderbouw\ndatum: 2026-11-10\ntijd: 15:30-17:00\nvoorzitter: Mirjam Achterberg\n"
    "## Toetsdruk (30)\n! Balie op maandag regelen @tomasz >16 nov\n! Twee ouders van 2c bellen @youssef >13 nov\n"
    "? Wie leest de planner na? @ravi >20 nov\n! Papieren lijst weghalen @annelies >20 nov\n",
    "meeting: Lower school meeting\ndate: 2026-11-10\ntime: 15:30-17:00\nchair: Mirjam Achterberg\n"
    "## Test load (30)\n! Arrange for the desk on Mondays @tomasz >16 Nov\n! Ring two parents of 2c @youssef >13 Nov\n"
    "? Who reads the planner? @ravi >20 Nov\n! Take the paper list away @annelies >20 Nov\n",
)
"""The meeting before this one, as a file to import."""

AGENDA: Final[tuple[tuple[str, ...], tuple[str, ...]]] = (
    (
        "Opening en vorige afspraken (10)",
        "Start van de proef in leerjaar 2 (25)",
        "Wat het leerlingpanel zegt (15)",
        "Studiedag 25 november (15)",
        "Personele zaken (10)",
        "Rondvraag (10)",
    ),
    (
        "Opening and last time (10)",
        "Start of the trial in year 2 (25)",
        "What the student panel says (15)",
        "Study day 25 November (15)",
        "Staff matters (10)",
        "Any other business (10)",
    ),
)
"""What was prepared; the minutes of last time to adopt come before it by themselves."""
FROM_THE_MAIL: Final[Pair] = (
    "- 9.00 inloop met koffie\n- 9.15 de PLG feedback laat zien wat werkt\n- 10.45 secties, elk in het eigen lokaal\n"
    "! Lokalen op de eerste verdieping openzetten @conciërge >morgen\nlunch om 12.30 in de aula",
    "- 9.00 coffee\n- 9.15 the community on feedback shows what works\n- 10.45 sections, each in its own room\n"
    "! Open the rooms on the first floor @caretaker >tomorrow\nlunch at 12.30 in the hall",
)

OPENING: Final = (
    say(
        "/aanwezig team onderbouw behalve Tomasz Wieczorek en Daan Hoekstra",
        "/present lower school team except Tomasz Wieczorek and Daan Hoekstra",
    ),
    say("/afwezig Tomasz Wieczorek (mk)", "/absent Tomasz Wieczorek (apologies)"),
    say("/afwezig Daan Hoekstra (zk)", "/absent Daan Hoekstra (no notice)"),
    say("/voorzitter Mirjam Achterberg", "/chair Mirjam Achterberg"),
    say("/notulist Mirjam Achterberg", "/minute-taker Mirjam Achterberg"),
    say("/plaats mediatheek", "/place library"),
    at("15:37"),
    press(F3, "━━ 1 ", "━━ 1 "),
    say("notulen van 10 november: geen opmerkingen", "minutes of 10 November: no remarks"),
    say("/vaststellen", "/adopt"),
    press(F3, "Opening en vorige afspraken ━", "Opening and last time ━"),
    say("zeven minuten te laat begonnen, de bus stond vast", "began seven minutes late, the bus was stuck", slow=True),
    say(
        "; koffie was op, niet meer om half vier plannen", "; no coffee left, don't plan this at half past three again"
    ),
    say(
        "Gedaan: Youssef heeft de twee ouders gebeld; de afspraak hangt op één A4 in de personeelskamer",
        "Done: Youssef rang the two parents; the agreement is on one page in the staff room",
    ),
    press(CTRL_O, "Balie op maandag", "desk on Mondays"),
    Step(
        (
            f"{F2}allebei rustig, één wil cijfers{ENTER}Ravi zelf, elke vrijdag{ENTER}{DELETE}hij hangt er niet{ENTER}",
            f"{F2}both calm, one wants figures{ENTER}Ravi himself, each Friday{ENTER}{DELETE}it is gone already{ENTER}",
        ),
        sees=("A-35", "A-35"),
    ),
    press("", "4 van 4", "4 of 4"),
    leave("F3 volgend punt", "F3 next item"),
    say("niet gelukt: balie op maandag", "not done: the desk on Mondays"),
    say("! Balie op maandag regelen| @youssef >maandag", "! Arrange for the desk on Mondays| @youssef >Monday"),
    at("15:44"),
    say("/komt Daan Hoekstra", "/arrives Daan Hoekstra"),
    say("Daan had de verkeerde zaal", "Daan was in the wrong room"),
    say("MR heeft het stuk, antwoord vóór 4 december", "the council has the paper, answers before 4 December"),
    say("> Stiltewerkplekken: wachten op de vragen van Lisanne", "> Quiet workplaces: wait for Lisanne's questions"),
    say("//intern op de schijf is leeg, kijk er niet naar", "//intern on the disk is empty, don't look there"),
)

TRIAL: Final = (
    at("15:48"),
    press(F3, "Start van de proef in leerjaar 2 ━", "Start of the trial in year 2 ━"),
    say("/fase waarom", "/phase why"),
    say(
        "Ravi: de beginstand staat vast, 13 van de 42 klasweken met drie of meer toetsen",
        "Ravi: we know where we start, 13 of the 42 class weeks with three or more tests",
        slow=True,
    ),
    say(
        "Shanice merkt in 2c nog niets, maar het begint pas maandag", "Shanice sees nothing yet in 2c; it starts Monday"
    ),
    say(
        "? Docenten zetten alles tien schooldagen vooraf in de planner", "? Teachers put it all in the planner in time"
    ),
    say("+ steekproef van Ravi: 31 van de 38 toetsen op tijd", "+ Ravi's sample: 31 of the 38 tests in time"),
    say("+ mentoren 2b: twee van de vijf te laat", "+ tutors of 2b: two of the five too late"),
    say("/uitkomst klopt deels: 31 van de 38", "/outcome partly: 31 of the 38"),
    say("? Eén toets per dag past in het rooster| #rooster", "? One test a day fits the timetable| #timetable"),
    say("? Ouders vinden spreiden genoeg", "? Parents are content with spreading"),
    press(F7, "Waar baseren we dit op?", "What do we base this on?"),
    say("twee telefoontjes: één boos, één opgelucht", "two phone calls: one angry, one relieved"),
    Step(
        ("klopt deels: twee is weinig" + ENTER, "partly: two is not many" + ENTER),
        sees=("→ twee is weinig", "→ two is"),
    ),
    say(
        "? Wie houdt de telling bij als er iemand ziek is?| @ravi >8 dec",
        "? Who keeps the count when somebody is ill?| @ravi >8 Dec",
    ),
    say(
        "Youssef: 'we hebben geen maximum beloofd, we hebben spreiding beloofd'",
        "Youssef: 'we promised no maximum, we promised spreading'",
    ),
    say(
        "; Annelies kijkt steeds op haar telefoon, na afloop vragen", "; Annelies keeps looking at her phone, ask later"
    ),
    at("15:58"),
    press(F2, "WAT", "WHAT"),
    say(
        "opties: a) vrijwillig b) iedereen vanaf maandag c) alleen 2a en 2b",
        "options: a) who wants b) all c) 2a and 2b",
    ),
    say("Fatma wil b, Lisanne wil eerst de planner op orde", "Fatma wants b, Lisanne the planner in order first"),
    say("=> c valt af, dan is er niets te vergelijken", "=> c is out, nothing to compare then"),
    say("+1 voor b van Daan", "+1 for b from Daan"),
    say(">80% van de secties doet mee", ">80% of the sections join"),
    say("/weg Annelies Kuipers", "/leaves Annelies Kuipers"),
    at("16:03"),
    press(F2, "HOE", "HOW"),
    say(
        "= Proef leerjaar 2 begint maandag met alle zes klassen| #toetsing >16 feb",
        "= The year 2 trial begins on Monday with all six classes| #testing >16 Feb",
    ),
    say("/stem 31 voor 4 tegen 2 onthouding", "/vote 31 for 4 against 2 abstained"),
    say("/maat hooguit 5 van de 54 klasweken", "/measure at most 5 of the 54 class weeks"),
    press(F8 + "2" + ENTER, "F8", "F8"),
    press(F8 + "2", "risico", "risk"),
    Step(("het rooster kan na een week nog om" + ENTER, "the timetable can still change" + ENTER)),
    say("= De planner is de enige plek waar een toets telt", "= The planner is the only place where a test counts"),
    say("/besluit ter instemming", "/decision for consent"),
    say("= Mentoren mogen één toets per week verplaatsen", "= Tutors may move one test a week"),
    say("/besluit ter advies", "/decision for advice"),
    press(F8 + "3" + ENTER),
    say("Joost: ook als het een toets van twee uur is?", "Joost: even a test of two hours?"),
    say("= Overhoringen tellen mee als toets", "= Quizzes count as tests"),
    say("/besluit voorgenomen", "/decision proposed"),
    say(
        "! Uitleg van de proef in elke mentorles| @mentoren >maandag",
        "! Explain the trial in each class| @tutors >Monday",
    ),
    say("! Planner nalopen op wat ontbreekt| @ravi @shanice >3 dec", "! Find what is missing| @ravi @shanice >3 Dec"),
    say(
        "!! Roosterwijziging week 49 doorgeven| @tomasz >morgen", "!! Pass on the change of week 49| @tomasz >tomorrow"
    ),
    say("! Brief aan de ouders van leerjaar 2| @youssef >vr", "! A letter to the parents of year 2| @youssef >Fri"),
    say("! iemand haalt de papieren lijst van het prikbord", "! somebody takes the paper list off the board"),
    say("> Cijfervrije brugklas, in maart", "> A first year without marks, in March"),
    at("16:12"),
    press(F9, "30 min"),
    fix(
        ("Mentoren krijgen een A4" + ENTER, "Tutors get one page" + ENTER),
        ("Mentoren krijgen één A4", "Tutors get one sheet"),
    ),
    Step((UP + "!", UP + "!"), sees=("wie?", "who?")),
    Step(("e" + END + BACKSPACE * 6 + "één A4" + ENTER, "e" + END + BACKSPACE * 4 + "sheet" + ENTER)),
    fix(("dit gaat weg" + ENTER, "this goes" + ENTER), ("dit gaat weg", "this goes"), ("dit gaat weg", "this goes")),
    press(UP + "d", "verwijderd", "deleted"),
    press(CTRL_Z, "ongedaan:", "undone:"),
    leave("F3 volgend punt", "F3 next item"),
)

PANEL: Final = (
    at("16:13"),
    press(F3, "Wat het leerlingpanel zegt ━", "What the student panel says ━"),
    say("/leiding @ravi", "/lead @ravi"),
    say("/gast Kwame Asante", "/guest Kwame Asante"),
    say("Kwame: 'ik wil gewoon weten wanneer'", "Kwame: 'I just want to know when'", slow=True),
    say("24 leerlingen gesproken, vier per klas, in tweetallen", "24 students, four from each class, in pairs"),
    say("? Leerlingen kijken niet in de planner", "? Students don't look at the planner"),
    say("+ 17 van de 24 openen hem nooit", "+ 17 of the 24 never open it"),
    say("+ de app loopt drie dagen achter", "+ the app is three days behind"),
    say("/uitkomst klopt: 17 van de 24", "/outcome holds: 17 of the 24"),
    say("? Wie kan de app sneller laten bijwerken?| @tomasz >15 jan", "? Who can speed up the app?| @tomasz >15 Jan"),
    fix(
        (
            "Inge vraagt waarom er geen mavo-lerlingen" + LEFT * 8 + "e" + ENTER,
            "Inge asks why there are no studnts of mavo" + LEFT * 11 + "e" + ENTER,
        ),
        ("Inge vraagt waarom er geen mavo-leerlingen", "Inge asks why there are no students of mavo"),
    ),
    say("goed punt, in februari wel", "good point, in February there will be"),
    say("= Het panel stelt in februari dezelfde vraag", "= The panel asks the same question in February"),
    say("/stem unaniem", "/vote unanimous"),
    say("! Panelvraag uitzetten| @kwame >5 feb", "! Send out the panel's question| @kwame >5 Feb"),
    say("! Bon voor Kwame en de anderen| @ik >morgen", "! A voucher for Kwame and the others| @me >tomorrow"),
    at("16:27"),
    say("Kwame moet naar de training", "Kwame has to go to training"),
    say("hoe meten we of de app beter wordt", "how do we measure whether the app gets better"),
    press(CTRL_R, "Studiedag 25 november ━", "Study day 25 November ━"),
)

STUDY_DAY: Final = (
    at("16:29"),
    paste(
        *FROM_THE_MAIL,
        sees=("5 regels", "5 lines"),
        kept=(
            (
                "9.00 inloop met koffie",
                "9.15 de PLG feedback laat zien wat werkt",
                "10.45 secties, elk in het eigen lokaal",
                "Lokalen op de eerste verdieping openzetten",
                "lunch om 12.30 in de aula",
            ),
            (
                "9.00 coffee",
                "9.15 the community on feedback shows what works",
                "10.45 sections, each in its own room",
                "Open the rooms on the first floor",
                "lunch at 12.30 in the hall",
            ),
        ),
    ),
    fix(
        (f"{ENTER}dat is morgen al{ENTER}", f"{ENTER}that is tomorrow{ENTER}"), ("dat is morgen al", "that is tomorrow")
    ),
    say("Daan: vier PLG's in anderhalf uur is te vol", "Daan: four communities in an hour and a half is too full"),
    say("= Twee PLG's gaan naar de middag", "= Two communities move to the afternoon"),
    say("= De middag eindigt om 15.30", "= The afternoon ends at 15.30"),
    say("Hatice: dan halen de collega's uit Zwolle hun trein niet", "Hatice: then some miss their train"),
    say("/intrek 2026-011 trein van 15.40", "/withdraw 2026-011 the train of 15.40"),
    say("= De middag eindigt om 15.00", "= The afternoon ends at 15.00"),
    say("= De spreker komt in maart alsnog", "= The speaker comes in March after all"),
    say("/vervang 2026-001", "/replace 2026-001"),
    say("! Programma rondsturen| @annelies >vandaag", "! Send the programme round| @annelies >today"),
    fix(
        (
            "De brodjes zijn beseld" + BACKSPACE * 3 + "teld" + HOME + RIGHT * 5 + "o" + ENTER,
            "The sandwishes are ordred" + BACKSPACE * 3 + "ered" + HOME + RIGHT * 11 + BACKSPACE + "c" + ENTER,
        ),
        ("De broodjes zijn besteld", "The sandwiches are ordered"),
    ),
    fix(
        (
            "wordt straks weer weggehaald" + CTRL_U + "Petra regelt de naamkaartjes" + ENTER,
            "to be taken out again" + CTRL_U + "Petra sees to the name tags" + ENTER,
        ),
        ("Petra regelt de naamkaartjes", "Petra sees to the name tags"),
    ),
    at("16:44"),
    say("/weg Femke Bos 16:35", "/leaves Femke Bos 16:35"),
    say("/komt Annelies Kuipers 16:20", "/arrives Annelies Kuipers 16:20"),
    say("Femke was al weg voor de trein", "Femke had already left for the train"),
)

STAFF: Final = walled(
    at("16:46"),
    press(F3, "Personele zaken ━", "Staff matters ━"),
    say("/vertrouwelijk", "/confidential"),
    say("Vervanging wiskunde: twee kandidaten gesproken", "Replacement for mathematics: two candidates"),
    say("? De formatie laat 0,8 fte toe", "? The budget allows 0.8 fte"),
    say("+ begroting: 0,4 fte over", "+ budget: 0.4 fte left"),
    say("/uitkomst klopt niet: 0,4 fte", "/outcome refuted: 0.4 fte"),
    say("= Kandidaat A krijgt een contract tot de zomer", "= Candidate A gets a contract until the summer"),
    say("! Kandidaat B bellen met de reden| @annelies >do", "! Ring candidate B with the reason| @annelies >Thu"),
    say("; A was de enige die over leerlingen begon", "; A was the only one who spoke of students"),
)

LAST: Final = (
    at("16:54"),
    press(F3, "Rondvraag ━", "Any other business ━"),
    say("Leo: het pad bij de fietsenstalling is glad", "Leo: the path by the bicycle shed is slippery"),
    say("! Strooizout bestellen| @conciërge >vr", "! Order salt for the path| @caretaker >Fri"),
    say("Yara zoekt nog een begeleider voor de excursie van 2d", "Yara still needs somebody for the trip of 2d"),
    say("! Begeleider voor Yara zoeken| @lisanne >1 dec", "! Find somebody for Yara| @lisanne >1 Dec"),
    say("wat doen we met telefoons in de gang", "what do we do about phones in the corridor"),
    say("> Telefoons in de gang, met leerlingen erbij", "> Phones in the corridor, with students"),
    say("?", "?"),
    press(CTRL_U),
    say(r"\? zo begint een vraag hier altijd", r"\? that is how a question always begins here"),
    fix(
        (
            "mail van een @ouder: info@voorbeeld.nl werkt niet" + ENTER,
            "mail of a @parent: info@example.org fails" + ENTER,
        ),
        ("mail van een ouder: info@voorbeeld.nl werkt niet", "mail of a parent: info@example.org fails"),
    ),
    say("C# staat niet meer in het rooster van de bovenbouw", "C# is no longer in the timetable"),
    say("13:30 uur is te laat voor de bus", "13:30 is too late for the bus"),
)

PUPIL: Final = walled(
    at("17:00"),
    say("# Zorg om een leerling uit 2d", "# Worry about a student of 2d"),
    say("Moeder belde, thuis gaat het niet goed", "The mother rang, things are bad at home"),
    say("! Zorgteam inlichten| @shanice >morgen", "! Tell the care team| @shanice >tomorrow"),
    say("= Wij bellen de moeder elke vrijdag terug", "= We ring the mother back each Friday"),
    say("/vertrouwelijk", "/confidential"),
)

END: Final = (
    at("17:04"),
    say("# Afsluiting", "# Closing"),
    say("volgende keer 8 december, dan met de eerste telling", "next time 8 December, with the first count"),
    say("; Mirjam: zelf eerder afronden", "; wrap up earlier myself"),
    say("einde om 17:05", "ended at 17:05"),
)

CLOSING: Final = (
    press(F10, "F6 met Word", "F6 with Word"),
    Step(
        ("\t@annelies >vr" + ENTER + "@mentoren >1 dec" + ENTER, "\t@annelies >Fri" + ENTER + "@tutors >1 Dec" + ENTER),
        sees=("nog 1", "1 to go"),
    ),
    press(F6, "Nalezen:", "Reading through:"),
    press("x", "›×"),
    press("w", ".docx"),
)
"""What was missing is filled in, the meeting is closed, and its first line is kept out of what leaves."""

STORY: Final = (*OPENING, *TRIAL, *PANEL, *STUDY_DAY, *STAFF, *LAST, *PUPIL, *END)
"""All of it, up to the closing."""
TOLD: Final[tuple[Pair, ...]] = (
    ("mediatheek", "library"),
    ("Kwame Asante", "Kwame Asante"),
    ("Femke Bos", "Femke Bos"),
    ("ingetrokken", "withdrawn"),
    ("31", "31"),
    ("Unaniem", "Unanimous"),
    ("ter instemming", "for consent"),
    ("hooguit 5 van de 54 klasweken", "at most 5 of the 54 class weeks"),
    ("het rooster kan na een week nog om", "the timetable can still change"),
    ("allebei rustig, één wil cijfers", "both calm, one wants figures"),
    ("twee is weinig", "two is not many"),
)
"""What the document must tell beside what was said."""
