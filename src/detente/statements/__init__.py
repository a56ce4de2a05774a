"""Who said what to whom: attributions found in the text (stage A), then interpreted as statements (stage B)."""

from collections.abc import Sequence

from detente.dates import Timex
from detente.encoder import Tagged
from detente.lexicon import Lexicon
from detente.mentions import Mention
from detente.records import Span, Statement
from detente.sentences import Document
from detente.statements.attribution import Attribution
from detente.statements.cues import Cue, cue_of, is_document
from detente.statements.finding import find_attributions
from detente.statements.interpretation import interpret
from detente.statements.quotations import Quotation, find_quotations
from detente.statements.sources import subject_of

__all__ = [
    "Attribution",
    "Cue",
    "Quotation",
    "content",
    "cue_of",
    "find_attributions",
    "find_quotations",
    "find_statements",
    "is_document",
    "subject_of",
]


def find_statements(
    document: Document,
    tagged: Sequence[Tagged],
    mentions: Sequence[Mention],
    timexes: Sequence[Timex],
    lexicon: Lexicon,
) -> tuple[tuple[Statement, ...], dict[str, Span]]:
    """Return the statements of an article in order of their start, and the addressees' spans by statement id.

    ``tagged`` are the attributions that the encoder sees.

    ``speaker`` and ``addressee`` stay None: ``actors`` fills them in from ``source_span`` and the spans returned here.
    """
    quotations = find_quotations(document)
    attributions = find_attributions(document, quotations, tagged)
    return interpret(document, attributions, quotations, mentions, timexes, lexicon)


def content(document: Document, statement: Statement) -> str:
    """Return the words of a statement's content, its pieces joined by blanks."""
    return " ".join(document.text(*span) for span in statement.spans)
