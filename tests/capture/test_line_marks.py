"""The marks inside a line: people, themes and days, taken out of the sentence or part of it."""

from __future__ import annotations

import datetime as dt

import pytest

from kgw_tui.capture.dates import Calendar
from kgw_tui.capture.line import parse_line
from kgw_tui.capture.parsed import LineContext, LineKind, Telling
from kgw_tui.i18n import language
from kgw_tui.records.people import Who
from kgw_tui.rules.directory import Directory
from tests.capture.line_samples import DIRECTORY, ENGLISH, FILE, LIVE, TODAY

JAN, SANNE, FATIMA, KARIM = Who(person="jan"), Who(person="sanne"), Who(person="fatima"), Who(person="karim")
MATIJS, PPK, H01GER = Who(person="matijs"), Who(person="ppk"), Who(person="h01ger")


@pytest.mark.parametrize(
    ("line", "text", "owners", "mentions"),
    [
        # CAPTURE.md's own examples
        ("! @matijs en @ppk ontfermen zich over de brochure", "ontfermen zich over de brochure", (MATIJS, PPK), ()),
        ("! @jan belt de ouders >vr", "belt de ouders", (JAN,), ()),
        ("! Overleg met @jan over het rooster", "Overleg met Jan over het rooster", (), (JAN,)),
        ("! Toetskalender per klas uitdraaien @fatima >vr", "Toetskalender per klas uitdraaien", (FATIMA,), ()),
        ("! @h01ger and MrBeige do something else", "h01ger and MrBeige do something else", (H01GER,), (H01GER,)),
        # the first owns, further ones share
        ("! Ouders bellen @jan @sanne", "Ouders bellen", (JAN, SANNE), ()),
        ("! Ouders bellen @jan, @sanne en @karim", "Ouders bellen", (JAN, SANNE, KARIM), ()),
        ("! @jan, @sanne, and @karim call the parents", "call the parents", (JAN, SANNE, KARIM), ()),
        ("! @jan,@sanne: ouders bellen", "ouders bellen", (JAN, SANNE), ()),
        ("! @jan @sanne Is dat beschikbaar?", "Is dat beschikbaar?", (JAN, SANNE), ()),
        # part of the sentence
        ("! Vraag @jan of het kan", "Vraag Jan of het kan", (JAN,), (JAN,)),
        ("! Vraag @jan of het kan @sanne", "Vraag Jan of het kan", (JAN, SANNE), (JAN,)),
        ("! Piet en @jan", "Piet en Jan", (JAN,), (JAN,)),
        ("! @jan's voorstel uitwerken", "Jan's voorstel uitwerken", (JAN,), (JAN,)),
        ("! Ouders bellen (@jan)", "Ouders bellen (Jan)", (JAN,), (JAN,)),
        ("! Dit doet @jan.", "Dit doet Jan.", (JAN,), (JAN,)),
        # prepositions make a mention, of the whole group
        ("! Afspraak met @jan en @sanne @karim", "Afspraak met Jan en Sanne", (KARIM,), (JAN, SANNE)),
        ("! Naar @jan mailen", "Naar Jan mailen", (), (JAN,)),
        ("! Lijst voor @jan", "Lijst voor Jan", (), (JAN,)),
        ("! Talk to @jan @karim", "Talk to Jan", (KARIM,), (JAN,)),
        # whole names and the long forms
        ("! @Sanne de Wit belt de ouders", "belt de ouders", (SANNE,), ()),
        ("! Bellen @{Sanne de Wit} @{Jan Pol}", "Bellen", (SANNE, JAN), ()),
        ("! Vraag @{Jan|Jan Pol} of het kan @sanne", "Vraag Jan of het kan", (SANNE,), (JAN,)),
        ("! Waar gaat dit over \\ @jan", "Waar gaat dit over", (JAN,), ()),
        ("! Jan en ik, want \\ @jan #x >vr", "Jan en ik, want", (JAN,), ()),
        # no text yet
        ("! @jan", "", (JAN,), ()),
        # no marks
        ("! Mail jan@school.nl en a@b", "Mail jan@school.nl en a@b", (), ()),
        ("! Om 10 @ 3 euro", "Om 10 @ 3 euro", (), ()),
        ("! \\@jan is een teken", "@jan is een teken", (), ()),
        ("! https://x.nl/@jan lezen", "https://x.nl/@jan lezen", (), ()),
    ],
)
def test_people_in_an_action(line: str, text: str, owners: tuple[Who, ...], mentions: tuple[Who, ...]) -> None:
    for context in (LIVE, FILE):
        parsed = parse_line(line, context)
        assert parsed.kind is LineKind.ACTION
        assert (parsed.text, parsed.owners, parsed.mentions) == (text, owners, mentions)


@pytest.mark.parametrize("kind", ["", "+ ", "= ", "> ", "? "])
def test_elsewhere_people_stay_in_the_text_by_name(kind: str) -> None:
    parsed = parse_line(f"{kind}@karim vraagt @sa of @jose komt, met @dwi", LIVE)
    assert parsed.text == "Karim vraagt Sanne of José komt, met Sanne"
    assert parsed.mentions == (KARIM, SANNE, Who(person="jose"))
    assert not parsed.owners


