"""Triggers with their sides -> Events: what is within what, how real it is, when, where and how much."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from detente.clauses import Clause, clause_of
from detente.dates import Timex, when
from detente.encoder import Act
from detente.events.arguments import Scene, Sides, sides
from detente.events.carriers import carried
from detente.events.circumstances import magnitudes, place
from detente.events.drafts import Draft, complete, distinct, half, settle, standing
from detente.events.implied import implied, initiated, initiator
from detente.events.intentions import intended
from detente.events.reality import reality
from detente.events.sighting import Pointers, filled, joined
from detente.events.syntax import doers, kids, prepositions, undergoers
from detente.events.triggers import Hit, Trigger, find_hits
from detente.events.weighing import is_done, is_seen, weighed
from detente.lexicon import Lexicon
from detente.records import Actor, DateRange, Event, Statement, make_id
from detente.sentences import Document

ARMED = frozenset(("MIL", "REB", "UAF", "COP", "SPY", "CRM"))
DESCENDED = 0.85
AGENTLESS = 0.9
BESIDE = 0.7  # what is left of a score where a side is only named in the same sentence


@dataclass(frozen=True, slots=True)
class Coding:
    """What all drafts of one document are coded from."""

    scene: Scene
    acts: Mapping[int, Act]
    pointers: Pointers
    clauses: tuple[Clause, ...]
    statements: dict[str, Statement]
    timexes: tuple[Timex, ...]
    lexicon: Lexicon


def code(coding: Coding) -> tuple[Event, ...]:
    """Return the events of a document in order of their triggers."""
    document = coding.scene.document
    drafts = dict(_weighed(document, settled(coding)))
    acts = frozenset(draft.above for draft in drafts.values() if draft.above is not None)
    found = ((head, enough(coding, draft, acts)) for head, draft in drafts.items())
    drafts = {head: draft for head, draft in found if draft is not None}
    drafts = intended(document, distinct(document, drafts), coding.statements)
    events: dict[int, Event] = {}
    for head in sorted(drafts):
        events[head] = _event(coding, drafts[head])
    linked = [
        replace(event, within=events[above].id if above in events else None)
        for head, event in events.items()
        for above in [drafts[head].above]
    ]
    return tuple({event.id: event for event in reversed(linked)}.values())[::-1]


def settled(coding: Coding) -> dict[int, Draft]:
    """Return what may be acts by their triggers, before it is weighed whether they are."""
    document = coding.scene.document
    hits = joined(document, find_hits(document), coding.acts)
    return settle(document, {hit.head: _draft(coding, hit, act) for hit, act in hits})


def _draft(coding: Coding, hit: Hit, act: Act) -> Draft:
    document = coding.scene.document
    held = carried(document, hit.head) if hit.trigger.pos == "N" else None
    clause = clause_of(coding.clauses, hit.head)
    statement = coding.statements.get(clause.asserted_by) if clause.asserted_by else None
    speaker = statement.speaker if statement is not None else None
    found = sides(coding.scene, hit)
    if "seen" in hit.trigger.traits:
        found = filled(found, coding.pointers.of(act), hit)
    found = implied(coding.scene, hit, found, speaker if speaker and speaker.country else None)
    first = initiator(coding.scene, hit.head, found) if "symmetric" in hit.trigger.traits else None
    status = reality(coding.scene.document, coding.clauses, hit, held)
    type, mode = hit.trigger.type, hit.trigger.mode
    if "verbal" in hit.trigger.traits and _of_words(coding, hit, found):
        type, mode = "ACCUSE", "disapprove"
    by = clause.asserted_by
    if statement is not None and _is_saying(hit, found, speaker):
        by = statement.parent
    stateless = not found.source and _stateless(coding, hit)
    score = hit.trigger.score
    return Draft(hit, act, held, initiated(found, first), first, status, by, None, type, mode, score, stateless)


def enough(coding: Coding, draft: Draft, acts: frozenset[int]) -> Draft | None:
    """Return a draft of which enough is known, None for another and for what a side holds at all times."""
    if standing(coding.scene.document, draft):
        return None
    if not is_seen(draft.status, draft.act):
        return draft if complete(coding.scene.document, draft, acts) else None
    found = filled(draft.sides, coding.pointers.of(draft.act), draft.hit)
    pointed = replace(draft, sides=found)
    beside = _at_hand(coding.scene, draft.hit, found)
    atlast = replace(draft, sides=beside, score=draft.score * (1 if beside == found else BESIDE))
    return atlast if complete(coding.scene.document, pointed, acts) else half(atlast)


def _at_hand(scene: Scene, hit: Hit, found: Sides) -> Sides:
    """Return the sides of a sure act, one that is still open filled with whom its sentence names beside the other: whom
    the words that hang on the trigger name, else the only other country."""
    document = scene.document
    sentence = document.sentences[document.tokens[hit.head].sentence]
    if bool(found.source) == bool(found.target):
        return found
    below: Iterable[int] = range(hit.head + 1, document.edges[hit.head][1])
    if not found.source:
        below = doers(document, sentence.root)
    taken = {actor.country for actor in (*found.source, *found.target)}
    if not found.source and any(actor.country in taken for j in below for actor in scene.cast.of(j)):
        return found  # who the sentence is about is of the same country: nobody else did it
    for words, most in ((below, 3), (range(sentence.first, sentence.last), 1)):
        told = (actor for j in words for actor in scene.cast.of(j))
        near = {actor.country: actor for actor in told if actor.country not in (None, *taken)}
        if 0 < len(near) <= most:
            others = tuple(near.values())
            return found._replace(source=found.source or others, target=found.target or others, exact=False)
    return found


def _weighed(document: Document, drafts: Mapping[int, Draft]) -> Iterator[tuple[int, Draft]]:
    """Yield the drafts that are acts, as real as clause and encoder tell them; what is surely done is in no other, and
    of what is asked the clause alone tells that it isn't told."""
    for head, draft in drafts.items():
        asked = draft.status.modality == "hypothetical" and _ends_asking(document, head)
        status = draft.status if asked else weighed(draft.status, draft.hit, draft.act)
        if status is not None:
            above = None if is_done(draft.act) and not status.negated else draft.above
            yield head, replace(draft, status=status, above=above)


