"""The words that a hint about writing goes by, Dutch and English, as they stand in a folded text (lower case, no
accents) in which each person is `SOMEBODY`. Each pattern says something of one person; what is general stays silent.
"""

from __future__ import annotations

import re
from typing import Final

SOMEBODY: Final = "§"
"""Stands for a person: a name, "the student", "she"."""

_NOUN: Final = (
    r"(?:leerling|student|docente?|leraar|lerares|collega|moeder|vader|mentor|concierge|teamleider|afdelingsleider|"
    r"stagiaire?|jongen|meisje|zoon|dochter|broer|zus|brugklasser|zorgcoordinator|decaan|conrector|oma|opa|"
    r"ouder(?= (?:van|uit|is|was|heeft|zou|schijnt|zegt)\b)|"
    r"pupil|teacher|colleague|mother|father|tutor|caretaker|boy|girl|son|daughter|brother|sister|trainee|parent)"
)
_SUBJECT: Final = (
    r"(?: (?:engels|frans|duits|nederlands|wiskunde|geschiedenis|biologie|natuurkunde|scheikunde|economie|gym|lo|"
    r"english|french|german|dutch|maths|history|biology|physics|chemistry|economics|pe))?"
)
_OF: Final = (
    r"(?:(?:een|de|het|die|deze|dat|dit|mijn|onze|zijn|haar|diens|hun|a|an|the|that|this|my|our|his|her|their|one) )?"
)
_BE: Final = r"(?:is|was|wordt|werd|blijft|raakt|raakte|zit|zat|ligt|lijkt|became|becomes|seems|stays|got|gets)"
_VERY: Final = (
    r"(?:(?:echt|heel|erg|zo|te|nogal|gewoon|altijd|weer|vaak|wel|ook|al|nu|een beetje|behoorlijk|best|soms|steeds|"
    r"really|so|very|too|always|often|just|rather|quite|a bit|a|an|een|such an?|echte|echt een|real|still|again|"
    r"simply|now|completely) ){0,3}"
)
_START: Final = (
    r"(?:^ ?|[.!?,;:(–-] ?|\b(?:dat|omdat|want|maar|en|dus|als|ook|vindt|zegt|that|because|but|and|so|whether|if|says|"
    r"thinks) )"
)
"""Before somebody whom a sentence is about: the timetable of Jan is chaotic, Jan isn't."""
_WHO: Final = rf"{_START}{SOMEBODY}(?: (?:van|uit|in|from|of) [\w{SOMEBODY}]+)?"

PERSON: Final = re.compile(rf"(?<!\w){_OF}{_NOUN}{_SUBJECT}(?!\w)")
SPEAKS: Final = re.compile(
    r"(?<!\w)(?:hij|she|he|zij(?= (?:is|was|heeft|had|wordt|zou|zit|ligt|schijnt|\w+t)\b)|"
    r"ze(?= (?:is|was|heeft|had|wordt|zou|zit|ligt|schijnt)\b))(?!\w)"
)
"""He and she."""
PERSONS: Final = re.compile(
    r"(?<!\w)(?:leerlingen|studenten|kinderen|docenten|leraren|collega's|ouders|mensen|jongeren|jongens|meisjes|"
    r"students|pupils|children|kids|teachers|colleagues|parents|people|boys|girls)"
    r"(?: uit \w+)? (?:met|with|die|who|in|hebben|have|zijn|are) (?:(?:een|an?|hebben|have|zijn|are) )?[\w-]+"
)
"""What is said of groups."""
GENERAL: Final = re.compile(
    r"(?<!\w)(?:\w*protocol(?:len)?|meldcode|\w*beleid|\w*regeling|training|scholing|cursus|studiedag|workshop|lezing|"
    r"voorlichting(?:savond)?|informatieavond|ouderavond|themaweek|themadag|thema|project\w*|profielwerkstuk|werkgroep|"
    r"lesbrief|toneelstuk|musical|folder|poster|boek|film|spreekbeurt|presentatie|gastles(?:sen)?|"
    r"les(?:sen)?(?= (?:over|rond))|"
    r"week van|excursie|policy|policies|course|training day|assembly|lesson on|lessons on|talk on|book|play|poster|"
    r"procedure|formulier|form|leaflet|week on|trip to|project on|working group on|protocol on|research)"
    r"(?: (?!en\b|and\b)[\w-]+){1,3}"
)
"""What a rule, a course or a lesson is about."""


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w)(?:{pattern})(?!\w)" for pattern in patterns))


