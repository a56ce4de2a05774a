"""How alike two wordings are: content words under diplomatic headings, with weights that no other text changes."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import NamedTuple

from detente.lexicon import rows
from detente.linking.vectors import LONGEST, nearest

_WORD = re.compile(r"[A-Za-z](?:[A-Za-z]|[.'’-](?=[A-Za-z]))*|\d+(?:[.,]\d+)*")
_TELLING = 0.5  # weight from which a word tells what is said
_SWAPPED = 6  # words up to which one wording stands for another
_STOP = re.compile(r"[^\w\s’'-]")
_ENDINGS = (
    *(
        "ization",
        "isation",
        "iveness",
        "ations",
        "ation",
        "ively",
        "ities",
        "ments",
        "ment",
        "ness",
        "ions",
        "ing",
        "ion",
    ),
    *("ive", "ity", "ies", "ied", "als", "ers", "ly", "ed", "es", "al", "er", "or", "s", "e", "y"),
)


class Likeness(NamedTuple):
    """``score`` 0 to 1; ``shared`` the weight of what both say; ``words`` the shared headings, heaviest first."""

    score: float
    shared: float
    words: tuple[str, ...]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return ``word`` in lower case without its ending: "aggressively", "aggression" -> "aggress"."""
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


@cache
def _weights() -> dict[str, float]:
    return {row["word"]: float(row["weight"]) for row in rows("wording_light")}


@cache
def _names() -> frozenset[str]:
    """Words of people's names: who is spoken of is compared as an actor, not as a word."""
    return _words("people", "name", "aliases")


@cache
def _lands() -> frozenset[str]:
    """Words that name states: where something is said to be tells little of what is said."""
    return _words("states", "name", "demonyms", "aliases")


def _words(table: str, *columns: str) -> frozenset[str]:
    return frozenset(w.lower() for row in rows(table) for c in columns for w in _WORD.findall(row.get(c) or ""))


@cache
def _light_stems() -> dict[str, float]:
    return {stem(word): weight for word, weight in _weights().items() if weight}


@cache
def _headings() -> dict[str, tuple[str, float]]:
    return {
        stem(word): (row["concept"], float(row["weight"]))
        for row in rows("wording_kin")
        for word in row["words"].split()
    }


@lru_cache(maxsize=65536)
def _concept(word: str) -> tuple[str, float] | None:
    weight = _weights().get(word)
    if weight == 0 or len(word) < 2:
        return None
    if word in _names():
        return word, 0.2
    if word in _lands():
        return stem(word), 0.4
    root = stem(word)
    heading = _headings().get(root)
    if heading is not None:
        return heading
    return root, weight if weight is not None else _light_stems().get(root, 1.0)


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


def concepts(text: str) -> dict[str, float]:
    """Return the content words of ``text`` under their headings, each with its fixed weight."""
    found = (_concept(_plain(word)) for word in _WORD.findall(text))
    return dict(sorted(pair for pair in found if pair is not None))


def lands(text: str) -> frozenset[str]:
    """Return the words of ``text`` that name states, or what is theirs, without their endings."""
    named = (_plain(word).removesuffix("'s") for word in _WORD.findall(text) if word[0].isupper())
    return frozenset(stem(word) for word in named if word in _lands())


def likeness(left: dict[str, float], right: dict[str, float]) -> Likeness:
    """Return how alike two wordings are: the mean of how much of the shorter, and of both, is shared."""
    shared = [word for word in left if word in right]
    both = sum(left[word] for word in shared)
    if not both:
        return Likeness(0.0, 0.0, ())
    a, b = sum(left.values()), sum(right.values())
    words = tuple(sorted(shared, key=lambda word: (-left[word], word)))
    return Likeness(round((both / min(a, b) + both / (a + b - both)) / 2, 4), round(both, 2), words)


