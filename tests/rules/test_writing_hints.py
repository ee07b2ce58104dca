"""Which hint about writing a note calls for: where a text does, and above all where none may come."""

from __future__ import annotations

import pytest

from kgw_tui.data.content_files import content
from kgw_tui.rules.writing_hints import writing_hint

NAMES = ("Karim", "Jan", "Fatima", "Fatima El Idrissi", "Sanne")
"""Those of these that stand in an example are marked in it."""

SILENT = (
    # what a day brings
    "Karim vraagt of de toetsweek eerder kan",
    "Karim asks whether the test week can be earlier",
    "Drie mentoren melden klachten in dezelfde toetsweek",
    "Ouder uit 2b belt over de schoolreis",
    "Fatima kwam drie keer na de bel binnen",
    "Fatima came in after the bell three times",
    "Een leerling uit 2c heeft zijn jas niet terug",
    "Kopieerapparaat op de tweede verdieping doet het weer niet",
    "Jan is er deze week niet, Karim neemt 2b over",
    "Jan is away this week, Karim takes 2b",
    "Compliment van een ouder voor Fatima: haar dochter durft weer vragen te stellen",
    "Karim is een topper met die nieuwe brugklassers",
    "Fatima and Jan want to try out peer visits",
    "Jan",
    "",
    # health that is nobody's
    "Karim vraagt of we een cursus over depressie kunnen geven",
    "Jan wil een studiedag over ADHD",
    "Fatima vraagt naar het protocol dyslexie",
    "Karim vraagt of leerlingen met dyslexie extra tijd krijgen",
    "Jan asks whether students with dyslexia get extra time",
    "Fatima wants to add a lesson on Friday",
    "Karim asks us to add Jan to the list",
    "Karim vraagt hoe ouders zich kunnen laten horen over ziekteverzuim",
    "De ziekmelding via het portaal werkt niet, zegt Karim",
    "Jan heeft overspannen verwachtingen van de nieuwe roostersoftware",
    "Karim is ziek van al dat gedoe met sleutels",
    "Jan is sick of the copier",
    "Excursie naar het ziekenhuis: Fatima zoekt begeleiders",
    "Karim vraagt waar de medicijnen voor het kamp liggen",
    "De griepgolf begint, Karim zoekt vervangers",
    "Jan wil de KWF-actie tegen kanker weer doen",
    "Fatima geeft een workshop over burn-out voor mentoren",
    "Achterstanden door corona: Karim wil de bijlessen houden",
    "De operatie Rooster is klaar, meldt Jan",
    "Jan is ill at ease with the new timetable",
    # private life that is nobody's
    "Karim wil afval scheiden in de aula",
    "Jan: de scheiding tussen toetsen en oefenen is niet helder",
    "Wij gaan begeleiden en beoordelen scheiden, zegt Karim",
    "Moslimleerlingen vragen Karim om een gebedsruimte",
    "Jan vraagt of de katholieke identiteit op de site blijft",
    "Een docent vertelt dat leerlingen in de gang 'homo' roepen",
    "Fatima organiseert Paarse Vrijdag met de GSA",
    "De vakbond komt donderdag langs, Karim ontvangt ze",
    "The union visits on Thursday, Karim receives them",
    "Fatima stemt voor het voorstel",
    "Jan voted for the new timetable",
    "Karim stemt in met de planning",
    "Excursie naar de gevangenis voor 4 havo, Jan regelt de bus",
    "Syrische leerlingen krijgen NT2 van Fatima",
    "Uitwisseling met de Turkse school: Karim zoekt gastgezinnen",
    "Karim heeft problemen thuis met inloggen",
    "Gescheiden ouders krijgen voortaan twee uitnodigingen, zegt Jan",
    # safety as a subject
    "Fatima volgt de training meldcode kindermishandeling",
    "Karim vraagt of we aan suïcidepreventie doen in klas 4",
    "Jan: suicide prevention week is in March",
    "De printregeling wordt misbruikt, meldt Karim",
    "Misbruik van de noodknop in de gang, zegt Jan",
    "Karim abused the goodwill of nobody, he just borrowed a key",
    "Budget abuse is what the auditor looks at, says Jan",
    # judgements of things
    "Karim vindt het lastig om de toetsweek te plannen",
    "Het rooster van Jan is chaotisch",
    "The timetable of Jan is chaotic",
    "Karim says the timetable is chaotic",
    "Karim zegt dat de toets te moeilijk is",
    "Jan is lastig te bereiken op dinsdag",
    "Jan is difficult to reach on Tuesdays",
    "Karim vond de vergadering vervelend lang",
    "Jan had een lastig gesprek met een ouder",
    "Fatima vindt dat de opdracht te zwak is",
    "De beamer in lokaal 12 is onbetrouwbaar, zegt Fatima",
    "The wifi near Fatima is hopeless",
    "Een leerling riep 'idioot' tegen de conciërge",
    'Een ouder noemde Jan "lui" aan de telefoon',
    'A parent called Jan "lazy" on the phone',
    # what isn't hearsay
    "Het zou goed zijn als we eerder beginnen, zegt Karim",
    "Karim zou graag meer tijd willen hebben",
    "Jan zou het fijn vinden om betrokken te zijn",
    "Karim vraagt of het zou kunnen zijn dat de bel te vroeg gaat",
    "De zon schijnt zo fel in lokaal 12 dat Fatima de zonwering mist",
    "Apparently the copier is broken again",
    "De school schijnt gebouwd te zijn in 1970",
    "Er gaat een gerucht dat de kantine dichtgaat",
    "Van horen zeggen: Jan zou de toets hebben doorgestuurd",
    "Hearsay: apparently Jan has sent the test around",
    "Karim hoorde dat de toetsweek verschuift",
    "Karim heard that the test week moves",
    # names that are needed
    "Karim, Fatima en Jan willen samen een project over duurzaamheid",
    "Toets in 3h verplaatst naar vrijdag",
    "Klachten uit 2c over de gang",
    "Karim vraagt of Engels uit 2c mag ruilen",
    "Leerling uit 2c is zijn fiets kwijt",
    "Mentor uit 2b wil een ouderavond",
    # a few sentences
    "Karim belt. Hij wil eerder beginnen. Dat kan op dinsdag. Ik kijk ernaar.",
    "Fatima vraagt o.a. naar de sleutels, bijv. van lokaal 12, d.w.z. de nieuwe, en t.z.t. van de aula.",
)

