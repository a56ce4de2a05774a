"""What the encoder sees in a window -> words that may name an act, its root, how real it is, who does it to whom."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.encoder.attributions import runs, words
from detente.encoder.windows import ROOTS, Floats, Window
from detente.records import Span

FLOOR = 0.08  # probability below which a word names no act
_FAINT = 0.04  # probability below which a word isn't kept as a side
_ONE = 0.3  # probability from which words of one root that follow each other are one trigger


class Act(NamedTuple):
    """Words that may name an act: their span, how likely they do, the probability of each of `ROOTS` if they do (16)
    and of each of `REALITIES` (7), and the words that may name who does it and to whom, with their probabilities."""

    span: Span
    score: float
    roots: tuple[float, ...]
    realities: tuple[float, ...]
    agents: tuple[tuple[Span, float], ...]
    patients: tuple[tuple[Span, float], ...]

    @property
    def root(self) -> str:
        """The likeliest root."""
        return ROOTS[max(range(len(ROOTS)), key=lambda i: self.roots[i])]


def find_acts(text: str, window: Window) -> Iterator[Act]:
    """Yield the words of a window of ``text`` that may name an act, in order."""
    starts = words(text, window.offsets)
    ends = np.append(starts[1:], len(window.offsets))
    named: Floats = np.maximum.reduceat(1 - window.acts[:, 0], starts)
    likely = np.flatnonzero(named >= FLOOR).tolist()
    for group in runs(likely, lambda left, right: _joined(window, starts, named, left, right)):
        yield _act(window, starts, ends, named, group)


def _joined(window: Window, starts: NDArray[np.int32], named: Floats, left: int, right: int) -> bool:
    roots = (int(window.acts[starts[i], 1:].argmax()) for i in (left, right))
    return right == left + 1 and min(named[left], named[right]) >= _ONE and len(set(roots)) == 1


def _act(window: Window, starts: NDArray[np.int32], ends: NDArray[np.int32], named: Floats, group: list[int]) -> Act:
    pieces = slice(int(starts[group[0]]), int(ends[group[-1]]))
    weights = 1 - window.acts[pieces, 0]
    roots = window.acts[pieces, 1:].sum(axis=0)
    realities = (window.realities[pieces] * weights[:, None]).sum(axis=0) / weights.sum()
    pointed = ((row[pieces] * weights[:, None]).sum(axis=0) / weights.sum() for row in (window.agents, window.patients))
    agents, patients = (tuple(_sides(window, starts, ends, row[1:])) for row in pointed)
    span = (int(window.offsets[pieces.start, 0]), int(window.offsets[pieces.stop - 1, 1]))
    likely = tuple((roots / roots.sum()).tolist())
    return Act(span, float(named[group].max()), likely, tuple(realities.tolist()), agents, patients)


def _sides(
    window: Window, starts: NDArray[np.int32], ends: NDArray[np.int32], row: Floats
) -> Iterator[tuple[Span, float]]:
    likely = np.add.reduceat(row, starts)
    for i in np.flatnonzero(likely >= _FAINT).tolist():
        yield (int(window.offsets[starts[i], 0]), int(window.offsets[ends[i] - 1, 1])), float(likely[i])
