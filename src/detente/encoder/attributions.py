"""What the encoder sees in a window -> contents with their cue and source, as spans of the article."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.encoder.windows import TAGS, Floats, Window
from detente.records import Span

_HEADING = re.compile(r"[^\W_](?=[ \t]*\n[ \t]*\n\s*[A-Z“\"])")  # a paragraph that ends without a stop
_NEVER = -1e9
# what may follow what: an inside tag only a tag of its kind; a row is the tag before, a column the tag after
_STEP = np.array([[_NEVER if b[0] == "I" and a[1:] != b[1:] else 0.0 for b in TAGS] for a in TAGS], dtype=np.float32)
_START = np.array([_NEVER if tag[0] == "I" else 0.0 for tag in TAGS], dtype=np.float32)


class Piece(NamedTuple):
    """Word pieces ``[first, last)`` of a window under one tag: "source", "cue" or "content", and how likely it is."""

    kind: str
    first: int
    last: int
    score: float


class Tagged(NamedTuple):
    """An attribution as the encoder sees it; ``score`` is the probability of its weakest part."""

    spans: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    score: float


def find_tagged(text: str, window: Window) -> Iterator[Tagged]:
    """Yield the attributions of a window of ``text`` in order; a cue has one content, in however many pieces."""
    found = list(_pieces(window.tags, words(text, window.offsets)))
    contents, cues, sources = ([p for p in found if p.kind == kind] for kind in ("content", "cue", "source"))
    by_cue: dict[int, list[Piece]] = {}
    for number, content in enumerate(contents):
        cue = _pointed(window.cues, [content], cues)
        by_cue.setdefault(-1 - number if cue is None else cue, []).append(content)
    for number, parts in by_cue.items():
        cue_piece = [cues[number]] if number >= 0 else []
        source = _pointed(window.sources, [*parts, *cue_piece], sources)
        source_piece = [sources[source]] if source is not None else []
        yield Tagged(
            tuple(_unheaded(text, _span(window, part)) for part in parts),
            _span(window, cue_piece[0]) if cue_piece else None,
            _unstopped(text, _span(window, source_piece[0])) if source_piece else None,
            min(p.score for p in (*parts, *cue_piece, *source_piece)),
        )


def words(text: str, offsets: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return where words begin among the pieces: letters and digits that touch are one word."""
    starts = [
        i
        for i, (start, _) in enumerate(offsets)
        if i == 0 or start != offsets[i - 1][1] or not (text[start].isalnum() and text[start - 1].isalnum())
    ]
    return np.array(starts, dtype=np.int32)


def runs(places: Iterable[int], joined: Callable[[int, int], bool]) -> Iterator[list[int]]:
    """Yield ``places``, in order, in groups of which each is joined to the one before it."""
    group: list[int] = []
    for at in places:
        if group and not joined(group[-1], at):
            yield group
            group = []
        group.append(at)
    if group:
        yield group


def _pieces(tags: Floats, starts: NDArray[np.int32]) -> Iterator[Piece]:
    """Yield the likeliest well-formed sequence of tagged pieces (Viterbi), a word under one tag."""
    ends = np.append(starts[1:], len(tags))
    scores = np.log(tags[starts] + 1e-9)
    # a word begins as its first piece says
    path = _best(scores)
    at = 0
    while at < len(path):
        tag = TAGS[path[at]]
        last = at + 1
        while tag != "O" and last < len(path) and TAGS[path[last]] == f"I{tag[1:]}":
            last += 1
        if tag != "O":
            yield Piece(
                tag[2:], int(starts[at]), int(ends[last - 1]), float(np.exp(scores[at:last].max(axis=1)).mean())
            )
        at = last


def _best(scores: Floats) -> list[int]:
    """Return the best path of tag numbers through ``scores`` (n, tags), in log probabilities."""
    best, back = _START + scores[0], []
    for row in scores[1:]:
        through = best[:, None] + _STEP
        back.append(through.argmax(axis=0))
        best = through.max(axis=0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def _pointed(pointers: Floats, asking: Sequence[Piece], answers: Sequence[Piece]) -> int | None:
    """Return which of ``answers`` the asking pieces point to, None where they point to nothing."""
    rows = np.mean([pointers[p.first : p.last].mean(axis=0) for p in asking], axis=0)
    likely = [float(rows[1 + a.first : 1 + a.last].sum()) for a in answers]
    if not likely or max(likely) < rows[0]:
        return None
    return int(np.argmax(likely))


def _span(window: Window, piece: Piece) -> Span:
    return int(window.offsets[piece.first, 0]), int(window.offsets[piece.last - 1, 1])


def _unstopped(text: str, span: Span) -> Span:
    """Return who speaks without the comma after him."""
    return span[0], span[0] + max(1, len(text[slice(*span)].rstrip(" ,;:")))


def _unheaded(text: str, span: Span) -> Span:
    """Return a content that begins in a heading without the text below it."""
    heading = _HEADING.search(text, *span)
    return span if heading is None else (span[0], heading.start() + 1)
