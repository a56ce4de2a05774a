"""What the encoder sees in a window -> words that may tell what is threatened, promised, demanded or foretold."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from detente.encoder.attributions import runs, words
from detente.encoder.windows import KINDS, Floats, Window
from detente.records import PropositionKind, Span

FAINT = 0.15  # probability below which a word tells no outcome


class Prospect(NamedTuple):
    """Words that may tell an outcome: their span, how likely they do (a mean over words), and the probability of each
    of `KINDS` if they do (5)."""

    span: Span
    score: float
    kinds: tuple[float, ...]

    @property
    def kind(self) -> PropositionKind:
        """The likeliest kind."""
        return KINDS[max(range(len(KINDS)), key=lambda i: self.kinds[i])]


def find_prospects(text: str, window: Window) -> Iterator[Prospect]:
    """Yield the runs of words of a window of ``text`` that may tell an outcome, in order."""
    starts = words(text, window.offsets)
    ends = np.append(starts[1:], len(window.offsets))
    told: Floats = np.maximum.reduceat(1 - window.outcomes[:, 0], starts)

    def joined(left: int, right: int) -> bool:
        return right == left + 1 and not _parted(text, window, int(ends[left]), int(starts[right]))

    for group in runs(np.flatnonzero(told >= FAINT).tolist(), joined):
        yield _prospect(window, starts[group[0]], ends[group[-1]], told[group])


def _parted(text: str, window: Window, end: int, start: int) -> bool:
    """True where a sentence ends between two words."""
    last, first = int(window.offsets[end - 1, 0]), int(window.offsets[start, 0])
    return text[last] in ".!?;" or "\n" in text[last:first]


def _prospect(window: Window, start: int, end: int, told: Floats) -> Prospect:
    kinds = window.outcomes[start:end, 1:].sum(axis=0)
    span = (int(window.offsets[start, 0]), int(window.offsets[end - 1, 1]))
    return Prospect(span, float(told.mean()), tuple((kinds / kinds.sum()).tolist()))
