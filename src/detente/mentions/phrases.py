"""Phrases around names and role nouns: a title and a name are one, also across an apposition."""

from dataclasses import dataclass

from detente.lexicon import Entity
from detente.mentions.names import find_runs, part_name, state_before
from detente.mentions.words import Text, Tokens, is_role, nominals
from detente.sentences import Sentence, Token

_LEFT = frozenset(("det", "predet", "amod", "compound", "nmod", "nummod", "quantmod", "poss", "advmod", "neg"))
_COMPLEMENT = frozenset(("of", "to", "for", "at", "from", "on", "with"))
_BREAKS = frozenset((":", ";", "(", ")", "[", "]", "—", "–", "?", "!", "/"))

_PLACES = frozenset(("state", "place"))


@dataclass(frozen=True, slots=True)
class Core:
    """A noun phrase in the making, around one name or one role noun."""

    first: int
    last: int
    head: int
    name: Tokens | None
    roles: tuple[int, ...]
    entities: tuple[Entity, ...] = ()


def find_cores(text: Text, sentence: Sentence) -> list[Core]:
    """Return the phrases of a sentence that mean someone, in order of their heads."""
    inside = _inside_titles(text, sentence)
    cores = [core for core in _name_cores(text, sentence) if core.head not in inside]
    taken = inside.union(*(range(core.first, core.last) for core in cores))
    cores += [core for core in _role_cores(text, sentence) if core.head not in taken]
    return _merged(text, sorted(cores, key=lambda core: core.head))


def _inside_titles(text: Text, sentence: Sentence) -> set[int]:
    """Words that only complete a title: "State" in "Secretary of State"."""
    inside: set[int] = set()
    for i in range(sentence.first, sentence.last):
        if i not in inside and text.token(i).pos in ("NOUN", "PROPN") and i + 1 < sentence.last:
            size = text.lexicon.title_length(text.words, i)
            if text.words[i + 1].lower() in ("of", "for", "to") and size > 2:
                inside |= {j for j in range(i + 1, min(i + size, sentence.last)) if j not in text.aliases}
    return inside


def _name_cores(text: Text, sentence: Sentence) -> list[Core]:
    cores = []
    for first, last in find_runs(text, sentence):
        head = next((i for i in range(last - 1, first - 1, -1) if not first <= text.token(i).head < last), last - 1)
        name, roles, entities = part_name(text, first, last)
        if _is_modifier(text, head):
            continue
        if name is None or (not entities and name[1] - name[0] == 1 and is_role(text, name[0])):
            roles = roles or (head,)
            cores.append(Core(_left(text, head, first), _right(text, head, last), head, None, roles))
            continue
        left = max(_left(text, head, first), _after_state(text, first, head))
        before = _titles(text, left, name[0])
        cores.append(Core(_beside(text, left), last, head, name, tuple(sorted({*roles, *before})), entities))
    return cores


def _after_state(text: Text, first: int, head: int) -> int:
    """Where a name begins that follows a state directly after "of" ("President of Iran | Ebrahim Raisi")."""
    state = max((i for i in text.aliases if i < first and text.aliases[i][0] == first), default=None)
    if state is None or text.token(state).head != head:
        return 0
    at = state - 1 if text.words[state - 1].lower() != "the" else state - 2
    return first if at > 0 and text.words[at].lower() == "of" else 0


def _titles(text: Text, first: int, last: int) -> list[int]:
    found = (i for i in range(first, last) if is_role(text, i) and text.token(i).dep in ("compound", "nmod", "amod"))
    return [i for i in found if text.token(i - 1).tag != "HYPH"]


def _beside(text: Text, first: int) -> int:
    """Take in a title that stands directly before a name though the parse doesn't attach it."""
    i = first - 1
    if i >= 0 and text.token(i).sentence == text.token(first).sentence and is_role(text, i):
        token = text.token(i)
        if token.tag in ("NN", "NNP") and token.dep in ("compound", "nmod"):
            return _left(text, i, i)
    return first


def _is_modifier(text: Text, i: int) -> bool:
    """Whether the word only modifies a later noun, and isn't the first of several that are joined."""
    token = text.token(i)
    joined = any(text.token(child).dep == "cc" for child in text.document.children[i])
    return (
        token.dep in ("compound", "nmod", "amod", "nummod") and token.head > i and not (joined and token.dep == "nmod")
    )


