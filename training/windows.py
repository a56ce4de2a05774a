"""Coded articles -> windows of word pieces with what their coders marked, cut as the encoder room cuts them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from detente.encoder import cut, passages
from detente.records import Article, Span, make_id
from detente.sentences import parse

NONE = -100  # what torch leaves out of a loss
_KINDS = {"content": 5, "cue": 3, "source": 1}  # number of the tag that begins it, in the order of `encoder.TAGS`
_SHORTEST = 20  # characters of a passage whose likeness is kept


@dataclass(frozen=True, slots=True)
class Window:
    """``n`` word pieces with their frames. ``tags`` (n,) and, where coders marked them, for each piece of a content the
    position of its cue and for each piece of a content or cue that of its source, 0 for none; `NONE` elsewhere.
    ``passages`` are the first and last positions of sentences and contents, ``texts`` their words. ``coded`` is False
    for a text that nobody marked."""

    ids: list[int]
    tags: list[int]
    cues: list[int]
    sources: list[int]
    passages: list[tuple[int, int]]
    texts: list[str]
    coded: bool = True


def polnear(file: Path, tokenizer: Any) -> Iterator[Window]:
    """Yield the windows of a file of PolNeAR's form."""
    with file.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield from windows(row["id"], row["text"], row["attributions"], tokenizer)


def standoff(file: Path, texts: Path, tokenizer: Any) -> Iterator[Window]:
    """Yield the windows of stand-off rows: their outer attributions; a labelled turn is nobody's to tag, what is
    reported in it is."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    for name, of_file in groupby(sorted(rows, key=lambda row: row["file"]), key=lambda row: row["file"]):
        articles = (texts / name).read_text(encoding="utf-8").splitlines()
        for row in of_file:
            text = json.loads(articles[row["row"]])["text"][: row["length"]]
            yield from windows(f"{name}:{row['row']}", text, _outer(row["attributions"]), tokenizer)


def plain(file: Path, leave: set[int], tokenizer: Any) -> Iterator[Window]:
    """Yield the windows of the articles of a file that are not to be left out, unmarked."""
    with file.open(encoding="utf-8") as lines:
        for number, row in enumerate(map(json.loads, lines)):
            if number not in leave:
                yield from windows(f"{file.name}:{number}", row["text"], None, tokenizer)


def coded(file: Path, texts: Path, held: bool = False) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the rows of a file of coded passages that are, or are not, held out of the lessons, each with its report's
    text."""
    for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        if row.get("held", False) == held:
            yield row, text_of(texts / row["file"], row["row"])


def text_of(file: Path, row: int) -> str:
    """Return the text of a report."""
    return str(json.loads(_lines(file)[row])["text"])


@cache
def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def report(name: str, text: str) -> Article:
    """Return a text as an article of which nothing else is known."""
    empty = (None, None, None, None, "unknown", "en", None, "none", "news", "")
    return Article(make_id("articles", name), "training", *empty, text)  # type: ignore[arg-type]


def windows(name: str, text: str, attributions: Sequence[dict[str, Any]] | None, tokenizer: Any) -> Iterator[Window]:
    """Yield the windows of one article; ``attributions`` None: nobody marked it."""
    document = parse(report(name, text))
    paragraphs = list(passages(document))
    told = attributions or []
    contents = [(a["content"][0][0], a["content"][-1][1]) for a in told if a["content"]]
    for ids, offsets in cut(text, paragraphs, tokenizer):
        places, texts = _passages(text, [*(s for p in paragraphs for s in p), *contents], offsets)
        tags, cues, sources = _targets(told, offsets)
        framed = ([NONE, *marks, NONE] for marks in (tags, cues, sources))
        yield Window(ids, *framed, places, texts, attributions is not None)


def _outer(attributions: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    told = [a for a in attributions if not a["turn"]]

    def inside(one: dict[str, Any], other: dict[str, Any]) -> bool:
        held = all(any(a <= s and e <= b for a, b in other["content"]) for s, e in one["content"])
        return held and _length(other) > _length(one)

    return [a for a in told if not any(inside(a, other) for other in told)]


def _length(attribution: dict[str, Any]) -> int:
    return sum(end - start for start, end in attribution["content"])


def _passages(text: str, spans: Sequence[Span], offsets: Sequence[Span]) -> tuple[list[Span], list[str]]:
    places, texts = [], []
    low, high = offsets[0][0], offsets[-1][1]
    for start, end in spans:
        if low <= start and end <= high and end - start >= _SHORTEST:
            inside = [i for i, (a, b) in enumerate(offsets, 1) if a >= start and b <= end]
            if inside:
                places.append((inside[0], inside[-1] + 1))
                texts.append(text[start:end])
    return places, texts


def _targets(attributions: Sequence[dict[str, Any]], offsets: Sequence[Span]) -> tuple[list[int], list[int], list[int]]:
    size = len(offsets)
    tags, cue_of, source_of = [0] * size, [NONE] * size, [NONE] * size

    def covered(spans: Sequence[Span]) -> list[list[int]]:
        found = [[i for i, (a, b) in enumerate(offsets) if a < end and b > start] for start, end in spans]
        return [pieces for pieces in found if pieces]

    for one in attributions:
        parts = {kind: covered(one[kind]) for kind in _KINDS}
        for kind, first in _KINDS.items():
            for pieces in parts[kind]:
                for i in pieces:
                    tags[i] = first if i == pieces[0] else first + 1
        for i in (i for pieces in parts["content"] for i in pieces):
            cue_of[i] = parts["cue"][0][0] + 1 if parts["cue"] else 0
        for i in (i for kind in ("content", "cue") for pieces in parts[kind] for i in pieces):
            source_of[i] = parts["source"][0][0] + 1 if parts["source"] else 0
    return tags, cue_of, source_of
