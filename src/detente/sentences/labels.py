"""The speaker's label at the start of a transcript's paragraph ("MS. LEE:", "Q ", "President of Peru Ana Roca:").

A sentence that merely has a colon is no label: a label is a short run of capitalised words, and either it names a role
or a title, or the article bears it out (the same words label several paragraphs and somebody else speaks too).
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from detente.lexicon import load, rows
from detente.records import Span

LONGEST = 180
_WORD = r"(?:[A-Z][\w.'’‑\-]*|of|the|and|for|to|on|de|di|da|del|der|van|von|bin|ibn|al|el|la|le|a|d['’][A-Z]\w+|&)"
_LABEL = re.compile(
    rf"(?P<name>[A-Z][\w.'’‑\-]*,?(?: {_WORD},?){{0,24}}?)(?: ?\([^()\n]{{1,60}}\))? ?:(?=\s|$|[A-Z“\"])"
)
_QUESTION = re.compile(r"(?P<name>Q)(?:[.:]\s*|\s+)(?=[A-Z(“\"\[\\]|$)")
_CAPITALS = (
    r"(?!(?:[A-Z][DS]?T|CET|GMT|UTC)\b)"
    r"(?:(?:M[RS]S?|DR|SEN|REP|GEN|GOV|AMB|LT|COL|ADM|SGT|ST|[A-Z])\.|[A-Z][A-Z'’\-]+)"
)
_TURN = re.compile(
    rf"\b(?:(?P<question>Q) (?=[A-Z(\[])|(?P<name>{_CAPITALS}(?: {_CAPITALS}){{0,6}})(?: ?\([^()\n]{{1,60}}\))?: )"
)
_BEFORE_TURN = re.compile(r"(?:[.!?)\]…—”\":\-]|\b[A-Z]{1,2}[DS]?T)\s$")
_SURNAME = r"\b[A-Z][\w.'’\-]+ %s\b"


def labels(text: str, spans: Sequence[Span]) -> dict[int, tuple[Span, int]]:
    """Return for the paragraphs that open with a label its span and where the speech begins, by paragraph number."""
    candidates = {}
    for number, (start, end) in enumerate(spans):
        limit = min(end, start + LONGEST)
        found = _QUESTION.match(text, start, limit) or _LABEL.match(text, start, limit)
        if found is not None and _plain(found["name"]) not in _words("never"):
            candidates[number] = (found.span("name"), found.end())
    names = {number: _plain(text[slice(*span)]) for number, (span, _) in candidates.items()}
    spoken = _spoken(text, names)
    return {number: found for number, found in candidates.items() if names[number] in spoken}


def turns(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the paragraphs with those cut where somebody else begins to speak (a transcript poured into one line)."""
    starts = [
        (number, found)
        for number, span in enumerate(spans)
        for found in _TURN.finditer(text, *span)
        if found.start() > span[0] and _BEFORE_TURN.search(text, found.start() - 5, found.start())
    ]
    counts = Counter(_plain(found["name"]) for _, found in starts if found["name"])
    speakers = {name for name in counts if name not in _words("never") and (counts[name] > 1 or _named(name))}
    cuts: dict[int, list[int]] = {}
    for number, found in starts:
        if speakers and (found["question"] or _plain(found["name"]) in speakers):
            cuts.setdefault(number, []).append(found.start())
    pieces = []
    for number, (start, end) in enumerate(spans):
        edges = [start, *cuts.get(number, ()), end]
        pieces += [(first, first + len(text[first:last].rstrip())) for first, last in pairwise(edges)]
    return pieces


def _spoken(text: str, names: Mapping[int, str]) -> frozenset[str]:
    """Return the labels that are borne out."""
    counts = Counter(names.values())
    sure = {name for name in counts if _named(name)}
    if sum(counts[name] for name in sure) + sum(1 for name in counts if counts[name] > 1) > 1 or len(counts) > 2:
        sure |= {name for name in counts if counts[name] > 1 and _person_shaped(name, text)}
    if sum(counts[name] for name in sure) > 2:
        sure |= {name for name in counts if len(name.split()) == 2 and _person_shaped(name, text)}
    return frozenset(sure)


def _named(name: str) -> bool:
    """Tell whether a label names a role, a title or somebody whom the lexicon knows by this full name."""
    first, *others = name.replace(",", "").split()
    if first in {"dear", "to"}:
        return False
    role = name in _words("role") or (first in _words("role") and 0 < len(others) <= 4 and len(first) > 1)
    titled = any(word in _words("title") for word in (first, *others))
    return role or titled or (bool(others) and any(entity.kind == "person" for entity in load().find(name)))


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
