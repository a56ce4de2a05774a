"""Token ranges <-> offsets."""

from detente.records import Span
from detente.sentences import Document

FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_EDGE_MARKS = frozenset((",", ".", ":", ";", "-", "–", "—", "--", "...", "…"))


def trim(document: Document, first: int, last: int) -> Span | None:
    """Return the offsets of the tokens ``[first, last)`` without marks and blanks at the ends, if any."""
    tokens = document.tokens
    while first < last and (tokens[first].text in _EDGE_MARKS or tokens[first].text.isspace()):
        first += 1
    while first < last and (tokens[last - 1].text in _EDGE_MARKS or tokens[last - 1].text.isspace()):
        last -= 1
    return (tokens[first].start, tokens[last - 1].end) if first < last else None