def phrases(text: str, headings: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Return the runs of ``text``, as written, whose telling words all stand under ``headings``, heaviest first."""
    wanted = frozenset(headings)
    runs: list[list[tuple[int, int, float]]] = [[]]
    for match in _WORD.finditer(text):
        concept = _concept(_plain(match.group()))
        other = concept is not None and concept[0] not in wanted and concept[1] >= _TELLING
        if runs[-1] and (other or _STOP.search(text, runs[-1][-1][1], match.start())):
            runs.append([])
        if concept is not None and concept[0] in wanted:
            runs[-1].append((*match.span(), concept[1]))
    best = sorted((run for run in runs if run), key=lambda run: (-sum(weight for *_, weight in run), run[0][0]))
    return tuple(dict.fromkeys(" ".join(text[run[0][0] : run[-1][1]].split()) for run in best))[:most]


def exchanged(left: str, right: str) -> list[tuple[str, str]]:
    """Return the telling words of ``left`` that stand otherwise in ``right``, between words that both have."""
    one, other = _WORD.findall(left), _WORD.findall(right)
    plain = [[_plain(word).replace("-", "") for word in words] for words in (one, other)]
    matcher = SequenceMatcher(None, plain[0], plain[1], autojunk=False)
    found = []
    for act, first, last, low, high in matcher.get_opcodes():
        inner = first > 0 and last < len(one) and low > 0 and high < len(other)
        texts = " ".join(one[first:last]), " ".join(other[low:high])
        if act == "replace" and (inner or last - first == high - low) and max(last - first, high - low) <= _SWAPPED:
            a, b = map(concepts, texts)
            if any(w >= _TELLING for w in a.values()) and any(w >= _TELLING for w in b.values()) and a != b:
                found.append(texts)
    return found


_HEADS = (
    *("and", "but", "or", "so", "which", "that", "who", "whose", "because", "if", "with", "through", "by", "to", "as"),
    *(
        "while",
        "unless",
        "until",
        "when",
        "where",
        "including",
        "despite",
        "against",
        "after",
        "before",
        "since",
        "for",
    ),
    *("from", "in", "on", "under", "into", "at", "without"),
)
_CUT = re.compile(rf"(?<=[;:,.!?])\s+|\s+(?=[—–(]|(?:{'|'.join(_HEADS)})\b)|\n+")
_HEAD = re.compile(r"^(?:that|and|or)\s+", re.IGNORECASE)
_EDGES = " ,.;:–—()"
_FRESH = 0.6  # share of a piece's words that the other text must lack
_FAR = 0.76  # nearness to the other text from which a piece only says it in other words
_ADDED = 1.4  # weight of new words from which a run of pieces says more
_REWORDED = 0.6  # share of new words from which the whole is told in other words, and nothing is added


def changed(left: str, right: str) -> tuple[str | None, str | None]:
    """Return what ``right`` says beyond ``left`` (added) and what it leaves out (dropped), as written there.

    Pieces between commas and small words count where both words and vector are far from the other text.
    """
    return _beyond(right, left), _beyond(left, right)


def _beyond(text: str, other: str) -> str | None:
    if max(len(text), len(other)) > LONGEST:
        return None
    known, whole = concepts(other), sum(concepts(text).values())
    pieces = [span for span in _pieces(text) if concepts(text[slice(*span)])]
    theirs = [span for span in _pieces(other) if concepts(other[slice(*span)])]
    runs: list[tuple[int, int, float]] = []
    open_run = False
    for (start, end), near in zip(pieces, nearest(text, pieces, other, [*theirs, (0, len(other))]), strict=True):
        words = concepts(text[start:end])
        new = sum(weight for word, weight in words.items() if word not in known)
        if near >= _FAR or new < max(_TELLING, _FRESH * sum(words.values())):
            open_run = False
        elif open_run:
            runs[-1] = runs[-1][0], end, runs[-1][2] + new
        else:
            runs.append((start, end, new))
            open_run = True
    kept = [(start, end, new) for start, end, new in runs if new >= _ADDED]
    if not kept or sum(new for *_, new in kept) > _REWORDED * whole:
        return None
    return " … ".join(_HEAD.sub("", " ".join(text[start:end].split()).strip(_EDGES)) for start, end, _ in kept)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The spans between commas, stops and the small words that begin a phrase."""
    start = 0
    for cut in _CUT.finditer(text):
        yield start, cut.start()
        start = cut.end()
    yield start, len(text)


def contains(text: str, cue: str) -> bool:
    """True where ``cue`` stands in ``text`` (both lower case) as whole words."""
    at = text.find(cue)
    while at >= 0:
        end = at + len(cue)
        if not (at and text[at - 1].isalnum()) and not (end < len(text) and text[end].isalnum()):
            return True
        at = text.find(cue, at + 1)
    return False


_END = re.compile(r"[.!?][\"'”’»)]*\s+(?=[\"'“‘«(]*[A-Z0-9])|\n+")


@lru_cache(maxsize=4096)
def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the sentence of ``text`` around ``[start, end)``, by punctuation and line breaks."""
    low = max(0, start - 600)
    first = low
    for match in _END.finditer(text, low, start):
        first = match.end()
    limit = min(len(text), end + 600)
    after = _END.search(text, max(end - 1, start), limit)
    last = after.end() if after else limit
    return first, first + len(text[first:last].rstrip())


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of ``text``, by punctuation and line breaks."""
    start = 0
    for stop in _END.finditer(text):
        if text[start : stop.end()].strip():
            yield start, start + len(text[start : stop.end()].rstrip())
        start = stop.end()
    if text[start:].strip():
        yield start, len(text.rstrip())
