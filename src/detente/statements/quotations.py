"""Quotation marks of an article -> quotations, also where marks are missing, doubled or badly set."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from detente.records import Span
from detente.sentences import Document, Paragraph

_DOUBLE = re.compile("[\"“”„‟«»]|''|``|‘‘|’’")
_SINGLE = re.compile(
    r"(?<![\w'‘’\"])(?:'(?!\d0s|em\b|cause\b|tis\b|twas\b)|‘)(?=[\w$(“\"])(?:.{1,240}?)(?<=\S)['’](?![\w'’])"
)
# Prices, set by hand on plain and on machine-translated reports: a mark read against its
# side; a mark left out; a quotation that begins or ends at a border without a mark; a border crossed without a mark.
_CONTRARY, _STRAY, _BROKEN, _UNMARKED, _MARKED, _RESUMED = 3.0, 4.0, 3.0, 1.0, 0.25, 2.0
_LONGEST = 12  # paragraphs without a mark that a quotation may run through


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage in quotation marks. ``spans`` holds one piece per paragraph, marks included; ``inner`` is the extent
    without marks. ``single`` tells single marks; ``whole`` that both marks were found."""

    spans: tuple[Span, ...]
    inner: Span
    single: bool
    whole: bool

    @property
    def start(self) -> int:
        """Offset of the opening mark."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Offset behind the closing mark."""
        return self.spans[-1][1]

    def covers(self, offset: int) -> bool:
        """True where ``offset`` lies inside one of the pieces."""
        return any(start <= offset < end for start, end in self.spans)


class Mark(NamedTuple):
    """One quotation mark, or the border before a paragraph (``end == start``). ``opening`` and ``closing`` are what it
    costs to read the mark so; ``first`` tells that it opens its paragraph."""

    start: int
    end: int
    opening: float
    closing: float
    stray: float
    first: bool


def find_quotations(document: Document) -> tuple[Quotation, ...]:
    """Return the article's quotations in order of their start.

    The sides of the marks are `sentences`'; here the reading of all borders and marks with the lowest cost is chosen
    (Viterbi over the depth 0, 1 or 2), so that a quotation may run over paragraphs and one missing mark stays local.
    """
    paragraphs = [p for p in document.paragraphs if p.kind in ("text", "heading")]
    marks: list[Mark] = []
    for paragraph in paragraphs:
        marks.append(_border(document, paragraph))
        marks.extend(_marks(document, paragraph))
    double = tuple(_quotations(document, paragraphs, marks, _read(marks)))
    single = (q for p in paragraphs for q in _single(document, p) if not any(d.covers(q.start) for d in double))
    return tuple(sorted((*double, *single), key=lambda q: q.start))


def _border(document: Document, paragraph: Paragraph) -> Mark:
    start = paragraph.parsed[0][0] if paragraph.parsed else paragraph.start
    closed = paragraph.label is not None or paragraph.kind == "heading"
    return Mark(start, start, 0.0, 0.0, float("inf") if closed else _UNMARKED, first=True)


def _marks(document: Document, paragraph: Paragraph) -> Iterator[Mark]:
    text = document.article.text
    for first, last in paragraph.parsed:
        for mark in document.marks[bisect_left(document.marks, (first,)) : bisect_left(document.marks, (last,))]:
            found = _DOUBLE.match(text, mark.at, last)
            end = found.end() if found else mark.at + 1
            costs = (0.0, _CONTRARY) if mark.opening else (_CONTRARY, 0.0)
            yield Mark(mark.at, end, *costs, _STRAY, not text[first : mark.at].strip(" •-–—>"))


_State = tuple[int, int]  # depth, paragraphs run through since the last mark


def _read(marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """Return for each mark the depth before and after it, on the cheapest path."""
    best: dict[_State, float] = {(0, 0): 0.0}
    steps: list[dict[_State, _State]] = []
    for number, mark in enumerate(marks):
        following = marks[number + 1] if number + 1 < len(marks) else None
        reached: dict[_State, tuple[float, _State]] = {}
        for state, cost in sorted(best.items()):
            for step, price in _steps(state, mark, following):
                total = cost + price
                if step not in reached or total < reached[step][0]:
                    reached[step] = (total, state)
        best = {state: cost for state, (cost, _) in reached.items()}
        steps.append({state: source for state, (_, source) in reached.items()})
    last = min(best, key=lambda s: (best[s] + (_BROKEN if s[0] else 0.0), s))
    path = []
    for came_from in reversed(steps):
        path.append((came_from[last][0], last[0]))
        last = came_from[last]
    return path[::-1]


def _steps(state: _State, mark: Mark, following: Mark | None) -> Iterator[tuple[_State, float]]:
    depth, run = state
    if mark.start == mark.end:
        yield from _crossings(depth, run, mark, following)
        return
    yield (depth, run), mark.stray
    if depth == 0:
        yield (1, 0), mark.opening
    elif depth == 1:
        yield (0, 0), mark.closing
        if mark.first:
            yield (1, 0), mark.opening + (_RESUMED if run > 1 else 0.0)
        else:
            yield (2, 0), mark.opening + 1.0
    else:
        yield (1, 0), mark.closing


def _crossings(depth: int, run: int, mark: Mark, following: Mark | None) -> Iterator[tuple[_State, float]]:
    marked = (
        following is not None
        and following.first
        and following.start > following.end - 3
        and following.end > following.start
    )
    yield (0, 0), 0.0 if depth == 0 else _BROKEN
    if depth == 0:
        yield (1, 0), _BROKEN + 0.5 if mark.stray < _STRAY else float("inf")
    elif depth == 1 and run < _LONGEST:
        yield (1, run + 1), _MARKED if marked and mark.stray < _STRAY else mark.stray


def _quotations(
    document: Document, paragraphs: Sequence[Paragraph], marks: Sequence[Mark], depths: Sequence[tuple[int, int]]
) -> Iterator[Quotation]:
    opened: int | None = None
    whole = True
    for mark, (before, after) in zip(marks, depths, strict=True):
        if before == 0 and after == 1:
            opened, whole = mark.start, mark.end > mark.start
        elif opened is not None and before >= 1 and after == 0:
            whole = whole and mark.end > mark.start
            yield _quotation(document, paragraphs, opened, mark.end, whole)
            opened = None
    if opened is not None and paragraphs:
        yield _quotation(document, paragraphs, opened, paragraphs[-1].end, whole=False)


def _quotation(document: Document, paragraphs: Sequence[Paragraph], start: int, end: int, whole: bool) -> Quotation:
    text = document.article.text
    pieces = []
    for paragraph in paragraphs:
        for first, last in paragraph.parsed:
            left, right = max(first, start), min(last, end)
            while left < right and text[left].isspace():
                left += 1
            while left < right and text[right - 1].isspace():
                right -= 1
            if left < right:
                pieces.append((left, right))
    spans = tuple(pieces) or ((start, max(end, start + 1)),)
    left, right = spans[0][0], spans[-1][1]
    opening = _DOUBLE.match(text, left)
    left = opening.end() if opening else left
    closing = next((m.start() for m in _DOUBLE.finditer(text, max(left, right - 2), right) if m.end() == right), right)
    right = max(left, closing)
    return Quotation(spans, (left, right), single=False, whole=whole)


def _single(document: Document, paragraph: Paragraph) -> Iterator[Quotation]:
    for first, last in paragraph.parsed:
        for match in _SINGLE.finditer(document.article.text, first, last):
            start, end = match.span()
            yield Quotation(((start, end),), (start + 1, end - 1), single=True, whole=True)
