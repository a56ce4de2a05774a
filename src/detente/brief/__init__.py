"""Book, read-only -> the brief: where a relation stands and what changed, open and tested cases, words beside deeds."""

from detente.brief.drawing import draw
from detente.brief.lines import Line, Quote
from detente.brief.markdown import write_markdown
from detente.brief.summary import Brief, Section, summarize

__all__ = ["Brief", "Line", "Quote", "Section", "draw", "summarize", "write_markdown"]