@pytest.mark.parametrize(
    ("mark", "shown", "who"),
    [
        ("@ik", "ik", KARIM),
        ("@me", "me", KARIM),
        ("@Ik", "Ik", KARIM),
        ("@allen", "allen", Who(role="all")),
        ("@all", "all", Who(role="all")),
        ("@ouders", "ouders", Who(role="parent")),
        ("@MR", "MR", Who(role="council")),
        ("@zorgteam", "zorgteam", Who(role="zorgteam")),
        ("@kees-jan", "kees-jan", Who(name="kees-jan")),
        ("@k[n,", "k[n,", Who(person="nick")),
        ("@[m]", "[m]", Who(name="[m]")),
        ("@Иван", "Иван", Who(name="Иван")),
        ("@fatma", "Fatma", Who(person="fatma")),
        ("@José's", "José's", Who(person="jose")),
        ('"@jan"', '"Jan"', JAN),
    ],
)
def test_who_a_mark_is_and_how_it_stands_in_a_note(mark: str, shown: str, who: Who) -> None:
    parsed = parse_line(f"Volgens {mark} klopt het", LIVE)
    assert parsed.text == f"Volgens {shown} klopt het"
    assert parsed.mentions == (who,)


def test_role_and_writer_may_own_an_action() -> None:
    assert parse_line("! Lijst maken @mentoren", LIVE).owners == (Who(role="tutor"),)
    assert parse_line("! @allen lezen het stuk", LIVE).owners == (Who(role="all"),)
    assert parse_line("! Lijst maken @ik", LIVE).owners == (KARIM,)


def test_writer_without_a_name_is_told_so() -> None:
    parsed = parse_line("! Lijst maken @ik", LineContext(Directory(), LIVE.calendar))
    assert parsed.owners == (Who(name="ik"),)
    assert [notice.telling for notice in parsed.notices] == [Telling.NOT_AS_MEANT]
    assert not parsed.new_names


@pytest.mark.parametrize(("code", "sentence"), [("nl", "nieuw: congrescie"), ("en", "new: congrescie")])
def test_unknown_name_is_kept_as_typed_and_told_once(code: str, sentence: str) -> None:
    with language(code):
        parsed = parse_line("! @congrescie stemt af met @congrescie", LIVE)
    assert parsed.owners == (Who(name="congrescie"),)
    assert parsed.new_names == ("congrescie",)
    assert [(notice.telling, notice.words) for notice in parsed.notices] == [(Telling.NEW_NAME, "congrescie")]
    assert parsed.notices[0].sentence


def test_ambiguous_name_is_kept_as_typed_with_those_whom_it_may_mean() -> None:
    parsed = parse_line("! Bellen @kees", LIVE)
    assert parsed.owners == (Who(name="kees"),)
    assert not parsed.new_names
    (notice,) = parsed.notices
    assert notice.telling is Telling.AMBIGUOUS_NAME
    assert "Kees Bakker, Kees Visser" in notice.sentence


def test_whole_name_settles_which_of_two() -> None:
    assert parse_line("! @Kees Visser belt", LIVE).owners == (Who(person="kees-v"),)
    assert parse_line("! @kees bakker belt", LIVE).text == "belt"


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("! Sanne belt de ouders", SANNE),
        ("! sanne: ouders bellen", SANNE),
        ("! Sanne belt de ouders @jan", None),
        ("! San belt de ouders", None),
        ("! Kees belt de ouders", None),
        ("! Ouders bellen met Sanne", None),
        ("! Ouders bellen", None),
        ("Sanne belt de ouders", None),
    ],
)
def test_action_that_begins_with_a_first_name_proposes_its_owner(line: str, who: Who | None) -> None:
    parsed = parse_line(line, LIVE)
    assert parsed.proposed_owner == who
    assert (Telling.OWNER_PROPOSED in {notice.telling for notice in parsed.notices}) == (who is not None)


@pytest.mark.parametrize(
    ("line", "text", "themes"),
    [
        ("De toetsweek is te vol #toetsing", "De toetsweek is te vol", ("toetsing",)),
        (
            "De toetsweek is te vol #Toetsing #rooster-2027 #toetsing",
            "De toetsweek is te vol",
            ("toetsing", "rooster-2027"),
        ),
        ("De #toetsing is te vol", "De toetsing is te vol", ("toetsing",)),
        ("Klachten over #toetsing", "Klachten over toetsing", ("toetsing",)),
        ("Klachten over het #rooster", "Klachten over het rooster", ("rooster",)),
        ("#toetsing is te vol", "toetsing is te vol", ("toetsing",)),
        ("#toetsing", "toetsing", ("toetsing",)),
        ("! #toetsing kalender maken", "kalender maken", ("toetsing",)),
        ("= Zo doen we het #a, #b", "Zo doen we het", ("a", "b")),
        ("Regel #3 over C# en #", "Regel #3 over C# en #", ()),
        ("Lees x.nl/#deel en a#b", "Lees x.nl/#deel en a#b", ()),
        ("Een \\#teken", "Een #teken", ()),
        ("Vol #{open dag}", "Vol", ("open dag",)),
    ],
)
def test_themes(line: str, text: str, themes: tuple[str, ...]) -> None:
    parsed = parse_line(line, LIVE)
    assert (parsed.text, parsed.themes) == (text, themes)


