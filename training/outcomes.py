"""Coded propositions -> windows in which each piece says of which kind the outcome is that it tells."""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from windows import NONE, Window, report, text_of

from detente.encoder import KINDS, cut, passages
from detente.records import Span
from detente.sentences import parse

Coded = tuple[dict[str, Any], str]  # a row of coded outcomes and the text of its report
_SHORT = 40  # characters from which a sentence may stand alone


def foreseen(reports: Iterable[Coded], tokenizer: Any) -> Iterator[tuple[Window, list[int]]]:
    """Yield the windows of coded parts of reports, each with the kind (from 1) of the outcome that each piece tells, 0
    for none, `windows.NONE` for what a second coder might leave out."""
    for row, whole in reports:
        yield from _windows(row, whole[row["start"] : row["end"]], 0, tokenizer)


def alone(reports: Iterable[Coded], tokenizer: Any, draw: random.Random) -> Iterator[tuple[Window, list[int]]]:
    """Yield a few sentences of each as if they stood alone: one that tells an outcome and one drawn at random."""
    for row, whole in reports:
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


def written(file: Path) -> Iterator[Coded]:
    """Yield our own passages as coded parts of reports."""
    for number, row in enumerate(map(json.loads, file.read_text(encoding="utf-8").splitlines())):
        yield {"file": file.name, "row": number, "start": 0, "end": len(row["text"]), **row}, row["text"]


def developed(gold: Path, texts: Path) -> Iterator[Coded]:
    """Yield the reports of the development part of the gold, as the first coder has them: what the other one doesn't
    have, or has as another kind, may be left out, and so may what he alone has."""
    rows = [row for row in map(json.loads, gold.read_text(encoding="utf-8").splitlines()) if row["set"] == "dev"]
    for whole in (row for row in rows if row["table"] == "documents"):
        file, number = whole["file"], whole["row"]
        told = [r for r in rows if r["table"] == "propositions" and (r["file"], r["row"]) == (file, number)]
        one, two = ([row for row in told if row["coder"] == coder] for coder in ("one", "two"))
        both = [_doubted(row, any(_alike(row, other) and row["kind"] == other["kind"] for other in two)) for row in one]
        both += [_doubted(row, False) for row in two if not any(_alike(row, other) for other in one)]
        both.sort(key=lambda row: row["outcome"])
        row = {"file": file, "row": number, "start": 0, "end": whole["length"], "propositions": both}
        yield row, text_of(texts / file, number)


def _doubted(row: dict[str, Any], shared: bool) -> dict[str, Any]:
    return row | {"optional": row["optional"] or not shared}


def _alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return any(a < d and b > c for a, b in one["outcome"] for c, d in other["outcome"])


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
