"""Where someone is meant: spans of people, states, bodies and groups, not yet who."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from detente.lexicon import Entity, Lexicon, rows
from detente.records import Day, Span
from detente.sentences import Document, Sentence, Token

MentionKind = Literal["name", "nominal", "pronoun", "label", "note"]
Tokens = tuple[int, int]

_LEFT = frozenset(("det", "predet", "amod", "compound", "nmod", "nummod", "quantmod", "poss", "advmod", "neg"))
_COMPLEMENT = frozenset(("of", "to", "for", "at", "from", "on", "with"))
_CLOSED = frozenset(("PRON", "VERB", "AUX", "ADV", "DET", "ADP", "SCONJ", "CCONJ", "INTJ", "PUNCT", "NUM"))


_BREAKS = frozenset((":", ";", "(", ")", "[", "]", "—", "–", "?", "!", "/"))


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that means somebody. ``start`` and ``end`` are offsets in ``Article.text``; ``first`` and ``last`` the
    half-open token range; ``head`` its syntactic head (-1 for what isn't parsed). ``name`` is the token range of the
    proper name inside, ``roles`` the head tokens of its titles and role nouns; ``entities`` the lexicon's candidates.
    """

    start: int
    end: int
    first: int
    last: int
    head: int
    kind: MentionKind
    entities: tuple[Entity, ...] = ()
    name: Tokens | None = None
    roles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Core:
    """A noun phrase in the making, around one name or one role noun."""

    first: int
    last: int
    head: int
    name: Tokens | None
    roles: tuple[int, ...]
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class _Text:
    """What every step looks at."""

    document: Document
    lexicon: Lexicon
    on: Day | None
    words: tuple[str, ...]
    aliases: dict[int, tuple[int, tuple[Entity, ...]]]

    def token(self, i: int) -> Token:
        return self.document.tokens[i]