def _ends_asking(document: Document, token: int) -> bool:
    sentence = document.sentences[document.tokens[token].sentence]
    return any(document.tokens[i].text == "?" for i in range(max(sentence.first, sentence.last - 3), sentence.last))


def _stateless(coding: Coding, hit: Hit) -> bool:
    """True where fighters of no state do it, whom no side names."""
    if hit.trigger.pos != "V":
        return False
    acting = (actor for j in doers(coding.scene.document, hit.head) for actor in coding.scene.cast.of(j))
    return any(actor.country is None and actor.sector in ARMED for actor in acting)


def _is_saying(hit: Hit, found: Sides, speaker: Actor | None) -> bool:
    """True where what is said is itself the deed, as a threat is, so that nobody but the outlet asserts it."""
    if "speaker" in hit.trigger.source:
        return True
    countries = {actor.country for actor in found.source}
    return "foretold" in hit.trigger.traits and speaker is not None and speaker.country in countries


def _of_words(coding: Coding, hit: Hit, found: Sides) -> bool:
    """True where an attack is one with words: a politician's on another, or one for or over something."""
    fighting = any(actor.sector in ARMED for actor in (*found.source, *found.target))
    talkers = all(actor.named in ("person", "office") or actor.sector == "PTY" for actor in found.source)
    if fighting or not found.source or not talkers:
        return False
    reasons = any(word in ("for", "over", "as") for word, _ in prepositions(coding.scene.document, hit.head))
    return reasons or all(actor.named in ("person", "office") or actor.sector == "PTY" for actor in found.target)


def _event(coding: Coding, draft: Draft) -> Event:
    document, trigger, found = coding.scene.document, draft.hit.trigger, draft.sides
    head = draft.hit.head
    start, end = _evidence(coding, draft)
    coded = coding.lexicon.cameo(draft.type, draft.mode, trigger.contexts)
    cameo = trigger.trait("cameo") or (coded[0] if coded else None)
    verb = draft.held.verb if draft.held is not None and draft.held.verb is not None else head
    undergone = undergoers(document, head) if trigger.pos == "V" else []
    undergone += [
        j for part in draft.hit.parts for word, j in prepositions(document, part) if word in ("on", "against")
    ]
    codes = sorted(actor.code or "" for actor in (*found.source, *found.target))
    return Event(
        id=make_id("events", document.article.id, document.tokens[head].start, *codes),
        article=document.article.id,
        start=start,
        end=end,
        rule=f"events.{_kind(trigger)}:{trigger.word}",
        score=_score(draft),
        type=draft.type,
        mode=draft.mode,
        contexts=trigger.contexts,
        source=found.source,
        target=found.target,
        symmetric="symmetric" in trigger.traits and bool(found.target),
        initiator=draft.initiator,
        when=_when(coding, draft, (head, verb, *kids(document, head, "acl"))),
        place=place(document, coding.lexicon, (head, verb), found.tokens),
        magnitudes=magnitudes(document, (head, verb, *draft.hit.parts), (*found.tokens, *undergone)),
        modality=draft.status.modality,
        negated=draft.status.negated,
        stance=draft.status.stance,
        asserted_by=draft.asserted_by,
        within=None,
        cameo=cameo,
        goldstein=coding.lexicon.goldstein(cameo) if cameo else None,
    )


def _kind(trigger: Trigger) -> str:
    if "seen" in trigger.traits:
        return "seen"
    return "verb" if trigger.pos == "V" else "noun"


def _when(coding: Coding, draft: Draft, heads: tuple[int, ...]) -> DateRange | None:
    """Return the day of the event: a date beside its words, but not the day on which somebody told of it."""
    document = coding.scene.document
    statement = coding.statements.get(draft.asserted_by) if draft.asserted_by else None
    timexes = coding.timexes
    if statement is not None:
        timexes = tuple(t for t in timexes if any(start <= t.start < end for start, end in statement.spans))
    found = (when(document, timexes, head) for head in dict.fromkeys(heads))
    return next((day for day in found if day is not None), None)


def _score(draft: Draft) -> float:
    score = draft.score
    if not draft.sides.exact:
        score *= DESCENDED
    if not draft.sides.source or not draft.sides.target:
        score *= AGENTLESS
    return round(score, 3)


def _evidence(coding: Coding, draft: Draft) -> tuple[int, int]:
    """Return the span from the first to the last word of trigger and sides, within the trigger's sentence."""
    document = coding.scene.document
    sentence = document.sentences[document.tokens[draft.hit.head].sentence]
    words = [document.tokens[i] for i in (draft.hit.head, *draft.hit.parts, *draft.sides.tokens)]
    named = [actor.span for actor in (*draft.sides.source, *draft.sides.target) if actor.span is not None]
    spans = [(word.start, word.end) for word in words]
    spans += [span for span in named if any(span[0] <= word.start < span[1] for word in words)]
    spans = [span for span in spans if sentence.start <= span[0] and span[1] <= sentence.end]
    return min(start for start, _ in spans), max(end for _, end in spans)
