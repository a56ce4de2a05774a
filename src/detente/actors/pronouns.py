"""Pronouns in an article -> who: by speaker, grammar, recency, number and gender; rather nobody than a guess."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.actors.build import state
from detente.actors.phrases import Phrase
from detente.actors.scene import Scene, pronoun
from detente.mentions import given_names
from detente.records import Actor, Statement
from detente.sentences import Token

_REACH = 4
_MARGIN = 0.35
_SUBJECT = frozenset(("nsubj", "nsubjpass", "csubj", "agent"))
_OBJECT = frozenset(("dobj", "pobj", "dative", "attr", "oprd"))
_IMPERSONAL = frozenset(
    ("be", "seem", "appear", "take", "happen", "occur", "remain", "mean", "depend", "become", "turn")
)
_SIDES = frozenset(("GOV", "MIL", "LEG", "IGO"))


@dataclass(slots=True)
class _Candidate:
    actor: Actor
    score: float


def resolve_pronoun(scene: Scene, i: int) -> None:
    """Take a pronoun of the third person, or a relative one, for somebody spoken of before."""
    row = pronoun(scene, i)
    if row["kind"] == "relative":
        _relative(scene, i)
    elif row["kind"] == "reflexive":
        _reflexive(scene, i)
    elif row["person"] == "3" and row["number"] == "plural":
        _they(scene, i)
    elif row["gender"] == "n":
        _it(scene, i)
    elif row["person"] == "3":
        _person(scene, i, row["gender"])


def resolve_speaker_words(scene: Scene, i: int) -> None:
    """Take "I" inside a quotation for its speaker, "we" for the speaker's side."""
    row = pronoun(scene, i)
    if row["person"] != "1":
        return
    statement = scene.said(i)
    if statement is None:
        if row["number"] == "plural" and scene.inside(scene.mentions[i].start) is None and (home := scene.voice):
            scene.mean(i, state(home))
        return
    speaker = scene.speaker(statement)
    if speaker is not None and row["number"] == "singular":
        scene.mean(i, speaker)
    elif speaker is not None and (side := _side(speaker)):
        scene.mean(i, side)


def _side(speaker: Actor) -> Actor | None:
    """Whom somebody in office speaks for: the state, or the organisation of states; nobody known for others."""
    if speaker.sector not in _SIDES or speaker.country is None:
        return None
    if speaker.country == "IGO":
        return speaker if speaker.named == "body" else None
    return state(speaker.country)


def _relative(scene: Scene, i: int) -> None:
    token = scene.token(i)
    if token is None:
        return
    tokens = scene.document.tokens
    clause = token
    while clause.dep != "relcl" and clause.head != clause.i:
        clause = tokens[clause.head]
    for j in range(i - 1, max(-1, i - 12), -1):
        if scene.mentions[j].head == clause.head and j in scene.meant:
            scene.mean(i, *scene.meant[j])
            return


def _reflexive(scene: Scene, i: int) -> None:
    token = scene.token(i)
    for j in range(i - 1, max(-1, i - 8), -1):
        other = scene.token(j)
        if token and other and other.head == token.head and other.dep in _SUBJECT and j in scene.meant:
            scene.mean(i, *scene.meant[j])
            return


# --- he, she ------------------------------------------------------------------------------------------------


def _person(scene: Scene, i: int, gender: str) -> None:
    found: dict[str, _Candidate] = {}
    for j in _before(scene, i):
        actor = scene.only(j)
        if actor is None or not _is_someone(scene, j, actor) or _clashes(scene, actor, gender) or _bound(scene, i, j):
            continue
        score = _score(scene, i, j, actor)
        name = actor.id or actor.name
        if name not in found or found[name].score < score:
            found[name] = _Candidate(actor, score)
    if best := _clear(found):
        scene.mean(i, best)
        scene.genders.setdefault(best.id or best.name, gender)


def _clear(found: dict[str, _Candidate]) -> Actor | None:
    """The best candidate where none comes near."""
    ranked = sorted(found.values(), key=lambda candidate: -candidate.score)
    if not ranked or (len(ranked) > 1 and ranked[0].score - ranked[1].score < _MARGIN):
        return None
    return ranked[0].actor