SAFETY: Final = _any(
    r"mishandel(?:d|t|de|en|ing)", r"seksueel (?:misbruikt?|overschrijdend\w*|geweld)", r"(?:is|wordt|werd) aangerand",
    r"(?:is|wordt|werd) verkracht", r"aanranding", r"verkrachting", r"huiselijk geweld", r"kindermishandeling",
    rf"{SOMEBODY} (?:\w+ ){{0,2}}misbruikt",
    r"(?:ze|zij|hij|hem|haar) (?:\w+ )?misbruikt", r"(?:thuis|door (?:zijn|haar) \w+|door §) (?:geslagen|misbruikt)",
    r"(?:geslagen|misbruikt) (?:thuis|door (?:(?:zijn|haar) )?(?:vader|moeder|ouders|§))",
    rf"{SOMEBODY} slaat (?:hem|haar|zijn|§)", r"thuis (?:\w+ )?(?:niet veilig|onveilig)", r"niet veilig thuis",
    r"suicidaal", r"suicidale", r"suicide(?!-? ?prevent)\w*", r"zelfmoord(?!prevent)\w*", r"zelfbeschadiging",
    r"snijdt zich(?:zelf)?", r"wil niet meer leven", r"eerwraak", r"loverboy",
    r"sexual(?:ly)? (?:abuse[ds]?|assault\w*|harass\w*)", r"child abuse", r"(?:is|was|being|been|gets) abused",
    r"abuses? (?:him|her|§)", r"domestic violence", r"self-? ?harm\w*", r"suicidal", r"(?:was|been) raped",
    r"(?:is|was|being) groomed", r"(?:beats|hits) (?:him|her|his (?:son|wife|child)|her (?:son|daughter|child))",
    r"(?:beaten|hit) (?:at home|by (?:(?:his|her) )?(?:father|mother|parents|§))", r"(?:un|not )safe at home",
)  # fmt: skip
"""Abuse and danger."""

