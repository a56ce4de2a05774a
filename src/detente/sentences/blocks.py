"""The text of an article -> its blocks, and what each one is: text, heading, caption or credit."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from detente.lexicon import rows
from detente.records import Span
from detente.sentences.document import Note, ParagraphKind

FURNITURE = 80  # words: a longer paragraph is text, however it starts
HEADING = 14  # words
WRAPPED = (40, 130)  # characters of a full line in text that was wrapped by hand
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
BULLET = re.compile(r"(?:[•·▪◦●■‣*►]|[-–—](?=\s))\s*")
_FINAL = re.compile(r"[.!?…:;,\-–—](?:[\"”’'»)\]]|\(\w+\))*\s*$")
_CLOCK = re.compile(r"\W*\d{1,2}:\d\d\s*[AaPp]\.?\s?[Mm]\.?\s*\(?[A-Z]{2,4}\)?\W*$")
_PICTURE = re.compile(r"\(([^()]{2,120})\)\s*\.?\s*$")
_POST = re.compile(r"[^.!?]*\(@\w+\)[^.!?]*$|@\w+\s*$")
_OPENERS = " \t•·*([|>-–—"


def blocks(text: str, notes: Sequence[Note]) -> list[Span]:
    """Return the spans of the article's paragraphs.

    Each line is one, or, where lines were wrapped by hand, each run of lines up to a blank one. A note that runs over
    several lines doesn't end its paragraph.
    """
    lines = [_trimmed(text, *m.span()) for m in _LINE.finditer(text) if not m[0].isspace()]
    joins = _wrapped(text, lines)
    found: list[Span] = []
    across = iter(note for note in notes if _BREAK.search(text, note.start, note.end))
    note = next(across, None)
    for number, (start, end) in enumerate(lines):
        while note is not None and note.end <= start and note.end <= (found[-1][1] if found else start):
            note = next(across, None)
        in_note = note is not None and found and note.start < start <= note.end and note.start < found[-1][1] + 1
        if found and (joins[number] or in_note):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _wrapped(text: str, lines: Sequence[Span]) -> list[bool]:
    """Tell for each line whether it goes on with the line before it, because the text was wrapped by hand."""
    close = [False] + [len(_BREAK.findall(text, a[1], b[0])) == 1 for a, b in pairwise(lines)]
    pairs = [(a, b) for (a, b), near in zip(pairwise(lines), close[1:], strict=True) if near]
    cut = sum(_cut(text, a, b) for a, b in pairs)
    if not pairs or cut * 2 < len(pairs) or max(b - a for a, b in lines) > WRAPPED[1] * 1.5:
        return [False] * len(lines)
    widths = sorted(a[1] - a[0] for a, b in pairs if _cut(text, a, b))
    full = widths[len(widths) // 2] * 0.7
    return [
        near
        and not BULLET.match(text, *b)
        and not (a[1] - a[0] < full and _FINAL.search(text[a[0] : a[1]]) is not None)
        for near, a, b in zip(close, [(0, 0), *lines], lines, strict=False)
    ]


def _cut(text: str, line: Span, following: Span) -> bool:
    """Tell whether a line breaks off inside a sentence."""
    long_enough = WRAPPED[0] <= line[1] - line[0] <= WRAPPED[1]
    return long_enough and text[line[1] - 1] not in '.!?"”…:' and not BULLET.match(text, *following)


def kinds(text: str, spans: Sequence[Span], labelled: set[int], title: str | None) -> list[ParagraphKind]:
    """Return what each paragraph is. Paragraphs that a speaker's label opens are text."""
    found: list[ParagraphKind] = []
    for number, span in enumerate(spans):
        found.append("text" if number in labelled else _kind(text[span[0] : min(span[1], span[0] + 2000)], span, title))
    for first, last in _bullet_runs(text, spans):
        short = all(_short_bullet(text, spans[i]) or found[i] != "text" for i in range(first, last))
        if short and (last - first <= 2 or any(found[i] in ("credit", "caption") for i in range(first, last))):
            found[first:last] = ["caption" if kind in {"text", "heading"} else kind for kind in found[first:last]]
    return found


def _kind(line: str, span: Span, title: str | None) -> ParagraphKind:
    bare = line.lstrip(_OPENERS).rstrip()
    if not any(map(str.isalpha, bare)):
        return "credit"
    if span[1] - span[0] < 2000 and line.count(" ") < FURNITURE:
        if _matches("credit", bare) or _CLOCK.match(line) or (line.count(" ") < 12 and _POST.match(line)):
            return "credit"
        if _matches("caption", bare) or _pictured(line):
            return "caption"
        if _heading(line) or (title is not None and line.strip() == title.strip()):
            return "heading"
    return "text"


def _heading(line: str) -> bool:
    words = line.split()
    if (
        len(words) > HEADING
        or len(line) > 100
        or BULLET.match(line)
        or not line.lstrip("\"“”‘'([0123456789. ")[:1].isupper()
    ):
        return False
    return _FINAL.search(line.rstrip("\"”’'»")) is None


def _bullet_runs(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the runs ``[first, last)`` of paragraphs that begin with a bullet."""
    runs: list[Span] = []
    for number, span in enumerate(spans):
        if text[span[0]] in "•·▪◦●■‣►":
            if runs and runs[-1][1] == number:
                runs[-1] = (runs[-1][0], number + 1)
            else:
                runs.append((number, number + 1))
    return runs


def _short_bullet(text: str, span: Span) -> bool:
    line = text[span[0] : min(span[1], span[0] + 300)]
    return len(line.split()) <= HEADING + 1 and line.rstrip()[-1] not in ".!?"


def _pictured(line: str) -> bool:
    """Tell whether a line ends with the credit of a picture ("(Ann Ames/Reuters)")."""
    found = _PICTURE.search(line)
    if found is None or not ("/" in found[1] or re.search(r"\b(?:[Pp]hotos?|[Ii]mages?|via|file)\b", found[1])):
        return False
    named = {part.strip().casefold() for part in re.split(r"[/,]|\bvia\b|\b[Ff]ile\b", found[1])}
    return any(part.removesuffix(" photo").removesuffix(" images").strip() in _agencies() for part in named)


@cache
def _agencies() -> frozenset[str]:
    return frozenset(row["text"].casefold() for row in rows("artefacts") if row["kind"] == "agency")


def _matches(kind: str, bare: str) -> bool:
    return _furniture(kind).match(bare.replace("’", "'")) is not None


@cache
def _furniture(kind: str) -> re.Pattern[str]:
    """Return one expression for all rows of a kind."""
    parts = []
    for row in rows("artefacts"):
        if row["kind"] == kind:
            words = r"[^.!?]{1,60}?".join(map(re.escape, row["text"].split("…")))
            edge = r"(?!\w)" if row["text"][-1].isalnum() else ""
            parts.append({"whole": rf"{words}[.:]?$", "start": words + edge, "contains": f".*?{words}"}[row["form"]])
    return re.compile("|".join(parts), re.IGNORECASE | re.DOTALL)
