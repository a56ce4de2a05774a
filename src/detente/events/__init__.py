"""Who did what to whom, when, where and how much: PLOVER events from triggers, syntax and the cast."""

from detente.actors import Cast
from detente.clauses import Clause
from detente.dates import Timex
from detente.events.arguments import Scene
from detente.events.classify import classify_event
from detente.events.coding import Coding, code
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
) -> tuple[Event, ...]:
    """Return the events of a document in order of their triggers.

    A verbal act (a threat, a demand, an accusation) is an event, and what it is about another one ``within`` it.
    """
    del mentions  # the cast answers for them
    by_id = {statement.id: statement for statement in statements}
    return code(Coding(Scene(document, cast), clauses, by_id, timexes, lexicon))
