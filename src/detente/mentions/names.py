"""Runs of proper nouns -> names, parted from the titles before them."""

from collections.abc import Iterator

from detente.lexicon import Entity
from detente.mentions.words import Text, Tokens, given_names, honorifics, is_role, not_names, pronouns
from detente.sentences import Sentence, Token

_CLOSED = frozenset(("PRON", "VERB", "AUX", "ADV", "DET", "ADP", "SCONJ", "CCONJ", "INTJ", "PUNCT", "NUM"))


def find_aliases(text: Text, sentence: Sentence) -> dict[int, tuple[int, tuple[Entity, ...]]]:
    """Where the lexicon's names stand in a sentence: first token -> (token after the last, candidates)."""
    found: dict[int, tuple[int, tuple[Entity, ...]]] = {}
    i = sentence.first
    while i < sentence.last:
        size = text.lexicon.longest(text.words, i) if text.words[i][0].isupper() else 0
        size = min(size, sentence.last - i)
        if size and (size > 1 or _nameable(text.token(i))):
            entities = text.lexicon.find(text.document.text(*text.document.span(i, i + size)), text.on)
            found[i] = (i + size, entities)
            i += size
        else:
            if _is_short(text, i, sentence.last):
                found[i] = (i + 1, (text.short[text.words[i]],))
            i += 1
    return found


def _is_short(text: Text, i: int, end: int) -> bool:
    """Whether a word is a state's short name: directly after "the", before no other part of a name."""
    if text.words[i] not in text.short or not i or text.words[i - 1].lower() != "the":
        return False
    return i + 1 == end or not text.words[i + 1][0].isupper()


def _nameable(token: Token) -> bool:
    """A single word is a name only where it's written and tagged as one ("US", not "Us"; "Chad", not "May")."""
    if token.pos in _CLOSED or token.lower in not_names():
        return False
    return len(token.text) > 3 or token.text.isupper() or token.lower not in pronouns()


def find_runs(text: Text, sentence: Sentence) -> Iterator[Tokens]:
    """Runs of proper nouns and names, cut where the syntax or the lexicon cuts them."""
    covered = {i for first, (last, _) in text.aliases.items() for i in range(first, last)}
    i = sentence.first
    while i < sentence.last:
        last = i
        while last < sentence.last and _joins(text, last, covered, sentence.last):
            last += 1
        if last > i:
            yield from _cut(text, i, last)
        i = max(last, i + 1)


def _joins(text: Text, i: int, covered: set[int], end: int) -> bool:
    token = text.token(i)
    if i in covered:
        return True
    if token.tag == "HYPH" and i + 1 < end:
        before, after = text.token(i - 1), text.token(i + 1)
        proper = before.pos == "PROPN" and after.pos == "PROPN" and before.end == token.start
        return proper and not (i - 1 in covered and i + 1 in covered)
    return token.pos == "PROPN" and token.text[0].isalpha() and token.lower.rstrip(".") not in not_names()


def _cut(text: Text, first: int, last: int) -> Iterator[Tokens]:
    """Cut a run after each token whose head lies outside it and after a state that "of" belongs to, never inside a
    name of the lexicon."""
    start = first
    i = first
    if after_state := state_before(text, first, last - 1):
        yield first, after_state
        start = i = after_state
    while i < last:
        after = text.aliases[i][0] if i in text.aliases else i + 1
        head = text.token(after - 1).head
        if after >= last or not first <= head < last or head == after - 1:
            yield start, min(after, last)
            start = after
        i = after


def state_before(text: Text, first: int, noun: int) -> int:
    """Where a state ends that "of" takes and a person's name follows ("President of Iran | Ebrahim Raisi"); else 0."""
    if first < noun and text.words[first].lower() == "the":
        first += 1
    last, entities = text.aliases.get(first, (0, ()))
    before = text.words[first - 1].lower() if first else ""
    if before == "the" and first > 1:
        before = text.words[first - 2].lower()
    if not entities or entities[0].kind != "state" or last > noun or before != "of" or _title(text, last, noun + 1):
        return 0
    person = any(found and found[0].kind == "person" for at, (_, found) in text.aliases.items() if last <= at <= noun)
    return (
        last if person or (noun - last >= 1 and all(text.token(i).pos == "PROPN" for i in range(last, noun + 1))) else 0
    )


def part_name(text: Text, first: int, last: int) -> tuple[Tokens | None, tuple[int, ...], tuple[Entity, ...]]:
    """Part a run of proper nouns into its name, its titles' heads and the name's candidates."""
    start = first
    roles: list[int] = []
    i = first
    while i < last:
        after, found = text.aliases.get(i, (i + 1, ()))
        if after == last and found:
            fuller = _fuller(text, start, i)
            return (fuller, last), tuple(roles), found if fuller == i or after - i > 1 else ()
        if size := _title(text, i, last):
            start, after = i + size, i + size
            roles.append(i + size - 1)
        elif (found and text.words[i].lower() not in given_names()) or text.lexicon.demonym_length(text.words, i):
            after = max(after, i + text.lexicon.demonym_length(text.words, i))
            start = after if after < last and _opens(text, after, last) else start
        i = after
    return ((start, last) if start < last else None), tuple(roles), ()


def _fuller(text: Text, start: int, i: int) -> int:
    """Unknown words directly before a known surname belong to another person's name ("Hunter Biden")."""
    unknown = all(j not in text.aliases or text.words[j].lower() in given_names() for j in range(start, i))
    return start if start < i and unknown else i


def _opens(text: Text, i: int, last: int) -> bool:
    """Whether a title or a known name follows at ``i``, so that what came before is a modifier."""
    return bool(_title(text, i, last)) or i in text.aliases


def _title(text: Text, i: int, last: int) -> int:
    """How many words from ``i`` on are a title: an office, an agent noun, an honorific; 0 if none."""
    for size in range(min(6, last - i), 0, -1):
        words = [word.lower() for word in text.words[i : i + size]]
        if text.lexicon.office(words) or (size == 1 and (is_role(text, i) or words[0].rstrip(".") in honorifics())):
            return size
    return 0
