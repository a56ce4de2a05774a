"""Segments of an article -> the text that the parser reads, and where each of its characters stands in the article.

Typography is made regular on the way, by edits that the offsets follow: double marks straight and on their own side
(`he said, "we go, "said the head` is read as `he said, "we go," said the head`), white space single, brackets and
escapes of insertions dropped, no blank before a comma, one behind a full stop.
"""

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from detente.records import Span
from detente.sentences.document import Mark
from detente.sentences.quotes import AFTER_CLOSING, BEFORE_OPENING, MARK, MARKS

_STRAIGHT = str.maketrans("‘’‚‛ʼ´", "''''''")
_EDIT = re.compile(
    rf"\s+|(?<=[a-z][a-z][a-z][.!?])(?=[A-Z])|[{MARKS}]|''|``|[\[\]\\]|[\u200b-\u200f\u00ad\u2060\ufeff\ufffc]"
)


@dataclass(slots=True)
class Surface:
    """``text`` for the parser; ``at[i]`` is the article's offset of its character ``i``."""

    text: str
    at: "array[int]"


def surface(text: str, segments: Iterable[Span], marks: Iterable[Mark]) -> Surface:
    """Return what the parser reads of ``segments``."""
    side = {mark.at: mark.opening for mark in marks}
    made = _Maker(text)
    for first, last in segments:
        made.blank(first)
        position = first
        for edit in _EDIT.finditer(text, first, last):
            start, end = edit.span()
            made.plain(position, start)
            position = end
            if start == end or text[start].isspace():
                made.blank(start)
            elif start in side:
                made.mark(start, side[start])
            elif MARK.match(text, start):
                made.add('"', start)
        made.plain(position, last)
    return made.finished()


class _Maker:
    """Writes a surface from left to right."""

    def __init__(self, text: str) -> None:
        self.source = text
        self.pieces: list[str] = []
        self.at = array("q")
        self.last = " "
        self.opened = False
        self.closed = False

    def add(self, piece: str, start: int) -> None:
        self.pieces.append(piece)
        self.at.extend(range(start, start + len(piece)))
        self.last = piece[-1]
        self.opened = self.closed = False

    def blank(self, start: int) -> None:
        if self.last != " " and not self.opened:
            closed = self.closed
            self.add(" ", start)
            self.closed = closed

    def drop_blank(self) -> None:
        if self.pieces and self.pieces[-1] == " ":
            self.pieces.pop()
            self.at.pop()
            self.last = self.pieces[-1][-1] if self.pieces else " "

    def plain(self, start: int, end: int) -> None:
        if start == end:
            return
        head = self.source[start]
        following = self.source[start + 1 : start + 2]
        if head in ",;:!?)" or (head == "." and not following.strip()):
            if not (head in ":;" and following in ")-"):
                self.drop_blank()
        elif self.closed and self.last != " " and head not in AFTER_CLOSING + "'’":
            self.blank(start)
        self.add(self.source[start:end].translate(_STRAIGHT), start)

    def mark(self, start: int, opening: bool) -> None:
        if opening:
            if self.closed or self.last not in BEFORE_OPENING + '"':
                self.blank(start)
            self.add('"', start)
            self.opened = True
        else:
            self.drop_blank()
            self.add('"', start)
            self.closed = True

    def finished(self) -> Surface:
        self.drop_blank()
        return Surface("".join(self.pieces), self.at)
