"""People of one surname -> those whom the title, the country and the day support."""

from collections.abc import Sequence

from detente.actors.phrases import Phrase
from detente.lexicon import Entity, Lexicon
from detente.records import Day

_GONE = frozenset(("SUN", "YUG", "DDR", "CSK", "SCG"))  # states whose people are of another now
_YOUTH = 3653  # days before a first office in which nobody is known for it


def namesakes(
    entities: Sequence[Entity], phrase: Phrase | None, on: Day | None, lexicon: Lexicon
) -> tuple[Entity, ...]:
    """Return the candidates for a bare surname, the likeliest first: of the country told, if one is; none who takes a
    first office only many years after the day; those before others who have held the office that the title names."""
    people = [entity for entity in entities if entity.kind == "person" and not _is_young(entity, on, lexicon)]
    rest = [entity for entity in entities if entity.kind != "person"]
    country = phrase.country if phrase else None
    if country is not None and country != "IGO" and country not in _GONE:
        people = [entity for entity in people if entity.country == country]
    office = phrase.head.office if phrase and phrase.head else None
    if phrase is not None and office is not None and not phrase.former:
        people = [entity for entity in people if not _is_over(entity, office, on, lexicon)]
    if office is not None:
        people.sort(key=lambda entity: _distance(entity, office, on, lexicon))
    return (*rest, *people)


def _is_young(entity: Entity, on: Day | None, lexicon: Lexicon) -> bool:
    terms = lexicon.tenures(entity.id)
    return on is not None and bool(terms) and all((term.start - on).days > _YOUTH for term in terms)


def _is_over(entity: Entity, office: str, on: Day | None, lexicon: Lexicon) -> bool:
    """Whether somebody's offices are all over on the day, and none was the one that the title names."""
    terms = lexicon.tenures(entity.id)
    over = on is not None and bool(terms) and all(term.end is not None and term.end <= on for term in terms)
    return over and all(term.office != office for term in terms)


def _distance(entity: Entity, office: str, on: Day | None, lexicon: Lexicon) -> int:
    """0 for who holds the office on the day, 1 for who held it before, 2 for others."""
    held = [term for term in lexicon.tenures(entity.id) if term.office == office and (on is None or term.start <= on)]
    return 2 if not held else 0 if on and any(term.covers(on) for term in held) else 1
