"""Double quotation marks -> their sides, by the cheapest reading of a whole paragraph.

How a mark is typed is only a hint: translations leave straight marks on the wrong side of their blank and close a
quotation paragraphs later. So the sides of a paragraph are chosen together (Viterbi over the nesting depth): each
departure from what a mark looks like, each quotation left open and each one nested has its price.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from detente.records import Span
from detente.sentences.document import Mark

MARKS = '"“”„‟«»″〝〞'
MARK = re.compile(rf"[{MARKS}]|''|``")
BEFORE_OPENING = " ([{-–—/"
AFTER_CLOSING = " .,;:!?)]}…"
DEEPEST = 2
TAIL = 160  # characters: the longest speech tag that follows a detached closing mark

AGAINST_GLYPH, AGAINST_BLANKS, DETACHED, NESTED, LEFT_OPEN, NEVER_OPENED, STALE = 3.0, 2.0, 1.0, 0.5, 1.0, 2.0, 0.5


class _Look(NamedTuple):
    at: int
    as_opening: float
    as_closing: float


def sides(text: str, segments: Sequence[Span], carried: bool) -> tuple[tuple[Mark, ...], bool]:
    """Return the double marks of a paragraph with their sides, and whether a quotation is open behind it.

    ``carried`` tells that one is open before it.
    """
    spots = [m.span() for first, last in segments for m in MARK.finditer(text, first, last)]
    spots = [spot for spot in spots if not _inches(text, *spot)]
    if not spots:
        return (), carried
    begins = not text[segments[0][0] : spots[0][0]].strip()
    end = segments[-1][1]
    looks = [_look(text, *spot, last=spot == spots[-1] and end - spot[1] <= TAIL) for spot in spots]
    if begins and not (carried and text[spots[0][1] : spots[0][1] + 1] in AFTER_CLOSING + "-–—"):
        looks[0] = _Look(looks[0].at, 0.0, AGAINST_GLYPH)
        carried = False
    began, read = _cheapest(looks, carried)
    depth = began
    for opening in read:
        depth = depth + 1 if opening else max(depth - 1, 0)
    marks = tuple(Mark(look.at, opening) for look, opening in zip(looks, read, strict=True))
    return marks, depth > 0 or (carried and not began)


def _inches(text: str, start: int, end: int) -> bool:
    return (
        text[start] == '"'
        and text[start - 1 : start].isdigit()
        and text[end : end + 1] in " -"
        and "'" in text[start - 4 : start]
    )


def _look(text: str, start: int, end: int, last: bool) -> _Look:
    """Return what it costs to read the mark at ``start`` as either side."""
    glyph, before, after = text[start], text[start - 1 : start] if start else "", text[end : end + 1]
    free_left = not before.strip() or before in BEFORE_OPENING
    free_right = not after.strip() or after in AFTER_CLOSING
    if glyph in "”»〞":
        return _Look(start, DETACHED if free_left and not free_right else AGAINST_GLYPH, 0.0)
    if glyph in "“„‟«〝":
        return _Look(start, 0.0, AGAINST_GLYPH) if free_left or not free_right else _Look(start, DETACHED, 0.0)
    if free_left == free_right:
        return _Look(start, 0.1, 0.0) if before == "," or free_left else _Look(start, 0.0, 0.1)
    if free_right:
        return _Look(start, AGAINST_BLANKS, 0.0)
    comma = text[max(start - 3, 0) : start].rstrip().endswith(",")
    return _Look(start, 0.0, DETACHED if comma or last else AGAINST_BLANKS)


class _Path(NamedTuple):
    """A reading of the first marks: what it costs, the depth it began at, its last step and the steps before."""

    cost: float
    began: int
    opening: bool | None
    before: "_Path | None"


def _cheapest(looks: Sequence[_Look], carried: bool) -> tuple[int, list[bool]]:
    """Return the depth that the paragraph begins at and for each mark whether it opens."""
    paths = {0: _Path(STALE if carried else 0.0, 0, None, None)}
    if carried:
        paths[1] = _Path(0.0, 1, None, None)
    for look in looks:
        grown: dict[int, _Path] = {}
        for depth, path in paths.items():
            opened = path.cost + look.as_opening + NESTED * depth
            closed = path.cost + look.as_closing + (0.0 if depth else NEVER_OPENED)
            for at, cost, opening in ((depth + 1, opened, True), (max(depth - 1, 0), closed, False)):
                if at <= DEEPEST and (at not in grown or cost < grown[at].cost):
                    grown[at] = _Path(cost, path.began, opening, path)
        paths = grown
    best = min(paths, key=lambda depth: (paths[depth].cost + LEFT_OPEN * depth, depth))
    step: _Path | None = paths[best]
    began, read = paths[best].began, []
    while step is not None and step.opening is not None:
        read.append(step.opening)
        step = step.before
    return began, read[::-1]
