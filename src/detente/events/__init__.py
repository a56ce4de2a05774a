"""Who did what to whom, when, where and how much: PLOVER events from triggers, syntax and the cast."""

from detente.actors import Cast
from detente.clauses import Clause
from detente.dates import Timex
from detente.encoder import Act
from detente.events.arguments import Scene
from detente.events.classify import classify_event
from detente.events.coding import Coding, code
from detente.events.sighting import pointers, sighted
from detente.lexicon import Lexicon
from detente.mentions import Mention
from detente.records import Event, Statement
from detente.sentences import Document

__all__ = ["classify_event", "find_events"]


def find_events(
    document: Document,
    clauses: tuple[Clause, ...],
    statements: tuple[Statement, ...],
    mentions: tuple[Mention, ...],
    cast: Cast,
    timexes: tuple[Timex, ...],
    lexicon: Lexicon,
    acts: tuple[Act, ...],
) -> tuple[Event, ...]:
    """Return the events of a document in order of their triggers.

    ``acts`` are those that the encoder sees.

    A verbal act (a threat, a demand, an accusation) is an event, and what it is about another one ``within`` it.
    """
    by_id = {statement.id: statement for statement in statements}
    scene = Scene(document, cast)
    seen = sighted(scene, acts)
    return code(Coding(scene, seen, pointers(scene, mentions), clauses, by_id, timexes, lexicon))