_ILLNESS: Final = (
    r"(?:burn-? ?out\w*|depressie\w*|depression|adhd|add(?= |$)|autisme|autism|ass(?= |$)|dyslexie|dyslexia|"
    r"dyscalculie|kanker|cancer|"
    r"borstkanker|griep|flu|corona|covid|migraine|migraines|eetstoornis|eating disorder|anorexia|epilepsie|epilepsy|"
    r"diabetes|hartinfarct|heart attack|hernia|ptss|ptsd|angststoornis|anxiety|verslaving|addiction|miskraam|"
    r"miscarriage|hersenschudding|concussion|angina|chemo\w*|reuma|longontsteking|pneumonia)"
)
_HAS: Final = (
    r"(?:heeft|had|hebt|kreeg|krijgt|met|wegens|vanwege|has|with|had|got|because of|due to|suffers from|"
    r"lijdt aan|diagnosed with)"
)
HEALTH: Final = _any(
    r"ziek(?! van (?:het|de|al|die|dat)\b)", r"ziekgemeld", r"ziek gemeld", r"overspannen(?! (?:\w+markt|verwacht\w+))",
    r"zwanger", r"zwangerschapsverlof", r"depressief", r"manisch", r"autistisch", r"dyslectisch", r"opgebrand",
    r"(?:geestelijk|psychisch) (?:niet|ziek|in de war|labiel)", r"psychische (?:klachten|problemen)",
    rf"{_HAS} (?:een |een zware |zware |ernstige |zijn |haar |a |an |severe |his |her )?{_ILLNESS}",
    r"tegen een burn-? ?out aan", r"aan kanker", rf"{SOMEBODY}(?:'s| zijn| haar) {_ILLNESS}",
    r"(?:loopt|zit|gaat|moet|is|ligt|was|al) (?:\w+ ){0,3}(?:bij|naar|in) (?:de |een |het |zijn |haar )?"
    r"(?:psycholoog|psychiater|therapeut|therapie|ziekenhuis|ggz|kliniek|afkickkliniek)",
    r"(?:slikt|gebruikt|krijgt|neemt|aan de|op) (?:\w+ )?(?:medicijnen|medicatie|ritalin|antidepressiva|pillen)",
    rf"{SOMEBODY} (?:is |lijkt |was )?(?:\w+ )?(?:verslaafd|aan de (?:drank|drugs))",
    r"(?:wordt|is|werd|moet) (?:\w+ )?(?:geopereerd|opgenomen in)", r"laat zich opereren",
    r"(?:diagnose|diagnosis) (?:is|was|van|of|adhd|autisme|autism)", r"heeft (?:een )?diagnose", r"gediagnosticeerd",
    r"pregnant", r"(?:on )?maternity leave", r"depressed", r"burnt out", r"burned out", r"autistic", r"dyslexic",
    r"(?:off|on|called in|calls in|reported|is|was|has been|still|home) (?:long-term )?sick(?! of\b)(?: leave)?",
    r"(?:is|was|has been|fell|seriously|mentally) ill(?! at ease| advised)",
    r"(?:takes|is on|on|taking) (?:\w+ )?(?:medication|antidepressants|ritalin|pills)", r"medical leave",
    r"(?:sees|seeing|is seeing|goes to|going to) (?:a |an |his |her )?(?:psychologist|psychiatrist|therapist)",
    r"(?:is|was|been) (?:\w+ )?in (?:the )?(?:hospital|therapy|rehab)", r"(?:is|was|got) addicted",
    r"mental health (?:problems|issues)", r"(?:has|had|needs) (?:an? )?(?:surgery|operation)",
)  # fmt: skip
"""Illness, diagnosis, medication and pregnancy of somebody."""

