"""Which hint about writing a note calls for, if any: a rule on its words, that is quiet where it isn't sure.

The hints stand in the content (corridor.toml, `writing_hint`); a note about people is written so that they may read it
(PRODUCT.md, principle 6). At most one is given, the gravest first. It never keeps a note from being stored.
"""

from __future__ import annotations

import re
from typing import Final

from kgw_tui.rules.directory import fold

_SENTENCES: Final = 4
"""Sentences from which on a note is long; the hint speaks of two or three."""
_NAMES: Final = 3
"""People in one note from which on it may be asked whether all of them are needed."""


def _words(*stems: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(stems)})(?!\w)")


_SAFETY: Final = _words(
    r"mishandel\w*", r"misbruik\w*", "aangerand", r"aanranding\w*", r"huiselijk geweld", r"kindermishandeling",
    r"suicid\w*", r"zelfmoord\w*", r"zelfbeschadiging", r"geslagen door (?:vader|moeder|ouders?)", r"abus(?:e|ed|ing)",
    r"sexually assault\w*", r"self-?harm\w*", r"domestic violence", r"grooming",
)  # fmt: skip
_HEALTH: Final = _words(
    r"burn-?outs?", r"overspannen", r"zwanger\w*", r"depressie\w*", r"depressief", r"depressed", r"depression",
    r"adhd", r"autis(?:me|tisch|m|tic)", r"add", r"dyslexie", r"dyslexia", r"dyslexic", r"kanker", r"cancer", r"ziek",
    r"zieke?", r"ziekgemeld", r"ziekmelding\w*", r"ziekenhuis", r"hospital", r"diagnose\w*", r"diagnos(?:is|ed)",
    r"medicijn\w*", r"medication", r"pregnant", r"pregnancy", r"therapie", r"psycholoog", r"psychiater",
    r"psychologist", r"psychiatrist", r"verslaafd", r"verslaving", r"addicted", r"migraine", r"eetstoornis",
    r"eating disorder", r"operatie", r"is ill", r"has been ill", r"off sick", r"corona", r"covid", r"griep", r"flu",
)  # fmt: skip
_PRIVATE: Final = _words(
    r"moslim\w*", r"islamitisch\w*", r"muslims?", r"jood(?:se?)?", r"joden", r"jewish", r"katholiek\w*", r"catholic",
    r"christelijk gezin", r"hindoe\w*", r"homo(?:seksueel|fiel)?", r"lesbisch\w*", r"lesbian", r"gay", r"transgender",
    r"biseksueel", r"vakbond\w*", r"trade union", r"pvv", r"stemt op", r"votes for", r"allochtoon", r"allochtonen",
    r"(?:marokkaanse?|turkse?|syrische?|poolse?) (?:afkomst|gezin|ouders|leerling\w*)", r"of \w+ descent", r"scheiding",
    r"gescheiden ouders", r"ligt in scheiding", r"divorce\w*", r"schulden", r"in debt", r"gevangenis", r"in prison",
    r"thuissituatie", r"home situation", r"uithuisplaatsing",
)  # fmt: skip
_HEARSAY: Final = _words(
    r"schijnt", r"schijnen", r"zou(?:den)? (?:\w+ ){0,6}(?:zijn|hebben|worden|gaan|komen|gezegd|gedaan)",
    r"heb(?:ben)? (?:ik )?gehoord dat", r"hoorde dat", r"gaat rond", r"gerucht\w*", r"men zegt", r"ze zeggen",
    r"naar verluidt", r"apparently", r"supposedly", r"rumou?rs?", r"they say", r"word is", r"is said to",
    r"i heard that",
)  # fmt: skip
_HEARSAY_TOLD: Final = _words(r"van horen zeggen", r"uit de tweede hand", r"hearsay", r"second[- ]hand")
_JUDGEMENTS: Final = (
    r"slordig\w*", r"lui(?:e|er)?", r"onbetrouwbaar\w*", r"dom(?:me)?", r"incompetent\w*", r"lastig", r"ongemotiveerd",
    r"brutaal", r"vervelend", r"zwak(?:ke)?", r"ongeschikt", r"onprofessioneel", r"respectloos", r"chaotisch",
    r"arrogant", r"lazy", r"sloppy", r"unreliable", r"stupid", r"difficult", r"unmotivated", r"rude", r"unfit",
    r"unprofessional", r"disrespectful", r"chaotic", r"weak", r"hopeless", r"hopeloos", r"onmogelijk mens",
)  # fmt: skip
_IS: Final = "is|was|blijft|vind|vindt|vond|doet|are|were|seems|lijkt"
_JUDGED: Final = re.compile(rf"(?<!\w)(?:{_IS})(?: \w+){{0,4}}? (?:{'|'.join(_JUDGEMENTS)})(?!\w)")
"""A judgement said of somebody: behind "is" and the like, not anywhere (a difficult timetable is no person)."""
_END: Final = re.compile(r"[.!?…]+(?=\s|$)")


def writing_hint(text: str, names: int = 0) -> str | None:
    """The id of the writing hint that a note calls for, in either language; None, as for most, for none.

    `names` is how many people (not roles) are named in it.
    """
    said = fold(" ".join(text.split()))
    if _SAFETY.search(said):
        return "safety"
    if _HEALTH.search(said):
        return "no-health"
    if _PRIVATE.search(said):
        return "no-private"
    if names and _JUDGED.search(said):
        return "facts"
    if _HEARSAY.search(said) and not _HEARSAY_TOLD.search(said):
        return "hearsay"
    if names >= _NAMES:
        return "few-names"
    return "short" if len(_END.findall(said)) > _SENTENCES else None