def _role_cores(text: Text, sentence: Sentence) -> list[Core]:
    cores = []
    for token in text.document.tokens[sentence.first : sentence.last]:
        if not is_role(text, token.i) or _is_modifier(text, token.i):
            continue
        if not _is_mass(text, token) and not _is_of_no_actor(text, token):
            first, last = _left(text, token.i, token.i), _right(text, token.i, token.i + 1)
            cores.append(Core(first, last, token.i, None, (token.i,)))
    return cores


def _is_mass(text: Text, token: Token) -> bool:
    """A bare singular noun that does nothing is a matter, not somebody ("sow division", but "police said")."""
    if token.tag != "NN" or token.text[0].isupper() or token.dep in ("nsubj", "nsubjpass", "appos", "poss"):
        return False
    if token.dep == "pobj" and text.token(token.head).lower in ("by", "to", "with", "between", "and"):
        return False
    return not any(child < token.i for child in text.document.children[token.i])


def _is_of_no_actor(text: Text, token: Token) -> bool:
    """Whether "of" with what is no actor makes a noun mean nobody ("the source of the problem")."""
    row = nominals().get(token.lemma.lower())
    if row is None or row["use"] != "bare":
        return False
    for child in text.document.children[token.i]:
        if text.token(child).lower == "of" and child > token.i:
            nouns = [noun for noun in text.document.children[child] if text.token(noun).dep == "pobj"]
            return not any(text.token(noun).pos == "PROPN" or is_role(text, noun) for noun in nouns)
    return False


def _left(text: Text, head: int, first: int) -> int:
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


def _right(text: Text, head: int, last: int) -> int:
    """The right edge of a role's phrase: "of", "to", "from" with a name, a role or what is headed."""
    for child in text.document.children[head]:
        token = text.token(child)
        if child == last and token.dep == "prep" and token.lower in _COMPLEMENT and _takes(text, head, token.lower):
            for noun in text.document.children[child]:
                if text.token(noun).dep == "pobj" and _completes(text, token.lower, noun):
                    last = max(last, state_before(text, child + 1, noun) or _end(text, noun))
    return last


def _takes(text: Text, head: int, preposition: str) -> bool:
    """A group told by its people takes no further origin ("ten Russian diplomats | from the United States")."""
    told = any(text.lexicon.demonym(text.words[child]) for child in text.document.children[head] if child < head)
    return preposition == "of" or not told


def _completes(text: Text, preposition: str, noun: int) -> bool:
    named = text.token(noun).pos == "PROPN" or is_role(text, noun)
    return named or (preposition == "of" and text.token(noun).pos == "NOUN")


def _end(text: Text, noun: int) -> int:
    """The right edge of a complement, with its own "of" and with further names joined to it."""
    last = _right(text, noun, noun + 1)
    for child in text.document.children[noun]:
        token = text.token(child)
        if token.dep == "conj" and token.pos == text.token(noun).pos == "PROPN" and child >= last:
            last = _end(text, child)
    return last


def _merged(text: Text, cores: list[Core]) -> list[Core]:
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


def _same(text: Text, left: Core, right: Core) -> bool:
    if left.head == right.head or left.last > right.first or (left.name is None) == (right.name is None):
        return False
    if any(word in _BREAKS for word in text.words[left.last : right.first]):
        return False
    one, two = text.token(left.head), text.token(right.head)
    if left.name and two.tag == "NNS":
        return False
    if left.entities and left.entities[0].kind in _PLACES and text.lexicon.office([two.lower]):
        return False
    if two.dep == "appos" and two.head == one.i:
        return True
    adjacent = left.name is None and left.last == right.first
    parted = two.dep in ("nsubj", "nsubjpass") and one.dep in ("dobj", "pobj", "dative")
    return adjacent and one.tag in ("NN", "NNP") and not parted


def _join(text: Text, left: Core, right: Core) -> Core:
    named = left if left.name else right
    inside = range(left.first, right.last)
    outer = [core for core in (left, right) if text.token(core.head).head not in inside]
    head = named.head if named in outer or not outer else outer[0].head
    roles = tuple(sorted({*left.roles, *right.roles}))
    return Core(left.first, right.last, head, named.name, roles, named.entities)