CALLS = {
    "no-health": (
        "Karim is ziek",
        "Jan is al drie weken ziek",
        "Fatima heeft zich ziek gemeld",
        "Fatima is zwanger",
        "Jan zit thuis met een burn-out",
        "Een leerling uit 2c heeft ADHD en kan niet stilzitten",
        "Jan zegt dat zijn zoon depressief is",
        "Karim slikt medicijnen en is daarom moe",
        "Karim loopt bij een psycholoog",
        "Jan ligt in het ziekenhuis",
        "Moeder van een leerling heeft kanker",
        "Een collega is overspannen",
        "Zij is overspannen",
        "Karim is off sick",
        "Karim is ill again",
        "Fatima is pregnant",
        "Jan has a burnout",
        "A student with autism finds the corridor too loud",
        "Jan is on medication",
        "She is depressed",
        "The mother of a pupil has cancer",
        "Jan's migraine is back",
    ),
    "no-private": (
        "Jan is homo, zegt Karim",
        "Fatima is moslim en wil vrij met het feest",
        "Jan is lid van de vakbond",
        "Karim stemt PVV",
        "De ouders van Karim gaan scheiden",
        "Jan ligt in scheiding",
        "Jan heeft schulden",
        "Een Marokkaanse leerling uit 3b kwam klagen",
        "Karim heeft problemen thuis",
        "Haar thuissituatie is lastig, zegt Fatima",
        "De vader van een leerling zit in de gevangenis",
        "Jan is gay",
        "Fatima is a Muslim and wants the day off",
        "Karim is a union member",
        "Jan is going through a divorce",
        "Jan is in debt",
        "A student has trouble at home",
        "Jan votes for the Greens",
    ),
    "safety": (
        "Fatima vermoedt dat een leerling thuis mishandeld wordt",
        "Een leerling wordt thuis geslagen",
        "Leerling zegt dat ze misbruikt wordt door haar oom",
        "Jan denkt aan huiselijk geweld bij een leerling uit 3a",
        "Leerling is suïcidaal volgens de mentor",
        "Fatima vermoedt mishandeling, meldcode gevolgd",
        "Een meisje snijdt zichzelf",
        "A student is being abused at home",
        "Karim suspects domestic violence",
        "A girl in 3a is self-harming",
        "A pupil says he isn't safe: his father hits him",
        "A student is suicidal",
    ),
    "facts": (
        "Jan is slordig",
        "Jan is altijd zo slordig met nakijken, en Jan is gewoon lui",
        "Karim vindt Jan onbetrouwbaar",
        "Ik vind Jan lui",
        "De docent Engels is ongemotiveerd",
        "Hij is brutaal",
        "Karim zegt dat Jan chaotisch is",
        "Een luie docent laat 2b vroeg gaan",
        "De mentor van Karim is incompetent",
        "Jan gedraagt zich kinderachtig",
        "Jan is sloppy",
        "Jan is always so lazy",
        "Karim thinks Jan is unreliable",
        "The teacher is rude",
        "A lazy teacher lets 2b go early",
        "She is a difficult colleague, she is hopeless",
    ),
    "readable": (
        "Jan is een idioot",
        "Wat een sukkel is Jan",
        "Jan is such an idiot",
        "Jan is een echte eikel, zo'n eikel",
    ),
    "hearsay": (
        "Jan schijnt te vertrekken",
        "Ik heb gehoord dat Jan weggaat",
        "Er gaat een gerucht dat Jan weggaat",
        "Naar verluidt heeft Jan de toets doorgestuurd",
        "Jan zou de toets hebben doorgestuurd",
        "Jan zou de toets doorgestuurd hebben",
        "Karim hoorde dat een docent de toets heeft gelekt",
        "Ze zeggen dat Fatima solliciteert",
        "Apparently Jan is leaving",
        "They say Jan is leaving",
        "I heard that Jan has applied elsewhere",
        "Rumour has it that Fatima is leaving",
        "Jan allegedly leaked the test",
    ),
    "few-names": (
        "Karim, Fatima, Jan en Sanne waren er allemaal bij",
        "Ouders klagen dat Lisa Jansen uit 2c is geschorst",
        "Lisa Jansen uit 2c is haar tas kwijt",
        "Fatima zag dat Bram uit 3b spijbelt",
        "Karim saw that Emma Stone from 2c skips class",
    ),
    "short": (
        "Karim belt. Hij wil eerder. Dat kan niet. Jan ook niet. Dan later. Ik bel terug.",
        "Karim rings. He wants it earlier. That can't be. Nor can Jan. Later then. I ring back.",
        "een lang verhaal over de kopieerkamer en de sleutels " * 14,
    ),
}


