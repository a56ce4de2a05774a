"""Book, read-only -> the terminal brief: what was done, said, threatened and promised, what came of it, where reports differ."""

from detente.brief.drawing import draw
from detente.brief.summary import Brief, Line, Section, summarize

__all__ = ["Brief", "Line", "Section", "draw", "summarize"]