def _before(scene: Scene, i: int) -> Iterator[int]:
    here = scene.sentence(i)
    for j in range(i - 1, -1, -1):
        if scene.sentence(j) < here - _REACH:
            return
        if scene.mentions[j].end <= scene.mentions[i].start and scene.mentions[j].kind != "note":
            yield j


def _is_someone(scene: Scene, j: int, actor: Actor) -> bool:
    if actor.id is not None:
        return actor.id.startswith("person:")
    phrase = scene.phrases[j]
    return (
        phrase is not None
        and not phrase.plural
        and phrase.head is not None
        and phrase.head.named in ("person", "office")
    )


def _clashes(scene: Scene, actor: Actor, gender: str) -> bool:
    known = scene.genders.get(actor.id or actor.name)
    if known is None:
        entity = scene.lexicon.entity(actor.id) if actor.id else None
        known = (entity.gender if entity else given_names().get(actor.name.split()[0].lower())) or ""
    return bool(known) and known != gender


def _bound(scene: Scene, i: int, j: int) -> bool:
    """An object can't mean the subject of its own clause ("Lavrov met Blinken and told him")."""
    token, other = scene.token(i), scene.token(j)
    if token is None or other is None or token.dep in _SUBJECT or token.dep == "poss" or other.dep not in _SUBJECT:
        return False
    tokens = scene.document.tokens
    verb = tokens[token.head]
    if verb.dep in ("prep", "dative", "agent"):
        verb = tokens[verb.head]
    while verb.i not in (other.head, verb.head) and verb.dep in ("conj", "xcomp") and not _has_subject(scene, verb.i):
        verb = tokens[verb.head]
    return other.head == verb.i


def _has_subject(scene: Scene, verb: int) -> bool:
    return any(scene.document.tokens[child].dep in _SUBJECT for child in scene.document.children[verb])


def _score(scene: Scene, i: int, j: int, actor: Actor) -> float:
    token, other = scene.token(i), scene.token(j)
    score = -1.0 * (scene.sentence(i) - scene.sentence(j)) - 0.02 * (i - j)
    if other is not None:
        opens = scene.mentions[j].first == scene.document.sentences[scene.sentence(j)].first
        dep = _dep(scene, other)
        score += 1.0 if dep in _SUBJECT or opens else 0.4 if dep in _OBJECT else 0.2
        score += 0.5 if token is not None and other.i == _local_subject(scene, token) else 0.0
    if scene.mentions[j].kind == "label":
        score += 0.5
    return score + _spoken(scene, i, j, actor, token is not None and token.dep in _SUBJECT | {"pobj"})


def _dep(scene: Scene, token: Token) -> str:
    """A token's grammatical role; of what is joined by "and", the first one's."""
    while token.dep == "conj" and token.head != token.i:
        token = scene.document.tokens[token.head]
    return token.dep


def _local_subject(scene: Scene, token: Token) -> int | None:
    """The subject of the clause that a possessive stands in; of "to let" in "asked China to let" it is China."""
    if token.dep != "poss":
        return None
    tokens, children = scene.document.tokens, scene.document.children
    verb = tokens[token.head]
    while verb.pos not in ("VERB", "AUX") and verb.head != verb.i:
        verb = tokens[verb.head]
    for _ in range(4):
        if subjects := [child for child in children[verb.i] if tokens[child].dep in _SUBJECT]:
            return subjects[0]
        above = tokens[verb.head]
        objects = [child for child in children[above.i] if tokens[child].dep == "dobj" and child < verb.i]
        if verb.dep in ("xcomp", "ccomp") and objects:
            return objects[0]
        verb = above
    return None


def _spoken(scene: Scene, i: int, j: int, actor: Actor, free: bool) -> float:
    """What the statements around say: a source goes on speaking, a speaker says "he" of himself only when reported."""
    at = scene.mentions[i].start
    quoted = scene.said(i)
    if quoted is not None and quoted.kind == "direct":
        if _is_speaker(scene, quoted, actor):
            return -4.0
        within = any(start <= scene.mentions[j].start < end for start, end in quoted.spans)
        return 1.0 if within else 0.0
    statement = scene.inside(at)
    if statement is not None and _is_speaker(scene, statement, actor):
        return 1.5
    if free and any(s.source_span == scene.span(i) for s in scene.statements):
        last = [s for s in scene.statements if s.source_span and s.source_span[0] < at and s.parent is None]
        previous = scene.speaker(max(last, key=lambda s: s.source_span[0])) if last else None  # type: ignore[index]
        if previous is not None and (previous.id or previous.name) == (actor.id or actor.name):
            ended = max(last, key=lambda s: s.source_span[0]).end  # type: ignore[index]
            return 1.5 if ended > scene.document.sentences[max(scene.sentence(i) - 1, 0)].start else 0.5
    return 0.0


