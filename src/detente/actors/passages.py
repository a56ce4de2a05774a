"""A speaker's statements in one passage -> the day and the venue told with the first hold for those that go on."""

from collections.abc import Sequence
from dataclasses import replace

from detente.records import DateRange, Statement
from detente.sentences import Document

_NEAR = 2  # sentences between two statements of one passage


def carried(document: Document, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements, those that go on in a passage with the day and venue of the one before.

    A statement goes on where the statement before it, reported by nobody else, is the same person's, stands at most
    two sentences and one paragraph before, and tells a single day or a venue; a day or venue of its own ends that.
    """
    last: Statement | None = None
    found: dict[str, Statement] = {}
    for statement in sorted(statements, key=lambda s: (s.start, -s.end)):
        if statement.parent is not None:
            continue
        if last is not None and statement.rule != "statements.turn" and _goes_on(document, last, statement):
            found[statement.id] = replace(statement, said_on=_day(last.said_on), venue=last.venue)
        last = found.get(statement.id, statement)
    return tuple(found.get(statement.id, statement) for statement in statements)


def _goes_on(document: Document, before: Statement, after: Statement) -> bool:
    if after.said_on is not None or after.venue is not None or not (_day(before.said_on) or before.venue):
        return False
    one, two = before.speaker, after.speaker
    if one is None or two is None or one.id is None or one.id != two.id or one.named != "person":
        return False
    here, there = _sentence(document, after.start), _sentence(document, before.start)
    sentences = document.sentences
    return here - there <= _NEAR and sentences[here].paragraph - sentences[there].paragraph <= 1


def _day(when: DateRange | None) -> DateRange | None:
    return when if when is not None and when.start is not None and when.start == when.end else None


def _sentence(document: Document, at: int) -> int:
    """The sentence that holds an offset."""
    return next((s.index for s in document.sentences if s.end > at), len(document.sentences) - 1)
