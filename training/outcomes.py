"""Coded propositions -> windows in which each piece says of which kind the outcome is that it tells."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from windows import NONE, Window, coded, report

from detente.encoder import KINDS, cut, passages
from detente.records import Span
from detente.sentences import parse

_SHORT = 40  # characters from which a sentence may stand alone


def foreseen(file: Path, texts: Path, tokenizer: Any) -> Iterator[tuple[Window, list[int]]]:
    """Yield the windows of coded parts of reports, each with the kind (from 1) of the outcome that each piece tells, 0
    for none, `windows.NONE` for what a second coder might leave out."""
    for row, whole in coded(file, texts):
        text = whole[row["start"] : row["end"]]
        yield from _windows(row, text, 0, tokenizer)


def alone(file: Path, texts: Path, tokenizer: Any, draw: random.Random) -> Iterator[tuple[Window, list[int]]]:
    """Yield a few sentences of each as if they stood alone: one that tells an outcome and one drawn at random."""
    for row, whole in coded(file, texts):
        text = whole[row["start"] : row["end"]]
        document = parse(report(f"{row['file']}:{row['row']}", text))
        spans = [(s.start, s.end) for s in document.sentences if s.end - s.start >= _SHORT]
        telling = [
            (a, b)
            for a, b in spans
            if any(
                a <= told["outcome"][0][0] - row["start"] < b for told in row["propositions"] if not told["optional"]
            )
        ]
        for start, end in {draw.choice(some) for some in (spans, telling) if some}:
            yield from _windows(row, text[start:end], start, tokenizer)


def _windows(row: dict[str, Any], text: str, after: int, tokenizer: Any) -> Iterator[tuple[Window, list[int]]]:
    """Yield the windows of ``text``, which begins ``after`` the start of the coded part of a row."""
    begin = row["start"] + after
    document = parse(report(f"{row['file']}:{row['row']}:{begin}", text))
    for ids, offsets in cut(text, list(passages(document)), tokenizer):
        blank = [NONE] * len(ids)
        spans = [(begin + a, begin + b) for a, b in offsets]
        window = Window(ids, blank, blank, blank, [], [], coded=False)
        yield window, [NONE, *_kinds(row["propositions"], spans), NONE]


def _kinds(propositions: Sequence[dict[str, Any]], offsets: Sequence[Span]) -> list[int]:
    found = [0] * len(offsets)
    for told in sorted(propositions, key=lambda each: not each["optional"]):  # the firm ones last
        kind = NONE if told["optional"] else 1 + KINDS.index(told["kind"])
        for i, (start, end) in enumerate(offsets):
            if any(start < b and end > a for a, b in told["outcome"]):
                found[i] = kind
    return found
