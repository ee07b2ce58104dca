"""A small school to read lines in, and awkward text to read."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from kgw_tui.capture.dates import Calendar
from kgw_tui.capture.parsed import LineContext
from kgw_tui.records.people import Person
from kgw_tui.rules.directory import Directory

TODAY = dt.date(2026, 11, 24)
MADE = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


def person(key: str, name: str, *aliases: str, active: bool = True) -> Person:
    return Person(id=key, name=name, aliases=aliases, active=active, created_at=MADE)


PEOPLE = (
    person("sanne", "Sanne de Wit"),
    person("karim", "Karim Bouzid"),
    person("fatima", "Fatima El Idrissi"),
    person("jan", "Jan Pol"),
    person("matijs", "Matijs Brinkhuis"),
    person("ppk", "Peter-Paul Koch"),
    person("kees-b", "Kees Bakker", "kb"),
    person("kees-v", "Kees Visser"),
    person("fatma", "Fatma Yıldırım"),
    person("jose", "José Ørsted"),
    person("jp", "J.P. van den Berg"),
    person("nick", "k[n"),
    person("same-1", "Ans Vis"),
    person("same-2", "Ans Vis"),
    person("gone", "Oud Collega", active=False),
    person("quote", '"Bas" Jansen'),
    person("sign", "=x"),
    person("h01ger", "h01ger"),
)
DIRECTORY = Directory(PEOPLE, preferred=frozenset({"jan"}), writer="karim", extra_roles=("zorgteam",))
LIVE = LineContext(DIRECTORY, Calendar(TODAY))
FILE = LineContext(DIRECTORY, Calendar(TODAY), live=False)
ENGLISH = LineContext(DIRECTORY, Calendar(TODAY, "en"))

_WORDS = r"""
! !! ? ?? = + > # ## ; / // \ \\ @ { } [ ] ( ) , . : " ' | - * &
@jan @Jan Jan jan Pol @sanne Sanne de Wit @kees Kees @ik ik Ik @allen allen @ouders ouder leerling
@congrescie congrescie @k[n @[m] @jan's Jan's @fatma @josé @x.y jan@school.nl @zorgteam @=x @a@b
@{Jan|Jan_Pol} @{|Jan} @{"Jan"} @{:student} @{=jan} @{=weg} @{} @{a\|b\}}
#toetsing #Toetsing #3 C# #a-b #- \#x \@jan \>vr \{gedaan} {gedaan} {weerlegd} {x} }{ \! \? \+
>vr >2026-12-03 >31-02 >volgende >week 50 >12/13 >50% >= => == >> +1 =12
en and of or met aan van voor over door het tot uiterlijk to with
13:04 13.04 9:5 [waarom] datum: (15) {vertrouwelijk} 1. [x] foo bar. baz? zo? é 漢 😀
"""
FRAGMENTS = (
    *_WORDS.split(),
    "@{Jan Pol}",
    "@{Sanne de Wit}",
    "@{Jan|Jan Pol}",
    "@{|Jan Pol}",
    "#{open dag}",
    "{klopt niet}",
    "(15 min)",
    "> vr",
    ">eind van de maand",
    "e\u0301",
    "\u200d",
    "\n",
    "\n+",
    " ",
    "  ",
    "\u00a0",
    "\t",
    "\x1b[31m",
    "\u202e",
)


def awkward(most: int = 9) -> st.SearchStrategy[str]:
    """Text in which marks meet each other in every way."""
    one = st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=4))
    return st.builds(
        lambda parts, glue: glue.join(parts),
        st.lists(one, min_size=1, max_size=most),
        st.sampled_from((" ", " ", "")),
    )
