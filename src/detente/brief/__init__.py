"""Book, read-only -> the brief: what was done, said and promised, what came of it, where the reports differ."""

from detente.brief.drawing import draw
from detente.brief.summary import Brief, Line, Section, summarize

__all__ = ["Brief", "Line", "Section", "draw", "summarize"]