def names_in(text: str) -> list[str]:
    return [name for name in NAMES if name in text]


@pytest.mark.parametrize("text", SILENT)
def test_most_notes_call_for_no_hint(text: str) -> None:
    assert writing_hint(text, [each for each in names_in(text) if " " not in each]) is None


@pytest.mark.parametrize(("hint", "text"), [(hint, text) for hint, texts in CALLS.items() for text in texts])
def test_a_note_that_calls_for_a_hint_gets_that_one(hint: str, text: str) -> None:
    assert writing_hint(text, [each for each in names_in(text) if " " not in each]) == hint


@pytest.mark.parametrize("text", [text for texts in CALLS.values() for text in texts])
def test_capitals_accents_and_line_breaks_change_nothing(text: str) -> None:
    names = [each for each in names_in(text) if " " not in each]
    found = writing_hint(text, names)
    assert writing_hint(text.replace(" ", "\n  "), names) == found
    if found not in {"few-names", "short"}:  # these go by capitals
        assert writing_hint(text.upper(), names) == found


def test_the_gravest_comes_first_and_alone() -> None:
    text = "Jan is lui, ziek, en schijnt thuis mishandeld te worden"
    assert writing_hint(text, ["Jan"]) == "safety"
    assert writing_hint("Jan is lui en ziek", ["Jan"]) == "no-health"


def test_two_who_are_no_colleagues_are_enough_to_ask_whether_they_are_needed() -> None:
    assert writing_hint("lisa en bram hadden ruzie in de gang", ["lisa", "bram"], strangers=2) == "few-names"
    assert writing_hint("lisa had ruzie in de gang", ["lisa"], strangers=1) is None
    assert writing_hint("lisa uit 2c had ruzie in de gang", ["lisa"], strangers=1) == "few-names"


@pytest.mark.parametrize("code", ["nl", "en"])
def test_each_hint_that_can_come_has_its_words(code: str) -> None:
    known = {hint.id for hint in content(code).corridor.writing_hint}
    assert set(CALLS) <= known


def test_a_very_long_note_is_looked_at_in_no_time() -> None:
    assert writing_hint("Jan zou " + "de toets " * 50_000, ["Jan"]) == "short"
    assert writing_hint("schijnt " * 50_000, ["Jan"]) == "short"
    assert writing_hint("Jan is een een een " * 20_000, ["Jan"]) == "short"
