"""The text around a free phrase -> what it adds: words that belong to the phrase, and the country that it lends."""

from collections import defaultdict
from collections.abc import Sequence

from detente.actors.items import Item, find_items, is_leaning, is_person, split
from detente.lexicon import Lexicon
from detente.records import Day

_REACH = 6  # words before a phrase
_ROLE = 9  # words of an apposition after it
_WITHIN = frozenset(("in", "across", "throughout", "inside"))
_MODIFY = frozenset(("entity", "demonym", "title", "noun", "former", "owner"))
_ENDS = frozenset((",", ".", ";", "who", "which", "that", "and", "accused"))
_OPENS = frozenset(("a", "an", "the", "who", "one", "leader", "head", "chief", "former"))


def in_capitals(text: str, context: str) -> tuple[str, str]:
    """Return phrase and context as a transcript in lower case would be written with capitals ("baghdad", "u.s")."""
    if context.upper() == context.lower() or any(char.isupper() for char in context + text):
        return text, context
    return _titled(text), _titled(context)


def _titled(text: str) -> str:
    return " ".join(word.upper() if "." in word[:-1] else word[:1].upper() + word[1:] for word in text.split(" "))


def sided(text: str, context: str) -> str:
    """Return "the North" and "the South" as the Korea that they are where the context names Korea."""
    bare = text.removesuffix("'s").removesuffix("’s").lower()
    korea = "Korea" in context or "Pyongyang" in context
    return _KOREAS.get(bare, text) if korea else text


_KOREAS = {"the north": "North Korea", "the south": "South Korea"}


def fuller(text: str, context: str, lexicon: Lexicon, on: Day | None) -> list[str]:
    """Return the phrase with what belongs to it in its context, the fullest first: the modifiers that it was cut from
    ("forces" of "American forces"), the place after it ("police" of "police in Lagos"), the role beside a name."""
    words, around = split(text), split(context)
    at = next((i for i in range(len(around)) if around[i : i + len(words)] == words), None)
    if at is None or not words:
        return []
    after = around[at + len(words) :]
    left = _modifiers(words, around[:at], lexicon, on)
    right = _place(after)
    role = _role(after)
    found = [[*left, *words, *role], [*left, *words, *right], [*words, *right]]
    kept = dict.fromkeys(" ".join(one) for one in found if tuple(one) != words)
    return [one.replace(" 's", "'s").replace(" ’s", "’s") for one in kept]


def _modifiers(words: Sequence[str], before: Sequence[str], lexicon: Lexicon, on: Day | None) -> list[str]:
    """Names and role nouns directly before a phrase that has no article or number of its own."""
    if words[0].lower() in ("the", "a", "an", "this", "all", "some") or words[0][0].isdigit():
        return []
    near = before[-_REACH:]
    items = find_items(near, lexicon, on)
    first = len(near)
    for item in reversed(items):
        if item.kind not in _MODIFY and item.text != "-":
            break
        first = item.first
    return list(near[first:])


def _place(after: Sequence[str]) -> list[str]:
    """The place that follows with "in" or "of"."""
    if not after or after[0].lower() not in ("in", "of", "from"):
        return []
    end = next((i for i, word in enumerate(after[1:5], start=1) if not word[0].isalnum()), 5)
    return list(after[:end])


def _role(after: Sequence[str]) -> list[str]:
    """The apposition that follows a name between commas."""
    if len(after) < 3 or after[0] != "," or not (after[1].lower() in _OPENS or after[1][0].islower()):
        return []
    end = next((i for i in range(2, min(len(after), _ROLE)) if after[i] in _ENDS), _ROLE)
    return list(after[:end])


def home(text: str, context: str, lexicon: Lexicon, on: Day | None) -> str | None:
    """Return the country that a context names most, where one leads: one that something is in counts double, the
    country of somebody or of a body named half; the phrase itself and "Iran-backed" don't count."""
    counts = countries_told(text, context, lexicon, on)
    ranked = sorted(counts.values(), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0] == ranked[1]):
        return None
    return max(counts, key=lambda country: counts[country])


def countries_told(text: str, context: str, lexicon: Lexicon, on: Day | None) -> dict[str, float]:
    """Return the countries that a context names beside a phrase, with their weight."""
    items = find_items(split(context), lexicon, on)
    counts: dict[str, float] = defaultdict(float)
    for at, item in enumerate(items):
        if item.country and item.country != "IGO" and not is_leaning(items, at) and item.text not in text:
            counts[item.country] += _weight(items, at)
    return counts


def _weight(items: Sequence[Item], at: int) -> float:
    item = items[at]
    if is_person(item) or item.kind == "title" or (item.entities and item.entities[0].kind not in ("state", "place")):
        return 0.5
    before = [other.text.lower() for other in items[max(0, at - 3) : at] if other.text.lower() not in ("the", ",")]
    return 2.0 if before and before[-1] in _WITHIN else 1.0
