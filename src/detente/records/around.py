"""What was read by which versions, and what people decided."""

import datetime as dt
import re
from dataclasses import dataclass

from detente.records.values import (
    Decision,
    Tally,
    Target,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """That one article was read, by which versions of reader, lexicon and model: the commit marker of its findings.

    ``reader`` is a version of this program or who else found it: a person, coders, a language model.
    """

    article: str
    reader: str
    lexicon: str
    model: str
    counts: tuple[Tally, ...]
    read_at: dt.datetime
    current: bool

    @property
    def ours(self) -> bool:
        """True where this program read; what others read stands beside ours, of which the last counts."""
        return is_ours(self.reader)


_OURS = re.compile(r"detente-\d")


def is_ours(reader: str) -> bool:
    """Return whether a reader is a version of this program."""
    return _OURS.match(reader) is not None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision on a row, anchored by quotation so that it survives a better reader.

    ``note`` carries the reason; for "correct" ``note`` is ``field=value``; for "join" and "split" the other row's id.
    """

    id: str
    target: Target
    quote: str
    context: str
    decision: Decision
    by: str
    at: dt.datetime
    note: str