_FAITH: Final = (
    r"(?:moslim\w*|islamitisch|jood|joods|katholiek|gereformeerd|christen|hindoe|gelovig|jehova\w*|atheist|"
    r"muslim|jewish|catholic|hindu|religious|christian)"
)
_LOVE: Final = (
    r"(?:homo|homoseksueel|homofiel|lesbisch|lesbienne|biseksueel|bi|transgender|trans|gay|lesbian|bisexual|queer)"
)
_ORIGIN: Final = (
    r"(?:marokkaanse?|turkse?|syrische?|poolse?|antilliaanse?|surinaamse?|somalische?|oekraiense?|roma|"
    r"moroccan|turkish|syrian|polish|somali|surinamese|ukrainian)"
)
_PARTY: Final = (
    r"(?:pvv|vvd|fvd|forum|sp|d66|cda|groenlinks|pvda|denk|sgp|bbb|volt|labour|conservatives?|tor(?:y|ies)|greens)"
)
PRIVATE: Final = _any(
    rf"{_WHO} {_BE} {_VERY}(?:{_FAITH}|{_LOVE})", rf"{_WHO} {_VERY}(?:{_FAITH}|{_LOVE}) is",
    r"(?:is|kwam|komt) uit de kast(?: gekomen)?", r"came out as \w+", rf"{_ORIGIN} §", rf"§ is {_VERY}{_ORIGIN}",
    rf"van {_ORIGIN} (?:afkomst|komaf)", r"of \w+ (?:descent|origin)", r"allochtoon", r"allochtone §",
    rf"(?:stemt|stemde|votes|voted) (?:op |for )?(?:de |the )?{_PARTY}",
    rf"lid van (?:de |een )?(?:vakbond|aob|cnv|fnv|{_PARTY})", r"vakbondslid", r"union member",
    r"member of (?:the |a )?(?:\w+ )?(?:union|party)", r"ligt in (?:een )?(?:vecht)?scheiding", r"vechtscheiding",
    rf"(?:{SOMEBODY}|ouders) (?:gaat|gaan|wil|willen) scheiden",
    rf"{SOMEBODY} (?:is|was) (?:\w+ )?gescheiden",
    r"ouders (?:\w+ ){0,2}(?:uit elkaar|gescheiden|in scheiding)", r"(?:zijn|haar) ouders (?:scheiden|zijn gescheiden)",
    r"(?:is|are|was|getting|going through a|his|her|messy) divorc(?:e|ed|ing)",
    r"(?:his|her) parents (?:are )?divorc\w+",
    r"(?:heeft|had|zit in de|diep in de) schulden", r"schuldsanering", r"(?:is|are|deep) in debt",
    r"(?:zit|zat) (?:\w+ )?(?:in de (?:gevangenis|cel)|vast voor)",
    r"(?:is|was|went) (?:\w+ )?(?:in|to) (?:prison|jail)",
    r"(?<!de )thuissituatie", r"de thuissituatie (?:van|bij)", r"problemen thuis(?! (?:met|bij)\b)",
    r"thuis problemen(?! (?:met|bij)\b)",
    r"(?:his|her|difficult) home situation", r"(?:problems|trouble) at home", r"uit huis geplaatst",
    r"uithuisplaatsing",
)  # fmt: skip
"""Faith, origin, love, politics, union, and life at home of somebody."""

_JUDGEMENT: Final = (
    r"(?:slordig|lui|luie|onbetrouwbaar|dom|incompetent|lastig|ongemotiveerd|brutaal|vervelend|zwak|ongeschikt|"
    r"onprofessioneel|respectloos|chaotisch|arrogant|moeilijk|hopeloos|onmogelijk|onhandelbaar|onuitstaanbaar|"
    r"manipulatief|hysterisch|labiel|kinderachtig|ongeinteresseerd|onbekwaam|raar|vreemd|gemeen|achterbaks|bot|"
    r"egoistisch|gemakzuchtig|laks|nalatig|leugenachtig|negatief|onbeschoft|ouderwets|star|verwend|zuur|"
    r"lazy|sloppy|unreliable|stupid|difficult|unmotivated|rude|unfit|unprofessional|disrespectful|chaotic|weak|"
    r"hopeless|impossible|incompetent|manipulative|hysterical|childish|careless|useless|clueless|annoying|"
    r"dishonest|selfish|negative|aggressive|agressief|spoilt|spoiled|slow|mean|nasty|weird)"
)
_ABOUT_A_DEED: Final = r"(?! (?:te|to|om|voor|for|in|with|met|met zijn|bezig|af|van)\b)"
JUDGED: Final = _any(
    rf"{_WHO} (?:{_BE}|doet|gedraagt zich|behaves|acts) {_VERY}{_JUDGEMENT}{_ABOUT_A_DEED}",
    rf"{_WHO} {_VERY}{_JUDGEMENT} (?:is|was|blijft|doet|vindt|vond)(?! (?:het|de|dat|dit|om)\b)",
    rf"(?:vind|vindt|vond|noem|noemt|noemde|find|finds|found|calls?|called|thinks?) (?:ik )?§ {_VERY}{_JUDGEMENT}"
    rf"{_ABOUT_A_DEED}",
    rf"{_VERY}(?:een |a |that |die )(?:{_JUDGEMENT[3:-1]}|slordige|onbetrouwbare|domme|lastige|brutale|zwakke|"
    rf"vervelende|"
    rf"moeilijke|ongemotiveerde|onhandelbare|chaotische|arrogante|onmogelijke|agressieve) §",
)  # fmt: skip
"""What somebody is like, said as if it were so."""
INSULT: Final = _any(
    rf"{_WHO} is {_VERY}(?:idioot|eikel|trut|sukkel|klootzak|zak|kreng|etter|kluns|prutser|rotzak|lul|aansteller|"
    r"idiot|jerk|moron|bitch|bastard|asshole|loser|fool|nuisance|pest)",
    r"(?:wat een|die|what an?|that) (?:idioot|eikel|trut|sukkel|klootzak|kreng|prutser|rotzak|"
    r"idiot|jerk|moron|bitch|bastard|asshole) (?:is |van een )?§",
)  # fmt: skip