def find_mentions(document: Document, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Return everybody meant in ``document``, ordered by start, the wider first."""
    words = tuple(token.text for token in document.tokens)
    text = _Text(document, lexicon, document.article.published, words, {})
    found = [*_labels(text), *_notes(text)]
    for sentence in document.sentences:
        text.aliases.clear()
        text.aliases.update(_aliases(text, sentence))
        found += _sentence(text, sentence)
    return tuple(sorted(found, key=lambda mention: (mention.start, -mention.end)))


@cache
def pronouns() -> dict[str, dict[str, str]]:
    """Return the table of pronouns by their lower-case form."""
    return {row["form"]: row for row in rows("pronouns")}


@cache
def nominals() -> dict[str, dict[str, str]]:
    """Return the table of head nouns that mean someone, by lemma."""
    return {row["noun"]: row for row in rows("nominals")}


@cache
def honorifics() -> dict[str, dict[str, str]]:
    """Return the table of words before a name ("mr", "sen"), without their dot."""
    return {row["form"]: row for row in rows("honorifics")}


@cache
def not_names() -> frozenset[str]:
    """Return capitalised words that mean nobody: months, weekdays, feasts."""
    return frozenset(row["word"] for row in rows("not_names"))


def _labels(text: _Text) -> Iterator[Mention]:
    for paragraph in text.document.paragraphs:
        if paragraph.label:
            yield _unparsed(text, paragraph.label, "label", text.document.text(*paragraph.label).strip(" :"))


def _notes(text: _Text) -> Iterator[Mention]:
    for paragraph in text.document.paragraphs:
        for note in paragraph.notes:
            yield _unparsed(text, (note.start, note.end), "note", note.text)


def _unparsed(text: _Text, span: Span, kind: MentionKind, words: str) -> Mention:
    at = next((token.i for token in text.document.tokens if token.start >= span[0]), len(text.document.tokens))
    return Mention(*span, at, at, -1, kind, text.lexicon.find(words, text.on))


# --- names ------------------------------------------------------------------------------------------------


def _aliases(text: _Text, sentence: Sentence) -> dict[int, tuple[int, tuple[Entity, ...]]]:
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
            i += 1
    return found


def _nameable(token: Token) -> bool:
    """A single word is a name only where it's written and tagged as one ("US", not "Us"; "Chad", not "May")."""
    if token.pos in _CLOSED or token.lower in not_names():
        return False
    return len(token.text) > 3 or token.text.isupper() or token.lower not in pronouns()


def _runs(text: _Text, sentence: Sentence) -> Iterator[Tokens]:
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


def _joins(text: _Text, i: int, covered: set[int], end: int) -> bool:
    token = text.token(i)
    if i in covered:
        return True
    if token.tag == "HYPH" and i + 1 < end:
        before, after = text.token(i - 1), text.token(i + 1)
        proper = before.pos == "PROPN" and after.pos == "PROPN" and before.end == token.start
        return proper and not (i - 1 in covered and i + 1 in covered)
    return token.pos == "PROPN" and token.text[0].isalpha() and token.lower.rstrip(".") not in not_names()


def _cut(text: _Text, first: int, last: int) -> Iterator[Tokens]:
    """Cut a run after each token whose head lies outside it, never inside a name of the lexicon."""
    start = first
    i = first
    while i < last:
        after = text.aliases[i][0] if i in text.aliases else i + 1
        head = text.token(after - 1).head
        if after == last or not first <= head < last or head == after - 1:
            yield start, min(after, last)
            start = after
        i = after


def _name(text: _Text, first: int, last: int) -> tuple[Tokens | None, tuple[int, ...], tuple[Entity, ...]]:
    """Part a run of proper nouns into its name, its titles' heads and the name's candidates."""
    start = first
    roles: list[int] = []
    i = first
    while i < last:
        after, found = text.aliases.get(i, (i + 1, ()))
        if after == last and found:
            return (_fuller(text, start, i), last), tuple(roles), found if _fuller(text, start, i) == i else ()
        if size := _title(text, i, last):
            start, after = i + size, i + size
            roles.append(i + size - 1)
        elif found or text.lexicon.demonym_length(text.words, i):
            after = max(after, i + text.lexicon.demonym_length(text.words, i))
            start = after if after < last and _opens(text, after, last) else start
        i = after
    return ((start, last) if start < last else None), tuple(roles), ()


def _fuller(text: _Text, start: int, i: int) -> int:
    """Unknown words directly before a known surname belong to another person's name ("Hunter Biden")."""
    return start if start < i and all(j not in text.aliases for j in range(start, i)) else i


def _opens(text: _Text, i: int, last: int) -> bool:
    """Whether a title or a known name follows at ``i``, so that what came before is a modifier."""
    return bool(_title(text, i, last)) or i in text.aliases


def _title(text: _Text, i: int, last: int) -> int:
    """How many words from ``i`` on are a title: an office, an agent noun, an honorific; 0 if none."""
    for size in range(min(6, last - i), 0, -1):
        words = [word.lower() for word in text.words[i : i + size]]
        if text.lexicon.office(words) or (size == 1 and (is_role(text, i) or words[0].rstrip(".") in honorifics())):
            return size
    return 0


def is_role(text: _Text, i: int) -> bool:
    """Whether the word means someone by what they are ("minister", "troops", "expert", "side")."""
    token = text.token(i)
    if token.pos not in ("NOUN", "PROPN") or (len(token.text) < 3 and not token.text.isupper()):
        return False
    return _means_someone(text.lexicon, token.lower, token.lemma.lower())


@lru_cache(maxsize=65536)
def _means_someone(lexicon: Lexicon, word: str, lemma: str) -> bool:
    row = nominals().get(word) or nominals().get(lemma)
    if row is not None:
        return row["named"] != "none"
    known = lexicon.agent(word) or lexicon.agent(lemma)
    return bool(known or lexicon.office([word]))


# --- phrases ----------------------------------------------------------------------------------------------


def _sentence(text: _Text, sentence: Sentence) -> list[Mention]:
    inside = _inside_titles(text, sentence)
    cores = [core for core in _name_cores(text, sentence) if core.head not in inside]
    taken = inside.union(*(range(core.first, core.last) for core in cores))
    cores += [core for core in _role_cores(text, sentence) if core.head not in taken]
    cores = _merged(text, sorted(cores, key=lambda core: core.head))
    heads = {core.head for core in cores}
    spans = [*(_mention(text, core) for core in cores), *_modifiers(text, sentence, cores)]
    return spans + [mention for mention in _pronouns(text, sentence) if mention.head not in heads]


def _inside_titles(text: _Text, sentence: Sentence) -> set[int]:
    """Words that only complete a title: "State" in "Secretary of State"."""
    inside: set[int] = set()
    for i in range(sentence.first, sentence.last):
        if i not in inside and text.token(i).pos in ("NOUN", "PROPN") and i + 1 < sentence.last:
            size = text.lexicon.title_length(text.words, i)
            if text.words[i + 1].lower() in ("of", "for", "to") and size > 2:
                inside |= {j for j in range(i + 1, min(i + size, sentence.last)) if j not in text.aliases}
    return inside


def _mention(text: _Text, core: _Core) -> Mention:
    start, end = text.document.span(core.first, core.last)
    kind: MentionKind = "name" if core.name else "nominal"
    return Mention(start, end, core.first, core.last, core.head, kind, core.entities, core.name, core.roles)


def _name_cores(text: _Text, sentence: Sentence) -> list[_Core]:
    cores = []
    for first, last in _runs(text, sentence):
        head = next((i for i in range(last - 1, first - 1, -1) if not first <= text.token(i).head < last), last - 1)
        name, roles, entities = _name(text, first, last)
        if _is_modifier(text, head):
            continue
        if name is None or (not entities and name[1] - name[0] == 1 and is_role(text, name[0])):
            roles = roles or (head,)
            cores.append(_Core(_left(text, head, first), _right(text, head, last), head, None, roles))
            continue
        left = _left(text, head, first)
        before = _titles(text, left, name[0])
        cores.append(_Core(_beside(text, left), last, head, name, tuple(sorted({*roles, *before})), entities))
    return cores


def _titles(text: _Text, first: int, last: int) -> list[int]:
    found = (i for i in range(first, last) if is_role(text, i) and text.token(i).dep in ("compound", "nmod", "amod"))
    return [i for i in found if text.token(i - 1).tag != "HYPH"]


def _beside(text: _Text, first: int) -> int:
    """Take in a title that stands directly before a name though the parse doesn't attach it."""
    i = first - 1
    if i >= 0 and text.token(i).sentence == text.token(first).sentence and is_role(text, i):
        token = text.token(i)
        if token.tag in ("NN", "NNP") and token.dep in ("compound", "nmod"):
            return _left(text, i, i)
    return first


def _is_modifier(text: _Text, i: int) -> bool:
    """Whether the word only modifies a later noun, and isn't the first of several that are joined."""
    token = text.token(i)
    joined = any(text.token(child).dep == "cc" for child in text.document.children[i])
    return (
        token.dep in ("compound", "nmod", "amod", "nummod") and token.head > i and not (joined and token.dep == "nmod")
    )


def _role_cores(text: _Text, sentence: Sentence) -> list[_Core]:
    cores = []
    for token in text.document.tokens[sentence.first : sentence.last]:
        if is_role(text, token.i) and not _is_modifier(text, token.i) and not _is_mass(text, token):
            first, last = _left(text, token.i, token.i), _right(text, token.i, token.i + 1)
            cores.append(_Core(first, last, token.i, None, (token.i,)))
    return cores


def _is_mass(text: _Text, token: Token) -> bool:
    """A bare singular noun that does nothing is a matter, not somebody ("sow division", but "police said")."""
    if token.tag != "NN" or token.text[0].isupper() or token.dep in ("nsubj", "nsubjpass", "appos", "poss"):
        return False
    if token.dep == "pobj" and text.token(token.head).lower in ("by", "to", "with", "between", "and"):
        return False
    return not any(child < token.i for child in text.document.children[token.i])


def _left(text: _Text, head: int, first: int) -> int:
    """The left edge of the phrase around ``head``: determiners, adjectives, nouns and owners before it."""
    for child in text.document.children[head]:
        if child < head and text.token(child).dep in _LEFT:
            first = min(first, text.document.edges[child][0])
    for i in range(head - 1, first, -1):
        joined = text.token(i).pos == "CCONJ" and text.token(i - 1).pos == "PROPN"
        if joined or text.words[i] in _BREAKS:
            first = i + 1
            break
    while first < head and not text.words[first][0].isalnum():
        first += 1
    return first


def _right(text: _Text, head: int, last: int) -> int:
    """The right edge of a role's phrase: "of", "to", "from" with a name, a role or what is headed."""
    for child in text.document.children[head]:
        token = text.token(child)
        if child == last and token.dep == "prep" and token.lower in _COMPLEMENT and _takes(text, head, token.lower):
            for noun in text.document.children[child]:
                if text.token(noun).dep == "pobj" and _completes(text, token.lower, noun):
                    last = max(last, _end(text, noun))
    return last


def _takes(text: _Text, head: int, preposition: str) -> bool:
    """A group told by its people takes no further origin ("ten Russian diplomats | from the United States")."""
    told = any(text.lexicon.demonym(text.words[child]) for child in text.document.children[head] if child < head)
    return preposition == "of" or not told


def _completes(text: _Text, preposition: str, noun: int) -> bool:
    named = text.token(noun).pos == "PROPN" or is_role(text, noun)
    return named or (preposition == "of" and text.token(noun).pos == "NOUN")


def _end(text: _Text, noun: int) -> int:
    """The right edge of a complement, with its own "of" and with further names joined to it."""
    last = _right(text, noun, noun + 1)
    for child in text.document.children[noun]:
        token = text.token(child)
        if token.dep == "conj" and token.pos == text.token(noun).pos == "PROPN" and child >= last:
            last = _end(text, child)
    return last


def _merged(text: _Text, cores: list[_Core]) -> list[_Core]:
    """Join a role and a name that are one: by apposition, or because the name follows the role directly."""
    by_head = {core.head: core for core in cores}
    for core in cores:
        if core.head not in by_head:
            continue
        for other in cores:
            if other.head in by_head and core.head in by_head and _same(text, by_head[core.head], by_head[other.head]):
                one, two = by_head.pop(core.head), by_head.pop(other.head)
                joined = _join(text, one, two)
                by_head[joined.head] = joined
    return sorted(by_head.values(), key=lambda core: core.head)


def _same(text: _Text, left: _Core, right: _Core) -> bool:
    if left.head == right.head or left.last > right.first or (left.name is None) == (right.name is None):
        return False
    if any(word in _BREAKS for word in text.words[left.last : right.first]):
        return False
    one, two = text.token(left.head), text.token(right.head)
    if two.dep == "appos" and two.head == one.i:
        return True
    adjacent = left.name is None and left.last == right.first
    return adjacent and one.tag in ("NN", "NNP") and one.dep not in ("dobj", "pobj", "dative")


def _join(text: _Text, left: _Core, right: _Core) -> _Core:
    named = left if left.name else right
    inside = range(left.first, right.last)
    outer = [core for core in (left, right) if text.token(core.head).head not in inside]
    head = named.head if named in outer or not outer else outer[0].head
    roles = tuple(sorted({*left.roles, *right.roles}))
    return _Core(left.first, right.last, head, named.name, roles, named.entities)


def _modifiers(text: _Text, sentence: Sentence, cores: list[_Core]) -> Iterator[Mention]:
    """Names and demonyms before a noun that means nobody: "US sanctions", "Russian forces' advance"."""
    covered = {i for core in cores for i in range(core.first, core.last)}
    i = sentence.first
    while i < sentence.last:
        people = text.lexicon.demonym_length(text.words, i) if text.words[i][0].isupper() else 0
        last, entities = text.aliases.get(i, (i + max(people, 1), ()))
        if (entities or people) and not covered & set(range(i, last)):
            start, end = text.document.span(i, last)
            yield Mention(start, end, i, last, last - 1, "name", entities, (i, last))
        i = last


def _pronouns(text: _Text, sentence: Sentence) -> Iterator[Mention]:
    for token in text.document.tokens[sentence.first : sentence.last]:
        row = pronouns().get(token.lower)
        if row is None or token.pos not in ("PRON", "DET") or token.dep in ("expl", "mark", "det"):
            continue
        if row["kind"] == "relative" and text.token(token.head).dep != "relcl":
            continue
        if row["kind"] == "reflexive" and token.dep in ("appos", "npadvmod"):
            continue
        yield Mention(token.start, token.end, token.i, token.i + 1, token.i, "pronoun")