def _is_speaker(scene: Scene, statement: Statement, actor: Actor) -> bool:
    speaker = scene.speaker(statement)
    return speaker is not None and (speaker.id or speaker.name) == (actor.id or actor.name)


# --- it, they -----------------------------------------------------------------------------------------------


def _it(scene: Scene, i: int) -> None:
    """A state or body that was the subject shortly before; never an "it" that means nobody."""
    token = scene.token(i)
    if token is None or token.dep not in _SUBJECT | {"poss"} or _impersonal(scene, i):
        return
    found: dict[str, _Candidate] = {}
    for j in _before(scene, i):
        actor, other = scene.only(j), scene.token(j)
        if scene.sentence(i) - scene.sentence(j) > 1 or actor is None or other is None:
            continue
        if actor.named not in ("place", "body") or actor.sector is None:
            continue
        score = _score(scene, i, j, actor)
        name = actor.id or actor.name
        if name not in found or found[name].score < score:
            found[name] = _Candidate(actor, score)
    best = _clear(found)
    if best is not None and found[best.id or best.name].score > -0.2:
        scene.mean(i, best)


def _impersonal(scene: Scene, i: int) -> bool:
    """Whether "it" may mean nobody: "it is clear that", "it took place", "made it clear"; not "it is a power"."""
    token = scene.token(i)
    if token is None or token.dep == "poss":
        return False
    tokens = scene.document.tokens
    verb = tokens[token.head]
    if verb.lemma == "be":
        below = {tokens[child].dep for child in scene.document.children[verb.i]}
        return "attr" not in below or bool(below & {"ccomp", "xcomp", "advcl", "csubj", "acomp"})
    return verb.lemma in _IMPERSONAL or verb.pos in ("ADJ", "NOUN")


def _they(scene: Scene, i: int) -> None:
    """Several spoken of together, else a state or body that was the subject, else the two people of the sentence."""
    if (statement := scene.said(i)) and (speaker := scene.speaker(statement)) and speaker.sector in _SIDES:
        _other_side(scene, i, speaker)
        return
    if scene.raw(i).lower() == "both":
        scene.mean(i, *(_met(scene, i) or _pair_before(scene, i)))
        return
    if together := _ahead(scene, i) or _met(scene, i):
        scene.mean(i, *together)
        return
    found: dict[str, _Candidate] = {}
    meant: dict[str, tuple[Actor, ...]] = {}
    for j in _before(scene, i):
        actors = _group(scene, j)
        if not actors or scene.sentence(i) - scene.sentence(j) > 2 or not _several(scene, j, actors):
            continue
        name = "+".join(actor.id or actor.name for actor in actors)
        score = _score(scene, i, j, actors[0]) + (0.5 if len(actors) > 1 else 0.0)
        if name not in found or found[name].score < score:
            found[name] = _Candidate(actors[0], score)
            meant[name] = actors
    ranked = sorted(found, key=lambda name: -found[name].score)
    if ranked and (len(ranked) == 1 or found[ranked[0]].score - found[ranked[1]].score >= _MARGIN):
        scene.mean(i, *meant[ranked[0]])
    elif not ranked and (two := _two_people(scene, i)):
        scene.mean(i, *two)


def _group(scene: Scene, j: int) -> tuple[Actor, ...]:
    """Who mention ``j`` means together with those joined to it by "and"."""
    actors = scene.meant.get(j, ())
    joined = _joined(scene, scene.mentions[j].head) if scene.mentions[j].head >= 0 else []
    if not actors or not joined:
        return actors
    others = (
        scene.meant.get(k, ()) for k in range(j + 1, min(j + 12, len(scene.mentions))) if _heads(scene, k, joined)
    )
    return (*actors, *(actor for meant in others for actor in meant))


