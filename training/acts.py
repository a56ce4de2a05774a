"""Coded acts -> what the encoder learns of events: passages with triggers and sides, sentences with a root."""

import csv
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from windows import NONE, Window, coded

from detente.encoder import REALITIES, ROOTS
from detente.lexicon import Lexicon
from detente.mentions import find_mentions
from detente.records import Article, Span
from detente.sentences import parse

_LONGEST = 254  # word pieces of a passage: what stands unparsed between sentences makes some longer than a window
_DOUBT = 0.5  # what an act counts that a second coder might leave out
_GAP = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])|\n+")
_SHORT, _LONG, _MOST = 40, 400, 10  # characters of a sentence that nobody marked, and how many an article gives
_MARK = re.compile(r"<(/?)([st])>")


@dataclass(frozen=True, slots=True)
class Act:
    """A coded act in a window: positions of its trigger and of the words that name its sides, its root and reality
    (numbers in the order of `encoder.ROOTS` from 1, of `encoder.REALITIES` from 0), what it counts in the loss."""

    trigger: tuple[int, ...]
    root: int
    reality: int
    source: tuple[int, ...]
    target: tuple[int, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence's ``ids``, the positions of source and target, and the roots (from 0) that its coder allows."""

    ids: list[int]
    source: tuple[int, ...]
    target: tuple[int, ...]
    roots: tuple[int, ...]


def passages(file: Path, texts: Path, tokenizer: Any) -> Iterator[tuple[Window, tuple[Act, ...]]]:
    """Yield the windows of coded passages, which are windows as the encoder room cut them, with their acts."""
    for row, text in coded(file, texts):
        yield _window(text, row["start"], row["end"], row["events"], tokenizer)


def alone(file: Path, texts: Path, tokenizer: Any, draw: random.Random) -> Iterator[tuple[Window, tuple[Act, ...]]]:
    """Yield a sentence of each coded passage as if it stood alone: sides that stand elsewhere are nobody's."""
    for row, text in coded(file, texts):
        sentences = [span for span in _sentences(text, row["start"], row["end"]) if span[1] - span[0] > _SHORT]
        if sentences:
            yield _window(text, *draw.choice(sentences), row["events"], tokenizer)


def shown(file: Path, tokenizer: Any) -> Iterator[tuple[Window, tuple[Act, ...]]]:
    """Yield the project's own sentences with the act that each was written for; other words may name acts too."""
    for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        text, sides = unmark(row["text"])
        start = text.index(row["trigger"])
        told = {"trigger": (start, start + len(row["trigger"])), "root": row["root"], "real": "deed", "doubt": False}
        yield _window(text, 0, len(text), [told | {"source": sides["s"], "target": sides["t"]}], tokenizer)


def told_pairs(file: Path, texts: Path, tokenizer: Any) -> Iterator[Pair]:
    """Yield the sentences of coded passages in which somebody is told to have done something to somebody: a pair of
    sides allows every root that was coded between them there."""
    for row, text in coded(file, texts):
        for start, end in _sentences(text, row["start"], row["end"]):
            yield from _within(row["events"], text[start:end], start, tokenizer)


def _window(
    text: str, start: int, end: int, events: Sequence[dict[str, Any]], tokenizer: Any
) -> tuple[Window, tuple[Act, ...]]:
    ids, offsets = _pieces(text[start:end], tokenizer)
    spans = [(start + a, start + b) for a, b in offsets]
    blank = [NONE] * len(ids)
    acts = tuple(act for told in events if (act := _act(told, spans)).trigger)
    return Window(ids, blank, blank, blank, [], [], coded=False), acts


def _within(events: Sequence[dict[str, Any]], sentence: str, start: int, tokenizer: Any) -> Iterator[Pair]:
    end = start + len(sentence)
    roots: dict[tuple[Span, Span], set[str]] = {}
    for told in events:
        spans = [told["trigger"], *told["source"], *told["target"]]
        here = told["source"] and told["target"] and all(start <= a and b <= end for a, b in spans)
        if here and told["real"] in ("deed", "claimed") and not told["doubt"]:
            roots.setdefault((tuple(told["source"][0]), tuple(told["target"][0])), set()).add(told["root"])
    if roots:
        ids, offsets = _pieces(sentence, tokenizer)
        spans = [(start + a, start + b) for a, b in offsets]
        for (source, target), allowed in roots.items():
            yield Pair(ids, _covered(source, spans), _covered(target, spans), tuple(map(ROOTS.index, sorted(allowed))))


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    last = start
    for gap in _GAP.finditer(text, start, end):
        yield last, gap.start()
        last = gap.end()
    yield last, end


def _act(told: dict[str, Any], offsets: Sequence[Span]) -> Act:
    source, target = (
        tuple(sorted({i for span in told[side] for i in _covered(span, offsets)})) for side in ("source", "target")
    )
    return Act(
        _covered(told["trigger"], offsets),
        1 + ROOTS.index(told["root"]),
        REALITIES.index(told["real"]),
        source,
        target,
        _DOUBT if told["doubt"] else 1.0,
    )


def _pieces(text: str, tokenizer: Any) -> tuple[list[int], list[Span]]:
    first, last = (tokenizer.token_to_id(frame) for frame in ("[CLS]", "[SEP]"))
    encoded = tokenizer.encode(text, add_special_tokens=False)
    return [first, *encoded.ids[:_LONGEST], last], encoded.offsets[:_LONGEST]


def _covered(span: Sequence[int], offsets: Sequence[Span]) -> tuple[int, ...]:
    return tuple(i for i, (a, b) in enumerate(offsets, 1) if a < span[1] and b > span[0])


def written(file: Path, tokenizer: Any) -> Iterator[Pair]:
    """Yield the project's own sentences."""
    for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        yield pair(row["text"], (row["root"],), tokenizer)


def plv(file: Path, tokenizer: Any) -> Iterator[Pair]:
    """Yield the sentences of a file of PLV's form; its YIELD is CONCEDE or RETREAT."""
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            root = row["gold_root"]
            yield pair(row["marked_sentence"], ("CONCEDE", "RETREAT") if root == "YIELD" else (root,), tokenizer)


def aw(file: Path, tokenizer: Any) -> Iterator[Pair]:
    """Yield the sentences of a file of AW's form, as nobody marked them: what their own mark, cooperation or conflict,
    says of the verbs of companies and courts is another thing."""
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            yield pair(row["marked_sentence"], (), tokenizer)


def unmarked(article: Article, lexicon: Lexicon, draw: random.Random, tokenizer: Any) -> Iterator[Pair]:
    """Yield sentences of an article with two mentions of different countries, drawn at random, that nobody marked."""
    document = parse(article)
    kinds = ("name", "nominal")
    named = [m for m in find_mentions(document, lexicon) if m.kind in kinds and any(e.country for e in m.entities[:1])]
    found = 0
    for sentence in document.sentences:
        here = [m for m in named if sentence.start <= m.start and m.end <= sentence.end]
        wide = _SHORT < sentence.end - sentence.start < _LONG
        if not wide or found == _MOST or len({m.entities[0].country for m in here}) < 2:
            continue
        one = draw.choice(here[:3])
        other = draw.choice([m for m in here if m.entities[0].country != one.entities[0].country])
        ids, offsets = _pieces(article.text[sentence.start : sentence.end], tokenizer)
        spans = [(sentence.start + a, sentence.start + b) for a, b in offsets]
        yield Pair(ids, *(_covered((m.start, m.end), spans) for m in (one, other)), ())
        found += 1


def pair(marked: str, roots: Sequence[str], tokenizer: Any) -> Pair:
    """Return a sentence whose source and target are marked as ``<s>..</s>`` and ``<t>..</t>``."""
    text, spans = unmark(marked)
    ids, offsets = _pieces(text, tokenizer)
    source, target = (tuple(i for span in spans[side] for i in _covered(span, offsets)) for side in "st")
    return Pair(ids, source, target, tuple(ROOTS.index(root) for root in roots))


def unmark(marked: str) -> tuple[str, dict[str, list[Span]]]:
    """Return a sentence without its marks, and the marked spans by their letter."""
    text, last = "", 0
    opened: dict[str, int] = {}
    spans: dict[str, list[Span]] = {"s": [], "t": []}
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        last = mark.end()
        if mark[1]:
            spans[mark[2]].append((opened[mark[2]], len(text)))
        else:
            opened[mark[2]] = len(text)
    return text + marked[last:], spans
