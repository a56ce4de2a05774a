"""Which date says when a clause's deed was done."""

from collections.abc import Sequence
from typing import NamedTuple

from detente.dates.tense import attached, cues
from detente.dates.words import words
from detente.records import DateRange
from detente.sentences import Document

STEPS = frozenset(
    ("npadvmod", "pobj", "prep", "advmod", "pcomp", "nmod", "nummod", "appos", "compound", "tmod", "dep", "amod")
)
OBJECTS = frozenset(("dobj", "nsubjpass", "attr", "oprd", "pobj"))


class Timex(NamedTuple):
    """A dated expression: offsets, tokens ``[first, last)``, the token that heads it, what it means."""

    start: int
    end: int
    first: int
    last: int
    head: int
    range: DateRange


def when(document: Document, timexes: Sequence[Timex], head: int) -> DateRange | None:
    """Return the date that modifies the clause (or the noun) headed by token ``head``, or None.

    A date inside another clause, and one that only modifies another noun, is left out. Where several modify the
    head the closest wins; resolved days go before vague ones.
    """
    sentence = document.tokens[head].sentence
    near = [t for t in timexes if document.tokens[t.head].sentence == sentence and _dates(t.range)]
    listed = _listed(document, near, head)
    near = [t for t in near if not _opens(document, t) and (listed is None or t.first >= listed.last)]
    ranked = []
    for timex in near:
        cost = _cost(document, timex, head)
        if cost is not None:
            ranked.append((cost + _vagueness(timex.range), abs(timex.head - head), timex))
    if ranked:
        return min(ranked, key=lambda each: each[:2])[2].range
    return listed.range if listed is not None else _shared(document, near, head)


def _dates(found: DateRange) -> bool:
    """Return whether a range can date a deed: not "every year", nor how long it took."""
    return found.precision != "set" and not (found.start is None and found.end is None)


def _opens(document: Document, timex: Timex) -> bool:
    """Return whether a date opens an entry of a list: "May 3: Orlov met Mercer - May 5: ..."."""
    after = document.tokens[timex.last] if timex.last < len(document.tokens) else None
    dash = timex.first == 0 or document.tokens[timex.first - 1].pos in ("PUNCT", "SYM", "SPACE")
    return after is not None and after.text == ":" and (dash or not _prepositional(document, timex))


def _prepositional(document: Document, timex: Timex) -> bool:
    return document.tokens[document.tokens[timex.head].head].pos == "ADP"


def _listed(document: Document, near: Sequence[Timex], head: int) -> Timex | None:
    """Return the date of the entry of a list in which a token stands, None outside of one."""
    return max((t for t in near if t.last <= head and _opens(document, t)), key=lambda t: t.last, default=None)


def _vagueness(found: DateRange) -> int:
    if found.precision == "duration" and found.anchor is None:
        return 20
    return 10 if found.precision == "vague" else 0


def _cost(document: Document, timex: Timex, head: int) -> int | None:
    """Return how far up the tree the head is from the timex over steps that keep to its clause, None if it isn't."""
    tokens = document.tokens
    at, cost, preposition = tokens[timex.head], 0, None
    if timex.first <= head < timex.last:
        return None
    for _ in range(12):
        if at.i == head:
            return cost
        if at.pos == "ADP":
            preposition = at
        if at.head == at.i:
            return None
        above = tokens[attached(document, at.i)]
        if at.dep in STEPS or timex.first <= at.i < timex.last:
            if cost >= 3 and above.dep == "prep" and above.lower not in cues("venue"):
                return None
            if _timely(above.lower):
                at, cost = above, cost + 1
                continue
            if above.i != head and above.pos in ("NOUN", "PROPN", "NUM") and not timex.first <= above.i < timex.last:
                plain = preposition.lower in cues("plain") if preposition else at.dep == "npadvmod"
                if not plain or at.i < above.i:
                    return None
                cost += 3
        elif at.dep in OBJECTS and cost >= 3:
            cost += 1
        else:
            return None
        at, cost = above, cost + 1
    return None


def _timely(word: str) -> bool:
    """Return whether a noun only says which part of a day is meant: "on the night of February 21"."""
    return any(category in ("PART", "UNIT") for category, _, _ in words().get(word, ()))


def _shared(document: Document, near: Sequence[Timex], head: int) -> DateRange | None:
    """Return the date before the first of coordinate verbs, for a later one without a date of its own.

    A verb that follows what the first one reports ("said that they had offered it, but she refused") rather goes on
    with the report, and shares nothing.
    """
    tokens, children = document.tokens, document.children
    at = tokens[head]
    while at.dep == "conj" and at.head != at.i:
        below, at = at, tokens[at.head]
        beside = [tokens[i].dep for i in children[at.i] if i < below.i]
        own_subject = any(tokens[i].dep.startswith("nsubj") for i in children[below.i])
        if "ccomp" in beside or (own_subject and "cc" not in beside):
            return None
        fronted = [t for t in near if t.head < at.i and (cost := _cost(document, t, at.i)) is not None and cost < 10]
        if fronted:
            return fronted[0].range
    return None
