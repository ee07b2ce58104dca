"""Initials by which those who write in one meeting tell each other apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kgw_tui.records.people import Person
from kgw_tui.rules.directory import PARTICLES, fold


def initials_of(people: Iterable[Person]) -> dict[str, str]:
    """The initials of each of these people, by id: `KB`, and `KaB` beside `KeB` where two have the same.

    Nobody has those of another; where nothing else helps they get a number.
    """
    found: dict[str, str] = {}
    left = {person.id: person for person in sorted(people, key=lambda person: person.id)}
    candidates = {person_id: _candidates(person.name) for person_id, person in left.items()}
    for _length in range(_MOST):
        tried = {person_id: next(candidates[person_id]) for person_id in left if person_id not in found}
        counted = Counter([*tried.values(), *found.values()])
        found |= {person_id: initials for person_id, initials in tried.items() if counted[initials] == 1}
    taken = set(found.values())
    for person_id, person in left.items():
        if person_id not in found:
            plain = next(_candidates(person.name))
            number = next(number for number in range(1, len(left) + 2) if f"{plain}{number}" not in taken)
            found[person_id] = f"{plain}{number}"
            taken.add(found[person_id])
    return found


_MOST = 6
"""So many initials are tried of each, one longer than the other."""


def _candidates(name: str) -> Iterator[str]:
    """`KB`, `KaB`, `KBo`, …; of a name of one word its first letters."""
    words = [word for word in name.replace(".", " ").replace("-", " ").split() if fold(word) not in PARTICLES]
    words = ["".join(filter(str.isalnum, word)) for word in words or name.split()]
    first, last = (words[0] if words else "", words[-1] if len(words) > 1 else "")
    lengths = ((1, 1), (2, 1), (1, 2), (2, 2), (1, 3), (3, 3)) if last else tuple((number, 0) for number in range(2, 8))
    for one, other in lengths:
        yield (_capital(first[:one]) + _capital(last[:other])) or "?"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