def _pair_before(scene: Scene, i: int) -> tuple[Actor, ...]:
    """The last two who are joined, else a subject and the object that it met, in this sentence or the one before."""
    people: list[Actor] = []
    for j in _before(scene, i):
        if scene.sentence(i) - scene.sentence(j) > 1:
            break
        if len(group := _group(scene, j)) == 2:
            return group
        actor, token = scene.only(j), scene.token(j)
        if token is None or actor is None or not _is_someone(scene, j, actor) or token.dep == "poss":
            continue
        if scene.sentence(j) == scene.sentence(i) and all(actor.id != other.id for other in people):
            people.append(actor)
    return tuple(people[::-1]) if len(people) == 2 else ()


def _heads(scene: Scene, k: int, heads: list[int]) -> bool:
    return scene.mentions[k].head in heads and scene.mentions[k].kind != "pronoun"


def _joined(scene: Scene, head: int) -> list[int]:
    """The heads joined to a noun by "and", as long as the chain goes."""
    tokens, children = scene.document.tokens, scene.document.children
    found: list[int] = []
    queue = [head]
    while queue:
        at = queue.pop(0)
        if any(tokens[child].lower in ("or", "but") for child in children[at] if tokens[child].dep == "cc"):
            continue
        new = [child for child in children[at] if tokens[child].dep == "conj" and tokens[child].pos in _NOMINAL]
        found += new
        queue += new
    return found


_NOMINAL = frozenset(("NOUN", "PROPN", "PRON"))


def _met(scene: Scene, i: int) -> tuple[Actor, ...]:
    """The two people of "he spoke with her, and they ...": a subject, and an object of "with", in one sentence."""
    tokens = scene.document.tokens
    subject: Actor | None = None
    other: Actor | None = None
    for j in _before(scene, i):
        actor, token = scene.only(j), scene.token(j)
        if scene.sentence(j) != scene.sentence(i):
            break
        if token is None or actor is None or not _is_someone(scene, j, actor):
            continue
        if other is None and token.dep == "pobj" and tokens[token.head].lower == "with":
            other = actor
        elif other is not None and token.dep in _SUBJECT:
            subject = actor
            break
    return (subject, other) if subject and other and subject.id != other.id else ()


def _ahead(scene: Scene, i: int) -> tuple[Actor, ...]:
    """Who "their" at the head of a sentence looks forward to ("At their meeting, Putin and Biden ...")."""
    token = scene.token(i)
    if token is None or token.dep != "poss":
        return ()
    sentence = scene.document.sentences[scene.sentence(i)]
    if token.i - sentence.first > 3:
        return ()
    for j in range(i + 1, min(i + 8, len(scene.mentions))):
        other = scene.token(j)
        if other and scene.sentence(j) == sentence.index and other.dep in _SUBJECT and other.head == sentence.root:
            actors = _group(scene, j)
            return actors if len(actors) > 1 else ()
    return ()


def _several(scene: Scene, j: int, actors: tuple[Actor, ...]) -> bool:
    phrase: Phrase | None = scene.phrases[j]
    if len(actors) > 1 or (phrase is not None and phrase.plural):
        return True
    other = scene.token(j)
    subject = other is not None and other.dep in _SUBJECT
    return subject and actors[0].named in ("place", "body") and actors[0].sector is not None


def _two_people(scene: Scene, i: int) -> tuple[Actor, ...]:
    people: dict[str, Actor] = {}
    for j in _before(scene, i):
        actor = scene.only(j)
        if scene.sentence(j) == scene.sentence(i) and actor and actor.id and _is_someone(scene, j, actor):
            people.setdefault(actor.id, actor)
    return tuple(people.values())[::-1] if len(people) == 2 else ()


def _other_side(scene: Scene, i: int, speaker: Actor) -> None:
    """Whom somebody who speaks for a state calls "they": the other state last spoken of."""
    for j in _before(scene, i):
        actor = scene.only(j)
        if actor and actor.country not in (None, "IGO", speaker.country) and actor.sector in _SIDES:
            scene.mean(i, state(actor.country or ""))
            return
