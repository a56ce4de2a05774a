"""The speaker's label at the start of a transcript's paragraph ("MS. LEE:", "Q ", "President of Peru Ana Roca:").

A sentence that merely has a colon is no label: a label is a short run of capitalised words, and either it names a role
or a title, or the article bears it out (the same words label several paragraphs and somebody else speaks too).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise

from detente.lexicon import load, rows
from detente.records import Span

LONGEST = 180
_WORD = r"(?:[A-Z][\w.'’‑\-]*|of|the|and|for|to|on|de|di|da|del|der|van|von|bin|ibn|al|el|la|le|a|d['’][A-Z]\w+|&)"
_LABEL = re.compile(
    rf"(?P<name>[A-Z][\w.'’‑\-]*,?(?: {_WORD},?){{0,24}}?)(?: ?:? ?\([^()\n]{{1,60}}\))? ?:(?=\s|$|[A-Z“\"])"
)
_QUESTION = re.compile(r"(?P<name>Q)(?:[.:]\s*|\s+)(?=[A-Z(“\"\[\\]|$)")
_NAME = (
    r"(?!(?:[A-Z][DS]?T|CET|GMT|UTC)\b)"
    r"(?:(?:M[RrSs]s?|D[Rr]|SEN|REP|GEN|GOV|AMB|LT|COL|ADM|SGT|S[Tt]|[A-Z])\.|[A-Z][\w'’\-]+)"
)
_TURN = re.compile(
    r"\b(?:(?P<question>Q) (?=[A-Z(\[])"
    rf"|(?P<name>{_NAME}(?: (?:{_NAME}|of|the|and|for)){{0,12}})(?: ?\([^()\n]{{1,60}}\))?: )"
)
_BEFORE_TURN = re.compile(r"(?:[.!?)\]…—”\":\-*]|\b[A-Z]{1,2}[DS]?T)\s$")
_SURNAME = r"\b[A-Z][\w.'’\-]+ %s\b"


def labels(text: str, spans: Sequence[Span]) -> dict[int, tuple[Span, int]]:
    """Return for the paragraphs that open with a label its span and where the speech begins, by paragraph number."""
    candidates = {}
    for number, (start, end) in enumerate(spans):
        limit = min(end, start + LONGEST)
        found = _QUESTION.match(text, start, limit) or _LABEL.match(text, start, limit)
        if found is not None and not _never(_plain(found["name"])):
            candidates[number] = (found.span("name"), found.end())
    names = {number: _plain(text[slice(*span)]) for number, (span, _) in candidates.items()}
    capital = {names[number] for number, (span, _) in candidates.items() if text[slice(*span)].isupper()}
    spoken = _spoken(text, names, capital)
    return {number: found for number, found in candidates.items() if names[number] in spoken}


def turns(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the paragraphs with those cut where somebody else begins to speak (a transcript poured into one line)."""
    starts = [
        (number, found)
        for number, span in enumerate(spans)
        for found in _TURN.finditer(text, *span)
        if found.start() == span[0] or _BEFORE_TURN.search(text, found.start() - 5, found.start())
    ]
    after_stars = {_plain(f["name"]) for _, f in starts if f["name"] and text[: f.start()].endswith("* ")}
    speakers = _speakers([found["name"] for _, found in starts if found["name"]], after_stars)
    cuts: dict[int, list[int]] = {}
    for number, found in starts:
        if speakers and found.start() > spans[number][0] and (found["question"] or _plain(found["name"]) in speakers):
            cuts.setdefault(number, []).append(found.start())
    pieces = []
    for number, (start, end) in enumerate(spans):
        edges = [start, *cuts.get(number, ()), end]
        pieces += [(first, first + len(text[first:last].rstrip())) for first, last in pairwise(edges)]
    return pieces


def _speakers(names: Sequence[str], after_stars: set[str]) -> frozenset[str]:
    """Return the labels inside of paragraphs that are speakers: in capitals, or a transcript's, and borne out; stars
    ("* * *") part a transcript from its introduction."""
    counts = Counter(map(_plain, names))
    named = {name for name in counts if not _never(name) and _named(name)}
    short = _short(named)
    known = named | {name for name in counts if not _never(name) and (counts[name] > 1 or name in short)}
    capital = {_plain(name) for name in names if name.isupper()}
    full = {name for name in known if name in named or " " in name}
    poured = full if sum(counts[name] for name in full) > 2 or after_stars & named else set()
    return frozenset(known & capital | poured)


def _spoken(text: str, names: Mapping[int, str], capital: Collection[str]) -> frozenset[str]:
    """Return the labels that are borne out; ``capital`` are those in capitals."""
    counts = Counter(names.values())
    sure = {name for name in counts if _named(name)}
    sure |= counts.keys() & _short(sure)
    if sum(counts[name] for name in sure) + sum(1 for name in counts if counts[name] > 1) > 1 or len(counts) > 2:
        sure |= {name for name in counts if counts[name] > 1 and _person_shaped(name, text)}
    if sum(counts[name] for name in sure) > 2:
        longest = {name: 4 if name in capital else 2 for name in counts}
        sure |= {name for name in counts if 2 <= len(name.split()) <= longest[name] and _person_shaped(name, text)}
    return frozenset(sure)


def _short(labels: Iterable[str]) -> set[str]:
    """Return the names by which somebody may be labelled once his office was told: a label's last two words."""
    return {" ".join(words[-2:]) for label in labels if len(words := label.split()) > 2}


def _named(name: str) -> bool:
    """Tell whether a label names a role, a title or somebody whom the lexicon knows by this full name."""
    first, *others = name.replace(",", "").split()
    role = name in _words("role") or (first in _words("role") and 0 < len(others) <= 4 and len(first) > 1)
    titled = any(word in _words("title") for word in (first, *others))
    return role or titled or (bool(others) and any(entity.kind == "person" for entity in load().find(name)))


def _never(name: str) -> bool:
    return name in _words("never") or name.split(" ", 1)[0] in _words("never-first")


def _person_shaped(name: str, text: str) -> bool:
    """Tell whether a label can be a person's name: two words or more, initials, or a surname used in the text."""
    words = name.split()
    if len(words) > 1:
        return not any(word in {"to", "on", "for", "a"} for word in words)
    return len(name) <= 3 or re.search(_SURNAME % re.escape(name), text, re.IGNORECASE) is not None


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


@cache
def _words(form: str) -> frozenset[str]:
    return frozenset(
        row["text"].casefold() for row in rows("artefacts") if (row["kind"], row["form"]) == ("label", form)
    )