_ON: Final = r"[^.!?]{0,120} "
_ABOUT: Final = rf"[^.!?]{{0,120}}{SOMEBODY}"
HEARSAY: Final = _any(
    rf"{SOMEBODY}{_ON}(?<!zon )schijnt(?! (?:de )?zon)", rf"naar het schijnt{_ABOUT}",
    rf"(?:^|[.!?,;:] ?)schijnt{_ABOUT}",
    rf"(?:hoorde|gehoord|gaat rond|gaat het verhaal|men zegt|ze zeggen|wordt gezegd|wordt gefluisterd)"
    rf"(?: van (?:\w+|{SOMEBODY}))? dat{_ABOUT}",
    rf"naar verluidt{_ABOUT}", rf"{SOMEBODY}{_ON}naar verluidt", rf"via via{_ABOUT}",
    rf"{SOMEBODY} zou (?!graag|willen|moeten|kunnen|mogen|het|dat|zo)(?:(?!graag|willen|moeten|kunnen|mogen|als)\w+ )"
    r"{0,6}(?:\w*(?:ge|ver|be|ont)\w+(?:d|t|en) (?:hebben|zijn)|(?:hebben|zijn) \w*(?:ge|ver|be|ont)\w+(?:d|t|en))",
    rf"(?:apparently|supposedly|allegedly){_ABOUT}", rf"{SOMEBODY}{_ON}(?:apparently|supposedly|allegedly)",
    rf"(?:people|they) say(?: that)?{_ABOUT}", rf"(?:heard|hear)(?: from (?:\w+|{SOMEBODY}))? that{_ABOUT}",
    rf"word is(?: that)?{_ABOUT}", rf"{SOMEBODY} is said to", rf"(?:gerucht|geruchten|rumou?rs?)(?: \w+)?{_ABOUT}",
    rf"story is going round that{_ABOUT}",
)  # fmt: skip
"""What was heard of somebody from others."""
TOLD_SO: Final = _any(r"van horen zeggen", r"uit de tweede hand", r"tweedehands", r"hearsay", r"second[- ]hand")
LABELLED: Final = _any(r"gerucht\w*", r"rumou?rs?")

ABOUT_CLASS: Final = re.compile(
    r"(?<![.!?:] )(?<!^)(?<![\w.!?])\b(?!Engels|Frans|Duits|Nederlands|Latijn|Grieks|Spaans|English|French|German|"
    r"Dutch|"
    r"Leerling|Docent|Mentor|Ouder|Klas|Team)"
    r"[A-Z][a-zà-ÿ]{2,}(?: (?:van|de|der|den|ten|ter|el|al|[A-Z][a-zà-ÿ]+)){0,3} (?:uit|from) (?:klas |class |year )?"
    r"[1-6][a-zA-Z]{1,2}\b"
    r"|^[A-Z][a-zà-ÿ]{2,} (?:(?:van|de|der|den|el|al) ){0,2}[A-Z][a-zà-ÿ]+ (?:uit|from) (?:klas |class |year )?"
    r"[1-6][a-zA-Z]{1,2}\b"
)
"""A student by name, with the class (in the text as it was typed)."""