FRIDAY, DECEMBER_3, DECEMBER_1 = dt.date(2026, 11, 27), dt.date(2026, 12, 3), dt.date(2026, 12, 1)


@pytest.mark.parametrize(
    ("line", "text", "day"),
    [
        ("! Bellen >vr", "Bellen", FRIDAY),
        ("! Bellen >3 dec @jan", "Bellen", DECEMBER_3),
        ("! Bellen >volgende week dinsdag #x @jan", "Bellen", DECEMBER_1),
        ("! >vr ouders bellen", "ouders bellen", FRIDAY),
        ("! Voor >vr bellen met de ouders", "Voor vr bellen met de ouders", FRIDAY),
        ("! Alles afronden vóór >vr", "Alles afronden vóór", FRIDAY),
        ("! Inleveren uiterlijk >vr", "Inleveren uiterlijk vr", FRIDAY),
        ("! Neem contact op >vr", "Neem contact op", FRIDAY),
        ("! Bellen > vr", "Bellen", FRIDAY),
        ("! Van >di naar >vr verzetten", "Van di naar vr verzetten", FRIDAY),
        ("= We beginnen >vr", "We beginnen", FRIDAY),
        ("? Hoe kan dat? >vr", "Hoe kan dat?", FRIDAY),
        ("! Cijfer > 5 halen", "Cijfer > 5 halen", None),
        ("! a->vr en x>vr", "a->vr en x>vr", None),
        ("! Bellen \\>vr", "Bellen >vr", None),
        ("Bellen >vr", "Bellen >vr", None),
        ("+ Bellen >vr", "Bellen >vr", None),
        ("> Bellen >vr", "Bellen >vr", None),
        ("? Ze bellen >vr", "Ze bellen >vr", None),
    ],
)
def test_day(line: str, text: str, day: dt.date | None) -> None:
    parsed = parse_line(line, LIVE)
    assert (parsed.text, parsed.day) == (text, day)


@pytest.mark.parametrize("words", ["na de kerstvakantie", "z.s.m.", "31-02", "12/13", "week 54", "ma 3 dec"])
@pytest.mark.parametrize(("code", "begin"), [("nl", "geen datum"), ("en", "no date")])
def test_what_is_no_date_stays_in_the_text_and_is_told(words: str, code: str, begin: str) -> None:
    with language(code):
        parsed = parse_line(f"! Bellen >{words} @jan", LIVE)
    assert (parsed.text, parsed.day, parsed.owners) == (f"Bellen >{words}", None, (JAN,))
    (notice,) = parsed.notices
    assert notice.telling is Telling.NO_DATE
    assert notice.words == words
    assert f"'>{words}'" in notice.sentence


@pytest.mark.parametrize(
    ("line", "context", "telling"),
    [
        ("! Bellen >volgende vrijdag", LIVE, Telling.DATE_DOUBTFUL),
        ("! Bellen >dinsdag", LIVE, Telling.DATE_DOUBTFUL),
        ("! Call >03/12/2026", ENGLISH, Telling.DATE_DOUBTFUL),
        ("! Bellen >2026-11-03", LIVE, Telling.DATE_PAST),
        ("= Zo doen we het >volgende vrijdag", LIVE, Telling.DATE_DOUBTFUL),
    ],
)
def test_doubtful_and_past_days_are_taken_and_told(line: str, context: LineContext, telling: Telling) -> None:
    parsed = parse_line(line, context)
    assert parsed.day is not None
    assert [notice.telling for notice in parsed.notices] == [telling]


def test_of_two_days_the_last_is_taken_and_told() -> None:
    parsed = parse_line("! Plan van >ma bespreken >vr", LIVE)
    assert (parsed.text, parsed.day) == ("Plan van ma bespreken", FRIDAY)
    assert [notice.telling for notice in parsed.notices] == [Telling.DATE_DOUBTFUL]


def test_english_line() -> None:
    parsed = parse_line("! Ask @jan about the timetable >next Tuesday @sanne #timetable", ENGLISH)
    assert parsed.text == "Ask Jan about the timetable"
    assert parsed.owners == (JAN, SANNE)
    assert (parsed.mentions, parsed.themes) == ((JAN,), ("timetable",))
    assert parsed.day == dt.date(2026, 12, 1)


def test_control_characters_never_come_in() -> None:
    parsed = parse_line("! \x1b[31mRood\x00 @ja\x07n", LineContext(DIRECTORY, Calendar(TODAY)))
    assert (parsed.text, parsed.owners) == ("[31mRood", (JAN,))
