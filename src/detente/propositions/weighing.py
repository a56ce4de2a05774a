"""What an outcome or a condition would be if it happened: harm or benefit, and the PLOVER types that satisfy it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from detente.clauses import class_words
from detente.lexicon import rows
from detente.propositions.draft import Draft
from detente.propositions.scene import HARMFUL, Scene
from detente.records import Event, Strength, Valence
from detente.sentences import Token

NEUTRAL = frozenset(("REQUEST",))
DEEPEST = 4
BELOW = frozenset(("relcl", "acl", "advcl", "xcomp", "ccomp", "pcomp"))


@dataclass(frozen=True, slots=True)
class Weight:
    """``types`` would satisfy it (their absence where ``negated``); ``suffered``: its grammatical subject suffers."""

    valence: Valence
    types: tuple[str, ...]
    negated: bool
    suffered: bool
    event: Event | None
    strength: Strength | None
    known: bool
    light: bool = False

    def denied(self) -> "Weight":
        """Return the weight of its not happening."""
        turned: dict[Valence, Valence] = {"harm": "benefit", "benefit": "harm", "none": "none"}
        return replace(self, valence=turned[self.valence], negated=not self.negated)


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[frozenset[str], ...]
    row: dict[str, str]


@cache
def _phrases() -> dict[str, tuple[_Phrase, ...]]:
    """The phrases of data/prospects.tsv by each alternative of their first word, the longer ones first."""
    found: dict[str, list[_Phrase]] = {}
    for row in rows("prospects"):
        words = tuple(frozenset(alternatives.split("|")) for alternatives in row["words"].split())
        for word in sorted(words[0]):
            found.setdefault(word, []).append(_Phrase(words, row))
    return {word: tuple(sorted(each, key=lambda phrase: -len(phrase.words))) for word, each in found.items()}


def core(scene: Scene, head: int) -> Iterator[tuple[int, int]]:
    """Yield the tokens of a clause or noun phrase with their depth below its head, without what only describes it:
    relative clauses, conditions, other adverbial clauses, reported speech."""
    conditions = {condition.clause for condition in scene.conditions}
    waiting = [(head, 0)]
    antecedent = described(scene, head)
    # "the talks will be useful" tells of no talks
    told = [child.lower for child in scene.children(head, "acomp", "attr")]
    quality = scene.token(head).lemma == "be" and bool(told) and told[0] not in class_words("coming")
    quality = quality and not scene.children(head, "expl")
    if antecedent is not None:
        waiting.append((antecedent, 1))
    while waiting:
        i, depth = waiting.pop(0)
        yield i, depth
        if depth < DEEPEST:
            for child in scene.children(i):
                if child.i == head or child.dep in ("case", "det"):
                    continue
                if child.dep == "parataxis" or (child.dep in ("relcl", "acl", "advcl") and child.tag != "VB"):
                    continue
                if quality and i == head and child.dep in ("nsubj", "advmod"):
                    continue
                if (child.dep in ("pcomp", "ccomp") and child.pos != "ADJ") or child.i in conditions:
                    continue
                if child.dep == "conj" and child.i in scene.heads and distinct(scene, i, child):
                    continue
                waiting.append((child.i, depth + 1))


def described(scene: Scene, head: int) -> int | None:
    """Return what a relative clause is about where it is its object: "the measures that we will take"."""
    token = scene.token(head)
    if token.dep != "relcl":
        token = scene.token(token.head) if token.dep == "xcomp" else token
        token = scene.token(token.head) if token.dep == "acomp" else token
    if token.dep != "relcl":
        return None
    subjects = [child.lower for child in scene.children(token.i, "nsubj", "nsubjpass")]
    objects = [child for child in scene.children(head, "dobj") if child.lower not in ("that", "which", "whom")]
    return token.head if subjects and subjects[0] not in ("that", "which", "who") and not objects else None


def distinct(scene: Scene, head: int, other: Token) -> bool:
    """True where a coordinate clause is no part of what the first one says: it has a subject or a tense of its own."""
    if scene.children(other.i, "nsubj", "nsubjpass", "expl") or scene.statement(other.i) != scene.statement(head):
        return True
    if any(aux.tag == "MD" or aux.lower == "to" for aux in scene.children(other.i, "aux")) or serial(scene, other):
        return True
    if other.tag in ("VBD", "VBZ", "VBP") and scene.token(head).tag in ("VB", "VBN", "VBG"):
        return True
    first = scene.token(head)
    return other.tag == first.tag and bool(scene.children(head, "dobj", "xcomp")) and _heavy(scene, other)


def serial(scene: Scene, other: Token) -> bool:
    """True for each of three or more coordinate predicates with objects of their own: "impose, hold and provide"."""
    chain = [other]
    while chain[0].dep == "conj" and scene.token(chain[0].head).tag == other.tag:
        chain.insert(0, scene.token(chain[0].head))
    while (after := [child for child in scene.children(chain[-1].i, "conj") if child.tag == other.tag]) != []:
        chain.append(after[0])
    who = scene.subject(chain[0].i)
    told = who is not None and bool(scene.cast.of(who))
    return told and len(chain) > 2 and all(_heavy(scene, each) for each in chain[1:])


def _heavy(scene: Scene, token: Token) -> bool:
    """True for a predicate with an object that by itself would harm or help."""
    places = dict.fromkeys(range(*scene.document.edges[token.i]), 0)
    phrase = _match(scene, token.i, places)
    known = phrase is not None and phrase.row["subject"] != "light"
    told = known or bool(scene.events_at((token.i,)))
    return told and bool(scene.children(token.i, "dobj", "prep", "ccomp", "xcomp"))


def coordinates(scene: Scene, draft: Draft) -> Iterator[Draft]:
    """Yield the drafts of coordinate outcomes that are outcomes of their own: "agreed to meet, and to leave"."""
    for child in scene.children(draft.outcome, "conj", "advcl"):
        again = any(aux.lower == "to" for aux in scene.children(child.i, "aux"))
        first = any(aux.lower == "to" for aux in scene.children(draft.outcome, "aux"))
        listed = child.dep == "conj" and serial(scene, child)
        after = scene.token(child.i - 2).text == "," if again else False
        if scene.children(child.i, "nsubj", "nsubjpass") or child.i < draft.outcome:
            continue
        alike = child.dep == "conj" and child.tag in ("VB", "VBG") and distinct(scene, draft.outcome, child)
        if (again and first and (child.dep == "conj" or (after and child.tag == "VB"))) or listed or alike:
            other = replace(draft, outcome=child.i)
            yield other
            yield from coordinates(scene, other)


def weigh(scene: Scene, head: int, until: int | None = None) -> Weight:
    """Return what the outcome or condition headed by token ``head`` would be, its tokens up to ``until``."""
    places = {i: depth for i, depth in core(scene, head) if until is None or i < until}
    best: tuple[int, int, int, _Phrase | Event] | None = None
    for i, depth in places.items():
        phrase = _match(scene, i, places)
        light = phrase is not None and phrase.row["subject"] == "light"
        far = depth + DEEPEST if light else depth
        if phrase is not None and (best is None or (far, 2 - len(phrase.words)) < best[:2]):
            best = (far, 2 - len(phrase.words), i, phrase)
    near = scene.events_at(places)
    for i, event in near:
        if best is None or (places[i], 1) < best[:2]:
            best = (places[i], 1, i, event)
    negated = _negated(scene, head, best) != (best is not None and _undone(scene, best[2]))
    if best is None:
        return Weight("none", (), negated, False, None, None, False)
    return _weight(best[3], next((event for _, event in near if event.type not in NEUTRAL), None), negated)


def weigh_purpose(scene: Scene, head: int) -> Weight | None:
    """Return the weight of what an act that says nothing by itself is for: "issue a rule that bans imports".

    None where neither its relative clauses nor its purposes name harm.
    """
    first, last = scene.document.edges[head]
    for i in range(head + 1, last):
        if i < first or i not in scene.heads or scene.token(i).dep not in BELOW:
            continue
        found = weigh(scene, i)
        sanctioned = found.event is None or found.types[:1] in (("SANCTION",), ("COERCE",))
        if found.valence == "harm" and found.known and not found.suffered and not found.light and sanctioned:
            return found
    return None


def _undone(scene: Scene, i: int) -> bool:
    """True for "de-escalation"."""
    before = scene.document.tokens[max(0, i - 2) : i]
    joined = len(before) == 2 and before[0].end == before[1].start and before[1].end == scene.token(i).start
    return joined and before[1].text == "-" and before[0].lower in ("de", "non")


def _negated(scene: Scene, head: int, best: tuple[int, int, int, _Phrase | Event] | None) -> bool:
    """True where the clause that holds what was found is denied, or the outcome itself."""
    at = scene.clause(best[2]) if best is not None else None
    if at is not None and at.head in scene.heads and at.first >= scene.document.edges[head][0]:
        return at.negated
    return head in scene.heads and scene.heads[head].negated


def _weight(found: _Phrase | Event, near: Event | None, negated: bool) -> Weight:
    if isinstance(found, Event):
        harm = found.type in HARMFUL
        valence: Valence = "none" if found.type in NEUTRAL else "harm" if harm != negated else "benefit"
        return Weight(valence, (found.type,), negated, False, found, None, True)
    row = found.row
    negated = negated != (row["inverted"] == "yes")
    if row["valence"] == "none":
        return Weight("none", (), negated, False, near, None, True)
    harm = row["valence"] == "harm"
    types = tuple(row["types"].split())
    if near is not None and near.type not in types:
        near = None
    types = (near.type,) if near is not None else types
    strength: Strength | None = row["strength"] or None  # type: ignore[assignment]
    return Weight(
        "harm" if harm != negated else "benefit",
        types,
        negated,
        row["subject"] == "target",
        near,
        strength,
        True,
        row["subject"] == "light",
    )


def _match(scene: Scene, i: int, places: dict[int, int]) -> _Phrase | None:
    token = scene.token(i)
    if token.dep == "amod":
        return None
    for word in (token.lemma.lower(), token.lower):
        for phrase in _phrases().get(word, ()):
            if phrase.row["pos"] != token.pos.lower().replace("aux", "verb"):
                continue
            if len(phrase.words) == 1 or _below(scene, i, phrase.words[1], places):
                return phrase
    return None


def _below(scene: Scene, i: int, words: frozenset[str], places: dict[int, int]) -> bool:
    """True where one of ``words`` hangs on token ``i`` within three steps (the subject of a passive does, too)."""
    antecedent = described(scene, i)
    if antecedent is not None and scene.token(antecedent).lemma.lower() in words:
        return True
    waiting = [(i, 0)]
    while waiting:
        at, depth = waiting.pop()
        for child in scene.children(at):
            if child.i not in places or child.lower == "under" or (child.dep == "conj" and child.pos == "VERB"):
                continue
            if child.lemma.lower() in words or child.lower in words:
                return True
            if depth < 2:
                waiting.append((child.i, depth + 1))
    return False
